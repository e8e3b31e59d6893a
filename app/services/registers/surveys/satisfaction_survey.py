"""满意度调查 (四.1.(4)①, domain §4.2 M): planned, keyed, tallied; what is below the target is fed back."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.clock import local
from app.errors import StepRefused
from app.i18n import N_, _
from app.models.base import Choice
from app.models.surveys.feedback import SurveyFeedback
from app.models.surveys.survey import SatisfactionSurvey, SurveyStatus
from app.services.registers import keeping
from app.services.registers.parts import Letter
from app.services.registers.register import Register, Step
from app.services.registers.roles import HEAD, OFFICE
from app.services.registers.surveys import tools
from app.services.registers.surveys.survey_fields import (
    BADGES,
    COUNTED,
    FIELDS,
    REGISTRATION,
    SECTIONS,
)
from app.services.registers.surveys.survey_paper import blank_sheet, inpatient_only, outpatient_only
from app.services.registers.world import Actor, Linked, Meaning, World

S = SurveyStatus
FEEDBACK = SurveyFeedback.__tablename__
USUAL_TARGET = Decimal(90)
NAMED_MOST = 5
ANSWERED = frozenset({"RESPONDED", "VERIFIED", "ARCHIVED", "DISPOSED"})


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """The month it is planned in, with the usual target."""
    today = local(now).date()
    return {
        "planned_at": now,
        "period_from": today.replace(day=1),
        "period_to": today,
        "target": USUAL_TARGET,
        "functional_department_id": actor.department_id,
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    problems: dict[str, str] = {}
    planned = values.get("planned_at")
    if planned is not None and local(planned).date() > today:
        problems["planned_at"] = _("不能晚于今天")
    begins, ends = values.get("period_from"), values.get("period_to")
    if begins and ends and ends < begins:
        problems["period_to"] = _("不能早于调查期间自 {day}").format(day=begins)
    target = values.get("target")
    if target is not None and not 0 < target <= 100:
        problems["target"] = _("目标值在 0 到 100 之间，例如 90")
    issued, collected = values.get("issued_count"), values.get("collected_count")
    for name, count in (("issued_count", issued), ("collected_count", collected)):
        if count is not None and count < 0:
            problems[name] = _("份数不能是负数")
    if collected is not None and issued is None:
        problems["issued_count"] = _("还没有填写发放份数")
    elif collected is not None and issued is not None and collected > issued:
        problems["collected_count"] = _("回收不能多于发放的 {n} 份").format(n=issued)
    return problems


def registered(world: World, survey: SatisfactionSurvey) -> None:
    """Organised by whoever plans it; the questionnaire is the one valid on that day."""
    if survey.functional_department_id is None:
        survey.functional_department_id = survey.department_id
    take_version(world, survey)


def take_version(world: World, survey: SatisfactionSurvey) -> None:
    if survey.survey_kind is None or survey.backfilled:
        return
    found = world.surveys.version(survey.survey_kind, local(survey.planned_at).date())
    if found is None:
        raise StepRefused(
            _("{day}还没有生效的{kind}问卷：到“系统 › 问卷”看各版的生效日期").format(
                day=local(survey.planned_at).date(), kind=_(survey.survey_kind.label)
            )
        )
    survey.questionnaire_id = found.id
    survey.questionnaire_name = version_name(found)


def version_name(found: Any) -> str:
    """`住院 第 2 版`."""
    return _("{kind} 第 {n} 版").format(kind=_(found.survey_kind.label), n=found.version_number)


def changed(world: World, survey: SatisfactionSurvey) -> None:
    """Once papers are out, kind and version stay; once tallied, the counted figures too."""
    kind_now = world.was(survey, "survey_kind") != survey.survey_kind
    if survey.status is S.PLANNED:
        if kind_now or world.was(survey, "planned_at") != survey.planned_at:
            take_version(world, survey)
        return
    if kind_now:
        raise StepRefused(_("已经开始发放，类型不能再改；作废后另行登记"))
    fixed = ("issued_count", "collected_count", "target")
    touched = [name for name in fixed if world.was(survey, name) != getattr(survey, name)]
    if touched and survey.status is not S.COLLECTING and not survey.backfilled:
        raise StepRefused(
            _("已经统计，{fields}不能再改；写错的写在备注里说明").format(
                fields="、".join(_(REGISTER[name].label) for name in touched)
            )
        )


# ---- guards ------------------------------------------------------------------------------------


def all_keyed(world: World, survey: SatisfactionSurvey) -> str | None:
    """Every paper that came back is keyed, and what was keyed twice agrees."""
    counts = world.surveys.counts(survey)
    if not counts.keyed:
        return _("还没有录入调查表：按“录入调查表”，或导入 Excel")
    if counts.differing:
        return _("{n} 张的两次录入不一致，先在“录入调查表”里核对").format(n=counts.differing)
    if survey.collected_count is not None and counts.keyed != survey.collected_count:
        return _("回收 {collected} 份，录入了 {keyed} 张：补录，或更正回收份数").format(
            collected=survey.collected_count, keyed=counts.keyed
        )
    return None


def something_low(world: World, survey: SatisfactionSurvey) -> str | None:
    """Some department is below the target and has no feedback that stands."""
    if not survey.below_target:
        return _("没有低于目标的题目和科室，可以直接结案")
    if not world.surveys.owed(survey):
        return _("低于目标的科室都已发反馈表")
    return None


def sheets(world: World, survey: SatisfactionSurvey) -> tuple[Linked, ...]:
    """The feedbacks F17 that came of a survey."""
    return tuple(world.linked(survey, FEEDBACK))


def all_answered(world: World, survey: SatisfactionSurvey) -> str | None:
    found = sheets(world, survey)
    if not found:
        return _("反馈表都已作废：再办一次“发反馈表”")
    if waiting := [one for one in found if one.status.value not in ANSWERED]:
        return _("反馈表 {numbers} 还没有回复").format(numbers=first_of(waiting))
    return None


def all_verified(world: World, survey: SatisfactionSurvey) -> str | None:
    if waiting := [one for one in sheets(world, survey) if not one.is_settled]:
        return _("反馈表 {numbers} 还没有验证").format(numbers=first_of(waiting))
    return None


def first_of(found: list[Linked]) -> str:
    """Their numbers; of many the first."""
    numbers = "、".join(one.number for one in found[:NAMED_MOST])
    return numbers if len(found) <= NAMED_MOST else _("{numbers} 等 {n} 张").format(
        numbers=numbers, n=len(found)
    )  # fmt: skip


def may_close(world: World, survey: SatisfactionSurvey) -> str | None:
    """HR-02: what was below the target is fed back, answered and verified first."""
    if survey.status is S.TALLIED and survey.below_target:
        return _("有低于目标的题目或科室，先发反馈表 F17（四.1.(4)①）")
    if reason := all_verified(world, survey):
        return reason
    if waiting := world.open_follow_ups(survey):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    return None


# ---- effects -----------------------------------------------------------------------------------


def tally(world: World, survey: SatisfactionSurvey) -> None:
    """What was counted is written down; from now on no sheet changes."""
    found = world.surveys.totals(survey)
    survey.valid_count = found.valid
    survey.satisfied_rate = found.satisfied_rate
    survey.pure_rate = found.pure_rate
    survey.average_score = found.average_score
    survey.below_target = "\n".join(found.below) or None


def issue_feedback(world: World, survey: SatisfactionSurvey) -> None:
    world.surveys.issue_feedback(survey)


_forget = keeping.disposer(
    FIELDS, ("subject", "method", "below_target", "analysis", "remarks"), replaced=()
)


def dispose(world: World, survey: SatisfactionSurvey) -> None:
    """The record as others are disposed of, and what patients wrote on its sheets; the figures stay."""
    _forget(world, survey)
    world.surveys.forget_words(survey)


STEPS = (
    Step("collect", N_("开始发放"), frozenset({S.PLANNED}), S.COLLECTING, OFFICE, "四.1.(4)①"),
    Step("tally", N_("统计"), frozenset({S.COLLECTING}), S.TALLIED, OFFICE, "四.1.(4)①",
         needs=("issued_count", "collected_count"), guard=all_keyed, effect=tally, signed=True),
    Step("issue_feedback", N_("发反馈表"), frozenset({S.TALLIED, S.FEEDBACK_ISSUED}),
         S.FEEDBACK_ISSUED, OFFICE, "四.1.(4)①", guard=something_low, effect=issue_feedback, signed=True),
    Step("note_answers", N_("各科已回复"), frozenset({S.FEEDBACK_ISSUED}), S.RESPONDED, OFFICE,
         "四.1.(4)①", guard=all_answered),
    Step("verify", N_("各科已验证"), frozenset({S.RESPONDED}), S.VERIFIED, OFFICE, "四.6",
         guard=all_verified, signed=True),
    Step("finish", N_("结案"), frozenset({S.TALLIED, S.VERIFIED}), S.CLOSED, HEAD, "四.6",
         guard=may_close, effect=keeping.close, signed=True, meaning=Meaning.APPROVAL),
    *keeping.steps(S, frozenset({S.CLOSED}), dispose, "四.1.(6)"),
)  # fmt: skip

USUAL_ROAD = (S.PLANNED, S.COLLECTING, S.TALLIED, S.FEEDBACK_ISSUED, S.RESPONDED, S.VERIFIED,
              S.CLOSED)  # fmt: skip


class SurveyRegister(Register):
    """Where nothing is below the target, the road goes from the tally to the end."""

    @property
    def roads(self) -> tuple[tuple[Choice, ...], ...]:
        return (USUAL_ROAD, SHORT_ROAD)

    def road_of(self, record: Any) -> tuple[Choice, ...]:
        counted = getattr(record, "valid_count", None) is not None
        return SHORT_ROAD if counted and not getattr(record, "below_target", None) else USUAL_ROAD


SHORT_ROAD = (S.PLANNED, S.COLLECTING, S.TALLIED, S.CLOSED)

REGISTER = SurveyRegister(
    name="satisfaction_survey",
    title=N_("满意度调查"),
    item=N_("满意度调查"),
    prefix="MY",
    model=SatisfactionSurvey,
    status=S,
    initial=S.PLANNED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="",
    columns=("planned_at", "survey_kind", "subject", "collected_count", "satisfied_rate",
             "functional_department_id"),
    wide_columns=("planned_at", "survey_kind", "subject", "period_from", "period_to",
                  "issued_count", "collected_count", "valid_count", "satisfied_rate", "pure_rate",
                  "functional_department_id"),
    heads={"planned_at": N_("登记"), "search": N_("查找：调查名称、编号")},
    road=USUAL_ROAD,
    open_states=frozenset(USUAL_ROAD[:-1]),
    settled_states=frozenset({S.CLOSED, S.ARCHIVED, S.DISPOSED}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    computed=COUNTED,
    copied=("survey_kind", "target", "responsible_department_id"),
    received="planned_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    on_register=registered,
    on_change=changed,
    letters=(
        Letter("F15", blank_sheet, inpatient_only),
        Letter("F16", blank_sheet, outpatient_only),
    ),
    tools=(tools.KEYING, tools.IMPORT, tools.RESULT, tools.PAPERS),
)  # fmt: skip
