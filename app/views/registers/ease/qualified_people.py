"""Where only somebody qualified may be chosen, nobody else is offered; the qualification fills itself."""

from collections.abc import Sequence
from functools import partial

from app.i18n import N_, _
from app.services.registers.parts import QUALIFIED
from app.services.suggestions import qualified
from app.services.suggestions.qualified import Qualified
from app.views.context import Context
from app.views.inputs.directory_edit import DirectoryEdit
from app.views.registers.record_form import RecordForm

NUMBER = "qualification_number"
_NOBODY = N_("没有资质在有效期内的人；先到“人员资质”登记，由医务科或护理部鉴定")


def offer_qualified(context: Context, form: RecordForm) -> None:
    """Narrow the pickers that the register says to those whose qualification runs and fits."""
    names = [
        name for name, one in form.kind.offers.items() if one == QUALIFIED and name in form.rows
    ]
    if not names:
        return

    def show(found: tuple[Qualified, ...]) -> None:
        for name in names:
            editor = form.rows[name].editor
            if isinstance(editor, DirectoryEdit):
                editor.narrow(partial(_said, form, found), _(_NOBODY))
                editor.changed.connect(partial(_fill, form, editor, found))

    # Without it everybody is offered, and the step refuses who is not qualified.
    context.ask(form, qualified.people, show, lambda _error: None)


def _fitting(form: RecordForm, found: Sequence[Qualified]) -> list[Qualified]:
    """Those that count for what the form says now; what it leaves open narrows nothing."""
    return [
        one for one in found
        if all(form.rows[name].editor.value() in (None, value)
               for name, value in one.fits.items() if name in form.rows)
    ]  # fmt: skip


def _said(form: RecordForm, found: Sequence[Qualified]) -> dict[object, str]:
    """Who may be chosen, and what each is qualified for until when."""
    said: dict[object, str] = {}
    for one in _fitting(form, found):
        text = _("{what} 至 {day}").format(what=one.subject, day=one.until)
        said[one.person_id] = "；".join(part for part in (said.get(one.person_id), text) if part)
    return said


def _fill(form: RecordForm, editor: DirectoryEdit, found: Sequence[Qualified]) -> None:
    """Whose only one it is goes in by itself; of several the person says which."""
    row = form.rows.get(NUMBER)
    if row is None or row.editor.is_read_only():
        return
    numbers = [one.number for one in _fitting(form, found) if one.person_id == editor.value()]
    wanted = numbers[0] if len(numbers) == 1 else ""
    if (row.editor.value() or "") != wanted:
        row.editor.set_value(wanted)
        row.editor.changed.emit()
