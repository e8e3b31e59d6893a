"""Opens the windows for surveys by the names of the register's tools."""

from collections.abc import Callable, Mapping

from app.i18n import _
from app.services.registers.parts import Tool
from app.services.registers.surveys import tools
from app.services.surveys import keying, results
from app.services.surveys.keying import Keying
from app.services.surveys.results import Results
from app.views import messages
from app.views.asking import opening
from app.views.asking.tool_desk import Records, ToolDesk


class SurveyDesk(ToolDesk):
    """Its windows are of one survey: the one that is chosen."""

    def tools(self) -> Mapping[Tool, Callable[[int], None]]:
        """The windows of a survey."""
        return {
            tools.KEYING: self.key,
            tools.IMPORT: self.bring_in,
            tools.RESULT: self.show_result,
            tools.PAPERS: self.print_papers,
        }

    def use(self, name: str, asked: Records) -> None:
        """Open it for the survey that is chosen."""
        if len(asked) == 1:
            super().use(name, asked[0])
        else:
            self._context.said.emit(_("先在“满意度调查”里选一次调查，再按这个键"))

    def key(self, survey_id: int) -> None:
        """录入调查表."""

        def show(begun: Keying) -> None:
            # Not needed before papers come back: not a reason to start later.
            from app.views.surveys.keying_dialog import KeyingDialog

            opening.show(KeyingDialog(self._context, begun, self.front()))

        self._context.ask(self, keying.begin, show, self._say, survey_id)

    def bring_in(self, survey_id: int) -> None:
        """导入调查表."""
        # As above.
        from app.views.surveys.import_dialog import ImportSheetsDialog

        dialog = ImportSheetsDialog(self._context, survey_id, self.front())
        dialog.saved.connect(lambda _changes: self._context.said.emit(dialog.done_words()))
        opening.show(dialog)

    def show_result(self, survey_id: int) -> None:
        """统计结果."""

        def show(found: Results) -> None:
            # As above.
            from app.views.surveys.result_dialog import ResultDialog

            opening.show(ResultDialog(self._context, found, self.front()))

        self._context.ask(self, results.load, show, self._say, survey_id)

    def print_papers(self, survey_id: int) -> None:
        """打印调查表."""
        # Printing brings the preview along: only when somebody prints.
        from app.views.surveys.papers import PapersDialog, PapersWindow

        dialog = PapersDialog(self.front())

        def preview() -> None:
            PapersWindow(self._context, survey_id, dialog.copies(), self._window.window()).show()

        dialog.accepted.connect(preview)
        opening.show(dialog)

    def _say(self, error: Exception) -> None:
        """Why there is no such window now."""
        messages.show(self.front(), error)
