"""The audit chain: canonical bodies, commitments, digests, appending and verifying (DESIGN §6)."""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Result, Row, delete, insert, inspect, select
from sqlalchemy.orm import Session

from app import __version__, amounts, clock
from app.i18n import _
from app.models.base import Audited, Base
from app.models.bookkeeping import AuditEntry, AuditValue
from app.services.storage import instances
from app.services.storage.prepared import Prepared

DOMAIN = b"QD-AUDIT\x01"
ALGORITHM = "sha256"
GENESIS = "0" * 64
CHUNK = 2_000
_NOTHING = b"null"

# Made once: building a statement costs more than SQLite takes to run it.
_ENTRY, _VALUE = Base.metadata.tables["audit_entry"], Base.metadata.tables["audit_value"]
_LAST = Prepared(select(_ENTRY.c.seq, _ENTRY.c.hash).order_by(_ENTRY.c.seq.desc()).limit(1))
_LINKS, _VALUES = Prepared(insert(_ENTRY)), Prepared(insert(_VALUE))


def plain(value: object) -> Any:
    """A value as it stands in canonical JSON: text, whole number, boolean, list or None."""
    kind: Any = type(value)
    return _writer(kind)(value)


@cache
def _writer(kind: Any) -> Callable[[Any], Any]:
    """How values of a type are written: asked thirty times a record, found once."""
    return next((write for known, write in _PLAIN if issubclass(kind, known)), str)


def _itself(value: Any) -> Any:
    return value


_PLAIN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (StrEnum, lambda value: value.value),
    ((type(None), bool), _itself),
    (str, str),
    (int, int),
    (datetime, clock.stamp),
    (date, date.isoformat),
    (Decimal, amounts.plain),
    (bytes, bytes.hex),
    ((list, tuple), lambda value: [plain(item) for item in value]),
    (dict, lambda value: {str(name): plain(item) for name, item in value.items()}),
)


def canonical(value: object) -> bytes:
    """Canonical JSON: keys sorted, no blanks, UTF-8 (RFC 8785 for this subset: no floats)."""
    if value is None:
        return _NOTHING
    if type(value) is str:
        return _quoted(value).encode("utf-8", "surrogatepass")
    if type(value) is int:
        return b"%d" % value
    return _JSON.encode(value).encode("utf-8", "surrogatepass")


# What the encoder itself calls for a text, after ten questions.
_quoted: Callable[[str], str] = json.encoder.encode_basestring
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def commitment(salt: bytes, old: object, new: object) -> str:
    """What the chain holds of a changed value: nobody can guess it without the salt."""
    return _committed(salt, canonical(old), canonical(new))


def _committed(salt: bytes, old: bytes, new: bytes) -> str:
    """The commitment to canonical values: what `canonical({"old": …, "new": …})` gives."""
    return hashlib.sha256(b'%b{"new":%b,"old":%b}' % (salt, new, old)).hexdigest()


def link(body: bytes) -> str:
    """The hash that chains an entry to the next."""
    return hashlib.sha256(DOMAIN + body).hexdigest()


_COLUMNS: dict[type[Audited], tuple[str, ...]] = {}


def columns(model: type[Audited]) -> tuple[str, ...]:
    """The mapped columns the trail follows, in table order."""
    known = _COLUMNS.get(model)
    if known is None:
        mapper = inspect(model).mapper
        known = tuple(c.key for c in mapper.column_attrs if c.key not in model.unaudited)
        _COLUMNS[model] = known
    return known


def snapshot(record: Audited) -> dict[str, Any]:
    """All followed columns that hold something, as plain values."""
    return snapshot_of(type(record), instances.held(record, columns(type(record))))


def snapshot_of(model: type[Audited], values: Mapping[str, Any]) -> dict[str, Any]:
    """The snapshot of a record that is still only values."""
    found = {name: plain(value) for name in columns(model) if (value := values[name]) is not None}
    return {name: value for name, value in found.items() if value not in ("", [])}


def digest(record: Audited, known: Mapping[str, Any] | None = None) -> str:
    """The salted digest of a record; empty columns left out, so a new column changes none.

    `known` is its snapshot where the caller has it already.
    """
    return digest_of(record.digest_salt, snapshot(record) if known is None else known)


def digest_of(salt: bytes, known: Mapping[str, Any]) -> str:
    """The salted digest of a snapshot."""
    return hashlib.sha256(salt + canonical(known)).hexdigest()


@dataclass(frozen=True)
class Seal:
    """The commitments of an entry and the values behind them, computed before the lock is taken."""

    commitments: Mapping[str, str]
    values: tuple[tuple[str, bytes, str | None, str | None], ...]


