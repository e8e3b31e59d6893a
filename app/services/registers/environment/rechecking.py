"""After a failure (四.4, HR-12): the place, the measure, re-checks until one passes, supervision, the end."""

from collections.abc import Mapping
from typing import Any

from app.clock import local
from app.errors import InvalidRecord, StepRefused
from app.i18n import _
from app.models.environment import check as e
from app.models.organisation import MEDICAL_AFFAIRS
from app.services.registers import keeping, lines
from app.services.registers.environment import measuring
from app.services.registers.fields.env_check import FIELDS, STAGED
from app.services.registers.world import World

S, V = e.EnvStatus, e.EnvVerdict
RECHECKS = next(one for one in FIELDS if one.name == "rechecks")
TOLD_AFTER = 3  # failures, the first among them; then 分管领导 is told
BEFORE_PASSED = frozenset({S.FAILED, S.RESTRICTED, S.ACTION})
# What whoever supervises has confirmed; it is not written over behind their back.
CONFIRMED = ("supervision", "cause", "action", "action_person_id", "restriction")
# Who took one of these has a part in what is supervised.
WORK = ("register", "measure", "judge_warn", "judge_fail", "act", "finish_action", "recheck",
        "measure_again")  # fmt: skip


def changed(world: World, check: e.EnvCheck) -> None:
    """A restriction stands until the check is closed; whoever supervises is not chosen by who is supervised."""
    before = world.was(check, "restricted_place")
    if before != check.restricted_place:
        if check.restricted_at is not None:
            raise StepRefused(
                _("{place} 已停用，复查合格、关闭后才恢复（四.4），不能改停用区域").format(
                    place=before
                )
            )
        if check.restricted_place and check.status not in BEFORE_PASSED:
            raise StepRefused(_("没有不合格的检查不停用区域；清空“停用区域”"))
    who = world.was(check, "action_person_id")
    if check.action_done_at is not None and who not in (None, check.action_person_id):
        raise StepRefused(_("整改已由 {name} 登记完成，责任人不能再改（复查与整改分开）").format(
            name=world.person(who)))  # fmt: skip
    if check.rechecked_by_id is not None and check.rechecked_by_id == check.action_person_id:
        raise StepRefused(_("整改责任人不能是复查人 {name}（复查与整改分开），请换一位").format(
            name=world.person(check.rechecked_by_id)))  # fmt: skip
    reassigned(world, check)
    not_behind_the_supervisor(world, check)


def not_behind_the_supervisor(world: World, check: e.EnvCheck) -> None:
    """三.8: what was confirmed stays as it was when it was confirmed."""
    if world.was(check, "supervised_at") is None:
        return
    touched = [name for name in CONFIRMED if world.was(check, name) != getattr(check, name)]
    if touched:
        raise StepRefused(
            _("监督已经确认，{fields}不能再改（三.8）；另行说明写在备注").format(
                fields="、".join(_(one.label) for one in FIELDS if one.name in touched)
            )
        )


def reassigned(world: World, check: e.EnvCheck) -> None:
    """三.8: another supervisor is named by the one there was, or by 医务科."""
    before = world.was(check, "functional_department_id")
    if before in (None, check.functional_department_id) or check.verdict is None:
        return
    if world.actor.department_function == MEDICAL_AFFAIRS:
        return
    if world.actor.department_id != before:
        raise StepRefused(
            _("监督科室由{office}或医务科改派（三.8），请转给他们").format(
                office=world.department(before).name
            )
        )


def failed(check: e.EnvCheck) -> bool:
    """Whether it was ever out of its limit; old registers say so by their verdict only."""
    return bool(check.failures) or check.verdict is V.FAIL


# ---- guards ------------------------------------------------------------------------------------


def not_restricted(world: World, check: e.EnvCheck) -> str | None:
    if check.restricted_at is not None:
        return _("{place} 已经停用").format(place=check.restricted_place)
    return None


def decided(world: World, check: e.EnvCheck) -> str | None:
    """Whether the place is used on is decided, before anything else, with a reason."""
    if check.restricted_at is None and not check.restriction:
        return _("先定停用不停用：停用的办“停用区域”，继续使用的在“停用说明”写明理由和防护（四.4）")
    return None


def not_done(world: World, check: e.EnvCheck) -> str | None:
    return _("整改已经登记完成，接着复查") if check.action_done_at is not None else None


