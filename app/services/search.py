"""Finding records by any two characters: an index of bigrams kept in the record's own transaction.

The only other module that knows the dialect: FTS5 on SQLite, `tsvector` on PostgreSQL.
"""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    func,
    inspect,
    or_,
    select,
    text,
    union,
)
from sqlalchemy.orm import Session, aliased

from app.services.registers.register import Field, Kind, Register

RUN = re.compile(r"[A-Za-z0-9]+|[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
INDEXED = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.CODE})
HAN_ONLY = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
BIGRAM = 2
PIECE = 20_000


def grams(value: str, digits: bool = True) -> set[str]:
    """Tokens of a text: every pair of characters that stand together, and each run's last one.

    `digits` False leaves runs of letters and digits out: codes are looked up by their own index.
    """
    found: set[str] = set()
    for run in (match.group().lower() for match in RUN.finditer(value)):
        if digits or not run[0].isascii():
            found.update(run[i : i + BIGRAM] for i in range(len(run) - 1))
            found.add(run[-1])
    return found


def index(session: Session, kind: Register, record: Any) -> None:
    """Put a record's text into the index, replacing what was there."""
    tokens = set().union(*(grams(text, digits) for text, digits in _texts(kind, record)))
    if session.get_bind().dialect.name == "sqlite":
        # A contentless table with contentless_delete takes the same rowid again as a replacement.
        session.execute(
            text(f"INSERT OR REPLACE INTO {kind.name}_text(rowid, grams) VALUES (:id, :grams)"),
            {"id": record.id, "grams": " ".join(sorted(tokens))},
        )
        return
    session.execute(
        text(
            f"INSERT INTO {kind.name}_text(rowid, grams)"
            " VALUES (:id, array_to_tsvector(:grams))"
            " ON CONFLICT (rowid) DO UPDATE SET grams = EXCLUDED.grams"
        ),
        {"id": record.id, "grams": sorted(tokens)},
    )


def _texts(kind: Register, record: Any) -> Iterable[tuple[str, bool]]:
    for field in kind.fields:
        if field.lines:
            rows = getattr(record, field.name) or []
            yield "\n".join(str(value) for row in rows for value in row.values()), True
        elif field.kind in INDEXED:
            yield getattr(record, field.name) or "", field.kind is not Kind.CODE


def condition(
    session: Session,
    kind: Register,
    query: str,
    departments: Mapping[str, Sequence[int]],
    with_identity: bool,
) -> ColumnElement[bool] | None:
    """The condition of a search text: every word must be found somewhere; None for an empty text.

    `departments` maps each word to the departments of that name, `with_identity` False leaves out
    fields that identify people.
    """
    words = query.split()
    if not words:
        return None
    every = [
        _word(session, kind, word, departments.get(word, ()), with_identity, position)
        for position, word in enumerate(words)
    ]
    return and_(*every)


def _word(
    session: Session,
    kind: Register,
    word: str,
    departments: Sequence[int],
    with_identity: bool,
    position: int,
) -> ColumnElement[bool]:
    """Records with this word in a text, a code or a department: each looked up by its own index."""
    model: Any = kind.model
    other: Any = aliased(kind.model, name=f"found_{position}_{int(with_identity)}")
    fields = [f for f in kind.fields if f.kind in INDEXED and (with_identity or not f.sensitive)]
    ways = [select(other.id).where(_in_texts(session, kind, other, word, fields))]
    if not HAN_ONLY.fullmatch(word):
        codes = [other.number, other.original_number]
        codes += [getattr(other, f.name) for f in fields if f.kind is Kind.CODE]
        anywhere = or_(*(column.contains(word, autoescape=True) for column in codes))
        ways.append(select(other.id).where(anywhere))
    if departments:
        names = (*kind.wards, *kind.offices[:1])
        ways += [select(other.id).where(getattr(other, n).in_(departments)) for n in names]
    found = union(*ways) if len(ways) > 1 else ways[0]
    return cast(ColumnElement[bool], model.id.in_(found))


def _in_texts(
    session: Session,
    kind: Register,
    other: Any,
    word: str,
    fields: Sequence[Field],
) -> ColumnElement[bool]:
    """Long words are looked up by their pairs and then checked to stand together."""
    together = or_(*(getattr(other, f.name).contains(word, autoescape=True) for f in fields))
    tokens = _lookups(word)
    if not tokens:
        return together
    alias = inspect(other).name
    name, table = f"grams_{alias}", f"{kind.name}_text"
    if session.get_bind().dialect.name == "sqlite":
        test, query = f"{table} MATCH :{name}", " AND ".join(f'"{token}"' for token in tokens)
    else:
        test = f"grams @@ CAST(:{name} AS tsquery)"
        query = " & ".join(f"'{token}'" for token in tokens)
    match = text(f"{alias}.id IN (SELECT rowid FROM {table} WHERE {test})")
    found: Any = match.bindparams(bindparam(name, query))
    every = len(fields) == sum(field.kind in INDEXED for field in kind.fields)
    exact = every and len(tokens) == 1 and len(word) == BIGRAM
    return found if exact else and_(found, together)


def _lookups(word: str) -> list[str]:
    """The tokens that must be in the index; none when the word has no pair of characters."""
    runs = (match.group().lower() for match in RUN.finditer(word))
    return sorted({run[i : i + BIGRAM] for run in runs for i in range(len(run) - 1)})


def all_ids(session: Session, statement: Select[tuple[int]]) -> "array[int]":
    """The ids of a whole ordered result. SQLite hands them over as one text, without Python between."""
    if session.get_bind().dialect.name != "sqlite":
        return array("q", session.scalars(statement))
    ordered = statement.subquery()
    joined = session.scalar(select(func.group_concat(ordered.c.id))) or ""
    found: array[int] = array("q")
    start = 0
    while start < len(joined):
        # In pieces: one conversion of a million numbers would hold up the window.
        end = joined.find(",", start + PIECE)
        end = len(joined) if end < 0 else end
        found.extend(map(int, joined[start:end].split(",")))
        start = end + 1
    return found
