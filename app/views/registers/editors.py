"""Which editor of the toolkit a field of a register gets, and whether it needs a line of its own."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial

from app import clock
from app.i18n import _
from app.services.people.directory import Choice, Directory
from app.services.registers import lines
from app.services.registers.register import Field, Kind, Register
from app.services.registers.world import Actor
from app.views import theme
from app.views.inputs import editors as kit

_STRETCH = {Kind.LONG_TEXT: 6, Kind.PERSON: 2, Kind.CHOICE: 3}
_NUMBER = 60  # as long are numbers of records, ours and those of others, and names of things
_MARKED = 30  # and these are seal numbers
_WORDY = {_NUMBER: 5, _MARKED: 3}
NOBODY = Actor(0, "", "", 0, None, frozenset())


class DirectoryEdit(kit.PickEdit):
    """Departments or people: those in use are offered, one out of use stays where it was chosen."""

    def __init__(self, entries: Iterable[Choice], *, many: bool = False) -> None:
        self._entries = tuple(entries)
        super().__init__([_item(one) for one in self._entries if one.active], many=many)

    def set_value(self, value: object) -> None:
        """Choose silently."""
        chosen = set(value) if isinstance(value, list | tuple) else {value}
        kept = [one for one in self._entries if one.active or one.id in chosen]
        self.set_items([_item(one) for one in kept])
        super().set_value(value)


def _item(one: Choice) -> kit.PickItem:
    return kit.PickItem(one.id, one.text, f"{one.code} {one.beside}".strip(), one.initials)


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
        return self._rows(field) if field.lines else self._makers[field.kind](field)

    def is_wide(self, field: Field) -> bool:
        """Whether a field needs the whole width of the form."""
        if field.kind is Kind.CHOICE and field.choices is not None:
            words = sum(len(_(one.label)) + 3 for one in field.choices)
            return field.many or (len(field.choices) <= 7 and words > 24)
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
            Kind.DECIMAL: lambda _one: kit.NumberEdit(decimals=2, width=theme.WIDTHS["person"]),
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
                one.name, _(one.label), partial(self._cell, one),
                stretch=_WORDY.get(one.length or 0, 2) if one.kind is Kind.TEXT
                else _STRETCH.get(one.kind, 0), is_required=one.required,
            )
            for one in field.lines
        ]  # fmt: skip
        return kit.RowsEdit(parts, lines.plain, partial(lines.read, field))

    def _cell(self, field: Field) -> kit.Editor:
        """In a table there is no room to show every answer at once."""
        if field.kind is Kind.CHOICE and field.choices is not None and not field.many:
            return kit.PickEdit([kit.PickItem(one.value, _(one.label)) for one in field.choices])
        return self._makers[field.kind](field)

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