def may_recheck(world: World, check: e.EnvCheck) -> str | None:
    """HR-22: rechecked after the measure was taken, by somebody else."""
    if check.status is S.ACTION and check.action_done_at is None:
        return _("整改还没有登记完成；先办“整改完成”再复查（四.4）")
    if check.action_person_id is not None:
        if check.action_person_id == world.actor.id:
            return _("复查人不能是整改责任人本人（复查与整改分开），请换一位")
        if check.action_person_id == check.rechecked_by_id:
            return _("复查人 {name} 是整改责任人（复查与整改分开），请换一位").format(
                name=world.person(check.rechecked_by_id)
            )
    mender = world.took(check, "finish_action")
    if mender is not None and mender in (world.actor.id, check.rechecked_by_id):
        return _("整改完成由 {name} 登记，不能再由同一人复查（复查与整改分开），请换一位").format(
            name=world.person(mender)
        )
    return None


def supervisor(world: World, check: e.EnvCheck) -> str | None:
    """三.8: 院感科 or 总务科 as Table 4 says, and nobody who checked, put right or rechecked."""
    office = check.functional_department_id
    if office is None:
        return _("还没有监督科室；填写“监督科室”（院感科、总务科，三.8）")
    if office == check.responsible_department_id:
        return _("检查和监督都是{office}，不能自查自督：把“监督科室”改派给别的科室（三.8）").format(
            office=world.department(office).name
        )
    if world.actor.department_id != office:
        return _("监督确认由{office}办理（三.8），请转给他们").format(
            office=world.department(office).name
        )
    own = {check.checker_id, check.action_person_id, *rechecked_by(check)}
    own |= world.hands(check, *WORK)
    if world.actor.id in own:
        return _("监督人不能是检查、整改或复查的本人，请换一位")
    return None


def rechecked_by(check: e.EnvCheck) -> set[int | None]:
    return {row.get("person_id") for row in check.rechecks or ()}


def may_close(world: World, check: e.EnvCheck) -> str | None:
    """HR-02, HR-12: what failed passed a re-check and was confirmed, a warning was dealt with."""
    if check.status is S.WARNED and not check.action:
        return _("预警还没有处理；在“整改措施”写明做了什么（如消毒、更换），再结案")
    if check.last_verdict is V.FAIL:
        return _("最近一次还是不合格，复查合格才能结案（四.4）")
    if waiting := world.open_follow_ups(check):
        return _("还不能结案：{what}").format(what="；".join(waiting))
    return None


def goods_lie_there(world: World, check: e.EnvCheck) -> str | None:
    """What is put aside lies in the place that is not used now."""
    if check.restricted_at is None or check.released_at is not None:
        return _("区域没有停用；先办“停用区域”")
    if not world.surroundings.goods_at(check.restricted_place):
        return _("{place} 没有在库的物品").format(place=check.restricted_place)
    return None


def failure_stands(world: World, check: e.EnvCheck) -> str | None:
    """HR-12: a failure is not made to vanish, not even before its verdict was confirmed."""
    if failed(check) or check.last_verdict is V.FAIL:
        return _("测过不合格，不能作废（四.4）；整改、复查合格后结案，抄写有误的写在备注")
    return None


# ---- effects -----------------------------------------------------------------------------------


def restrict(world: World, check: e.EnvCheck) -> None:
    """The place that was checked, unless another is named."""
    check.restricted_place = check.restricted_place or check.place
    if not check.restricted_place:
        raise InvalidRecord({"restricted_place": _("旧台账没有写地点，填写停用的区域")})
    if check.restricted_place != check.place and not world.surroundings.knows(
        check.restricted_place
    ):
        raise InvalidRecord(
            {"restricted_place": _("没有叫“{place}”的地点或存放区位，停用了也拦不住；清空就是检查地点").format(
                place=check.restricted_place)}
        )  # fmt: skip
    check.restricted_at = world.now


def act(world: World, check: e.EnvCheck) -> None:
    check.action_done_at = None


def done(world: World, check: e.EnvCheck) -> None:
    check.action_done_at = world.now


def recheck(world: World, check: e.EnvCheck) -> None:
    """Held against the limit the check was bound to; a failure goes back to be put right again."""
    verdict = repeated(world, check)
    check.rechecks = [*(check.rechecks or []), row_of(world, check, verdict)]
    check.recheck_count += 1
    check.last_value, check.last_finding = check.recheck_value, check.recheck_finding
    check.last_verdict, check.last_checked_at = verdict, check.recheck_at
    check.rechecked_by_id = check.rechecked_by_id or world.actor.id
    if verdict is V.FAIL:
        again(world, check)
    unstage(check, passed=verdict is not V.FAIL and failed(check))


