"""What the pages of 系统 have in common: a column of content, buttons beside the title, a reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.services.access import Permission
from app.services.people.organisation import Me
from app.views import theme
from app.views.asking import opening
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.widgets.badges import Badge
from app.views.widgets.labels import IconText


def use_badge(is_in_use: bool) -> Badge:
    """在用 or 停用: what 系统 lists is never removed, only taken out of use."""
    if is_in_use:
        return Badge(_("在用"), "tick", "pass")
    return Badge(_("停用"), "struck_ring", "neutral_open")


def use_choice() -> ChoiceEdit:
    """Where that is chosen."""
    return ChoiceEdit([Option(True, _("在用")), Option(False, _("停用"))])


class SubPage(QWidget):
    """One page of 系统. It is greyed with the reason in words where the roles do not permit it."""

    permission: Permission | None = None
    tables: frozenset[str] = frozenset()
    keys: tuple[tuple[str, str], ...] = ()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._reason = IconText("ring-i", "", "", "muted")
        self._reason.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GAP_CARD)
        self.column.addWidget(self._reason)

    def head_buttons(self) -> Sequence[QWidget]:
        """Buttons shown at the right of the title, the primary one last."""
        return ()

    def reload(self) -> None:
        """Read anew what is shown."""

    def make_new(self) -> None:
        """What Ctrl+N does here; nothing where nothing can be added."""

    def start_search(self) -> None:
        """What Ctrl+F does here; nothing where there is no search."""

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""

    def open_form(self, dialog: FormDialog) -> None:
        """Open a dialog that changes something here; when it has saved, the strip says so."""
        dialog.saved.connect(lambda _changes: self.context.said.emit(dialog.done_words()))
        opening.show(dialog)

    def allow(self, me: Me) -> None:
        """Show what this person may do here, and why not the rest."""
        is_allowed = self.permission is None or me.may(self.permission)
        self._reason.set_content("ring-i", "" if is_allowed else self.refusal())
        self._reason.setVisible(not is_allowed)
        for button in self.guarded():
            button.setEnabled(is_allowed)

    def reason(self) -> str:
        """The reason shown now; empty when everything is permitted."""
        return self._reason.text()

    def guarded(self) -> Sequence[QWidget]:
        """The controls that need the permission of this page."""
        return ()

    def refusal(self) -> str:
        """Why this person can only look."""
        return ""
