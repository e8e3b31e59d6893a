"""The page in place of an empty table: what is not there, which condition hides it, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from app.i18n import _
from app.services import lists
from app.services.access import Permission
from app.services.operations import Desk
from app.services.people.shift import Shift
from app.services.registers.register import Register
from app.services.slips.codes import parse
from app.views.context import Context
from app.views.registers.listing.filters import Condition, Filters
from app.views.widgets.frames import EmptyState


@dataclass(frozen=True)
class Found:
    """Without one condition there would be so many."""

    condition: Condition
    count: int


def probe(desk: Desk, register: Register, conditions: Sequence[Condition]) -> Found | None:
    """Leave out the conditions one by one, the last ones first, until something is found."""
    for condition in reversed(conditions):
        n = len(lists.ids(desk, register, condition.without.query()))
        if n:
            return Found(condition, n)
    return None


class EmptyPage(EmptyState):
    """Says why the list is empty and offers the way out."""

    loosened = Signal(object)  # Filters that show something
    cleared = Signal()
    new_asked = Signal()
    import_asked = Signal()

    def __init__(self, context: Context, shift: Shift, register: Register) -> None:
        super().__init__()
        self._context, self._register = context, register
        self._may_register = shift.may(Permission.REGISTER)
        self._may_import = shift.may(Permission.IMPORT)
        self._way_out: Filters | None = None
        self._is_filtered = False
        self._asked = 0
        self.acted.connect(self._on_acted)
        self.second_acted.connect(self._on_second)

    def explain(self, conditions: Sequence[Condition], sought: str = "") -> None:
        """Say what is known at once, and how many there would be as soon as it is known."""
        self._asked += 1
        self._way_out = None
        self._is_filtered = bool(conditions)
        item = _(self._register.item)
        self.second.set_icon("close" if conditions else "import")
        if not conditions:
            new = _("登记{item}").format(item=item) if self._may_register else ""
            old = _("导入原来的台账") if self._may_import else ""
            title, words = _("还没有{item}").format(item=item), _("登记的第一件会出现在这里。")
            if old:
                words += _("原来用电子表格记的，可以整本导入。")
            self.show_text(title, words, action=new, second=old)
            return
        asked = self._asked
        title = _("没有符合条件的{item}").format(item=item)
        words = _("条件：{words}。").format(words="，".join(one.words for one in conditions))
        if (code := parse(sought)) is not None and code.is_slip:
            words += "\n" + _("如果这是单据码，按 Ctrl+K 输入，就回到那一张。")
        clear = _("清除全部条件")
        self.show_text(title, words, second=clear)

        def done(found: Found | None) -> None:
            if found is None or asked != self._asked:
                return
            self._way_out = found.condition.without
            more = _("去掉“{name}”后有 {n} 件。").format(name=found.condition.name, n=found.count)
            look = _("看这 {n} 件").format(n=found.count)
            self.show_text(title, f"{words}\n{more}", action=look, second=clear)

        self._context.ask(self, probe, done, None, self._register, conditions)

    def _on_acted(self) -> None:
        if self._way_out is not None:
            self.loosened.emit(self._way_out)
        else:
            self.new_asked.emit()

    def _on_second(self) -> None:
        """With conditions, away with them; without, there may be an old register to bring in."""
        (self.cleared if self._is_filtered else self.import_asked).emit()
