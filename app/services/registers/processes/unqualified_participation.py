"""未经合格人员参与 (三.9, 四.5.(3), HR-16): judged by an office, led by somebody qualified, or ended."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.errors import StepRefused
from app.i18n import N_, _
from app.models.base import Choice
from app.models.processes import participation as p
from app.models.processes.surgery_exception import SurgeryException
from app.services.registers import keeping
from app.services.registers.fields.unqualified_participation import (
    BADGES,
    FIELDS,
    REGISTRATION,
    SECTIONS,
)
from app.services.registers.parts import QUALIFIED
from app.services.registers.processes import checks, judges, papers
from app.services.registers.register import Register, Step
from app.services.registers.roles import OFFICE, WARD
from app.services.registers.world import Actor, Meaning, Origin, World

S, V = p.ParticipationStatus, p.ParticipationVerdict
JUDGED = ("verdict", "participant_name", "participant_id", "occasion")
LED = ("supervisor_id", "qualification_number")
# What whoever leads has to be qualified for.
SCOPES = {
    p.Occasion.SURGERY: p.QualificationScope.SURGERY,
    p.Occasion.OUTPATIENT: p.QualificationScope.PROCEDURE,
}


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Whoever finds it writes it down."""
    return {"detected_at": now, "responsible_department_id": actor.department_id}


