"""手术前确认 (四.5.(1), HR-13): complete and fit, or not to be used until it is checked again.

There is no step from 不得使用 to 可用, whoever asks: what was replaced is checked from the beginning.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.clock import local
from app.errors import StepRefused
from app.i18n import N_, _
from app.models.base import Choice
from app.models.organisation import NURSING
from app.models.processes import preop_check as p
from app.models.processes.use_guards import FINDINGS
from app.services.registers import keeping
from app.services.registers.fields.preop_check import (
    BADGES,
    CONFIRMED,
    FIELDS,
    REGISTRATION,
    SECTIONS,
)
from app.services.registers.parts import Wait
from app.services.registers.processes import checks, papers
from app.services.registers.processes.judges import EQUIPMENT
from app.services.registers.register import Register, Step
from app.services.registers.roles import WARD
from app.services.registers.world import Actor, Meaning, World

S = p.PreopStatus
WORDS = {
    "sterile": N_("消毒不完整"), "counted": N_("数量不完整"), "itemised": N_("项目不完整"),
    "equipment_fit": N_("设备达不到预期用途"),
}  # fmt: skip
BAD = frozenset({p.Completeness.INCOMPLETE, p.Fitness.UNFIT})


def defaults(actor: Actor, now: datetime) -> dict[str, Any]:
    """Checked now, in the theatre that writes."""
    return {"checked_at": now, "responsible_department_id": actor.department_id}


def check(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Rules over several fields; field → what is wrong and what to do."""
    problems = checks.not_later(values, today, "checked_at")
    fit = values.get("equipment_fit")
    if fit in (p.Fitness.FIT, p.Fitness.UNFIT) and not values.get("equipment"):
        problems["equipment"] = _("写明是哪台设备；不用设备的选“不用设备”")
    return problems


def changed(world: World, check: p.PreopCheck) -> None:
    """HR-13: what was confirmed is locked, what was found wanting stays so until it is checked again."""
    touched = [name for name in CONFIRMED if world.was(check, name) != getattr(check, name)]
    if touched and check.status is not S.CHECKING:
        raise StepRefused(
            _("结论是“{state}”，{fields}不能再改；更换后办“重新确认”（四.5.(1)）").format(
                state=_(check.status.label),
                fields="、".join(_(REGISTER[name].label) for name in touched),
            )
        )
    undone = [
        _(word) for name, word in WORDS.items()
        if world.was(check, name) in BAD and getattr(check, name) not in BAD
    ]  # fmt: skip
    if undone:
        raise StepRefused(
            _("已经记下{what}，不能改回来；办“不得使用”，更换后重新确认（四.5.(1)）").format(
                what="、".join(undone)
            )
        )


def routed(world: World, check: p.PreopCheck) -> None:
    """What scrub nurses confirm is 护理部's to look after."""
    if check.functional_department_id is None:
        check.functional_department_id = world.office(NURSING).id


def wanting(check: p.PreopCheck) -> list[str]:
    """What is not complete or not fit, in the words of the clause."""
    return [_(word) for name, word in WORDS.items() if getattr(check, name) in BAD]


# ---- guards ------------------------------------------------------------------------------------


def scrub_nurse(world: World, check: p.PreopCheck) -> str | None:
    """四.5.(1): confirmed by the scrub nurse in person."""
    if check.scrub_nurse_id in (None, world.actor.id):
        return None
    return _("由洗手护士 {name} 本人确认（四.5.(1)）；换了人的先改“洗手护士”").format(
        name=world.person(check.scrub_nurse_id)
    )


def complete(world: World, check: p.PreopCheck) -> str | None:
    """四.5.(1)①②: any one of them wanting, and it is not used."""
    if lacking := wanting(check):
        return _("{what}，不得使用（四.5.(1)）：办“不得使用”，更换后重新确认").format(
            what="、".join(lacking)
        )
    if (found := world.surroundings.restriction(check.operating_room)) is not None:
        return _("{why}；换一间手术间，改了“手术间”再确认").format(why=found.words)
    return scrub_nurse(world, check)


def incomplete(world: World, check: p.PreopCheck) -> str | None:
    if not wanting(check):
        return _("四项里没有一项不完整或达不到；先选出是哪一项（四.5.(1)）")
    return scrub_nurse(world, check)


def blocked_stands(world: World, check: p.PreopCheck) -> str | None:
    """That a set was blocked is not undone by voiding the paper."""
    if check.status is S.CHECKING and check.round == 1:
        if lacking := wanting(check):
            return _("已经记下{what}，不能作废（四.5.(1)）：办“不得使用”").format(
                what="、".join(lacking)
            )
        return None
    if check.status is S.USABLE and check.round == 1:
        return None
    return _("判过“不得使用”，不能作废（四.5.(1)）；手术没有做的办“不再使用”")


# ---- effects -----------------------------------------------------------------------------------


