"""Under a line that names a place stands why it is not used now, as soon as it is written (四.4)."""

from app.services.environment import places
from app.views.context import Context
from app.views.inputs.fields import FieldRow
from app.views.registers.record_form import RecordForm
from app.views.widgets.labels import IconText


def hint_places(context: Context, form: RecordForm) -> None:
    """Look up every place when its line is left."""
    for name in form.kind.places:
        if name in form.rows:
            _watch(context, form.rows[name])


def _watch(context: Context, row: FieldRow) -> None:
    told = IconText("triangle", "", "wait", "small")
    told.hide()
    row.add_below(told)

    def show(words: str) -> None:
        told.set_content("triangle", words, "wait")
        told.setVisible(bool(words))

    def look() -> None:
        place = str(row.editor.value() or "")
        if place:
            # Without an answer nobody is disturbed: the step itself asks again.
            context.ask(row, places.why_restricted, show, lambda _error: None, place)
        else:
            show("")

    row.editor.left.connect(look)
