"""不合格服务 (clause 四.2): found, corrected, judged; a major one with its seven duties ①–⑦.

Read it beside the clause: the life cycle stands in `STEPS`, the duties in nonconforming/duties.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.clock import local
from app.errors import InvalidRecord, StepRefused
from app.i18n import N_, _
from app.models.base import Choice
from app.models.complaint import ResolutionType
from app.models.keeping import Severity
from app.models.nonconforming_service import NcSource, NonconformingService, NonconformingStatus
from app.services.registers import keeping
from app.services.registers.fields.nonconforming_service import (
    BADGES,
    FIELDS,
    REGISTRATION,
    SECTIONS,
)
from app.services.registers.nonconforming.clocks import is_major, set_deadlines, to_authority
from app.services.registers.nonconforming.duties import DECIDED, duties, open_duties
from app.services.registers.nonconforming.origins import carry
from app.services.registers.parts import Hours
from app.services.registers.register import Register, Step
from app.services.registers.roles import HEAD, HEAD_OF_WARD, OFFICE, WARD
from app.services.registers.sheets import issue_sheet
from app.services.registers.world import Actor, Linked, Meaning, World

S = NonconformingStatus
OPEN = frozenset(
    {S.IDENTIFIED, S.CORRECTED, S.FEEDBACK_ISSUED, S.PLAN_SUBMITTED, S.SCORED, S.REPORTED_ORALLY,
     S.UNDER_REVIEW, S.DECIDED, S.VERIFIED, S.FILED}
)  # fmt: skip
MINOR_ROAD = (S.IDENTIFIED, S.CORRECTED, S.FEEDBACK_ISSUED, S.PLAN_SUBMITTED, S.SCORED, S.VERIFIED,
              S.FILED, S.CLOSED)  # fmt: skip
MAJOR_ROAD = (S.IDENTIFIED, S.REPORTED_ORALLY, S.UNDER_REVIEW, S.DECIDED, S.VERIFIED, S.CLOSED)


@dataclass(frozen=True)
class ServiceRegister(Register):
    """Two roads: that of a minor nonconformity, and that of a major one."""

    @property
    def roads(self) -> tuple[tuple[Choice, ...], ...]:
        return (MINOR_ROAD, MAJOR_ROAD)

    def road_of(self, record: Any) -> tuple[Choice, ...]:
        return MAJOR_ROAD if is_major(record) else MINOR_ROAD


# ---- found --------------------------------------------------------------------------------------


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Whoever finds it writes it down at once."""
    return {"found_at": now, "source": NcSource.DAILY_CHECK.value}


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    problems: dict[str, str] = {}
    found = values.get("found_at")
    if found is not None and local(found).date() > today:
        problems["found_at"] = _("不能晚于今天")
    for name in ("oral_report_at", "corrected_at", "reviewed_at", "appraised_at"):
        moment = values.get(name)
        if moment is not None and found is not None and moment < found:
            problems[name] = _("不能早于发现时间 {moment}").format(
                moment=f"{local(found):%Y-%m-%d %H:%M}"
            )
    points = values.get("points")
    if points is not None and points < 0:
        problems["points"] = _("扣分不能是负数")
    if ResolutionType.HARDSHIP_COMPENSATION.value in (values.get("resolutions") or []):
        for name in ("compensation_amount", "compensation_approver_id", "compensation_voucher"):
            if not values.get(name):
                problems[name] = _("选了“困难补偿”，要填金额、审批人和财务凭证号")
    main, chosen = values.get("main_resolution"), values.get("resolutions") or []
    if main is not None and main not in chosen:
        problems["main_resolution"] = _("主要结果要在所选的处理结果之中")
    return problems


def registered(world: World, service: NonconformingService) -> None:
    """D25, D26: the level decides how soon it is reported in writing; D22 the authority's clock."""
    if service.backfilled:
        return
    set_deadlines(world, service)


