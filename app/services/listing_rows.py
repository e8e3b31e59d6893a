"""The rows of a listing as typed cells: only the columns asked for, masked as the person sees them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import select

from app import clock
from app.i18n import _
from app.services import access, lists, masking, reading, values
from app.services.days import due_words, workdays
from app.services.operations import Desk, actor_of
from app.services.people import directory
from app.services.registers.register import Field, Kind, Register

NUMBER, STATUS, DUE, REMARK = "number", "status", "due_on", lists.REMARK

Cell = str | int | Decimal | date | datetime | None
Maker = Callable[[Any], Cell]

# What permissions, masking and deadlines look at; a register has those of its kind.
_ALWAYS = ("id", NUMBER, STATUS, "department_id", "created_by_id", "created_at")
_DEADLINE = (DUE, "original_due_on", "paused_on", "pause_reason")
_ANONYMOUS = "anonymous"
_COMPLAINANT = "complainant_name"

_AS_THEY_ARE = frozenset({Kind.DATE, Kind.INTEGER, Kind.DECIMAL})
_WORDS = frozenset({Kind.CHOICE, Kind.DEPARTMENT, Kind.PERSON, Kind.FLAG})


class ListingRows:
    """Reads windows of records. A deadline gives two cells: the day, and what is said of it."""

    def __init__(
        self, desk: Desk, kind: Register, columns: Sequence[str], masked: bool = False
    ) -> None:
        self._desk, self._kind, self._columns = desk, kind, tuple(columns)
        self._sensitive = [
            kind[name] for name in columns if name in kind.by_name and kind[name].sensitive
        ]
        self._masking: masking.Masking | None = None
        model: Any = kind.model
        self._selected = [
            getattr(model, name) for name in self._needed(masked) if hasattr(model, name)
        ]
        with desk.database.read() as session:
            self._names = directory.read(session).names()
            self._calendar = workdays.load(session)
        if masked:
            self._masking = masking.Masking(kind, self._names.people)
        self._told: tuple[Any, due_words.Remaining | None] = (None, None)
        self._makers = [maker for name in columns for maker in self._makers_of(name)]

    def read(self, wanted: Sequence[int]) -> Iterator[list[Cell]]:
        """The records of these ids that this person may take away, in this order."""
        kind, export = self._kind, access.Permission.EXPORT
        model: Any = kind.model
        with self._desk.database.read() as session:
            actor = actor_of(session, self._desk.person_id)
            visible = access.visible(actor, kind)
            query = select(*self._selected).where(model.id.in_(wanted), visible)
            found = {row.id: row for row in session.execute(query)}
        for one in wanted:
            row = found.get(one)
            if row is None or not access.allowed(actor, export, row, kind):
                continue
            cells = [make(row) for make in self._makers]
            if self._sensitive:
                shown, masked = reading.masked_values(actor, kind, row, self._sensitive)
                for name in masked - self._unnamed(row):
                    cells[self._place(name)] = str(shown[name])
            yield cells if self._masking is None else self._copy(self._masking, row, cells)

    def whoever(self, person: str) -> str:
        """What somebody of the house is called in a masked copy."""
        return self._masking.rest(person) if self._masking else person

    def _copy(self, copy: masking.Masking, row: Any, cells: list[Cell]) -> list[Cell]:
        """The cells of a masked copy: what identifies replaced, texts looked through."""
        masker = copy.masker(row)
        unnamed = self._unnamed(row)
        for name in self._columns:
            place = self._place(name)
            value = cells[place]
            field = self._kind.by_name.get(name)
            if not isinstance(value, str) or name in unnamed or name in (NUMBER, STATUS, DUE):
                continue
            if field is None or name == self._kind.subject[0]:
                cells[place] = masker.text(value)
            else:
                cells[place] = masker.value(field, value)
        return cells

    def _unnamed(self, row: Any) -> frozenset[str]:
        """匿名 hides nothing: it is all there is."""
        return frozenset({_COMPLAINANT}) if getattr(row, _ANONYMOUS, False) else frozenset()

    def _needed(self, masked: bool) -> list[str]:
        kind = self._kind
        own = [name for name in self._columns if name in kind.by_name]
        people = [kind.about] if kind.about else []
        parts = (_ALWAYS, own, kind.subject, kind.wards, kind.offices, people, (kind.received,))
        waits = (kind.rest.done,) if kind.rest else ()
        deadline = (*_DEADLINE, kind.answered, *waits) if DUE in self._columns else ()
        remark = kind.remark.fields if kind.remark and REMARK in self._columns else ()
        more = (*deadline, *remark, _ANONYMOUS)
        who = []
        if masked:
            who = [one.name for one in kind.fields if one.sensitive or one.kind is Kind.PERSON]
        return list(dict.fromkeys(name for part in (*parts, more, who) for name in part))

    def _place(self, name: str) -> int:
        place = self._columns.index(name)
        return place + (DUE in self._columns[:place])

    def _makers_of(self, name: str) -> tuple[Maker, ...]:
        kind = self._kind
        if name == NUMBER:
            return (lambda row: str(row.number),)
        if name == STATUS:
            return (lambda row: _(row.status.label),)
        if name == REMARK and kind.remark is not None:
            words = kind.remark.words
            return (lambda row: words(row) or None,)
        if name == DUE:
            return (
                lambda row: row.due_on if self._remaining(row) else None,
                lambda row: left.word if (left := self._remaining(row)) else None,
            )
        if name == kind.subject[0]:
            return (lambda row: next((t for n in kind.subject if (t := getattr(row, n))), None),)
        return (self._maker(kind[name]),)

    def _remaining(self, row: Any) -> due_words.Remaining | None:
        """Asked twice for each row."""
        if row is not self._told[0]:
            self._told = (row, lists.remaining(self._kind, row, self._calendar))
        return self._told[1]

    def _maker(self, field: Field) -> Maker:
        name, names, kind = field.name, self._names, self._kind

        @cache
        def words(value: Any) -> str:
            return values.shown(field, value, names, kind)

        if field.many:
            return lambda row: values.shown(field, getattr(row, name), names, kind)
        if field.kind is Kind.DATETIME:
            return lambda row: _wall_clock(getattr(row, name))
        if field.kind in _WORDS:
            return lambda row: words(getattr(row, name))
        if field.kind in _AS_THEY_ARE:
            return lambda row: getattr(row, name)
        if name == _COMPLAINANT and hasattr(self._kind.model, _ANONYMOUS):
            return lambda row: _(reading.ANONYMOUS) if row.anonymous else getattr(row, name)
        return lambda row: getattr(row, name)


def _wall_clock(moment: datetime | None) -> datetime | None:
    return clock.local(moment).replace(tzinfo=None) if moment is not None else None