def seal(changes: Mapping[str, tuple[Any, Any]]) -> Seal:
    """Commit to every change with a salt of its own."""
    commitments: dict[str, str] = {}
    values = []
    salts = secrets.token_bytes(16 * len(changes))
    for position, (name, (old, new)) in enumerate(changes.items()):
        salt = salts[16 * position : 16 * position + 16]
        before = _NOTHING if old is None else canonical(plain(old))
        after = canonical(plain(new))
        commitments[name] = _committed(salt, before, after)
        values.append((name, salt, _stored(before), _stored(after)))
    return Seal(commitments, tuple(values))


@dataclass(frozen=True)
class Entry:
    """What is to be written about one object in one operation; `sealed` where it was prepared."""

    action: str
    object_type: str
    object_uid: str
    object_version: int
    changes: Mapping[str, tuple[Any, Any]]
    digest: str | None = None
    why: str = ""
    ok: bool = True
    facts: Mapping[str, Any] | None = None
    sealed: Seal | None = None


@dataclass(frozen=True)
class Author:
    """Who an entry is about to be written for."""

    uid: str
    role: str
    workstation: str


class Chain:
    """Appends entries inside the running transaction, which holds the write lock."""

    def __init__(self, session: Session, author: Author) -> None:
        self._session = session
        self._author = author
        self.seq, self._prev = head(session)

    def append(self, entries: list[Entry]) -> None:
        """Write entries in order, each linked to the one before."""
        links: list[dict[str, Any]] = []
        values: list[dict[str, Any]] = []
        for entry in entries:
            self.seq += 1
            fields: dict[str, tuple[Any, Any]] = dict(entry.changes)
            if entry.why:
                fields["#why"] = (None, entry.why)
            made = entry.sealed or seal(fields)
            values += [
                {"seq": self.seq, "field": name, "salt": salt, "old": old, "new": new}
                for name, salt, old, new in made.values
            ]
            body = canonical(self._body(entry, made.commitments))
            self._prev = link(body)
            links.append(
                {"seq": self.seq, "body": body, "hash": self._prev, "object_uid": entry.object_uid}
            )
        # Past the unit of work: nobody holds these rows as objects, and there are forty to a record.
        _LINKS.many(self._session, links)
        _VALUES.many(self._session, values)

    def _body(self, entry: Entry, commitments: Mapping[str, str]) -> dict[str, Any]:
        return {
            "act": entry.action,
            "actor": self._author.uid,
            "alg": ALGORITHM,
            "app": __version__,
            "chg": commitments,
            "facts": {name: plain(value) for name, value in (entry.facts or {}).items()},
            "obj": f"{entry.object_type}/{entry.object_uid}",
            "objh": entry.digest,
            "objv": entry.object_version,
            "ok": entry.ok,
            "prev": self._prev,
            "role": self._author.role,
            "seq": self.seq,
            "ts": clock.stamp(clock.now()),
            "v": 1,
            "ws": self._author.workstation,
        }


def _stored(value: bytes) -> str | None:
    return None if value == _NOTHING else value.decode("utf-8", "surrogatepass")


def read_stored(value: str | None) -> Any:
    """A stored audit value as it was."""
    return None if value is None else json.loads(value)


def head(session: Session) -> tuple[int, str]:
    """The last entry's number and hash; (0, sixty-four zeros) before the first."""
    seq, digest_now = _LAST.first(session) or (0, GENESIS)
    return seq, digest_now


def anchor(session: Session) -> str:
    """The head as printed on forms: `#seq` and the first 20 hex digits."""
    seq, digest_now = head(session)
    return f"#{seq} {digest_now[:20]}"


@dataclass(frozen=True)
class Verdict:
    """The result of a verification: how many entries, and the first thing that is wrong."""

    entries: int
    head: str
    problem: str | None = None
    seq: int | None = None

    @property
    def ok(self) -> bool:
        return self.problem is None


def verify(session: Session, expected: tuple[int, str] | None = None) -> Verdict:
    """Walk the whole chain, then hold every followed row against its last entry.

    `expected` is a head seen earlier (state file, printed anchor): a chain that ends before it, or
    has another hash there, was cut or replaced. Names the first bad entry, and record and field
    where they can be told.
    """
    prev, seq, last = GENESIS, 0, {}
    for row in _entries(session):
        seq += 1
        problem, body = _check_entry(row, seq, prev)
        if problem is None and expected and seq == expected[0] and row.hash != expected[1]:
            problem = _("第 {seq} 条与以前见过的链头不同，审计记录被整体替换过。").format(seq=seq)
        if problem:
            return Verdict(seq, prev, problem, seq)
        if body.get("objh"):
            last[body["obj"]] = (seq, body["objh"])
        prev = row.hash
    if expected and seq < expected[0]:
        return Verdict(
            seq, prev,
            _("审计链少了末尾：以前到过第 {expected} 条，现在只有 {seq} 条。").format(
                expected=expected[0], seq=seq
            ),
            seq + 1,
        )  # fmt: skip
    problem, where = _check_values(session)
    if problem is None:
        problem, where = _check_rows(session, last)
    return Verdict(seq, prev, problem, where)