def repeated(world: World, check: e.EnvCheck) -> e.EnvVerdict:
    """The verdict on the repeated measurement; what it is measured with is calibrated."""
    at, before = check.recheck_at or world.now, check.action_done_at or check.last_checked_at
    check.recheck_at = at
    if at > world.now:
        raise InvalidRecord({"recheck_at": _("不能晚于现在")})
    if before is not None and at < before:
        raise InvalidRecord({"recheck_at": _("不能早于 {moment}（整改完成或上次检测）").format(
            moment=f"{local(before):%m-%d %H:%M}")})  # fmt: skip
    if check.recheck_instrument:
        found = measuring.known_instrument(world, check.recheck_instrument, "recheck_instrument")
        until = world.surroundings.calibrated_until(found, local(at).date())
        if measuring.is_expired(until, local(at).date()):
            raise InvalidRecord(
                {"recheck_instrument": _("{code} 检定有效期到 {day}，不能用来复查；换一台在有效期内的").format(
                    code=found.code, day=until)}
            )  # fmt: skip
    answered(check)
    limit = world.surroundings.limit(check.limit_id)
    measuring.asked_again(
        limit, check.recheck_value, is_confirmed=check.recheck_odd_confirmed, name="recheck_value"
    )
    names = ("recheck_value", "recheck_finding")
    judged = measuring.judged(
        limit, check.recheck_value, check.recheck_finding, check.unit or "", names
    )
    return judged.verdict


def answered(check: e.EnvCheck) -> None:
    """What was looked for or measured with at first is so again: a failure does not pass unasked."""
    if check.finding is not None and check.recheck_finding is None:
        raise InvalidRecord(
            {"recheck_finding": _("首次检查写了所见“{finding}”，复查也要选“符合”或“不符合”").format(
                finding=_(check.finding.label))}
        )  # fmt: skip
    if check.instrument_code and not check.recheck_instrument:
        raise InvalidRecord(
            {"recheck_instrument": _("首次检查用仪器 {code} 测，复查也要写仪器编号（在检定有效期内的）").format(
                code=check.instrument_code)}
        )  # fmt: skip


def row_of(world: World, check: e.EnvCheck, verdict: e.EnvVerdict) -> dict[str, Any]:
    """The re-check as the record keeps it, with what was done before it: the next attempt writes anew."""
    row = {
        "at": check.recheck_at, "value": check.recheck_value, "finding": check.recheck_finding,
        "verdict": verdict, "instrument": check.recheck_instrument,
        "person_id": check.rechecked_by_id or world.actor.id,
        "cause": check.cause, "action": check.action, "mender_id": check.action_person_id,
    }  # fmt: skip
    return {name: lines.plain(value) for name, value in row.items() if value not in (None, "")}


def accounts(check: e.EnvCheck) -> list[str]:
    """Every re-check in words, after what was done in vain before it: `复查第 1 次：4.1 Pa 不合格`."""
    return [
        _earlier(check, row)
        + _("复查第 {n} 次：{result} {verdict}").format(
            n=number, verdict=_(V(row["verdict"]).label),
            result=measuring.result_words(
                row.get("value"), row.get("finding") and e.EnvFinding(row["finding"]), check.unit),
        )
        for number, row in enumerate(lines.read(RECHECKS, check.rechecks or []), 1)
    ]  # fmt: skip


def _earlier(check: e.EnvCheck, row: Mapping[str, Any]) -> str:
    """What was done in vain before a re-check; what was done last is told by itself."""
    action = row.get("action")
    if not action or action == check.action:
        return ""
    return _("措施：{text}").format(text=action) + "\n"


def again(world: World, check: e.EnvCheck) -> None:
    """Failed once more; a warning that turns out a failure goes the whole way from here."""
    check.failures = max(check.failures, int(check.verdict is V.FAIL)) + 1
    check.action_done_at = None
    check.status = S.FAILED if check.status is S.WARNED else S.ACTION
    if check.failures >= TOLD_AFTER and check.leader_told_at is None:
        check.leader_told_at = world.now


def unstage(check: e.EnvCheck, *, passed: bool) -> None:
    """The next re-check is entered anew; who did the one that passed stays beside it."""
    who = check.rechecked_by_id
    for name in STAGED:
        setattr(check, name, None)
    check.recheck_odd_confirmed = False
    if passed:
        check.rechecked_by_id = who


def supervise(world: World, check: e.EnvCheck) -> None:
    check.supervised_by_id, check.supervised_at = world.actor.id, world.now


def send_back(world: World, check: e.EnvCheck) -> None:
    """Not accepted by who supervises: put right once more, and rechecked."""
    check.action_done_at = None
    check.rechecked_by_id = None


def close(world: World, check: e.EnvCheck) -> None:
    """The place is used again from now on."""
    if check.restricted_at is not None:
        check.released_at = world.now
    keeping.close(world, check)


def put_goods_aside(world: World, check: e.EnvCheck) -> None:
    """四.3.(3): whether what lay there is still good is found out by inspecting it again."""
    assert check.goods_place is not None
    why = _("存放处{subject}不合格（{number}）：{place} {result}，限值 {limit}").format(
        subject=check.subject, number=check.number, place=check.restricted_place,
        result=measuring.result(check), limit=check.limit_text or "—",
    )  # fmt: skip
    world.surroundings.put_aside(check, check.goods_place, why)
