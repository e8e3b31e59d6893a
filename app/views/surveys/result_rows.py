"""The rows of the results of a survey: what each list shows."""

from collections.abc import Sequence
from decimal import Decimal

from app import amounts
from app.amounts import NONE
from app.i18n import N_, _
from app.models.surveys.questionnaire import QuestionRole
from app.services.registers.surveys.survey_feedback import REGISTER as FEEDBACK
from app.services.survey_count.tally import JUDGED_FROM, Share
from app.services.surveys.results import Below, Results
from app.views import theme
from app.views.registers.state_badges import state_badge
from app.views.widgets.cells import Cell
from app.views.widgets.table import TableColumn

_W = theme.WIDTHS
DEPARTMENTS_MOST = 9

BELOW_HEADS = (N_("责任科室"), N_("题目"), N_("有效答数"), N_("满意率 %"), N_("纯满意度 %"), N_("得分"),
               N_("反馈表"), N_("反馈状态"))  # fmt: skip
BELOW_COLUMNS = (
    TableColumn(_W["column_department"] + theme.MARGIN),
    TableColumn(_W["column_stretch_least"], stretch=True),
    TableColumn(_W["column_person"]),
    TableColumn(_W["column_person"]),
    TableColumn(_W["column_person"]),
    TableColumn(_W["count"]),
    TableColumn(_W["column_number"] + theme.MARGIN),
    TableColumn(_W["column_status"]),
)
QUESTION_HEADS = (N_("题号"), N_("题目"), N_("有效答数"), N_("满意率 %"), N_("纯满意度 %"), N_("得分"),
                  N_("不适用"), N_("未答"), N_("各档答数（从 1 起）"))  # fmt: skip
QUESTION_COLUMNS = (
    TableColumn(_W["count"] - theme.MARGIN),
    TableColumn(_W["column_stretch_least"], stretch=True),
    TableColumn(_W["column_person"]),
    TableColumn(_W["column_person"]),
    TableColumn(_W["column_person"]),
    TableColumn(_W["count"]),
    TableColumn(_W["count"]),
    TableColumn(_W["count"]),
    TableColumn(_W["datetime"]),
)
WORDS_HEADS = (N_("科室"), N_("患者原话"))
WORDS_COLUMNS = (
    TableColumn(_W["column_department"] + theme.MARGIN),
    TableColumn(_W["column_stretch_least"], stretch=True),
)


def below_row(one: Below) -> tuple[Cell, ...]:
    """A question below the target."""
    share = one.share
    state = one.feedback_state
    return (
        Cell(one.department or NONE), Cell(share.question.text), _count(share.valid),
        Cell(_figure(share.rate), "fail_fg", right=True), _number(share.pure),
        _number(share.score), Cell(one.feedback_number or _("还没有发"), "text2"),
        Cell(badge=state_badge(FEEDBACK, state)) if state else Cell(NONE, "text3"),
    )  # fmt: skip


def question_row(share: Share, target: Decimal) -> tuple[Cell, ...]:
    """A question over all departments."""
    judged = share.question.role is not QuestionRole.APART
    is_low = judged and share.is_below(target)
    spread = " · ".join(map(str, share.chosen))
    return (
        Cell(str(share.question.place), "text2", right=True), Cell(share.question.text),
        _count(share.valid), Cell(_figure(share.rate), "fail_fg" if is_low else "text", right=True),
        _number(share.pure), _number(share.score), _count(share.not_applicable),
        _count(share.blank), Cell(spread, "text2"),
    )  # fmt: skip


def shown_departments(found: Results) -> list[int]:
    """Those with most sheets; the workbook has all."""
    return found.departments[:DEPARTMENTS_MOST]


def department_heads(found: Results) -> list[str]:
    """题目, 全部, and a column for each department."""
    names = (
        f"{found.names.get(one, '')} {found.tally.sheets_of[one]}"
        for one in shown_departments(found)
    )
    return [_("题目（满意率 %）"), f"{_('全部')} {found.tally.valid}", *names]


def department_columns(found: Results) -> list[TableColumn]:
    """Equal columns."""
    many = len(shown_departments(found)) + 1
    width = _W["column_department"]
    return [
        TableColumn(_W["column_stretch_least"], stretch=True),
        *(TableColumn(width) for _one in range(many)),
    ]


def department_rows(found: Results) -> list[tuple[Cell, ...]]:
    """A row for each question that is judged."""
    rows = []
    for question in found.tally.version.questions:
        if question.role is QuestionRole.APART:
            continue
        shares = [
            found.tally.whole[question.code],
            *(found.tally.by_department[one][question.code] for one in shown_departments(found)),
        ]
        cells = (_judged(found, one) for one in shares)
        rows.append((Cell(question.short), *cells))
    return rows


def words_rows(found: Results) -> list[tuple[Cell, ...]]:
    """What patients wrote, by department."""
    return [
        (Cell(found.names.get(one, ""), "text2"), Cell(text))
        for one in found.departments
        for text in found.words.get(one, ())
    ]


def figures(found: Results) -> Sequence[tuple[str, str]]:
    """The figures over the lists: name and value."""
    whole = found.tally.overall
    return (
        (_("发放"), _some(found.issued)), (_("回收"), _some(found.collected)),
        (_("录入"), str(found.tally.keyed)), (_("有效"), str(found.tally.valid)),
        (_("回收率"), amounts.percent(found.response_rate)), (_("满意率"), amounts.percent(whole.rate)),
        (_("纯满意度"), amounts.percent(whole.pure)), (_("平均得分"), _figure(found.tally.average_score)),
        (_("目标"), amounts.percent(found.target)),
    )  # fmt: skip


def _judged(found: Results, share: Share) -> Cell:
    """A share of too few answers is grey: it is not judged."""
    if share.valid < JUDGED_FROM:
        return Cell(_figure(share.rate), "text3", right=True)
    is_low = share.is_below(found.target)
    return Cell(_figure(share.rate), "fail_fg" if is_low else "text", right=True)


def _count(value: int) -> Cell:
    return Cell(str(value), "text2", right=True)


def _number(value: Decimal | None) -> Cell:
    return Cell(_figure(value), "text", right=True)


def _figure(value: Decimal | None) -> str:
    return NONE if value is None else str(value)


def _some(value: int | None) -> str:
    return NONE if value is None else str(value)
