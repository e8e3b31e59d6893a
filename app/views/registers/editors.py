"""Which editor of the toolkit a field of a register gets, and whether it needs a line of its own."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial

from app import clock
from app.i18n import _
from app.services.people.directory import Directory
from app.services.registers import lines
from app.services.registers.register import Field, Kind, Register
from app.services.registers.world import Actor
from app.views import theme
from app.views.inputs import editors as kit
from app.views.inputs.directory_edit import DirectoryEdit

_STRETCH = {Kind.LONG_TEXT: 6, Kind.PERSON: 2, Kind.CHOICE: 3}
_NUMBER = 60  # as long are numbers of records, ours and those of others, and names of things
_MARKED = 30  # and these are seal numbers
_WORDY = {_NUMBER: 5, _MARKED: 3}
_ROOM_FOR_WORDS = 120  # a clause with its words; a narrower field keeps its code alone
NOBODY = Actor(0, "", "", 0, None, frozenset())


def words(text: str) -> str:
    """A text of a field translated; an empty one stays empty."""
    return _(text) if text else ""


class Editors:
    """Makes the editors of one register's fields. A flag with a default is a tick box, as on paper;
    one without is a question that may stay unanswered."""

    def __init__(self, kind: Register, directory: Directory) -> None:
        self._kind = kind
        self._directory = directory
        self._ticked = kind.defaults(NOBODY, clock.now()).keys()

    def make(self, field: Field) -> kit.Editor:
        """The editor of a field."""
        if field.lines:
            return self._rows(field)
        if field.name in self._kind.offers and field.kind is not Kind.PERSON:
            return kit.SuggestEdit(
                max_length=field.length or 0, placeholder=words(field.placeholder)
            )
        is_clause = field.name in self._kind.clauses
        return self._clause(field) if is_clause else self._makers[field.kind](field)

    def is_wide(self, field: Field) -> bool:
        """Whether a field needs the whole width of the form."""
        if field.kind is Kind.CHOICE and field.choices is not None:
            words = sum(len(_(one.label)) + 3 for one in field.choices)
            return field.many or (len(field.choices) <= 7 and words >= 24)
        if field.lines:
            return True
        return field.kind is Kind.LONG_TEXT or (field.length or 0) > 120 or field.many

    @cached_property
    def _makers(self) -> Mapping[Kind, Callable[[Field], kit.Editor]]:
        return {
            Kind.TEXT: self._line,
            Kind.LONG_TEXT: lambda one: kit.TextArea(
                max_length=one.length or 0, placeholder=words(one.placeholder)
            ),
            Kind.CODE: self._code,
            Kind.RECORD: self._code,
            Kind.INTEGER: lambda _one: kit.NumberEdit(),
            Kind.DECIMAL: lambda one: kit.NumberEdit(
                decimals=one.length or 2, width=theme.WIDTHS["person"]
            ),
            Kind.DATE: lambda _one: kit.DateEdit(),
            Kind.DATETIME: lambda _one: kit.DateTimeEdit(),
            Kind.CHOICE: self._choice,
            Kind.FLAG: lambda one: (
                kit.TickEdit(_("是")) if one.name in self._ticked else kit.FlagEdit()
            ),
            Kind.DEPARTMENT: lambda one: DirectoryEdit(self._directory.departments, many=one.many),
            Kind.PERSON: lambda one: DirectoryEdit(self._directory.people, many=one.many),
        }

    def _rows(self, field: Field) -> kit.Editor:
        parts = [
            kit.Part(
                one.name, _(one.label), partial(self._cell, field, one),
                stretch=_WORDY.get(one.length or 0, 2) if one.kind is Kind.TEXT
                else _STRETCH.get(one.kind, 0), is_required=one.required,
            )
            for one in field.lines
        ]  # fmt: skip
        return kit.RowsEdit(parts, lines.plain, partial(lines.read, field))

    def _cell(self, table: Field, field: Field) -> kit.Editor:
        """In a table there is no room to show every answer at once."""
        if f"{table.name}.{field.name}" in self._kind.clauses:
            return self._clause(field)
        if field.kind is Kind.CHOICE and field.choices is not None and not field.many:
            return kit.PickEdit([kit.PickItem(one.value, _(one.label)) for one in field.choices])
        return self._makers[field.kind](field)

    def _clause(self, field: Field) -> kit.Editor:
        room = field.length or 0
        placeholder = words(field.placeholder)
        return kit.SuggestEdit(
            max_length=room, placeholder=placeholder, whole=room >= _ROOM_FOR_WORDS
        )

    def _line(self, field: Field) -> kit.Editor:
        return kit.LineEdit(max_length=field.length or 0, placeholder=words(field.placeholder))

    def _code(self, field: Field) -> kit.Editor:
        return kit.CodeEdit(
            max_length=field.length or 0,
            placeholder=words(field.placeholder),
            # A number such as BHF-HXK-202608-0001 stands whole in its box.
            width=theme.WIDTHS["datetime"]
            if field.length == _NUMBER or field.kind is Kind.RECORD
            else 0,
        )

    def _choice(self, field: Field) -> kit.Editor:
        assert field.choices is not None
        options = [kit.Option(one.value, _(one.label)) for one in field.choices]
        return kit.ChoicesEdit(options) if field.many else kit.ChoiceEdit(options)
