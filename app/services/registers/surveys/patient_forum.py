"""工休座谈会 F22 (四.1.(4)②): what patients say is summed up, with what will be done about it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.i18n import N_, _
from app.models.organisation import NURSING
from app.models.surveys.forum import ForumStatus, PatientForum
from app.services.registers import keeping
from app.services.registers.paper import remarks
from app.services.registers.processes import checks
from app.services.registers.register import Register, Step
from app.services.registers.roles import HEAD_OF_WARD, OFFICE
from app.services.registers.surveys.forum_fields import BADGES, FIELDS, REGISTRATION, SECTIONS
from app.services.registers.world import Actor, Meaning, World

S = ForumStatus
MOST_ATTENDEES = 9999


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Held now, in the ward that writes."""
    return {
        "held_at": now,
        "responsible_department_id": actor.department_id,
        "recorder_id": actor.id,
    }


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    problems = checks.not_later(values, today, "held_at")
    attendees = values.get("attendees")
    if attendees is not None and not 1 <= attendees <= MOST_ATTENDEES:
        problems["attendees"] = _("应在 1 到 {n} 之间").format(n=MOST_ATTENDEES)
    return problems


def registered(world: World, forum: PatientForum) -> None:
    """护理部 looks after what wards hold with their patients."""
    if forum.functional_department_id is None:
        forum.functional_department_id = world.office(NURSING).id


def paper(forum: PatientForum, shown: Mapping[str, str]) -> dict[str, str]:
    return {"remarks": remarks(forum)}


def answered(world: World, forum: PatientForum) -> str | None:
    """四.1.(4)②: every opinion has a department and a measure before the summary is signed."""
    for number, row in enumerate(forum.opinions, 1):
        if not row.get("responsible_department_id") or not row.get("measure"):
            return _("第 {n} 条意见还没有写责任科室和整改意见（四.1.(4)②）").format(n=number)
    return None


def not_own(world: World, forum: PatientForum) -> str | None:
    """HR-22: nobody reviews their own summary; what came of it is settled (HR-02)."""
    if world.actor.id == world.took(forum, "summarise"):
        return _("审阅人不能是汇总签字的本人，请换一位")
    if waiting := world.open_follow_ups(forum):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    return None


STEPS = (
    Step("summarise", N_("汇总签字"), frozenset({S.HELD}), S.SUMMARISED, HEAD_OF_WARD,
         "四.1.(4)②", needs=("opinions", "narrative"), guard=answered, signed=True,
         meaning=Meaning.RESPONSIBILITY),
    Step("finish", N_("审阅结案"), frozenset({S.SUMMARISED}), S.CLOSED, OFFICE, "四.1.(4)②",
         needs=("office_opinion",), guard=not_own, effect=keeping.close, signed=True,
         meaning=Meaning.REVIEW),
    *keeping.steps(
        S, frozenset({S.CLOSED}),
        keeping.disposer(FIELDS, (
            "subject", "host", "opinions", "narrative", "office_opinion", "remarks"), replaced=()),
        "四.1.(6)",
    ),
)  # fmt: skip

REGISTER = Register(
    name="patient_forum",
    title=N_("工休座谈会"),
    item=N_("工休座谈会"),
    prefix="ZT",
    model=PatientForum,
    status=S,
    initial=S.HELD,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F22",
    columns=("held_at", "responsible_department_id", "subject", "attendees",
             "functional_department_id"),
    wide_columns=("held_at", "responsible_department_id", "subject", "host", "attendees",
                  "recorder_id", "functional_department_id"),
    heads={"held_at": N_("召开"), "search": N_("查找：主题、意见、编号")},
    road=(S.HELD, S.SUMMARISED, S.CLOSED),
    open_states=frozenset({S.HELD, S.SUMMARISED}),
    settled_states=frozenset({S.CLOSED, S.ARCHIVED, S.DISPOSED}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    copied=("responsible_department_id",),
    received="held_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    on_register=registered,
    signatures={"summarised": "summarise", "reviewed": "finish"},
    paper=paper,
)  # fmt: skip
