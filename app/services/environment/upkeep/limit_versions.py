"""A limit set anew: a further version from a day on, or a further line; what was judged stays (四.4)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from operator import ge, gt, le, lt

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import amounts
from app.errors import InvalidRecord, NotFound
from app.i18n import N_, _
from app.models.environment.standard import EnvItem, EnvLimit, Frequency, LimitType, SourceStatus
from app.services import access, text
from app.services.environment import limits
from app.services.environment.limits import LimitView
from app.services.operations import Changes, Operation, operation

_MISSING = {"source": N_("还没有填写依据：哪个文件、哪一条")}
TEXTS: Mapping[str, int] = {
    "name": 60, "unit": 30, "wording": 200, "standard_no": 80, "source": 200,
}  # fmt: skip
LATEST = timedelta(days=3_650)
LARGEST = Decimal("99999999")
MOST_PLACES = 4
YEARS = (1950, 2099)
_PAIRS = (
    ("low", "high", N_("下限不能高于上限 {n}")),
    ("action_low", "action_high", N_("下干预线不能高于上干预线 {n}")),
    ("plausible_low", "plausible_high", N_("可信下界不能高于可信上界 {n}")),
)
_EDGES: tuple[tuple[str, str, Callable[[Decimal, Decimal], bool], str], ...] = (
    ("action_high", "high", ge, N_("干预线应低于上限 {n}")),
    ("action_low", "low", le, N_("干预线应高于下限 {n}")),
    ("plausible_high", "high", lt, N_("可信范围要包住上限 {n}")),
    ("plausible_low", "low", gt, N_("可信范围要包住下限 {n}")),
)


@dataclass(frozen=True, slots=True)
class NewLimit:
    """What a version says; numbers that its type does not ask for are not kept."""

    name: str
    limit_type: LimitType
    frequency: Frequency
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    wording: str = ""
    action_low: Decimal | None = None
    action_high: Decimal | None = None
    plausible_low: Decimal | None = None
    plausible_high: Decimal | None = None
    month_from: int | None = None
    month_to: int | None = None
    standard_no: str = ""
    standard_year: int | None = None
    source: str = ""
    enabled: bool = True


def of_version(view: LimitView) -> NewLimit:
    """What a version says, to begin the next one from."""
    return NewLimit(**{one.name: getattr(view, one.name) for one in fields(NewLimit)})


@operation("env_limit.change")
def change(
    current: Operation, item_id: int, line: str, wanted: NewLimit, effective_from: date | None
) -> Changes:
    """Set a limit anew from a day on: a further version. What was measured before keeps its own.

    Raises InvalidRecord (field → reason).
    """
    current.require(access.Permission.CONFIGURE)
    known = limits.load(current.session).get((item_id, line))
    if not known:
        raise NotFound(_("没有这一条限值，重新载入再看"))
    wanted = _kept(wanted)
    problems = _problems(wanted) | _day_problem(effective_from, current.today)
    if not problems and effective_from is not None:
        problems = _collision(known, wanted, effective_from)
    return _add(current, item_id, line, wanted, effective_from, problems)


@operation("env_limit.add")
def add_line(
    current: Operation, item_id: int, wanted: NewLimit, effective_from: date | None
) -> Changes:
    """Give an item a further limit, of another area, grade or season."""
    current.require(access.Permission.CONFIGURE)
    current.session.get_one(EnvItem, item_id)
    wanted = _kept(wanted)
    problems = _problems(wanted) | _day_problem(effective_from, current.today)
    lines = _lines(current.session, item_id)
    if lines and not wanted.name:
        problems["name"] = _("这个项目不止一条限值，写明这一条是哪里的、什么时候的")
    elif wanted.name in lines.values():
        problems["name"] = _("已有一条叫“{name}”，改那一条的限值").format(name=wanted.name)
    number = max((int(one) for one in lines), default=0) + 1
    return _add(current, item_id, str(number), wanted, effective_from, problems)


def _add(
    current: Operation,
    item_id: int,
    line: str,
    wanted: NewLimit,
    effective_from: date | None,
    problems: Mapping[str, str],
) -> Changes:
    if problems or effective_from is None:
        raise InvalidRecord(dict(problems))
    current.session.add(
        EnvLimit(
            item_id=item_id,
            line=line,
            effective_from=effective_from,
            source_status=SourceStatus.HOSPITAL,
            **asdict(wanted),
        )
    )
    return current.changes()


def _lines(session: Session, item_id: int) -> dict[str, str]:
    rows = session.execute(
        select(EnvLimit.line, EnvLimit.name)
        .where(EnvLimit.item_id == item_id)
        .order_by(EnvLimit.effective_from)
    )
    return {line: name for line, name in rows}


def _kept(wanted: NewLimit) -> NewLimit:
    """Clean texts, and only the numbers the type of limit asks for."""
    texts = text.cleaned(asdict(wanted), TEXTS)
    wanted = replace(wanted, **texts)
    kind = wanted.limit_type
    if kind in (LimitType.NEGATIVE, LimitType.QUALITATIVE):
        return replace(
            wanted, low=None, high=None, action_low=None, action_high=None, plausible_low=None,
            plausible_high=None,
        )  # fmt: skip
    if kind is LimitType.LE:
        return replace(wanted, low=None, action_low=None)
    if kind is LimitType.GE:
        return replace(wanted, high=None, action_high=None)
    return wanted


def _problems(wanted: NewLimit) -> dict[str, str]:
    found = text.problems(asdict(wanted), _MISSING, TEXTS)
    if wanted.limit_type is LimitType.QUALITATIVE and not wanted.wording:
        found["wording"] = _("定性的项目要写明怎样算符合")
    if (wanted.month_from is None) != (wanted.month_to is None):
        found["month_to"] = _("季节要写起止两个月份，全年的两个都不写")
    year = wanted.standard_year
    if year is not None and not YEARS[0] <= year <= YEARS[1]:
        found["standard_year"] = _("应在 {least} 到 {most} 之间").format(
            least=YEARS[0], most=YEARS[1]
        )
    return found | _number_problems(wanted)


def _number_problems(wanted: NewLimit) -> dict[str, str]:
    found = {}
    for name in ("low", "high", "action_low", "action_high", "plausible_low", "plausible_high"):
        value: Decimal | None = getattr(wanted, name)
        if value is not None and not _fits(value):
            found[name] = _("最多 8 位整数、4 位小数")
    if found:
        return found
    if wanted.limit_type in (LimitType.LE, LimitType.RANGE) and wanted.high is None:
        found["high"] = _("还没有填写上限")
    if wanted.limit_type in (LimitType.GE, LimitType.RANGE) and wanted.low is None:
        found["low"] = _("还没有填写下限")
    for low, high, words in _PAIRS:
        least, most = getattr(wanted, low), getattr(wanted, high)
        if least is not None and most is not None and least > most:
            found[low] = _(words).format(n=amounts.plain(most))
    return found or _inside(wanted)


def _inside(wanted: NewLimit) -> dict[str, str]:
    """A warning comes before the failure, and what passes is plausible."""
    found = {}
    for name, edge, is_wrong, words in _EDGES:
        value, limit = getattr(wanted, name), getattr(wanted, edge)
        if value is not None and limit is not None and is_wrong(value, limit):
            found[name] = _(words).format(n=amounts.plain(limit))
    return found


def _fits(value: Decimal) -> bool:
    if not value.is_finite() or abs(value) > LARGEST:
        return False
    return value == round(value, MOST_PLACES)


def _day_problem(effective_from: date | None, today: date) -> dict[str, str]:
    if effective_from is None:
        return {"effective_from": _("还没有填写生效日期")}
    if effective_from < today:
        words = _("不能早于今天 {today}：已经按旧限值判定的不能改")
        return {"effective_from": words.format(today=today)}
    if effective_from > today + LATEST:
        return {"effective_from": _("生效日期太远，核对年份")}
    return {}


def _collision(
    known: tuple[LimitView, ...], wanted: NewLimit, effective_from: date
) -> dict[str, str]:
    """A second version of one day, or one that says what holds anyway."""
    newest = limits.in_force(known, effective_from)
    if newest is None:
        return {}
    if newest.effective_from == effective_from:
        words = _("{day} 起已经有一个版本，版本不能改，换一个日期")
        return {"effective_from": words.format(day=effective_from)}
    if replace(of_version(newest), source="") == replace(wanted, source=""):
        words = _("和 {day} 起的版本一样，没有要改的")
        field = (
            "high" if newest.high is not None else "low" if newest.low is not None else "wording"
        )
        return {field: words.format(day=newest.effective_from)}
    return {}