def confirm(world: World, check: p.PreopCheck) -> None:
    """Who confirms is the scrub nurse; what is usable is done with."""
    check.scrub_nurse_id = check.scrub_nurse_id or world.actor.id
    keeping.close(world, check)


def block(world: World, check: p.PreopCheck) -> None:
    """Not to be used; equipment is a matter of 设备科 (三.10)."""
    check.scrub_nurse_id = check.scrub_nurse_id or world.actor.id
    check.replacement = None
    if check.equipment_fit is p.Fitness.UNFIT:
        check.functional_department_id = world.office(EQUIPMENT).id
    line = _("第 {n} 次 {at} 不得使用：{what}（{more}）；洗手护士 {who}").format(
        n=check.round, at=f"{local(world.now):%Y-%m-%d %H:%M}", what="、".join(wanting(check)),
        more=(check.shortfall or "").rstrip("。"), who=world.person(check.scrub_nurse_id),
    )  # fmt: skip
    check.earlier_rounds = "\n".join(text for text in (check.earlier_rounds, line) if text)


def check_again(world: World, check: p.PreopCheck) -> None:
    """Everything is looked at anew, as if it had never been looked at."""
    told = _("更换为：{what}").format(what=check.replacement)
    check.earlier_rounds = "\n".join(text for text in (check.earlier_rounds, told) if text)
    check.round += 1
    for name in (*FINDINGS, "shortfall", "sterilization_lot", "scrub_nurse_id"):
        setattr(check, name, None)


STEPS = (
    Step("confirm", N_("确认可用"), frozenset({S.CHECKING}), S.USABLE, WARD, "四.5.(1)",
         needs=FINDINGS, guard=complete, effect=confirm, signed=True,
         meaning=Meaning.RESPONSIBILITY),
    Step("block", N_("不得使用"), frozenset({S.CHECKING}), S.BLOCKED, WARD, "四.5.(1)",
         needs=("shortfall",), guard=incomplete, effect=block, signed=True,
         meaning=Meaning.RESPONSIBILITY),
    Step("check_again", N_("重新确认"), frozenset({S.BLOCKED}), S.CHECKING, WARD, "四.5.(1)",
         needs=("replacement",), effect=check_again, signed=True),
    Step("set_aside", N_("不再使用…"), frozenset({S.BLOCKED}), S.SET_ASIDE, WARD, "四.5.(1)",
         needs=("set_aside_reason",), asks=("set_aside_reason",), effect=keeping.close,
         signed=True),
    *keeping.steps(
        S, frozenset({S.USABLE, S.SET_ASIDE}),
        keeping.disposer(FIELDS, (
            "chief_surgeon_id", "scrub_nurse_id", "circulating_nurse_id", "shortfall",
            "replacement", "earlier_rounds", "set_aside_reason", "remarks", "subject"), ()),
        "四.5.(1)",
    ),
)  # fmt: skip
WAITS: dict[StrEnum, Wait] = {
    S.BLOCKED: Wait(N_("更换、重新灭菌或补齐，再重新确认"), WARD),
}

USUAL_ROAD = (S.CHECKING, S.USABLE)


class CheckRegister(Register):
    """One road; what is blocked stands on it between the check and the check that is still to come."""

    def road_of(self, record: Any) -> tuple[Choice, ...]:
        return (S.CHECKING, S.BLOCKED, S.USABLE) if record.status is S.BLOCKED else USUAL_ROAD


REGISTER = CheckRegister(
    name="preop_check",
    title=N_("手术前确认"),
    item=N_("术前确认"),
    prefix="SQ",
    model=p.PreopCheck,
    status=S,
    initial=S.CHECKING,
    fields=FIELDS,
    sections=SECTIONS,
    steps=STEPS,
    badges=BADGES,
    form="F13",
    columns=("checked_at", "operating_room", "subject", "instrument_set", "scrub_nurse_id"),
    wide_columns=("checked_at", "responsible_department_id", "operating_room", "subject",
                  "instrument_set", "sterile", "counted", "itemised", "scrub_nurse_id"),
    heads={"checked_at": N_("确认"), "search": N_("查找：手术、器械包、住院号、编号")},
    road=USUAL_ROAD,
    open_states=frozenset({S.CHECKING, S.BLOCKED}),
    settled_states=frozenset({S.USABLE, S.SET_ASIDE, S.ARCHIVED, S.DISPOSED}),
    wards=("department_id", "responsible_department_id"),
    offices=("functional_department_id",),
    registration=REGISTRATION,
    computed=frozenset({"earlier_rounds"}),
    copied=("responsible_department_id", "operating_room", "instrument_set"),
    places=("operating_room",),
    received="checked_at",
    subject=("subject",),
    check=check,
    defaults=defaults,
    on_register=routed,
    on_change=changed,
    signatures=papers.CHECK,
    paper=papers.of_check,
    void_guard=blocked_stands,
    waits=WAITS,
)  # fmt: skip
