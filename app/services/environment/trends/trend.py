"""The trend of one point: what it is, its newest readings, and the limits that held meanwhile."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from sqlalchemy import select

from app import clock
from app.errors import NotFound
from app.i18n import _
from app.models.environment.check import EnvFinding, EnvVerdict
from app.models.environment.standard import EnvItem, EnvPlace, EnvPoint, LimitType
from app.models.organisation import Department
from app.services import access
from app.services.environment import readings, results
from app.services.environment.readings import InForce, Reading
from app.services.operations import Desk, actor_of
from app.services.registers.environment.judging import judge

_GAP = 2.6  # times the usual time between two readings
_LEAST_GAP = timedelta(days=2)
_NEVER = (LimitType.NEGATIVE, LimitType.QUALITATIVE)


@dataclass(frozen=True)
class Trend:
    """The oldest reading first; `limits` are pieces of time in their order."""

    point_id: int
    code: str
    item: str
    place: str
    department: str
    readings: tuple[Reading, ...]
    limits: tuple[InForce, ...]

    @property
    def title(self) -> str:
        """What is measured where."""
        return f"{self.place} {self.item}"

    @property
    def now(self) -> InForce | None:
        """The limit that holds today, or held last."""
        return self.limits[-1] if self.limits else None

    @property
    def unit(self) -> str:
        """The unit of the newest limit: values are never converted."""
        return self.now.unit if self.now else ""

    @property
    def is_measured(self) -> bool:
        """Whether there are numbers; else something is found 符合 or 不符合."""
        if self.now is not None and self.now.limit_type not in _NEVER:
            return True
        return any(one.value is not None for one in self.readings)

    def limit_at(self, day: date) -> InForce | None:
        """The limit that held on a day."""
        return next((one for one in self.limits if one.begins <= day <= one.ends), None)

    def with_reading(self, value: Decimal | None, verdict: EnvVerdict | None) -> "Trend":
        """The same with a value that is only typed yet."""
        if value is None or verdict is None:
            return self
        typed = Reading(clock.now(), value, verdict, 0, False)
        return replace(self, readings=(*self.readings, typed))

    def gaps(self) -> frozenset[int]:
        """The places of readings before which much longer than usual nothing was measured."""
        times = [one.at for one in self.readings if not one.is_recheck]
        between = [later - earlier for earlier, later in pairwise(times)]
        if len(between) < 3:
            return frozenset()
        usual = max(timedelta(seconds=median(one.total_seconds() for one in between)), _LEAST_GAP)
        return frozenset(
            at
            for at in range(1, len(self.readings))
            if self.readings[at].at - self.readings[at - 1].at > _GAP * usual
        )


def of_point(desk: Desk, point_id: int, most: int = readings.SHOWN) -> Trend:
    """The trend of a point as far as the person may see it. Raises NotFound, NotAllowed."""
    found = readings.of_point(desk, point_id, most)
    today = clock.today()
    first = min([readings.day_of(one) for one in found] + [today])
    limits = readings.limits_of_point(desk, point_id, first, today)
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.READ)
        row = session.execute(
            select(EnvPoint.code, EnvItem.name, EnvPlace.name, Department.name)
            .join(EnvItem, EnvItem.id == EnvPoint.item_id)
            .join(EnvPlace, EnvPlace.id == EnvPoint.place_id)
            .join(Department, Department.id == EnvPlace.department_id)
            .where(EnvPoint.id == point_id)
        ).first()
    if row is None:
        raise NotFound(_("这个检查点已不在环境项目里"))
    code, item, place, department = row
    return Trend(point_id, code, item, place, department, found, limits)


def shown_value(trend: Trend, one: Reading) -> str:
    """`3.2 Pa`, or what was found."""
    limit = trend.now.words if trend.now else ""
    return results.shown(one.value, one.finding, limit, trend.unit) or _(one.verdict.label)


def sentence(trend: Trend, one: Reading) -> str:
    """One reading in a sentence, for a screen reader and for the pointer."""
    limit = trend.limit_at(readings.day_of(one))
    judged = judge(limit, one.value, one.finding, trend.unit) if limit else None
    why = judged.why if judged is not None and judged.verdict is one.verdict else ""
    parts = (
        moment(one.at),
        _("复查") if one.is_recheck else "",
        shown_value(trend, one),
        _(one.verdict.label),
        why,
        _("结果可疑") if one.doubtful else "",
    )
    return "，".join(part for part in parts if part)


def moment(at: datetime) -> str:
    """`2026-11-26 08:40` on the hospital's clock."""
    return f"{clock.local(at):%Y-%m-%d %H:%M}"


def counted(trend: Trend) -> str:
    """`最近 14 次：合格 12，不合格 2`."""
    if not trend.readings:
        return _("还没有检查结果")
    counts = {
        verdict: sum(one.verdict is verdict for one in trend.readings) for verdict in EnvVerdict
    }
    said = "，".join(f"{_(verdict.label)} {n}" for verdict, n in counts.items() if n)
    return _("最近 {n} 次：{said}").format(n=len(trend.readings), said=said)


def words(trend: Trend) -> str:
    """The whole trend in one sentence."""
    if not trend.readings:
        return counted(trend)
    last = sentence(trend, trend.readings[-1])
    return _("{counted}；最后一次 {last}").format(counted=counted(trend), last=last)


def limit_words(trend: Trend) -> str:
    """`限值 5–20 Pa（GB 50333-2013）`."""
    limit = trend.now
    if limit is None:
        return _("没有限值")
    shown = _("限值 {limit}").format(limit=f"{limit.words} {limit.unit}".strip())
    return f"{shown}（{limit.standard}）" if limit.standard else shown


def level_of(one: Reading) -> Decimal:
    """Where a finding stands: 符合 above 不符合."""
    if one.finding is not None:
        return Decimal(one.finding is EnvFinding.GOOD)
    return Decimal(one.verdict is not EnvVerdict.FAIL)