def _entries(session: Session) -> Result[Any]:
    query = select(AuditEntry.seq, AuditEntry.body, AuditEntry.hash, AuditEntry.object_uid)
    return session.execute(query.order_by(AuditEntry.seq), execution_options={"yield_per": CHUNK})


def _check_entry(row: Row[Any], seq: int, prev: str) -> tuple[str | None, dict[str, Any]]:
    if row.seq != seq:
        return _("缺少第 {seq} 条审计记录。").format(seq=seq), {}
    if not isinstance(row.body, bytes) or link(row.body) != row.hash:
        return _("第 {seq} 条审计记录被改过。").format(seq=seq), {}
    body = json.loads(row.body)
    if body["prev"] != prev or body["seq"] != seq:
        return _("第 {seq} 条审计记录与上一条接不上。").format(seq=seq), body
    if body["obj"].split("/", 1)[1] != (row.object_uid or ""):
        return _("第 {seq} 条审计记录的对象被改过。").format(seq=seq), body
    return None, body


def _check_values(session: Session) -> tuple[str | None, int | None]:
    """Readable values must be those committed to; values disposed of leave their commitment."""
    bodies = _entries(session)
    current: dict[str, Any] = {"seq": 0, "chg": {}}
    query = select(AuditValue.__table__).order_by(AuditValue.seq, AuditValue.field)
    for value in session.execute(query, execution_options={"yield_per": CHUNK}):
        while current["seq"] < value.seq:
            row = next(bodies, None)
            if row is None:
                return _("第 {seq} 条的内容没有对应的审计记录。").format(seq=value.seq), value.seq
            current = json.loads(row.body)
        made = commitment(value.salt, read_stored(value.old), read_stored(value.new))
        if current["chg"].get(value.field) != made:
            return (
                _("第 {seq} 条审计记录里“{field}”的内容被改过。").format(
                    seq=value.seq, field=value.field
                ),
                value.seq,
            )
    bodies.close()  # the last entries may have no values to be read with
    return None, None


def _check_rows(
    session: Session, last: Mapping[str, tuple[int, str]]
) -> tuple[str | None, int | None]:
    """Every followed row must have the digest its last entry carries."""
    seen = set()
    for mapper in Base.registry.mappers:
        model: Any = mapper.class_
        if not issubclass(model, Audited):
            continue
        rows = session.scalars(select(model), execution_options={"yield_per": 500})
        for record in rows:
            key = f"{model.__tablename__}/{record.uid}"
            seen.add(key)
            seq, wanted = last.get(key, (None, ""))
            if digest(record) != wanted:
                return _name_difference(session, record, seq), seq
    for key, (seq, _wanted) in last.items():
        if key not in seen:
            return _("{record} 在程序之外被删除（最后一条审计记录是第 {seq} 条）。").format(
                record=key.split("/")[0], seq=seq
            ), seq
    return None, None


def _name_difference(session: Session, record: Any, seq: int | None) -> str:
    name = getattr(record, "number", None) or f"{record.__tablename__} {record.id}"
    if seq is None:
        return _("{record} 没有审计记录，是在程序之外加进去的。").format(record=name)
    known: dict[str, Any] = {}
    query = (
        select(AuditValue.field, AuditValue.new)
        .join(AuditEntry, AuditEntry.seq == AuditValue.seq)
        .where(AuditEntry.object_uid == record.uid)
        .order_by(AuditValue.seq)
    )
    for field, new in session.execute(query):
        known[field] = read_stored(new)
    now = snapshot(record)
    different = [
        field for field in columns(type(record))
        if now.get(field) != (known.get(field) if known.get(field) not in ("", []) else None)
    ]  # fmt: skip
    return _("{record} 的“{field}”在程序之外被改过（最后一条审计记录是第 {seq} 条）。").format(
        record=name, field=different[0] if different else "digest_salt", seq=seq
    )


def forget(session: Session, uid: str) -> None:
    """Remove the readable values of one object whose disposal was approved; commitments stay."""
    entries = select(AuditEntry.seq).where(AuditEntry.object_uid == uid)
    session.execute(
        delete(AuditValue).where(AuditValue.seq.in_(entries)),
        execution_options={"bookkeeping": True},
    )