def carry(origin: Origin) -> dict[str, Any]:
    """In what operation or treatment; who took part is for people to say."""
    in_surgery = origin.register == SurgeryException.__tablename__
    return {
        "responsible_department_id": origin.get(
            "responsible_department_id", "respondent_department_id"
        ),
        "occasion": p.Occasion.SURGERY.value if in_surgery else None,
        "subject": (origin.get("subject") or origin.title)[:60],
        "patient_name": origin.get("patient_name"),
        "patient_number": origin.get("patient_number"),
        "narrative": origin.get("narrative") or origin.title,
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    problems = checks.not_later(values, today, "detected_at")
    problems |= checks.not_before(values, "detected_at", "removed_at")
    supervisor = values.get("supervisor_id")
    if supervisor is not None and supervisor == values.get("participant_id"):
        problems["supervisor_id"] = _("带教人不能是参与人本人，请换一位")
    return problems


def changed(world: World, case: p.UnqualifiedParticipation) -> None:
    """What was judged, and who leads by which qualification, is not changed behind the judgement."""
    fixed: tuple[str, ...] = () if case.status is S.DETECTED else JUDGED
    fixed += () if case.status in (S.DETECTED, S.JUDGED) else LED
    # Who was stopped at once is judged afterwards: what was empty may still be filled.
    touched = [
        name for name in fixed if world.was(case, name) not in (None, getattr(case, name))
    ]  # fmt: skip
    if touched and not case.backfilled:
        raise StepRefused(
            _("已经鉴别，{fields}不能再改（四.5.(3)）；情况有变的另行登记").format(
                fields="、".join(_(REGISTER[name].label) for name in touched)
            )
        )


# ---- guards ------------------------------------------------------------------------------------


def judged_by_office(world: World, case: p.UnqualifiedParticipation) -> str | None:
    return judges.of_staff(world, _("人员鉴别"))


def led(world: World, case: p.UnqualifiedParticipation) -> str | None:
    """HR-16, HR-28: only somebody whose own qualification runs leads another."""
    if reason := judges.of_staff(world, _("指派带教")):
        return reason
    if case.verdict is not V.SUPERVISED:
        return _("鉴别结论是“停止参与”：办“停止参与”")
    if world.actor.id == case.supervisor_id:
        return _("指派人不能是带教人本人，请换一位")
    return None if case.supervisor_id is None else qualified(world, case)


def qualified(world: World, case: p.UnqualifiedParticipation) -> str | None:
    """The qualification it rests on is one of the supervisor's own that run today."""
    running = world.qualifications(case.supervisor_id)
    known = fitting(world, case)
    numbers = [one.number for one in known]
    name, number = world.person(case.supervisor_id), case.qualification_number
    if running and not known:
        return _("{name} 有效的资质是“{known}”，与“{occasion}”不符，不能带教（三.9），请换一位").format(
            name=name, known="、".join(one.subject or one.number for one in running),
            occasion=_(case.occasion.label) if case.occasion else "",
        )  # fmt: skip
    if not known:
        return _(
            "{name} 没有在有效期内的资质，不能带教（三.9）；先在“人员资质”登记并鉴定，或换一位"
        ).format(name=name)
    if number and number not in numbers:
        return _("{number} 不是 {name} 在有效期内的资质；有效的是：{known}").format(
            number=number, name=name, known="、".join(numbers)
        )
    if not number and len(known) > 1:
        return _("{name} 有 {n} 项有效资质，在“资质编号”写明凭哪一项：{known}").format(
            name=name, n=len(known),
            known="、".join(f"{one.number} {one.subject}" for one in known),
        )  # fmt: skip
    return None


def fitting(world: World, case: p.UnqualifiedParticipation) -> list[p.StaffQualification]:
    """The supervisor's qualifications that run today and are of the kind the occasion asks for."""
    wanted = SCOPES[case.occasion] if case.occasion else None
    return [one for one in world.qualifications(case.supervisor_id) if one.scope is wanted]


def may_close(world: World, case: p.UnqualifiedParticipation) -> str | None:
    """HR-02: closed by who judged, with nothing open."""
    if reason := judges.of_staff(world, _("结案")):
        return reason
    if waiting := world.open_follow_ups(case):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    return None


# ---- effects -----------------------------------------------------------------------------------


def judge(world: World, case: p.UnqualifiedParticipation) -> None:
    case.functional_department_id = world.actor.department_id


def lead(world: World, case: p.UnqualifiedParticipation) -> None:
    """By which qualification, once and for all."""
    if not case.qualification_number:
        case.qualification_number = fitting(world, case)[0].number


def close(world: World, case: p.UnqualifiedParticipation) -> None:
    """Who was stopped at once is judged by whoever closes the case (三.9)."""
    case.functional_department_id = case.functional_department_id or world.actor.department_id
    keeping.close(world, case)


def remove(world: World, case: p.UnqualifiedParticipation) -> None:
    case.removed_at = case.removed_at or world.now


STEPS = (
    Step("judge", N_("鉴别"), frozenset({S.DETECTED}), S.JUDGED, OFFICE, "三.9",
         needs=("verdict", "opinion"), guard=judged_by_office, effect=judge, signed=True,
         meaning=Meaning.REVIEW),
    Step("supervise", N_("指派带教"), frozenset({S.JUDGED}), S.SUPERVISED, OFFICE, "四.5.(3)",
         needs=("supervisor_id", "supervision_plan"), guard=led, effect=lead, signed=True,
         meaning=Meaning.RESPONSIBILITY),
    Step("remove", N_("停止参与"), frozenset({S.DETECTED, S.JUDGED, S.SUPERVISED}), S.REMOVED,
         WARD, "四.5.(3)", effect=remove, signed=True),
    Step("close", N_("结案"), frozenset({S.SUPERVISED, S.REMOVED}), S.CLOSED, OFFICE, "四.6",
         needs=("verdict", "opinion", "consequence"), guard=may_close, effect=close, signed=True),
    *keeping.steps(
        S, frozenset({S.CLOSED}),
        keeping.disposer(FIELDS, (
            "subject", "participant_name", "participant_id", "opinion", "supervisor_id",
            "supervision_plan", "consequence", "remarks")),
        "四.2.(5)",
    ),
)  # fmt: skip

LED_ROAD = (S.DETECTED, S.JUDGED, S.SUPERVISED, S.CLOSED)
ENDED_ROAD = (S.DETECTED, S.JUDGED, S.REMOVED, S.CLOSED)


class ParticipationRegister(Register):
    """Two roads: led by somebody qualified, or ended."""

    @property
    def roads(self) -> tuple[tuple[Choice, ...], ...]:
        return (LED_ROAD, ENDED_ROAD)

    def road_of(self, record: Any) -> tuple[Choice, ...]:
        ended = record.verdict is V.STOP or record.status is S.REMOVED
        return ENDED_ROAD if ended else LED_ROAD

    def leads_on(self, record: Any, step: Step) -> bool:
        """Judged first: who is stopped before is stopped for good, but that is not the usual way."""
        road = self.road_of(record)
        if record.status not in road[:-1]:
            return False
        return step.target is road[road.index(record.status) + 1]


REGISTER = ParticipationRegister(
    name="unqualified_participation",
    title=N_("未经合格人员"),
    item=N_("未经合格人员参与"),
    prefix="RY",
    model=p.UnqualifiedParticipation,
    status=S,
    initial=S.DETECTED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F03",
    columns=("detected_at", "participant_name", "participant_kind", "subject", "verdict"),
    wide_columns=("detected_at", "responsible_department_id", "occasion", "participant_name",
                  "participant_kind", "subject", "verdict", "supervisor_id"),
    heads={"detected_at": N_("发现"), "search": N_("查找：参与人、手术或治疗、编号")},
    road=LED_ROAD,
    road_by="verdict",
    open_states=frozenset({S.DETECTED, S.JUDGED, S.SUPERVISED, S.REMOVED}),
    settled_states=frozenset({S.CLOSED, S.ARCHIVED, S.DISPOSED}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    functions=judges.STAFF,
    about="participant_id",
    offers={"supervisor_id": QUALIFIED},
    registration=REGISTRATION,
    received="detected_at",
    check=check,
    defaults=defaults,
    on_change=changed,
    signatures=papers.PARTICIPATION,
    paper=papers.of_participation,
    carry=carry,
)  # fmt: skip