def changed(world: World, service: NonconformingService) -> None:
    """The severity is lowered by the committee's record alone (四.2.(2)②), and raised by a step."""
    before = world.was(service, "severity")
    if before in (Severity.MAJOR, Severity.SUSPECTED) and service.severity is Severity.MINOR:
        raise StepRefused(_("严重改为一般要有委员会记录：用“改为一般…”办理（四.2.(2)②）"))
    if before is Severity.MAJOR and service.severity is Severity.SUSPECTED:
        raise StepRefused(_("已经定为严重，不能改回“疑似严重”（四.2.(2)②）"))
    if before is not service.severity and service.status is not S.IDENTIFIED:
        raise StepRefused(_("已经开始办理，性质用“定为严重…”或“判定严重…”改（四.2.(2)②）"))
    only_added(world, service)
    if not service.backfilled:
        set_deadlines(world, service)


def only_added(world: World, service: NonconformingService) -> None:
    """HR-09: evidence is added to the list; where it is kept, and by whom, may change."""
    known = {(row["name"], row["category"]) for row in service.evidence or ()}
    gone = [row["name"] for row in world.was(service, "evidence") or ()
            if (row["name"], row["category"]) not in known]  # fmt: skip
    if gone:
        raise InvalidRecord({
            "evidence": _("证据只增不减（四.2.(3)④）：{what}已在清单里，不能删改。写错的另加一行说明。")
            .format(what="、".join(gone))
        })  # fmt: skip


# ---- guards: the reason why not ----------------------------------------------------------------


def minor(world: World, service: NonconformingService) -> str | None:
    if service.severity is None or not is_major(service):
        return None
    return _("性质是“{what}”，按四.2.(3)①–⑦办理").format(what=_(service.severity.label))


def major(world: World, service: NonconformingService) -> str | None:
    return None if is_major(service) else _("一般不合格不走这一步（四.2.(3)）")


def answered_by_sheet(world: World, service: NonconformingService) -> str | None:
    """四.2.(3): the department's plan is the answer to the sheet; it must have gone out."""
    return minor(world, service) or sheet_lacking(world, service)


def sheet_lacking(world: World, service: NonconformingService) -> str | None:
    """A sheet F02, or of an audit F04, stands and has gone out; a voided one is owed again."""
    sheets = [*world.linked(service, "quality_feedback"), *audit_reports(world, service)]
    if not sheets:
        return _("还没有开出反馈表 F02（四.2.(3)）：从这件记录转出一张")
    if all(one.status.value == "PREPARED" for one in sheets):
        return _("反馈表 {number} 还没有发出（四.2.(3)）").format(number=sheets[0].number)
    return None


def audit_reports(world: World, service: NonconformingService) -> list[Linked]:
    """The reports F04 it came from or that came from it."""
    origins = world.origins(service)
    return [
        *world.linked(service, "audit_nonconformity_report"),
        *(one for one in origins if one.register == "audit_nonconformity_report"),
    ]


def scored(world: World, service: NonconformingService) -> str | None:
    if service.points is None:
        return _("还没有写扣分；不扣分写 0，并写依据（四.2.(3)⑦）")
    return minor(world, service)


def reviewed(world: World, service: NonconformingService) -> str | None:
    """⑤: discussed, or brought before the committee."""
    if reason := major(world, service):
        return reason
    if service.reviewed_at is None:
        return _("还没有写讨论时间（四.2.(3)⑤）")
    return None


def not_corrector(world: World, service: NonconformingService) -> str | None:
    """HR-22: who verifies did not correct; and a major one is decided before it is verified."""
    own = {world.took(service, step) for step in ("correct", "submit_plan", "report_orally")}
    if world.actor.id in own | {service.corrected_by_id}:
        return _("验证人不能是纠正人本人，请换一位")
    if is_major(service) and service.status is not S.DECIDED:
        return _("严重不合格先有处理决定，再验证（四.2.(3)⑤）")
    return None


def may_close(world: World, service: NonconformingService) -> str | None:
    """HR-02, HR-08, 四.2.(4): every duty done, everything raised verified, a result chosen."""
    road = major_complete if is_major(service) else minor_complete
    if reason := road(world, service):
        return reason
    if waiting := world.open_follow_ups(service):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    if not service.resolutions and not service.backfilled:
        return _("还没有选择处理结果（四.2.(4)）")
    return None


def minor_complete(world: World, service: NonconformingService) -> str | None:
    if service.status is S.VERIFIED:
        return _("先备案，再结案（四.2.(3)）")
    return sheet_lacking(world, service)


