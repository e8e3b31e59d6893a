"""The ground every table stands on: naming, column types, and what each record carries."""

import json
import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Self
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    Enum,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app import clock

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Choice(StrEnum):
    """A list of choices: each member is its stored value, with the Chinese label beside it.

    Values may not change after release; labels may. Members of different lists with the same value
    are equal as text, so a label is always asked of the member, never looked up by it.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored as ISO text in UTC so that text order is time order everywhere."""

    impl = String(27)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return clock.stamp(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class JsonList(TypeDecorator[list[Any]]):
    """A short list of values or ids as canonical JSON text; empty is stored as NULL."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[list[Any]]:
        return list

    def process_bind_param(self, value: list[Any] | None, dialect: Dialect) -> str | None:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[Any]:
        return json.loads(value) if value else []

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return String()


def by_value(choices: type[StrEnum], name: str = "") -> Enum:
    """A column type that stores a `StrEnum` by value, with a CHECK named after the enum.

    A table with two columns of one enum gives each a `name` of its own.
    """
    return Enum(
        choices,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        values_callable=lambda kind: [member.value for member in kind],
        name=name or choices.__name__.lower(),
    )


def new_uid() -> str:
    """UUIDv7: sortable by creation, unique across PCs (for exchange and merging)."""
    milliseconds = int(clock.now().timestamp() * 1000)
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76
    value |= secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(UUID(int=value))


def new_salt() -> bytes:
    """Sixteen random bytes that make a digest or commitment unguessable."""
    return secrets.token_bytes(16)


# The state every record may come to: void, with its reason, and never gone.
VOIDED = "VOIDED"


class Base(DeclarativeBase):
    """The declarative base. Constraint names are fixed so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMING)


class Audited:
    """What the audit trail needs of a table whose rows it follows (reliability: audit chain)."""

    uid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uid)
    digest_salt: Mapped[bytes] = mapped_column(LargeBinary(16), default=new_salt)
    version: Mapped[int] = mapped_column(default=1)
    # Columns that say nothing about the case and are left out of digests and field entries.
    unaudited: ClassVar[frozenset[str]] = frozenset({"id", "uid", "digest_salt", "version"})


class Record(Audited):
    """What every record of every register carries. Numbers are given at registration, gapless."""

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    original_number: Mapped[str | None] = mapped_column(String(60), index=True)
    slip_code: Mapped[str | None] = mapped_column(String(6), unique=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    backfilled: Mapped[bool] = mapped_column(default=False)
    void_reason: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    updated_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


def required_unless_backfilled(*columns: str) -> tuple[CheckConstraint, ...]:
    """CHECKs for fields the paper demands today but an old register may lack (补录缺项)."""
    return tuple(
        CheckConstraint(f"backfilled OR {column} IS NOT NULL", name=f"{column}_required")
        for column in columns
    )
