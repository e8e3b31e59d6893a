"""Clauses of the hospital's scoring table, offered where one is written; choosing one fills its points."""

from functools import partial

from app import amounts
from app.i18n import _
from app.services.upkeep import scoring
from app.services.upkeep.scoring import RuleView
from app.views.context import Context
from app.views.inputs.editors import Editor, RowsEdit, SuggestEdit, Suggestion
from app.views.registers.record_form import RecordForm


def offer_clauses(context: Context, form: RecordForm) -> None:
    """Offer the clauses in use in every field that fills points."""
    clauses = {
        tuple(path.split(".")): points
        for path, points in form.kind.clauses.items()
        if path.split(".")[0] in form.rows
    }
    if not clauses:
        return

    def show(found: list[RuleView]) -> None:
        entries = [suggestion(one) for one in found]
        for (name, *inside), points in clauses.items():
            editor = form.rows[name].editor
            if isinstance(editor, RowsEdit):
                dress = partial(_dress_row, editor, inside[0], points, entries)
                editor.row_added.connect(dress)
                for row in range(editor.row_count()):
                    dress(row)
            else:
                filled = form.rows[points].editor if points in form.rows else None
                _dress(editor, filled, entries)

    # Without it clauses are written by hand as before: nobody is disturbed.
    context.ask(form, scoring.in_use, show, lambda _error: None)


def suggestion(rule: RuleView) -> Suggestion:
    """A clause as the list under the field shows it."""
    points = _("扣 {points} 分").format(points=amounts.plain(rule.points))
    return Suggestion(rule, rule.code, rule.text, points)


def _dress_row(
    editor: RowsEdit, clause: str, points: str, entries: list[Suggestion], row: int
) -> None:
    _dress(editor.cell(row, clause), editor.cell(row, points), entries)


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
