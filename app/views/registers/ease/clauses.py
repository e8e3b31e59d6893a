"""Clauses of the hospital's scoring table, offered where one is written; choosing one fills its points."""

from functools import partial

from app.i18n import _
from app.services.registers.register import Field
from app.services.upkeep import scoring
from app.services.upkeep.scoring import RuleView
from app.views.context import Context
from app.views.inputs.editors import Editor, RowsEdit, SuggestEdit, Suggestion
from app.views.registers.record_form import RecordForm


def offer_clauses(context: Context, form: RecordForm) -> None:
    """Offer the clauses in use in every field that fills points."""
    plain = [one for one in form.kind.fields if one.fills and one.name in form.rows]
    tables = [
        (one.name, part)
        for one in form.kind.fields
        for part in one.lines
        if part.fills and one.name in form.rows
    ]
    if not plain and not tables:
        return

    def show(found: list[RuleView]) -> None:
        entries = [suggestion(one) for one in found]
        for field in plain:
            points = form.rows[field.fills].editor if field.fills in form.rows else None
            _dress(form.rows[field.name].editor, points, entries)
        for name, part in tables:
            editor = form.rows[name].editor
            if isinstance(editor, RowsEdit):
                editor.row_added.connect(partial(_dress_row, editor, part, entries))
                for row in range(editor.row_count()):
                    _dress_row(editor, part, entries, row)

    # Without it clauses are written by hand as before: nobody is disturbed.
    context.ask(form, scoring.in_use, show, lambda _error: None)


def suggestion(rule: RuleView) -> Suggestion:
    """A clause as the list under the field shows it."""
    points = format(rule.points.normalize(), "f")
    return Suggestion(rule, rule.code, rule.text, _("扣 {points} 分").format(points=points))


def _dress_row(editor: RowsEdit, part: Field, entries: list[Suggestion], row: int) -> None:
    _dress(editor.cell(row, part.name), editor.cell(row, part.fills), entries)


def _dress(clause: Editor, points: Editor | None, entries: list[Suggestion]) -> None:
    if not isinstance(clause, SuggestEdit):
        return
    clause.set_suggestions(
        entries, _("本院还没有导入考核标准（系统 › 考核标准），条款和扣分照手写")
    )

    def fill(rule: object) -> None:
        if not isinstance(rule, RuleView) or points is None or points.is_read_only():
            return
        if points.value() is None:
            points.set_value(rule.points)
            points.changed.emit()

    clause.chosen.connect(fill)
