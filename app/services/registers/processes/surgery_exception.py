"""手术异常 F13 (四.5.(4), HR-17): handled and signed by the chief surgeon, judged by whose matter it is."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.errors import StepRefused
from app.i18n import N_, _
from app.models.base import Choice
from app.models.corrective_action import CorrectiveAction
from app.models.organisation import MEDICAL_AFFAIRS
from app.models.processes import surgery_exception as x
from app.models.processes.preop_check import PreopCheck
from app.services.registers import keeping
from app.services.registers.fields.surgery_exception import (
    BADGES,
    COUNTS,
    FIELDS,
    REGISTRATION,
    SECTIONS,
    SIGNED,
    TOLD,
)
from app.services.registers.processes import checks, judges, papers
from app.services.registers.register import Register, Step
from app.services.registers.roles import OFFICE, WARD
from app.services.registers.world import Actor, Meaning, Origin, World

S, T = x.ExceptionStatus, x.SurgeryExceptionType
ACTION = CorrectiveAction.__tablename__
JUDGED_BY = {T.EQUIPMENT_UNUSABLE: judges.EQUIPMENT, T.POWER_FAILURE: judges.GENERAL_AFFAIRS}
CLAUSES = {T.EQUIPMENT_UNUSABLE: "三.10", T.POWER_FAILURE: "四.5.(4)④"}
BEFORE_SIGNED = frozenset({S.OCCURRED, S.HANDLED})
COUNT_MOST, MINUTES_MOST = 9999, 1440


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """It happens now, in the theatre that writes."""
    return {"occurred_at": now, "responsible_department_id": actor.department_id}


def carry(origin: Origin) -> dict[str, Any]:
    """The operation and its people; from a check before surgery, the equipment too."""
    of_check = ("operating_room", "chief_surgeon_id", "scrub_nurse_id", "circulating_nurse_id",
                "equipment")  # fmt: skip
    names = of_check if origin.register == PreopCheck.__tablename__ else ()
    return {name: origin.get(name) for name in names} | {
        "responsible_department_id": origin.get(
            "responsible_department_id", "respondent_department_id"
        ),
        "subject": (origin.get("subject") or origin.title)[:60],
        "patient_name": origin.get("patient_name"),
        "patient_number": origin.get("patient_number"),
        "narrative": origin.get("narrative", "shortfall"),
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    return (
        checks.not_later(values, today, "occurred_at")
        | checks.not_before(values, "occurred_at", *TOLD)
        | checks.within(values, COUNT_MOST, "power_seconds", *COUNTS)
        | checks.within(values, MINUTES_MOST, "pause_minutes")
    )


def routed(world: World, case: x.SurgeryException) -> None:
    """三.10: equipment is judged by 设备科, a power failure by 总务科; 医务科 reviews all."""
    if case.functional_department_id is None:
        case.functional_department_id = world.office(MEDICAL_AFFAIRS).id
    judge = MEDICAL_AFFAIRS
    if case.exception_type is not None:
        judge = JUDGED_BY.get(case.exception_type, MEDICAL_AFFAIRS)
    case.judging_department_id = world.office(judge).id
    to_the_surgeon(world, case)


def begun(world: World, case: x.SurgeryException) -> None:
    """The equipment a check told of is the matter of the exception only where it failed."""
    if case.exception_type is not T.EQUIPMENT_UNUSABLE and not case.backfilled:
        case.equipment = None
    routed(world, case)


def to_the_surgeon(world: World, case: x.SurgeryException) -> None:
    """Who has to handle and sign it finds it among their department's own."""
    before, home = world.was(case, "chief_surgeon_id"), case.surgeon_department_id
    another = before != case.chief_surgeon_id and home == world.works_in(before)
    if home is None or another:
        case.surgeon_department_id = world.works_in(case.chief_surgeon_id)


def changed(world: World, case: x.SurgeryException) -> None:
    """HR-17: what the chief surgeon signed stays as it was signed."""
    touched = [name for name in SIGNED if world.was(case, name) != getattr(case, name)]
    if touched and case.status not in BEFORE_SIGNED and not case.backfilled:
        raise StepRefused(
            _("主刀已经签名，{fields}不能再改（四.5.(4)）；写错的写在备注里说明").format(
                fields="、".join(_(REGISTER[name].label) for name in touched)
            )
        )
    if case.status is S.HANDLED and world.was(case, "chief_surgeon_id") != case.chief_surgeon_id:
        raise StepRefused(_("主刀已经登记处理，不能换人（四.5.(4)）；写错的作废后另行登记"))
    routed(world, case)


