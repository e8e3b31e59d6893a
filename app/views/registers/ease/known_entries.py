"""Items, suppliers and points of Table 4, offered where one is written; an item fills its fields."""

from collections.abc import Mapping
from functools import partial

from app.i18n import N_, _
from app.services.registers.parts import ITEMS, POINTS, SUPPLIERS
from app.services.suggestions import known
from app.services.suggestions.known import Known
from app.views.context import Context
from app.views.inputs.editors import SuggestEdit, Suggestion
from app.views.registers.record_form import RecordForm

_NOTHING = {
    ITEMS: N_("物品目录还是空的（系统 › 物品目录），照手写"),
    SUPPLIERS: N_("还没有供方档案（物资 › 供方档案），照手写"),
    POINTS: N_("还没有检查点（系统 › 环境），先添加"),
}


def offer_known(context: Context, form: RecordForm) -> None:
    """Offer what is known in every line that the register says."""
    lines = {
        name: one for name, one in form.kind.offers.items()
        if name in form.rows and one in _NOTHING
    }  # fmt: skip
    if not lines:
        return

    def show(found: Mapping[str, tuple[Known, ...]]) -> None:
        for name, source in lines.items():
            editor = form.rows[name].editor
            if isinstance(editor, SuggestEdit):
                entries = [Suggestion(one, one.name, one.text, one.beside, one.initials)
                           for one in found[name]]  # fmt: skip
                editor.set_suggestions(entries, _(_NOTHING[source]))
                editor.chosen.connect(partial(_fill, form))

    # Without it names are written by hand: nobody is disturbed.
    context.ask(form, known.offered, show, lambda _error: None, form.kind)


def _fill(form: RecordForm, one: object) -> None:
    """Whatever stood there belonged to other goods; what the catalogue leaves open stays."""
    if not isinstance(one, Known):
        return
    for name, value in one.fills.items():
        row = form.rows.get(name)
        if row is None or row.editor.is_read_only() or value in ("", None):
            continue
        if row.editor.value() != value:
            row.editor.set_value(value)
            row.editor.changed.emit()
