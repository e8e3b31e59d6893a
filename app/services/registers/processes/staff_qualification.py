"""人员资质 (三.9, HR-28): who may operate, as 医务科 or 护理部 judged, from one day to another."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.errors import StepRefused
from app.i18n import N_, _
from app.models.processes import participation as p
from app.services.registers.parts import Badge, Watch
from app.services.registers.processes import checks, judges
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind, Register, Section, Step
from app.services.registers.roles import OFFICE
from app.services.registers.world import Actor, Meaning, World

S = p.QualificationStatus
JUDGED = ("person_id", "scope", "subject", "functional_department_id", "valid_from", "valid_until",
          "basis")  # fmt: skip

FIELDS = (
    Field("filed_at", N_("登记时间"), Kind.DATETIME, required=True, width=98),
    Field("person_id", N_("人员"), Kind.PERSON, required=True, width=96),
    Field("scope", N_("类别"), Kind.CHOICE, required=True, choices=p.QualificationScope, width=96),
    Field("subject", N_("鉴定项目"), Kind.TEXT, required=True, length=60, width=200,
          placeholder=N_("哪一类手术或操作")),
    Field("responsible_department_id", N_("所在科室"), Kind.DEPARTMENT, width=104,
          help=N_("人员所在的科室，不填的自动填")),
    Field("functional_department_id", N_("鉴定科室"), Kind.DEPARTMENT, width=104,
          help=N_("医务科或护理部，谁鉴定填谁")),
    Field("title", N_("职称"), Kind.TEXT, length=60),
    Field("certificate_number", N_("证书号"), Kind.CODE, length=60),
    Field("basis", N_("鉴定依据"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT,
          placeholder=N_("执业证、培训考核、独立完成例数")),
    Field("valid_from", N_("有效期起"), Kind.DATE, width=96),
    Field("valid_until", N_("有效期止"), Kind.DATE, width=96),
    Field("opinion", N_("鉴定意见"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
    Field("withdrawal_reason", N_("撤销原因"), Kind.TEXT, length=200),
    Field("remarks", N_("备注"), Kind.LONG_TEXT, length=LONG_TEXT_LIMIT),
)  # fmt: skip

SECTIONS = (
    Section(N_("人员与项目"), (
        "filed_at", "person_id", "scope", "subject", "responsible_department_id", "title",
        "certificate_number")),
    Section(N_("鉴定"), (
        "functional_department_id", "basis", "valid_from", "valid_until", "opinion", "remarks")),
)  # fmt: skip

BADGES: dict[StrEnum, Badge] = {
    S.PROPOSED: Badge("ring", "accent"),
    S.VALID: Badge("tick", "pass"),
    S.REFUSED: Badge("cross", "fail"),
    S.WITHDRAWN: Badge("dot", "neutral"),
    S.VOIDED: Badge("struck_ring", "neutral"),
}


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    return {"filed_at": now}


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    problems = checks.not_later(values, today, "filed_at")
    begins, ends = values.get("valid_from"), values.get("valid_until")
    if begins and ends and ends < begins:
        problems["valid_until"] = _("不能早于有效期起 {day}").format(day=begins)
    return problems


def changed(world: World, one: p.StaffQualification) -> None:
    """三.9: what an office judged is judged anew, not written over."""
    touched = [name for name in JUDGED if world.was(one, name) != getattr(one, name)]
    if touched and one.status is not S.PROPOSED and not one.backfilled:
        raise StepRefused(
            _("已经鉴定，{fields}不能再改（三.9）；延期或改项目的，另行登记并鉴定").format(
                fields="、".join(_(REGISTER[name].label) for name in touched)
            )
        )


def placed(world: World, one: p.StaffQualification) -> None:
    """Whoever proposes, it is a matter of the department the person works in."""
    if one.responsible_department_id is None:
        one.responsible_department_id = world.works_in(one.person_id)


# ---- guards ------------------------------------------------------------------------------------


def judged_by_office(world: World, one: p.StaffQualification) -> str | None:
    return judges.of_staff(world, _("资质鉴定"))


def may_grant(world: World, one: p.StaffQualification) -> str | None:
    if reason := judged_by_office(world, one):
        return reason
    if one.valid_until is not None and one.valid_until < world.today:
        return _("有效期到 {day} 已经过去，先改有效期止").format(day=one.valid_until)
    return None


def granted_stands(world: World, one: p.StaffQualification) -> str | None:
    """By what was granted somebody may have led others; it is withdrawn, not voided."""
    if one.status is S.VALID:
        return _("已经鉴定的资质不能作废；不再有效的办“撤销…”（三.9）")
    return None


def judge(world: World, one: p.StaffQualification) -> None:
    one.functional_department_id = world.actor.department_id


STEPS = (
    Step("grant", N_("鉴定通过"), frozenset({S.PROPOSED}), S.VALID, OFFICE, "三.9",
         needs=("basis", "valid_from", "valid_until"), guard=may_grant, effect=judge, signed=True,
         meaning=Meaning.APPROVAL),
    Step("refuse", N_("不予通过"), frozenset({S.PROPOSED}), S.REFUSED, OFFICE, "三.9",
         needs=("opinion",), asks=("opinion",), guard=judged_by_office, effect=judge, signed=True),
    Step("withdraw", N_("撤销…"), frozenset({S.VALID}), S.WITHDRAWN, OFFICE, "三.9",
         needs=("withdrawal_reason",), asks=("withdrawal_reason",), guard=judged_by_office,
         signed=True, meaning=Meaning.APPROVAL),
)  # fmt: skip
_RUNS = ("valid_until",)
WATCHES = (
    Watch("qualification_over", N_("资质已过期"), _RUNS, frozenset({S.VALID}), OFFICE,
          N_("重新鉴定，或撤销")),
    Watch("qualification_near", N_("2 个月内到期"), _RUNS, frozenset({S.VALID}), OFFICE,
          N_("安排复审"), months=2),
)  # fmt: skip

REGISTER = Register(
    name="staff_qualification",
    title=N_("人员资质"),
    item=N_("人员资质"),
    prefix="ZZ",
    model=p.StaffQualification,
    status=S,
    initial=S.PROPOSED,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="",
    columns=("filed_at", "person_id", "scope", "subject", "valid_until"),
    wide_columns=("filed_at", "person_id", "responsible_department_id", "scope", "subject",
                  "valid_from", "valid_until", "functional_department_id"),
    heads={"filed_at": N_("登记"), "search": N_("查找：项目、证书号、编号")},
    road=(S.PROPOSED, S.VALID),
    open_states=frozenset({S.PROPOSED}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    functions=judges.STAFF,
    about="person_id",
    registration=frozenset({"person_id", "scope", "subject"}),
    received="filed_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    on_register=placed,
    on_change=changed,
    void_guard=granted_stands,
    watches=WATCHES,
)  # fmt: skip
