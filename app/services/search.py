"""Finding records by any two characters: an index of bigrams kept in the record's own transaction.

The only other module that knows the dialect: FTS5 on SQLite, `tsvector` on PostgreSQL.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, text
from sqlalchemy.orm import Session

from app.services.registers.register import Field, Kind, Register

RUN = re.compile(r"[A-Za-z0-9]+|[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
INDEXED = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.CODE})
BIGRAM = 2


def grams(value: str) -> set[str]:
    """Tokens of a text: words of letters and digits, pairs of characters, last single characters."""
    found: set[str] = set()
    for run in (match.group() for match in RUN.finditer(value)):
        if run[0].isascii():
            found.add(run.lower())
        else:
            found.update(run[i : i + BIGRAM] for i in range(len(run) - 1))
            found.add(run[-1])
    return found


def index(session: Session, kind: Register, record: Any) -> None:
    """Put a record's text into the index, replacing what was there."""
    tokens = grams(" ".join(_texts(kind, record)))
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


def _texts(kind: Register, record: Any) -> Iterable[str]:
    yield record.number
    yield record.original_number or ""
    for field in kind.fields:
        if field.kind in INDEXED:
            yield getattr(record, field.name) or ""


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
    model: Any = kind.model
    either: list[ColumnElement[bool]] = [
        model.number.contains(word, autoescape=True),
        model.original_number.contains(word, autoescape=True),
    ]
    fields = [f for f in kind.fields if f.kind in INDEXED and (with_identity or not f.sensitive)]
    either += [
        getattr(model, f.name).contains(word, autoescape=True)
        for f in fields
        if f.kind is Kind.CODE
    ]
    if departments:
        either += [
            getattr(model, name).in_(departments) for name in (*kind.wards, *kind.offices[:1])
        ]
    either.append(_in_texts(session, kind, word, fields, with_identity, position))
    return or_(*either)


def _in_texts(
    session: Session,
    kind: Register,
    word: str,
    fields: Sequence[Field],
    with_identity: bool,
    position: int,
) -> ColumnElement[bool]:
    """Long words are looked up by their pairs and then checked to stand together."""
    model: Any = kind.model
    together = or_(
        *(
            getattr(model, f.name).contains(word, autoescape=True)
            for f in fields
            if f.kind is not Kind.CODE
        )
    )
    tokens = _lookups(word)
    if not tokens:
        return together
    name, table = f"grams_{position}_{int(with_identity)}", f"{kind.name}_text"
    if session.get_bind().dialect.name == "sqlite":
        test, query = f"{table} MATCH :{name}", " AND ".join(f'"{token}"' for token in tokens)
    else:
        test = f"grams @@ CAST(:{name} AS tsquery)"
        query = " & ".join(f"'{token}'" for token in tokens)
    match = text(f"{kind.name}.id IN (SELECT rowid FROM {table} WHERE {test})")
    found: Any = match.bindparams(bindparam(name, query))
    exact = with_identity and len(tokens) == 1 and len(word) == BIGRAM
    return found if exact else and_(found, together)


def _lookups(word: str) -> list[str]:
    """The tokens that must be in the index; none when the word has no pair of characters."""
    runs = [match.group() for match in RUN.finditer(word)]
    return sorted(
        {run[i : i + BIGRAM] for run in runs if not run[0].isascii() for i in range(len(run) - 1)}
    )