def major_complete(world: World, service: NonconformingService) -> str | None:
    if lacking := open_duties(world, service):
        return _("还不能结案：{what}").format(what="；".join(lacking))
    if service.severity is Severity.SUSPECTED:
        return _("性质还是“疑似严重”，先定性（四.2.(2)）")
    if to_authority(service) and service.authority_reported_at is None:
        return _("还没有登记上报卫生行政部门的时间（医疗事故处理条例 14 条）")
    return None


def not_submitter(world: World, service: NonconformingService) -> str | None:
    """HR-22: who decides did not bring it before those who discuss it."""
    if reason := major(world, service):
        return reason
    if world.took(service, "review") == world.actor.id:
        return _("作出决定的人不能是提交讨论的本人，请换一位")
    return None


def was_minor(world: World, service: NonconformingService) -> str | None:
    if service.severity is Severity.SUSPECTED:
        return _("疑似严重的，办“判定严重…”")
    return _("已经是严重不合格") if is_major(service) else None


def was_suspected(world: World, service: NonconformingService) -> str | None:
    if service.severity is Severity.SUSPECTED:
        return None
    return _("已经是严重不合格") if is_major(service) else _("一般的，办“定为严重…”")


def was_major(world: World, service: NonconformingService) -> str | None:
    return None if is_major(service) else _("本来就是一般不合格")


# ---- effects -----------------------------------------------------------------------------------


def correct(world: World, service: NonconformingService) -> None:
    service.corrected_at = service.corrected_at or world.now
    service.corrected_by_id = service.corrected_by_id or world.actor.id


def issue_feedback(world: World, service: NonconformingService) -> None:
    """The office issues the sheet F02; an internal audit has F04 instead (四.2.(3))."""
    if not audit_reports(world, service):
        issue_sheet(world, service)


def report_orally(world: World, service: NonconformingService) -> None:
    """①: told at once. ② and ③ are begun: the action sheet F03 and the feedback sheet F02."""
    if not world.linked(service, "corrective_action"):
        world.raise_record(service, "corrective_action")
    issue_sheet(world, service)


def decide(world: World, service: NonconformingService) -> None:
    service.decided_at = world.now


def score(world: World, service: NonconformingService) -> None:
    service.scored_at = world.now
    service.scored_by_id = world.actor.id


def upgrade(world: World, service: NonconformingService) -> None:
    service.severity = Severity.MAJOR
    set_deadlines(world, service)


def downgrade(world: World, service: NonconformingService) -> None:
    service.severity = Severity.MINOR
    set_deadlines(world, service)


# ---- the life cycle (domain §4.2 B) --------------------------------------------------------------

MINOR_OPEN = frozenset({S.IDENTIFIED, S.CORRECTED, S.FEEDBACK_ISSUED, S.PLAN_SUBMITTED, S.SCORED,
                        S.VERIFIED, S.FILED})  # fmt: skip
MAJOR_OPEN = frozenset({S.IDENTIFIED, S.REPORTED_ORALLY, S.UNDER_REVIEW, S.DECIDED, S.VERIFIED})
DECISION = tuple(name for name, _label in DECIDED)