# ---- guards ------------------------------------------------------------------------------------


def written(world: World, case: x.SurgeryException) -> str | None:
    """Signed by the chief surgeon, the counts agree or are explained, who had to come has come."""
    return judges.chief_surgeon(world, case) or counts_agree(case) or judge_came(case)


def counts_agree(case: x.SurgeryException) -> str | None:
    """Four counts; one that is missing or differs is explained (F13)."""
    if case.count_note:
        return None
    counts = {name: getattr(case, name) for name in COUNTS}
    if lacking := [_(REGISTER[name].label) for name, one in counts.items() if one is None]:
        return _("物品清点还缺“{what}”；没有做的，在“清点说明”写明原因").format(
            what="、".join(lacking)
        )
    if len(set(counts.values())) > 1:
        return _("四次清点不一致（{numbers}），先查找，并在“清点说明”写明结果").format(
            numbers="、".join(str(one) for one in counts.values())
        )
    return None


def judge_came(case: x.SurgeryException) -> str | None:
    if case.exception_type is T.EQUIPMENT_UNUSABLE and case.equipment_told_at is None:
        return _("设备无法使用的，填写设备科到场时刻（三.10）")
    if case.exception_type is T.POWER_FAILURE and case.facility_told_at is None:
        return _("停电的，填写总务科到场时刻")
    return None


def equipment_judge(world: World, case: x.SurgeryException) -> str | None:
    """三.10: equipment of the whole course of surgery, intensive care included."""
    if case.exception_type is not T.EQUIPMENT_UNUSABLE:
        return _("只有“设备无法使用”由设备科鉴别（三.10）")
    return judges.only(world, (judges.EQUIPMENT,), _("设备鉴别"), "三.10")


def facility_judge(world: World, case: x.SurgeryException) -> str | None:
    if case.exception_type is not T.POWER_FAILURE:
        return _("只有“停电”由总务科回报")
    return judges.only(world, (judges.GENERAL_AFFAIRS,), _("停电回报"), "四.5.(4)④")


def reviewer(world: World, case: x.SurgeryException) -> str | None:
    """医务科, once whoever had to judge has judged; nobody reviews their own operation (HR-22)."""
    if case.status is S.RECORDED and case.exception_type in JUDGED_BY:
        office = world.office(JUDGED_BY[case.exception_type]).name
        return _("{office}还没有鉴别，先由{office}办理（{clause}）").format(
            office=office, clause=CLAUSES[case.exception_type]
        )
    if world.actor.id == case.chief_surgeon_id:
        return _("审核人不能是主刀本人，请换一位")
    return judges.only(world, (MEDICAL_AFFAIRS,), _("审核"), "三.1")


def may_close(world: World, case: x.SurgeryException) -> str | None:
    """HR-02: what was opened because of it is verified."""
    if reason := judges.only(world, (MEDICAL_AFFAIRS,), _("结案"), "三.1"):
        return reason
    if waiting := world.open_follow_ups(case):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    return None


# ---- effects -----------------------------------------------------------------------------------


def review(world: World, case: x.SurgeryException) -> None:
    """Where 医务科 says so, the action sheet F03 is opened at once."""
    if case.action_needed and not world.linked(case, ACTION):
        world.raise_record(case, ACTION)


