"""The results of a survey as a workbook: by question, by department and question, the patients' words."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from app.i18n import _
from app.models.surveys.questionnaire import QuestionRole
from app.services.materials import goods_sheets
from app.services.materials.goods_sheets import Row, Table
from app.services.operations import Desk
from app.services.survey_count.tally import Share, counting
from app.services.surveys.results import Results


def export(desk: Desk, found: Results, path: Path) -> int:
    """Write all of it; returns the lines written. Raises NotAllowed, FileProblem."""
    title = _("{number} {title} 统计结果").format(number=found.number, title=found.title)
    heads = (_("题目"), _("有效答数"), _("满意率 %"), _("纯满意度 %"), _("得分"), _("不适用"),
             _("未答"), _("各档答数"))  # fmt: skip
    asked = [one for one in found.tally.version.questions if one.role is not QuestionRole.APART]
    by_department = (_("科室（满意率 %）"), _("有效份数"), *(one.short for one in asked))
    tables = [
        Table(_("各题"), heads, map(_row, found.tally.whole.values())),
        Table(_("科室与题目"), by_department, _departments(found, [one.code for one in asked])),
        Table(_("患者原话"), (_("科室"), _("原话")), _words(found)),
    ]
    return goods_sheets.export(desk, "survey_result", title, counting(), tables, path)


def _row(share: Share) -> Row:
    spread = "；".join(
        f"{option.text} {many}"
        for option, many in zip(share.question.options, share.chosen, strict=True)
    )
    return (
        share.question.text, share.valid, _number(share.rate), _number(share.pure),
        _number(share.score), share.not_applicable, share.blank, spread,
    )  # fmt: skip


def _departments(found: Results, codes: list[str]) -> Iterator[Row]:
    for department in found.departments:
        shares = found.tally.by_department[department]
        rates = (_number(shares[one].rate) for one in codes)
        yield (found.names.get(department, ""), found.tally.sheets_of[department], *rates)
    yield (_("全部"), found.tally.valid, *(_number(found.tally.whole[one].rate) for one in codes))


def _words(found: Results) -> Iterator[Row]:
    for department in found.departments:
        for one in found.words.get(department, ()):
            yield found.names.get(department, ""), one


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