STEPS = (
    Step("correct", N_("登记纠正"), frozenset({S.IDENTIFIED}), S.CORRECTED, HEAD_OF_WARD,
         "四.2.(3)",
         needs=("correction",), guard=minor, effect=correct, signed=True),
    Step("issue_feedback", N_("发反馈表"), frozenset({S.CORRECTED}), S.FEEDBACK_ISSUED, OFFICE,
         "四.2.(3)", guard=minor, effect=issue_feedback),
    Step("submit_plan", N_("提交措施"), frozenset({S.FEEDBACK_ISSUED}), S.PLAN_SUBMITTED, WARD,
         "四.2.(3)",
         needs=("cause_category", "root_cause", "corrective_action", "preventive_action"),
         guard=answered_by_sheet, signed=True),
    Step("score", N_("月度扣分"), frozenset({S.PLAN_SUBMITTED}), S.SCORED, OFFICE, "四.2.(3)",
         needs=("points", "score_basis"), guard=scored, effect=score, signed=True),
    Step("report_orally", N_("口头报告"), frozenset({S.IDENTIFIED}), S.REPORTED_ORALLY,
         HEAD_OF_WARD, "四.2.(3)①", needs=("oral_report_at", "oral_report_to_id", "remedy"), guard=major,
         effect=report_orally, signed=True),
    Step("review", N_("提交讨论"), frozenset({S.REPORTED_ORALLY}), S.UNDER_REVIEW, OFFICE,
         "四.2.(3)⑤", needs=("reviewed_at",), guard=reviewed),
    Step("decide", N_("作出决定"), frozenset({S.UNDER_REVIEW}), S.DECIDED, HEAD, "四.2.(3)⑤",
         needs=DECISION, guard=not_submitter, effect=decide, signed=True, meaning=Meaning.APPROVAL),
    Step("score_major", N_("登记扣分"), frozenset({S.REPORTED_ORALLY, S.UNDER_REVIEW, S.DECIDED}),
         None, OFFICE, "四.2.(3)⑦", needs=("points", "score_basis"), guard=major, effect=score,
         signed=True),
    Step("verify", N_("验证"), frozenset({S.SCORED, S.DECIDED}), S.VERIFIED, HEAD, "四.6",
         needs=("verification",), guard=not_corrector, signed=True, meaning=Meaning.REVIEW),
    Step("file", N_("备案"), frozenset({S.VERIFIED}), S.FILED, OFFICE, "四.2.(3)", guard=minor),
    Step("close", N_("结案"), frozenset({S.VERIFIED, S.FILED}), S.CLOSED, HEAD, "四.6",
         guard=may_close, effect=keeping.close, signed=True, meaning=Meaning.APPROVAL),
    Step("upgrade", N_("定为严重…"), MINOR_OPEN, S.IDENTIFIED, HEAD, "四.2.(2)②",
         needs=("incident_level",), asks=("incident_level",), guard=was_minor, effect=upgrade,
         signed=True, meaning=Meaning.RESPONSIBILITY),
    Step("judge_major", N_("判定严重…"), MAJOR_OPEN, None, HEAD, "四.2.(2)②",
         needs=("incident_level",), asks=("incident_level",), guard=was_suspected,
         effect=upgrade, signed=True, meaning=Meaning.RESPONSIBILITY),
    Step("downgrade", N_("改为一般…"), MAJOR_OPEN, S.IDENTIFIED, HEAD, "四.2.(2)②",
         needs=("committee_record",), asks=("committee_record",), guard=was_major,
         effect=downgrade, signed=True, meaning=Meaning.APPROVAL),
    *keeping.steps(
        S, frozenset({S.CLOSED}),
        keeping.disposer(FIELDS, (
            "subject", "respondent_person_id", "correction", "root_cause", "corrective_action",
            "preventive_action", "remedy", "evidence", *DECISION, "verification", "remarks")),
        "四.2.(5)",
    ),
)  # fmt: skip

REGISTER = ServiceRegister(
    name="nonconforming_service",
    title=N_("不合格服务"),
    item=N_("不合格服务"),
    prefix="BHF",
    model=NonconformingService,
    status=NonconformingStatus,
    initial=S.IDENTIFIED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="",
    columns=("found_at", "severity", "responsible_department_id", "subject", "source",
             "functional_department_id"),
    wide_columns=("found_at", "severity", "incident_level", "responsible_department_id", "subject",
                  "cause_category", "points", "source", "functional_department_id"),
    heads={"found_at": N_("发现"), "responsible_department_id": N_("责任科室"),
           "subject": N_("不合格事实"), "due_on": N_("书面上报")},
    road=MINOR_ROAD,
    road_by="severity",
    open_states=OPEN,
    settled_states=frozenset({S.CLOSED, S.ARCHIVED, S.DISPOSED}),
    answered_states=OPEN - {S.IDENTIFIED, S.REPORTED_ORALLY},
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    about="respondent_person_id",
    registration=REGISTRATION,
    clauses={"score_basis": "points"},
    received="found_at",
    check=check,
    defaults=defaults,
    on_register=registered,
    on_change=changed,
    hours=Hours("authority_due_at", "authority_reported_at", N_("报卫生行政部门"),
                N_("医疗事故处理条例 14 条；卫医管发〔2011〕4 号")),
    checklist=duties,
    carry=carry,
)  # fmt: skip
