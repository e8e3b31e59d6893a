"""安全教育 (三.1, 三.2, HR-25): hospital-wide by 医务科, for nursing by 护理部."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.clock import local
from app.errors import InvalidRecord
from app.i18n import N_, _
from app.models.organisation import MEDICAL_AFFAIRS, NURSING
from app.models.safety_education import EducationScope, EducationStatus, SafetyEducation
from app.services.registers.parts import Badge
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Register, Section, Step
from app.services.registers.roles import OFFICE
from app.services.registers.world import Actor, Origin, World

S = EducationStatus
GIVEN_BY = {EducationScope.HOSPITAL: MEDICAL_AFFAIRS, EducationScope.NURSING: NURSING}

FIELDS = (
    Field("held_at", N_("日期"), Kind.DATETIME, required=True, width=98),
    Field("scope", N_("范围"), Kind.CHOICE, required=True, choices=EducationScope, width=96,
          help=N_("全院的归医务科，护理的归护理部")),
    Field("subject", N_("题目"), Kind.TEXT, required=True, length=60, width=240),
    Field("audience", N_("对象"), Kind.TEXT, required=True, length=120, width=144),
    Field("lecturer", N_("主讲人"), Kind.TEXT, length=60),
    Field("place", N_("地点"), Kind.TEXT, length=60),
    Field("responsible_department_id", N_("涉及科室"), Kind.DEPARTMENT, width=104),
    Field("functional_department_id", N_("组织科室"), Kind.DEPARTMENT, width=104),
    Field("narrative", N_("内容"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("cases", N_("所用案例"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("隐去患者和当事人的姓名")),
    Field("attendees", N_("签到人数"), Kind.INTEGER, width=96),
    Field("sign_in", N_("签到名单"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
)  # fmt: skip

SECTIONS = (
    Section(N_("计划"), (
        "held_at", "scope", "subject", "audience", "lecturer", "place",
        "responsible_department_id", "functional_department_id")),
    Section(N_("内容与案例"), ("narrative", "cases")),
    Section(N_("签到"), ("attendees", "sign_in", "remarks")),
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.PLANNED: Badge("ring", "accent"),
    S.HELD: Badge("full", "accent"),
    S.CLOSED: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Planned by the office that gives it."""
    scope = EducationScope.NURSING if actor.department_function == NURSING else (
        EducationScope.HOSPITAL
    )  # fmt: skip
    return {"held_at": now, "scope": scope.value}


def carry(origin: Origin) -> dict[str, Any]:
    """What happened becomes the case; who was concerned stays out of it."""
    return {
        "subject": origin.get("subject") or origin.title,
        "responsible_department_id": origin.get(
            "responsible_department_id", "respondent_department_id"
        ),
        "cases": _("{number}：{title}").format(number=origin.number, title=origin.title),
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    attendees = values.get("attendees")
    if attendees is not None and attendees < 0:
        return {"attendees": _("人数不能是负数")}
    return {}


def belongs(world: World, education: SafetyEducation) -> None:
    """HR-25 says whose it is; with another scope it is another office's."""
    if education.scope is None or education.backfilled:
        return
    office = world.office(GIVEN_BY[education.scope])
    held = education.functional_department_id
    is_moved = world.was(education, "scope") is not education.scope
    is_left = held is None or (
        is_moved and held == world.was(education, "functional_department_id")
    )
    if is_left:
        education.functional_department_id = office.id
    elif held != office.id:
        raise InvalidRecord(
            {
                "functional_department_id": _("{scope}安全教育由{office}组织（三.1、三.2）").format(
                    scope=_(education.scope.label), office=office.name
                )
            }
        )


def given(world: World, education: SafetyEducation) -> str | None:
    """Held by the office it belongs to, not before its day."""
    if education.scope is not None and (
        world.actor.department_function != GIVEN_BY[education.scope]
    ):
        return _("{scope}安全教育由{office}登记（三.1、三.2）").format(
            scope=_(education.scope.label), office=world.office(GIVEN_BY[education.scope]).name
        )
    if local(education.held_at).date() > world.today:
        return _("还没有到 {day}").format(day=local(education.held_at).date())
    return None


STEPS = (
    Step("hold_session", N_("登记开展"), frozenset({S.PLANNED}), S.HELD, OFFICE, "三.1",
         needs=("narrative", "attendees", "sign_in"), guard=given, signed=True),
    Step("close", N_("归档"), frozenset({S.HELD}), S.CLOSED, OFFICE, "三.1", signed=True),
)  # fmt: skip

REGISTER = Register(
    name="safety_education",
    title=N_("安全教育"),
    item=N_("安全教育"),
    prefix="AQ",
    model=SafetyEducation,
    status=EducationStatus,
    initial=S.PLANNED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="",
    columns=("held_at", "scope", "subject", "audience", "attendees"),
    wide_columns=("held_at", "scope", "subject", "audience", "attendees",
                  "responsible_department_id", "functional_department_id"),
    heads={"held_at": N_("日期")},
    road=(S.PLANNED, S.HELD, S.CLOSED),
    open_states=frozenset({S.PLANNED, S.HELD}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=frozenset({"scope", "subject", "audience"}),
    received="held_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    on_register=belongs,
    on_change=belongs,
    carry=carry,
)  # fmt: skip
