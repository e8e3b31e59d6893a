"""Rows of fields in the sections of a register, and where among them the keyboard is."""

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from app.i18n import _
from app.services import values
from app.services.registers.register import Register, Section
from app.views.inputs.editors import FieldGrid, FieldRow
from app.views.registers.editors import Editors, words
from app.views.registers.sheet.section_sheet import SectionSheet
from app.views.slices import Slices


class FieldSheet(SectionSheet):
    """Sections in paper order. Those that are not for this record are away while they are empty.

    A long form would hold up the window for a third of a second: it is built row by row between
    the events. Who asks for `rows` before that is over gets the rest built at once.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, kind: Register, editors: Editors, sections: tuple[Section, ...]) -> None:
        super().__init__()
        self.kind = kind
        self.sections = self._all = sections
        self._rows: dict[str, FieldRow] = {}
        self._slices = Slices(self._build(editors), self)

    @property
    def rows(self) -> dict[str, FieldRow]:
        """Field → its row, in paper order."""
        self._slices.finish()
        return self._rows

    @property
    def is_built(self) -> bool:
        """Whether every row is there."""
        return self._slices.is_over

    def finish(self) -> None:
        """Build at once what is not built yet."""
        self._slices.finish()

    def when_built(self, act: Callable[[], None]) -> None:
        """Do something as soon as every row is there."""
        if self.is_built:
            act()
        else:
            self._slices.over.connect(act)

    def is_empty(self, name: str) -> bool:
        """Whether a field of the form holds nothing now."""
        return name in self.rows and values.is_empty(plain(self.rows[name].editor.value()))

    def fit_sections(self, held: Container[str]) -> None:
        """Show the sections for what is answered now; `held` are the fields the record holds.

        One with something in it stays, and so does the one with the keyboard: nothing typed is
        ever out of sight.
        """
        if not any(one.only[0] for one in self._all):
            return
        used = {self.current()} | {
            name
            for name, row in self.rows.items()
            if name in held or row.error() or not self.is_empty(name)
        }
        shown = [
            place
            for place, one in enumerate(self._all)
            if self._is_for(one) or used & set(one.fields)
        ]
        self.sections = tuple(self._all[place] for place in shown)
        self.show_only(shown)

    def _is_for(self, section: Section) -> bool:
        """An answer still to be given may become one of those; what the program finds out is not."""
        name, answers = section.only
        if name not in self.rows:
            return True
        if self.is_empty(name):
            return name not in self.kind.computed
        return self._value(name) in answers

    # ---- going about -----------------------------------------------------------------------

    def focus(self, name: str) -> None:
        """Put the keyboard into a field and show it."""
        self.rows[name].focus()
        self.show_part(self.section_of(name) or 0, self.rows[name])

    def current(self) -> str:
        """The field that has the keyboard, or an empty text."""
        focus = QApplication.focusWidget()
        found = (n for n, row in self.rows.items() if focus and row.isAncestorOf(focus))
        return next(found, "")

    def section_of(self, name: str) -> int | None:
        """The place of the section a field stands in."""
        return next((i for i, one in enumerate(self.sections) if name in one.fields), None)

    def go_to(self, section: int) -> None:
        """Show a section from its head and enter its first field that can be written in."""
        rows = (self.rows[name] for name in self.sections[section].fields)
        inputs = [row.editor.first_input() for row in rows if not row.editor.is_read_only()]
        self.show_section(section, inputs[0] if inputs else None)

    # ---- building --------------------------------------------------------------------------

    def _build(self, editors: Editors) -> Iterator[None]:
        for section in self._all:
            grid = FieldGrid()
            self.add_section(_(section.title), grid)
            for name in section.fields:
                field = self.kind[name]
                row = FieldRow(_(field.label), editors.make(field), help_text=words(field.help))
                row.editor.changed.connect(self.edited)
                row.editor.left.connect(self.left)
                self._rows[name] = row
                self._took_up(name, row)
                grid.add(row, wide=editors.is_wide(field))
                yield

    def _took_up(self, name: str, row: FieldRow) -> None:
        """A row was made; for subclasses."""

    def _value(self, name: str) -> Any:
        return plain(self.rows[name].editor.value())


def plain(value: object) -> Any:
    """Values as records hold them: lists for collections, None for nothing."""
    if isinstance(value, tuple | list):
        return list(value)
    return None if value == "" else value


def at_registration(kind: Register, carried: Iterable[str] = ()) -> tuple[Section, ...]:
    """The sections of a new record: those in which something is given at registration, or `carried`."""
    given = {field.name for field in kind.fields if field.required}
    given |= kind.registration | kind.offered | set(carried)
    return tuple(one for one in kind.sections if given & set(one.fields))
