"""The measurement itself (四.4): what is held against which limit, and the verdict a person confirms."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from app import amounts
from app.clock import local
from app.errors import InvalidRecord, StepRefused
from app.i18n import N_, _
from app.models.environment import check as e
from app.models.environment.standard import EnvInstrument, EnvLimit
from app.services.registers.environment import judging
from app.services.registers.environment.judging import Judgement
from app.services.registers.fields.env_check import FIELDS, JUDGED
from app.services.registers.surroundings import Standing
from app.services.registers.world import World

S, V = e.EnvStatus, e.EnvVerdict
LABELS = {one.name: one.label for one in FIELDS}
STEP_OF = {V.PASS: N_("判合格"), V.WARN: N_("判预警"), V.FAIL: N_("判不合格")}
# The clause lets two offices supervise; others only where a hospital's own Table 4 says so.


def registered(world: World, check: e.EnvCheck) -> None:
    """The point says what is measured against what; a result brought along waits for its verdict."""
    check.checker_id = check.checker_id or world.actor.id
    point = stand(world, check)
    supervised(check, point)
    if has_result(check):
        measure(world, check)
        check.status = S.MEASURED


def stand(world: World, check: e.EnvCheck) -> Standing:
    """Write down what the point says, as it is on the day of the check; what is given stays."""
    point = world.surroundings.point(check.point_code, day_of(check))
    if point is None:
        raise InvalidRecord(
            {"point_code": _("没有检查点“{code}”，或已停用；输入项目或地点查找，或到“系统 › 环境”里添加").format(
                code=check.point_code)}
        )  # fmt: skip
    if point.limit is None:
        raise InvalidRecord({"point_code": point.why_none})
    written(check, point, point.limit)
    instrument_of(world, check)
    return point


def written(check: e.EnvCheck, point: Standing, limit: EnvLimit) -> None:
    """What names the point and its limit, as it was then."""
    check.point_id, check.limit_id = point.point_id, limit.id
    check.item_code, check.area_class = point.item_code, point.area_class or None
    check.method = point.method or None
    check.subject = check.subject or point.subject
    check.place = point.place
    check.limit_text = judging.in_words(limit, limit.wording)
    check.unit = limit.unit or None
    check.standard = standard(limit) or None
    check.responsible_department_id = check.responsible_department_id or point.responsible_id


def supervised(check: e.EnvCheck, point: Standing) -> None:
    """三.8: who supervises stands in Table 4; where it is who checks, another office was chosen."""
    own = point.supervising_id == check.responsible_department_id
    if check.functional_department_id is None or not (own or point.supervising_id is None):
        check.functional_department_id = point.supervising_id


def standard(limit: EnvLimit) -> str:
    """The standard with its year: `GB 15982-2012`."""
    return (
        f"{limit.standard_no}-{limit.standard_year}" if limit.standard_year else limit.standard_no
    )


def day_of(check: e.EnvCheck) -> date:
    """The day whose limits hold."""
    return local(check.checked_at).date()


def has_result(check: e.EnvCheck) -> bool:
    return check.value is not None or check.finding is not None


# ---- the instrument ----------------------------------------------------------------------------


def instrument_of(world: World, check: e.EnvCheck) -> None:
    """What was measured after the calibration had run out is doubtful, and stays traceable."""
    stays_in_doubt = found_wanting(world, check)
    check.calibrated_until, check.doubtful = None, False
    if not check.instrument_code:
        return
    found = known_instrument(world, check.instrument_code, "instrument_code")
    check.calibrated_until = world.surroundings.calibrated_until(found, day_of(check))
    check.doubtful = stays_in_doubt or is_expired(check.calibrated_until, day_of(check))


def found_wanting(world: World, check: e.EnvCheck) -> bool:
    """Whether the instrument was found wanting, though its calibration had not run out."""
    if not check.doubtful or world.was(check, "instrument_code") != check.instrument_code:
        return False
    return not is_expired(check.calibrated_until, local(world.was(check, "checked_at")).date())


def known_instrument(world: World, code: str, name: str) -> EnvInstrument:
    found = world.surroundings.instrument(code)
    if found is None or not found.active:
        raise InvalidRecord(
            {name: _("没有编号是“{code}”的在用仪器；先到“系统 › 环境”里登记，或留空").format(
                code=code)}
        )  # fmt: skip
    return found


def is_expired(until: date | None, day: date) -> bool:
    return until is not None and until < day


# ---- the verdict -------------------------------------------------------------------------------


def measure(world: World, check: e.EnvCheck) -> None:
    """Hold the result against the limit; it becomes the verdict when a person confirms it."""
    limit = world.surroundings.limit(check.limit_id)
    asked_again(limit, check.value, is_confirmed=check.odd_confirmed, name="value")
    found = judged(limit, check.value, check.finding, check.unit or "", ("value", "finding"))
    check.last_value, check.last_finding = check.value, check.finding
    check.last_verdict = found.verdict
    check.last_checked_at = check.checked_at


def asked_again(
    limit: EnvLimit | None, value: Decimal | None, *, is_confirmed: bool, name: str
) -> None:
    """What is outside the plausible range is a slip of the pen more often than a result."""
    if limit is not None and judging.is_odd(limit, value) and not is_confirmed:
        low, high = amounts.plain(limit.plausible_low), amounts.plain(limit.plausible_high)
        raise InvalidRecord(
            {name: _("{value} 超出合理范围（{low} ~ {high}）；核对仪器和抄写，确实如此的选“已核对”").format(
                value=amounts.plain(value), low=low or "—", high=high or "—")}
        )  # fmt: skip


def judged(
    limit: EnvLimit | None,
    value: Decimal | None,
    finding: e.EnvFinding | None,
    unit: str,
    names: tuple[str, str],
) -> Judgement:
    """The verdict on a result; what is measured needs a value, all else a finding.

    A check brought in from an old register is bound to no version: who judges it says how it is.
    """
    measured, found = names
    if limit is None:
        if finding is None:
            raise InvalidRecord(
                {found: _("旧台账的检查没有可用的限值，对照原限值选“符合”或“不符合”")}
            )
        return Judgement(V.PASS if finding is e.EnvFinding.GOOD else V.FAIL)
    if not judging.is_measured(limit) and value is not None:
        raise InvalidRecord({measured: _("本项不测数值，在“所见”里选“符合”或“不符合”")})
    judgement = judging.judge(limit, value, finding, unit)
    if judgement is None and judging.is_measured(limit):
        raise InvalidRecord({measured: _("还没有填写实测值；没有测的不要登记")})
    if judgement is None:
        raise InvalidRecord({found: _("还没有选择“符合”或“不符合”")})
    return judgement


def confirms(verdict: e.EnvVerdict) -> Callable[[World, e.EnvCheck], str | None]:
    """The guard of a verdict: it is computed, a person confirms it and cannot choose another."""

    def guard(world: World, check: e.EnvCheck) -> str | None:
        limit = world.surroundings.limit(check.limit_id)
        found = judged(limit, check.value, check.finding, check.unit or "", ("value", "finding"))
        if found.verdict is verdict:
            return None
        return _("{result}，限值 {limit}：{why}，应办“{step}”（四.4）").format(
            result=result(check), limit=check.limit_text or "—",
            why=found.why or _(found.verdict.label), step=_(STEP_OF[found.verdict]),
        )  # fmt: skip

    return guard


def result(check: e.EnvCheck) -> str:
    """What was measured or found, in words: `3 Pa`, `不符合`."""
    return result_words(check.value, check.finding, check.unit)


def result_words(value: Decimal | None, finding: e.EnvFinding | None, unit: str | None = "") -> str:
    if value is not None:
        return f"{amounts.plain(value)} {unit or ''}".rstrip()
    return _(finding.label) if finding else ""


def confirm(world: World, check: e.EnvCheck) -> None:
    """What was computed is the verdict now; the first failure is one of three."""
    check.verdict = check.last_verdict
    if check.verdict is V.FAIL:
        check.failures = 1


def changed(world: World, check: e.EnvCheck) -> None:
    """What was judged stays; before that the result is held against the limit anew."""
    if check.verdict is not None:
        touched = [name for name in JUDGED if world.was(check, name) != getattr(check, name)]
        if touched:
            raise StepRefused(
                _("已经判定，{fields}不能再改（四.4）；抄写有误的办复查，另行说明写在备注").format(
                    fields="、".join(_(LABELS[name]) for name in touched)
                )
            )
        return
    if check.backfilled and not check.point_code:
        return
    asked = ("point_code", "checked_at", "place", "functional_department_id")
    if any(world.was(check, name) != getattr(check, name) for name in asked):
        if world.was(check, "point_code") != check.point_code:
            for name in ("subject", "responsible_department_id"):
                if world.was(check, name) == getattr(check, name):
                    setattr(check, name, None)
        supervised(check, stand(world, check))
    elif world.was(check, "instrument_code") != check.instrument_code:
        instrument_of(world, check)
    if check.status is S.MEASURED:
        measure(world, check)
        not_made_to_pass(world, check)


def not_made_to_pass(world: World, check: e.EnvCheck) -> None:
    """HR-12: what was measured out of its limit passes by a re-check, not by another entry."""
    if world.was(check, "last_verdict") is V.FAIL and check.last_verdict is not V.FAIL:
        raise StepRefused(
            _(
                "登记的结果是不合格，不能改成合格（四.4）；抄写有误的也办“判不合格”，原因写明，再复查"
            )
        )