STEPS = (
    Step("handle", N_("登记处理"), frozenset({S.OCCURRED}), S.HANDLED, WARD, "四.5.(4)",
         needs=("stage", "narrative", "handling"), guard=judges.chief_surgeon, signed=True,
         meaning=Meaning.RESPONSIBILITY),
    Step("sign_record", N_("主刀签名"), frozenset({S.HANDLED}), S.RECORDED, WARD, "四.5.(4)",
         needs=("outcome", "patient_outcome"), guard=written, signed=True,
         meaning=Meaning.RESPONSIBILITY),
    Step("judge_equipment", N_("设备鉴别"), frozenset({S.RECORDED}), S.EQUIPMENT_JUDGED, OFFICE,
         "三.10", needs=("equipment", "equipment_opinion"), guard=equipment_judge, signed=True,
         meaning=Meaning.REVIEW),
    Step("review_facility", N_("停电回报"), frozenset({S.RECORDED}), S.FACILITY_REVIEWED, OFFICE,
         "四.5.(4)④", needs=("power_seconds", "facility_opinion"), guard=facility_judge,
         signed=True, meaning=Meaning.REVIEW),
    Step("review", N_("医务科审核"),
         frozenset({S.RECORDED, S.EQUIPMENT_JUDGED, S.FACILITY_REVIEWED}), S.REVIEWED, OFFICE,
         "三.1", needs=("office_opinion", "action_needed"), guard=reviewer, effect=review,
         signed=True, meaning=Meaning.REVIEW),
    Step("close", N_("结案"), frozenset({S.REVIEWED}), S.CLOSED, OFFICE, "四.6",
         guard=may_close, effect=keeping.close, signed=True),
    *keeping.steps(
        S, frozenset({S.CLOSED}),
        keeping.disposer(FIELDS, (
            "subject", "diagnosis", "chief_surgeon_id", "assistants", "anaesthetist_id",
            "scrub_nurse_id", "circulating_nurse_id", "narrative", "handling", "patient_outcome",
            "count_note", "equipment_opinion", "facility_opinion", "office_opinion", "remarks"),
            ()),
        "四.5.(4)",
    ),
)  # fmt: skip

_BEGINNING = (S.OCCURRED, S.HANDLED, S.RECORDED)
_END = (S.REVIEWED, S.CLOSED)
USUAL_ROAD = (*_BEGINNING, *_END)
ROADS = {
    T.EQUIPMENT_UNUSABLE: (*_BEGINNING, S.EQUIPMENT_JUDGED, *_END),
    T.POWER_FAILURE: (*_BEGINNING, S.FACILITY_REVIEWED, *_END),
}


class ExceptionRegister(Register):
    """Three roads: judged by 设备科, by 总务科, or by the chief surgeon alone."""

    @property
    def roads(self) -> tuple[tuple[Choice, ...], ...]:
        return (USUAL_ROAD, *ROADS.values())

    def road_of(self, record: Any) -> tuple[Choice, ...]:
        return ROADS.get(record.exception_type, USUAL_ROAD)

    def fixed(self, record: Any) -> frozenset[str]:
        """What the chief surgeon signed is read, not typed over."""
        is_signed = record.status not in BEFORE_SIGNED and not record.backfilled
        return frozenset(SIGNED) if is_signed else frozenset()

    def leads_on(self, record: Any, step: Step) -> bool:
        """The next state of its road, not one further on."""
        road = self.road_of(record)
        if record.status not in road[:-1]:
            return False
        return step.target is road[road.index(record.status) + 1]


REGISTER = ExceptionRegister(
    name="surgery_exception",
    title=N_("手术异常"),
    item=N_("手术异常"),
    prefix="SY",
    model=x.SurgeryException,
    status=S,
    initial=S.OCCURRED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F13",
    columns=("occurred_at", "exception_type", "operating_room", "subject", "chief_surgeon_id"),
    wide_columns=("occurred_at", "exception_type", "responsible_department_id", "operating_room",
                  "subject", "chief_surgeon_id", "outcome", "judging_department_id"),
    heads={"occurred_at": N_("发生"), "search": N_("查找：手术、经过、住院号、编号")},
    road=USUAL_ROAD,
    road_by="exception_type",
    open_states=frozenset(S) - {S.CLOSED, S.ARCHIVED, S.DISPOSED, S.VOIDED},
    settled_states=frozenset({S.CLOSED, S.ARCHIVED, S.DISPOSED}),
    wards=("department_id", "responsible_department_id", "surgeon_department_id"),
    offices=("functional_department_id", "judging_department_id"),
    registration=REGISTRATION,
    copied=("responsible_department_id", "operating_room", "subject", "exception_type"),
    received="occurred_at",
    check=check,
    defaults=defaults,
    on_register=begun,
    on_change=changed,
    signatures=papers.SURGERY,
    paper=papers.of_exception,
    carry=carry,
    places=("operating_room",),
)  # fmt: skip
