"""登记复查 from beside the round sheet: the step of the check that failed, in its own dialog."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app import clock
from app.errors import AppError, InvalidRecord
from app.i18n import _
from app.models.environment.check import EnvStatus
from app.services import reading
from app.services.operations import Changes
from app.services.reading import RecordView, StepState
from app.services.registers.environment.env_check import REGISTER
from app.views import messages
from app.views.asking.sign_fields import SignFields
from app.views.context import Context
from app.views.registers.editors import Editors
from app.views.registers.record_work import Wish
from app.views.registers.saving import Saver
from app.views.registers.step_dialog import StepDialog

_RECHECK = "recheck"
_VALUE, _FINDING = "recheck_value", "recheck_finding"


class Recheck(QObject):
    """Where the check is not as far yet, its own window says what comes first."""

    said = Signal(str, str)  # tone and sentence

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._saver = Saver(context, REGISTER, window, dict)
        self._dialog: StepDialog | None = None
        self._saver.done.connect(self._on_done)
        self._saver.refused.connect(self._on_refused)

    def ask(self, check_id: int) -> None:
        """Begin the next re-check of a check."""
        self._context.ask(self, reading.load, self._begin, None, REGISTER, check_id)

    def _begin(self, view: RecordView) -> None:
        state = next((one for one in view.steps if one.action == _RECHECK), None)
        if state is None or state.reason:
            why = state.reason if state else _("先安排整改，整改完成再复查（四.4）")
            self.said.emit("wait", _("{number} 还不能复查：{why}").format(
                number=view.number, why=why))  # fmt: skip
            self._context.record_asked.emit(REGISTER.name, view.id)
            return
        self._open(view, state)

    def _open(self, view: RecordView, state: StepState) -> None:
        held = {
            "recheck_at": clock.now(),
            "recheck_instrument": view.values.get("instrument_code"),
            "rechecked_by_id": self._context.desk.person_id,
        }
        sign = SignFields(state.signs, self._context.staff_no) if state.signs else None
        editors = Editors(REGISTER, self._context.directory)
        dialog = StepDialog(
            self._context, REGISTER, REGISTER.step(_RECHECK), editors, held, self._window, sign
        )
        is_measured = view.values.get("value") is not None
        dialog.rows[_FINDING if is_measured else _VALUE].hide()
        wanted = dialog.rows[_VALUE if is_measured else _FINDING]
        dialog.focus_first(wanted.editor.first_input())
        dialog.accepted.connect(lambda: self._take(view, dialog))
        self._dialog = dialog
        dialog.open()

    def _take(self, view: RecordView, dialog: StepDialog) -> None:
        self._saver.start(
            Wish(_RECHECK, view.id, view.version, dialog.answers(), signer=dialog.signer())
        )

    def _on_done(self, wish: Wish, _changes: Changes) -> None:
        self._forget()
        self._context.ask(self, reading.load, self._tell, None, REGISTER, wish.record_id)

    def _tell(self, view: RecordView) -> None:
        if view.status is EnvStatus.RECHECK_PASSED:
            words = _("{number} 复查合格，等监督科室确认").format(number=view.number)
            self.said.emit("pass", words)
        else:
            words = _("{number} 复查还是不合格，继续整改、再复查").format(number=view.number)
            self.said.emit("fail", words)

    def _on_refused(self, _wish: Wish, error: Exception) -> None:
        dialog = self._dialog
        if dialog is None:
            messages.show(self._window, error)
        elif isinstance(error, InvalidRecord) and set(error.problems) & set(dialog.rows):
            dialog.show_problems(error.problems)
        elif isinstance(error, AppError):
            dialog.show_refusal(str(error))
        else:
            self._forget()
            messages.show(self._window, error)

    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
