"""环境检查: the table behind form F14, one row for one point measured (四.4, domain §4.2 H)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.i18n import N_
from app.models.base import Audited, Base, Choice, JsonList, Record, UtcDateTime, by_value
from app.models.keeping import Kept, required_while_kept


class EnvStatus(Choice):
    """Where a check stands; what failed comes to an end only through a re-check that passed (HR-12)."""

    SCHEDULED = "SCHEDULED", N_("待检")
    MEASURED = "MEASURED", N_("待判定")
    PASSED = "PASS", N_("合格")
    WARNED = "WARNED", N_("预警")
    FAILED = "FAIL", N_("不合格")
    RESTRICTED = "RESTRICTED", N_("已限用")
    ACTION = "ACTION", N_("整改中")
    RECHECK_PASSED = "RECHECK_PASSED", N_("复查合格")
    CONFIRMED = "SUPERVISOR_CONFIRMED", N_("监督已确认")
    CLOSED = "CLOSED", N_("已关闭")
    ARCHIVED = "ARCHIVED", N_("已归档")
    DISPOSED = "DISPOSED", N_("已销毁")
    VOIDED = "VOIDED", N_("作废")


class EnvVerdict(Choice):
    """What a value is, held against its limit. A warning is not a failure (domain §1.3)."""

    PASS = "PASS", N_("合格")
    WARN = "WARN", N_("预警")
    FAIL = "FAIL", N_("不合格")


class EnvFinding(Choice):
    """The answer where nothing is measured: 合格/不合格, or 未检出/检出 of what must not be there."""

    GOOD = "GOOD", N_("符合")
    BAD = "BAD", N_("不符合")


class EnvRound(Audited, Base):
    """One round of many points by one person; what was measured in it are checks that name it."""

    __tablename__ = "env_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checker_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    companion: Mapped[str] = mapped_column(String(60), default="")
    planned: Mapped[int] = mapped_column(SmallInteger, default=0)
    measured: Mapped[int] = mapped_column(SmallInteger, default=0)


class EnvCheck(Record, Kept, Base):
    """One point measured once, with every re-check until one passed.

    What names the point and its limit is written down as it was then: `limit_id` is that version.
    `last_*` are of the newest measurement, first or repeated; `rechecks` holds the repeated ones.
    """

    __tablename__ = "env_check"
    __table_args__ = (
        *required_while_kept("subject", "place", "point_code"),
        CheckConstraint("failures BETWEEN 0 AND 999", name="failures_counted"),
        CheckConstraint("recheck_count BETWEEN 0 AND 999", name="rechecks_counted"),
        # 四.4: 通过复查. Nothing that failed is at an end while its last measurement is a failure.
        CheckConstraint(
            "status NOT IN ('PASS', 'RECHECK_PASSED', 'SUPERVISOR_CONFIRMED', 'CLOSED', 'ARCHIVED')"
            " OR backfilled OR (last_verdict IS NOT NULL AND last_verdict <> 'FAIL')",
            name="ends_only_passed",
        ),
        CheckConstraint(
            "verdict IS NULL OR verdict <> 'FAIL' OR failures > 0 OR backfilled",
            name="failures_are_counted",
        ),
        CheckConstraint(
            "failures = 0 OR backfilled"
            " OR status NOT IN ('PASS', 'WARNED', 'SCHEDULED', 'MEASURED', 'VOIDED')",
            name="failed_is_not_passed",
        ),
        CheckConstraint(
            "failures = 0 OR backfilled"
            " OR status NOT IN ('SUPERVISOR_CONFIRMED', 'CLOSED', 'ARCHIVED')"
            " OR (recheck_count > 0 AND supervised_by_id IS NOT NULL)",
            name="failed_is_rechecked_and_supervised",
        ),
        CheckConstraint(
            "released_at IS NULL OR status IN ('CLOSED', 'ARCHIVED', 'DISPOSED')",
            name="released_when_closed",
        ),
        CheckConstraint("rechecked_by_id <> action_person_id", name="rechecked_by_another"),
        CheckConstraint(
            "supervised_by_id <> checker_id AND supervised_by_id <> rechecked_by_id",
            name="supervised_by_another",
        ),
        Index("ix_env_check_list", "checked_at", "id", "status", "verdict"),
        Index("ix_env_check_status", "status", "checked_at"),
        Index("ix_env_check_point", "point_id", "checked_at"),
        Index("ix_env_check_round", "round_id"),
        Index("ix_env_check_instrument", "instrument_code", "checked_at"),
        Index("ix_env_check_restricted", "restricted_place", "released_at"),
    )

    status: Mapped[EnvStatus] = mapped_column(by_value(EnvStatus), default=EnvStatus.SCHEDULED)
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("env_round.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("env_point.id"))
    limit_id: Mapped[int | None] = mapped_column(ForeignKey("env_limit.id"))
    point_code: Mapped[str | None] = mapped_column(String(20))
    item_code: Mapped[str | None] = mapped_column(String(10), index=True)
    subject: Mapped[str | None] = mapped_column(String(60))
    place: Mapped[str | None] = mapped_column(String(60))
    area_class: Mapped[str | None] = mapped_column(String(200))
    limit_text: Mapped[str | None] = mapped_column(String(240))
    unit: Mapped[str | None] = mapped_column(String(30))
    standard: Mapped[str | None] = mapped_column(String(100))
    method: Mapped[str | None] = mapped_column(String(120))
    responsible_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    functional_department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id"), index=True
    )
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    companion: Mapped[str | None] = mapped_column(String(60))
    instrument_code: Mapped[str | None] = mapped_column(String(30))
    calibrated_until: Mapped[date | None]
    # Measured with an instrument whose calibration had run out, or was found wanting later.
    doubtful: Mapped[bool] = mapped_column(default=False)
    value: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    finding: Mapped[EnvFinding | None] = mapped_column(by_value(EnvFinding))
    verdict: Mapped[EnvVerdict | None] = mapped_column(by_value(EnvVerdict))
    # Outside what is plausible, and said again by who measured it.
    odd_confirmed: Mapped[bool] = mapped_column(default=False)
    last_value: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    last_finding: Mapped[EnvFinding | None] = mapped_column(by_value(EnvFinding, "last_finding"))
    last_verdict: Mapped[EnvVerdict | None] = mapped_column(by_value(EnvVerdict, "last_verdict"))
    last_checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(SmallInteger, default=0)
    cause: Mapped[str | None] = mapped_column(Text)
    action: Mapped[str | None] = mapped_column(Text)
    action_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    action_due_on: Mapped[date | None]
    action_done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The place that is not used meanwhile; empty where use goes on, for the reason given.
    restricted_place: Mapped[str | None] = mapped_column(String(60))
    restriction: Mapped[str | None] = mapped_column(String(200))
    restricted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Where what lay there waits for its inspection (停用待检).
    goods_place: Mapped[str | None] = mapped_column(String(60))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # What the next re-check is entered into; done, it becomes a row of `rechecks`.
    recheck_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recheck_value: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    recheck_finding: Mapped[EnvFinding | None] = mapped_column(
        by_value(EnvFinding, "recheck_finding")
    )
    recheck_instrument: Mapped[str | None] = mapped_column(String(30))
    recheck_odd_confirmed: Mapped[bool] = mapped_column(default=False)
    rechecked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recheck_count: Mapped[int] = mapped_column(SmallInteger, default=0)
    rechecks: Mapped[list[Any]] = mapped_column(JsonList, default=list, nullable=True)
    leader_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    supervised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    supervised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    supervision: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
