"""What the program keeps about records: series of numbers, steps taken, drafts, follow-ups, the audit."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.models.base import Audited, Base, UtcDateTime


class NumberSeries(Base):
    """The last number given in one series, e.g. `TS-YWK-202603`. Written inside the operation."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(String(40), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class StepEntry(Audited, Base):
    """One step a record took: who, when, from which state to which, and the words given with it."""

    __tablename__ = "step_entry"
    __table_args__ = (Index("ix_step_entry_record", "register", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    action: Mapped[str] = mapped_column(String(40))
    source: Mapped[str | None] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    signed: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(Text)
    # What the signature says, at whose session it was given, and for whom a deputy acted.
    meaning: Mapped[str | None] = mapped_column(String(40))
    session_person: Mapped[str | None] = mapped_column(String(60))
    acting_for: Mapped[str | None] = mapped_column(String(60))


class FollowUp(Audited, Base):
    """Something a record demands in another register, kept until it is done (HR-02, HR-05).

    `kind` names the record to be made, e.g. `quality_feedback`; `clause` is where the duty comes from.
    """

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_record", "register", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    clause: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(500))
    due_on: Mapped[date | None]
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str | None] = mapped_column(String(500))


class ClockPause(Audited, Base):
    """A stretch during which a record's deadline does not run, with its reason (domain §2.5, 5)."""

    __tablename__ = "clock_pause"
    __table_args__ = (Index("ix_clock_pause_record", "register", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    reason: Mapped[str] = mapped_column(String(500))
    began_on: Mapped[date]
    ended_on: Mapped[date | None]


class Draft(Base):
    """What a person has typed and not yet saved. Not a record: no number, no audit entry."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("register", "record_id", "person_id", "slip_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int | None]
    record_version: Mapped[int | None]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    slip_code: Mapped[str] = mapped_column(String(6))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    # Printed to be filled by hand: found by its slip code, by whoever keys it in, and not offered.
    printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AuditEntry(Base):
    """One link of the audit chain; `body` is canonical JSON, `hash` covers it (DESIGN §6)."""

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(String(64))
    # What lists ask for; repeated from the body, and checked against it when the chain is verified.
    object_uid: Mapped[str | None] = mapped_column(String(60), index=True)


class AuditValue(Base):
    """The readable values behind one commitment of an audit entry; disposable after retention."""

    __tablename__ = "audit_value"

    seq: Mapped[int] = mapped_column(ForeignKey("audit_entry.seq"), primary_key=True)
    field: Mapped[str] = mapped_column(String(60), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)


class Disposal(Audited, Base):
    """An approved disposal: the only thing that permits removing a record's readable audit values."""

    __tablename__ = "disposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    object_uid: Mapped[str] = mapped_column(String(60), unique=True)
    approved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class Attachment(Audited, Base):
    """A file that belongs to a record. The bytes lie beside the database under their hash, never
    overwritten; the name is only text. Taken off the record with a reason, never deleted.
    """

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_record", "register", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    note: Mapped[str | None] = mapped_column(String(200))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_reason: Mapped[str | None] = mapped_column(String(200))


class SavedView(Audited, Base):
    """A named way to look at a register: filters, columns, order. Shared ones are everybody's."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("register", "person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    shared: Mapped[bool] = mapped_column(default=False)
    filters: Mapped[str] = mapped_column(Text)
    columns: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)
