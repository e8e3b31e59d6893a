"""The way to the printed slips that wait to be keyed in; not there while none waits."""

from app.i18n import _
from app.services.registers.register import Register
from app.services.slips import issuing
from app.services.slips.issuing import Waiting
from app.views.context import Context
from app.views.widgets.buttons import Button


class SlipsButton(Button):
    """`已打印待回录 3 张`."""

    def __init__(self, context: Context, register: Register, may_register: bool) -> None:
        super().__init__("", "quiet", "inbox")
        self._context, self._register, self._may = context, register, may_register
        self.hide()

    def reload(self) -> None:
        """Count them."""
        if self._may:
            self._context.ask(self, issuing.waiting, self._take, None, self._register)

    def _take(self, slips: list[Waiting]) -> None:
        self.set_text(_("已打印待回录 {n} 张").format(n=len(slips)))
        self.setVisible(bool(slips))
