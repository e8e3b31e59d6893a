"""F14: the points of a round, what was done about those that failed, and every re-check of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.clock import local
from app.i18n import _
from app.models.base import VOIDED
from app.models.bookkeeping import StepEntry
from app.models.environment.check import EnvCheck, EnvRound, EnvStatus, EnvVerdict
from app.services import access
from app.services.environment import rechecks, results
from app.services.environment.rechecks import Recheck
from app.services.forms import Form, FormValue, Options, Signature
from app.services.registers import paper
from app.services.registers.register import Register
from app.services.world import ReadWorld

_TAIL = 4  # digits of a number that tell the checks of a round apart
_NOTHING: Mapping[str, FormValue] = {"what": "（无）"}
Line = Mapping[str, FormValue]


def around(world: ReadWorld, kind: Register, form: Form, record: Any) -> dict[str, FormValue]:
    """Values by their names on paper; nothing for the forms of other clauses."""
    if form.code != "F14" or not isinstance(record, EnvCheck):
        return {}
    checks = _of_round(world, kind, record)
    failed = [one for one in checks if _was_dealt_with(one)]
    closed = _closings(world, kind, failed)
    none = _none(form) if any(one.verdict for one in checks) else []
    offices = dict.fromkeys(_name(world, one.functional_department_id) for one in checks)
    return {
        "functional_department": "、".join(one for one in offices if one) or None,
        "companion": record.companion or _companion(world, record),
        "counted": _counted(checks),
        "lines": [_line(form, one) for one in checks],
        "failures": [_failure(world, form, one, closed) for one in failed] or none,
        "rechecks": [
            _again(world, form, one, again) for one in failed for again in rechecks.of(one)
        ] or none,
        "remarks": _remarks(checks, record),
        **_supervised(world, form, record, failed),
    }  # fmt: skip


def _of_round(world: ReadWorld, kind: Register, record: EnvCheck) -> Sequence[EnvCheck]:
    """The checks of the same round that the reader may see; a check without a round alone."""
    if record.round_id is None or record.status is EnvStatus.VOIDED:
        return [record]
    query = select(EnvCheck).where(
        EnvCheck.round_id == record.round_id, EnvCheck.status != VOIDED,
        access.visible(world.actor, kind),
    )  # fmt: skip
    return world.session.scalars(query.order_by(EnvCheck.id)).all()


def _was_dealt_with(check: EnvCheck) -> bool:
    """What failed, and a warning somebody did something about."""
    return check.verdict is EnvVerdict.FAIL or bool(check.action or check.rechecks)


def _companion(world: ReadWorld, record: EnvCheck) -> str | None:
    found = world.session.get(EnvRound, record.round_id) if record.round_id else None
    return (found.companion or None) if found else None


def _counted(checks: Sequence[EnvCheck]) -> str | None:
    counts = Counter(one.verdict for one in checks)
    waiting = counts.pop(None, 0)
    if not counts:
        return None
    said = "，".join(
        f"{_(verdict.label)} {counts[verdict]}" for verdict in EnvVerdict if counts[verdict]
    )
    words = _("{n} 项：{said}").format(n=len(checks), said=said)
    return _("{words}，待出结果 {n}").format(words=words, n=waiting) if waiting else words


def _line(form: Form, check: EnvCheck) -> Line:
    until = check.calibrated_until
    codes = (check.item_code, (check.number or "")[-_TAIL:])
    limit = " ".join(one for one in (check.limit_text, check.unit) if one)
    said = _("可疑") if check.doubtful else ""
    value = _found(check, check)
    instrument = (check.instrument_code, until and f"{until}", said)
    return {
        "item_code": "\n".join(one for one in codes if one),
        "subject": check.subject,
        "place": "\n".join(one for one in (check.place, check.point_code) if one),
        "area_class": check.area_class,
        "limit": "\n".join(one for one in (limit, check.standard) if one),
        "method": check.method,
        "instrument": "\n".join(one for one in instrument if one),
        "value": f"{value}\n{_('（已核对）')}" if check.odd_confirmed and value else value,
        "unit": check.unit,
        "judgement": _judgement(form, check.verdict),
    }


def _found(check: EnvCheck, one: EnvCheck | Recheck) -> str:
    """The number as it was measured, or what was found where nothing is."""
    return results.shown(one.value, one.finding, check.limit_text)


def _judgement(form: Form, verdict: EnvVerdict | None) -> Options:
    ticked = () if verdict is None else (list(EnvVerdict).index(verdict),)
    return Options(form.options["judgement"], frozenset(ticked))


def _none(form: Form) -> list[Line]:
    """A line that says there is nothing, without boxes."""
    return [{**_NOTHING, **{name: Options(()) for name in form.options}, "restriction": ""}]


def _what(check: EnvCheck) -> str:
    named = " ".join(one for one in (check.subject, check.place) if one)
    return "\n".join(one for one in (named, check.number) if one)


def _failure(
    world: ReadWorld, form: Form, check: EnvCheck, closed: Mapping[int, StepEntry]
) -> Line:
    restricted = check.restricted_at is not None and bool(check.restricted_place)
    decided = restricted or bool(check.restriction) or check.action is not None
    end = closed.get(check.id)
    return {
        "what": _what(check),
        "cause": check.cause,
        "action": check.action,
        "person": _lines(
            world.person(check.action_person_id),
            (_("完成 {day}"), check.action_done_at) if check.action_done_at
            else (_("限 {day}"), check.action_due_on),
        ),
        "restricted": Options(
            form.options["restricted"], frozenset((0 if restricted else 1,) if decided else ())
        ),
        "restriction": _lines(
            check.restricted_place if restricted else None, check.restriction,
            (_("停用 {day}"), check.restricted_at), (_("恢复 {day}"), check.released_at),
            check.goods_place and _("所放物品隔离在 {place}").format(place=check.goods_place),
        ),
        "supervision": _lines(
            (f"{world.person(check.supervised_by_id)} {{day}}", check.supervised_at),
            check.supervision, (_("抄送分管领导\n{day}"), check.leader_told_at),
        ),
        "closing": _lines(end.person_name, ("{day}", end.at)) if end else "",
    }  # fmt: skip


def _lines(*parts: str | tuple[str, date | datetime | None] | None) -> str:
    """What there is of these, one below the other; a day stands in its sentence."""
    said = []
    for one in parts:
        if isinstance(one, tuple):
            words, at = one
            day = local(at).date() if isinstance(at, datetime) else at
            said.append(words.format(day=day) if day else "")
        else:
            said.append(one or "")
    return "\n".join(one for one in said if one)


def _again(world: ReadWorld, form: Form, check: EnvCheck, again: Recheck) -> Line:
    return {
        "what": _what(check),
        "ordinal": _("第 {n} 次").format(n=again.ordinal),
        "at": f"{local(again.at):%Y-%m-%d %H:%M}",
        "value": _found(check, again),
        "unit": check.unit,
        "instrument": again.instrument,
        "judgement": _judgement(form, again.verdict),
        "person": world.person(again.person_id),
        "before": _before(world, again),
    }  # fmt: skip


def _before(world: ReadWorld, again: Recheck) -> str:
    """The cause and the measure the re-check was to prove, as one paragraph: the line stays low."""
    mender = world.person(again.mender_id) if again.mender_id else ""
    parts = (
        again.cause and _("原因：{text}").format(text=again.cause.strip().rstrip("。；")),
        again.action and _("措施：{text}").format(text=again.action.strip().rstrip("。；"))
        + (f"（{mender}）" if mender else ""),
    )  # fmt: skip
    return "；".join(one for one in parts if one)


def _closings(
    world: ReadWorld, kind: Register, checks: Iterable[EnvCheck]
) -> Mapping[int, StepEntry]:
    """Who closed each of these, and when."""
    steps = world.session.scalars(
        select(StepEntry)
        .where(
            StepEntry.register == kind.name,
            StepEntry.record_id.in_([one.id for one in checks if one.id]),
            StepEntry.target == EnvStatus.CLOSED.value,
        )
        .order_by(StepEntry.id)
    )
    return {one.record_id: one for one in steps}


def _remarks(checks: Sequence[EnvCheck], record: EnvCheck) -> str:
    """What was noted at each point; in a round it says at which."""
    several = len(checks) > 1
    said = ((one, paper.remarks(one)) for one in (checks if several else [record]))
    return "\n".join(
        f"{(one.number or '')[-_TAIL:]} {words}".strip() if several else words
        for one, words in said
        if words
    )


def _supervised(
    world: ReadWorld, form: Form, record: EnvCheck, failed: Sequence[EnvCheck]
) -> dict[str, FormValue]:
    """The supervisor under the sheet: of this check, else of the one that was confirmed last."""
    given = [
        (one is record, one.supervised_at, one.supervised_by_id)
        for one in (record, *failed)
        if one.supervised_at and one.supervised_by_id
    ]
    if not given:
        return {}
    _own, at, person_id = max(given)
    label = form.signatures["supervised"]
    return {
        "supervised": Signature(label, world.person(person_id), local(at).date(), _("系统留痕"))
    }


def _name(world: ReadWorld, department_id: int | None) -> str:
    return world.department(department_id).name if department_id else ""
