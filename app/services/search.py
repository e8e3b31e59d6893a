"""Finding records by any two characters: an index of bigrams kept in the record's own transaction.

The only other module that knows the dialect: FTS5 on SQLite, `tsvector` on PostgreSQL.
"""

import re
from array import array
from collections.abc import Container, Mapping, Sequence
from functools import cache
from operator import add
from typing import Any, Final, cast

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    UnaryExpression,
    and_,
    bindparam,
    inspect,
    literal_column,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.operators import custom_op

from app.services.registers.register import Field, Kind, Register
from app.services.storage import instances
from app.services.storage.prepared import Prepared

RUN = re.compile(r"[A-Za-z0-9]+|[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
INDEXED = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.CODE})
HAN_ONLY = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# A character every version of the index's own reader takes for a letter.
SINGLE = re.compile(r"[\u3400-\u4db5\u4e00-\u9fa5]")
ANYTHING = "*"
BIGRAM = 2
MANY = 10_000
# A common word is first sought among so many records from the top of the list, when they were
# entered close together: their ids lie in few ranges, which span no more than this.
NEAR = 1_000
NARROW = 100_000
SPANS = 20
# Ids are held four bytes each, a million of them twice while one list takes the place of another.
IDS: Final = "I"
PIECE = 1_000


def grams(value: str, digits: bool = True) -> set[str]:
    """Tokens of a text: every pair of characters that stand together, and each run's last one.

    `digits` False leaves runs of letters and digits out: codes are looked up by their own index.
    """
    found: set[str] = set()
    for run in map(str.lower, RUN.findall(value)):
        if digits or not run[0].isascii():
            found.update(map(add, run, run[1:]))
            found.add(run[-1])
    return found


def index(
    session: Session, kind: Register, record: Any, changed: Container[str] | None = None
) -> None:
    """Put a record's text into the index, replacing what was there.

    Where it is known which fields `changed`, nothing is done unless one of them is found by its text.
    """
    if changed is not None and not any(name in changed for name in indexed(kind)):
        return
    texts = instances.held(record, indexed(kind))
    index_tokens(session, kind, {record.id: tokens(kind, texts)})


def indexed(kind: Register) -> list[str]:
    """The fields whose text is found."""
    return [field.name for field in kind.fields if field.kind in INDEXED]


def tokens(kind: Register, values: Mapping[str, Any]) -> list[str]:
    """What of a record's values goes into the index."""
    found: set[str] = set()
    for name in indexed(kind):
        held: Any = values.get(name)
        if not held:
            continue
        if kind[name].lines:
            held = "\n".join(str(value) for row in held for value in row.values())
        found |= grams(held, kind[name].kind is not Kind.CODE)
    return sorted(found)


def index_tokens(session: Session, kind: Register, found: Mapping[int, Sequence[str]]) -> None:
    """Put the tokens of records into the index, replacing what was there."""
    if session.get_bind().dialect.name == "sqlite":
        # A contentless table with contentless_delete takes the same rowid again as a replacement.
        rows: list[dict[str, Any]]
        rows = [{"id": one, "grams": " ".join(each)} for one, each in found.items()]
        _replacing(kind.name).many(session, rows)
        return
    session.execute(
        text(
            f"INSERT INTO {kind.name}_text(rowid, grams)"
            " VALUES (:id, array_to_tsvector(:grams))"
            " ON CONFLICT (rowid) DO UPDATE SET grams = EXCLUDED.grams"
        ),
        [{"id": one, "grams": list(each)} for one, each in found.items()],
    )


@cache
def _replacing(register: str) -> Prepared:
    return Prepared(
        text(f"INSERT OR REPLACE INTO {register}_text(rowid, grams) VALUES (:id, :grams)")
    )


def condition(
    session: Session,
    kind: Register,
    query: str,
    departments: Mapping[str, Sequence[int]],
    with_identity: bool,
    within: Sequence[range] = (),
) -> ColumnElement[bool] | None:
    """The condition of a search text: every word must be found somewhere; None for an empty text.

    `departments` maps each word to the departments of that name, `with_identity` False leaves out
    fields that identify people. `within` looks among these ids alone.
    """
    words = query.split()
    if not words:
        return None
    every = [
        _word(session, kind, word, departments.get(word, ()), with_identity, position, within)
        for position, word in enumerate(words)
    ]
    return and_(*every)


def written(
    kind: Register, query: str, departments: Mapping[str, Sequence[int]], owner: Any
) -> ColumnElement[bool]:
    """The same without fields that identify people, read from the record at hand: for a few of them.

    No index is asked, which for a common word would collect a third of all records a second time.
    `owner` is the register's model or an alias of it.
    """
    fields = [f for f in kind.fields if f.kind in INDEXED and not f.sensitive]
    words = query.split()
    return and_(*(_written(kind, one, fields, departments.get(one, ()), owner) for one in words))


def _written(
    kind: Register, word: str, fields: Sequence[Field], departments: Sequence[int], owner: Any
) -> ColumnElement[bool]:
    ways = [_together(owner, word, fields)]
    if not HAN_ONLY.fullmatch(word):
        ways.append(_coded(owner, word, fields))
    if departments:
        ways += [getattr(owner, name).in_(departments) for name in _places(kind)]
    return or_(*ways)


def _places(kind: Register) -> list[str]:
    """The columns of a department of its own: what is sent to many is not found by each of them."""
    return [one for one in (*kind.wards, *kind.offices[:1]) if not one.endswith("_ids")]


def _word(
    session: Session,
    kind: Register,
    word: str,
    departments: Sequence[int],
    with_identity: bool,
    position: int,
    within: Sequence[range],
) -> ColumnElement[bool]:
    """Records with this word in a text, a code or a department.

    Few are looked up one by one and sorted. Many are met soon enough on the way through the list in
    its order, so that each row there is asked whether it is one of them.
    """
    model: Any = kind.model
    other: Any = aliased(kind.model, name=f"found_{position}_{int(with_identity)}")
    fields = [f for f in kind.fields if f.kind in INDEXED and (with_identity or not f.sensitive)]
    tokens = _lookups(word)
    every = len(fields) == sum(field.kind in INDEXED for field in kind.fields)
    is_exact = every and len(tokens) == 1 and (len(word) == BIGRAM or bool(SINGLE.fullmatch(word)))
    codes = [] if HAN_ONLY.fullmatch(word) else [_in_codes(kind, other, word, fields)]
    names = _places(kind) if departments else []
    if within and (not tokens or SINGLE.fullmatch(word)):
        return _written(kind, word, fields, departments, kind.model)
    if tokens and (departments or within or _are_many(session, kind, tokens)):
        asked: ColumnElement[int] = model.id + 0  # a sum is looked up in no index
        texts = asked.in_(_holding(session, kind, tokens, other, within))
        ways = [texts if is_exact else and_(texts, _together(model, word, fields))]
        if codes:
            ways.append(_coded(model, word, fields) if within else asked.in_(codes[0]))
        return or_(*ways, *(getattr(model, name).in_(departments) for name in names))
    looked_up = [_looked_up(session, kind, other, word, fields, is_exact=is_exact), *codes]
    looked_up += [select(other.id).where(getattr(other, n).in_(departments)) for n in names]
    # Not UNION: its sorting would read the whole table in the order of ids, past the narrow index.
    found: Any = union_all(*looked_up) if len(looked_up) > 1 else looked_up[0]
    return cast(ColumnElement[bool], model.id.in_(found))


def _looked_up(
    session: Session,
    kind: Register,
    other: Any,
    word: str,
    fields: Sequence[Field],
    *,
    is_exact: bool,
) -> Any:
    """The records with this word in a text, by their ids in the index of pairs."""
    tokens = _lookups(word)
    if is_exact:
        return _holding(session, kind, tokens, other)
    found = select(other.id).where(_together(other, word, fields))
    return found.where(other.id.in_(_holding(session, kind, tokens, other))) if tokens else found


def _in_codes(kind: Register, other: Any, word: str, fields: Sequence[Field]) -> Any:
    """The records with a part of a number: read through the narrow index of numbers."""
    return select(other.id).where(_coded(other, word, fields))


def _coded(owner: Any, word: str, fields: Sequence[Field]) -> ColumnElement[bool]:
    """Whether a number holds this word."""
    columns = [owner.number, owner.original_number]
    columns += [getattr(owner, f.name) for f in fields if f.kind is Kind.CODE]
    return or_(*(one.contains(word, autoescape=True) for one in columns))


def _together(owner: Any, word: str, fields: Sequence[Field]) -> ColumnElement[bool]:
    """Long words are looked up by their pairs and then checked to stand together."""
    return or_(*(getattr(owner, f.name).contains(word, autoescape=True) for f in fields))


def _holding(
    session: Session,
    kind: Register,
    tokens: Sequence[str],
    other: Any,
    within: Sequence[range] = (),
) -> Any:
    """The ids of the records whose texts hold all tokens."""
    name = f"grams_{inspect(other).name}"
    if _is_sqlite(session):
        test, query = f"{kind.name}_text MATCH :{name}", _matching(tokens)
    else:
        test = f"grams @@ CAST(:{name} AS tsquery)"
        query = " & ".join(_server_term(token) for token in tokens)
    held = select(literal_column("rowid", Integer)).select_from(text(f"{kind.name}_text"))
    found = held.where(text(test).bindparams(bindparam(name, query)))
    rowid = literal_column("rowid", Integer)
    parts = [found.where(rowid >= one.start, rowid < one.stop) for one in within]
    return union_all(*parts) if len(parts) > 1 else parts[0] if parts else found


def is_common(session: Session, kind: Register, query: str) -> bool:
    """Whether a word of a search text stands in very many records."""
    tokens = [found for word in query.split() if (found := _lookups(word))]
    return any(_are_many(session, kind, one) for one in tokens)


def may_be_common(session: Session, kind: Register, query: str) -> bool:
    """The same, asked only where the answer comes at once: a single character is taken for common."""
    if any(SINGLE.fullmatch(word) for word in query.split()):
        return _is_sqlite(session)
    return is_common(session, kind, query)


def spans(ids: Sequence[int]) -> tuple[range, ...]:
    """Ids that lie together as few ranges; none when they would be too much to look through."""
    found: list[range] = []
    for one in sorted(ids):
        if found and one - found[-1].stop < NARROW // 10:
            found[-1] = range(found[-1].start, one + 1)
        else:
            found.append(range(one, one + 1))
    is_narrow = len(found) <= SPANS and sum(map(len, found)) < NARROW
    return tuple(found) if is_narrow else ()


def _are_many(session: Session, kind: Register, tokens: Sequence[str]) -> bool:
    """Whether more records hold these tokens than are quickly looked up one by one."""
    if not _is_sqlite(session):
        return False
    counting = text(
        "SELECT count(*) FROM (SELECT 1 FROM"
        f" {kind.name}_text WHERE {kind.name}_text MATCH :tokens LIMIT {MANY + 1})"
    )
    return (session.scalar(counting, {"tokens": _matching(tokens)}) or 0) > MANY


def _matching(tokens: Sequence[str]) -> str:
    return " AND ".join(
        f'"{token[:-1]}" *' if token.endswith(ANYTHING) else f'"{token}"' for token in tokens
    )


def _server_term(token: str) -> str:
    return f"'{token[:-1]}':*" if token.endswith(ANYTHING) else f"'{token}'"


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def unindexed(session: Session, asked: Any) -> Any:
    """A column to group by, without SQLite taking an index of it and fetching row after row."""
    return UnaryExpression(asked, operator=custom_op("+")) if _is_sqlite(session) else asked


def _lookups(word: str) -> list[str]:
    """The tokens that must be in the index; none when the word has no pair of characters.

    A single character begins a pair, or is the last of its run: it is asked for as a beginning.
    """
    if SINGLE.fullmatch(word):
        return [word + ANYTHING]
    runs = (match.group().lower() for match in RUN.finditer(word))
    return sorted({run[i : i + BIGRAM] for run in runs for i in range(len(run) - 1)})


def all_ids(session: Session, statement: Select[tuple[int]]) -> "array[int]":
    """The ids of a whole ordered result, in pieces between which the window has its turn."""
    if session.get_bind().dialect.name != "sqlite":
        return array(IDS, session.scalars(statement))
    found: array[int] = array(IDS)
    cursor: Any = session.connection().execute(statement).cursor
    while rows := cursor.fetchmany(PIECE):
        found.extend([one for (one,) in rows])
    return found
