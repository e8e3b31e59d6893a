"""The form of a record: what it holds, what was changed in it, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from app import clock
from app.i18n import _
from app.services import values
from app.services.registers.register import Register
from app.views.registers.editors import Editors
from app.views.registers.sheet.field_sheet import FieldSheet, at_registration, plain
from app.views.widgets.buttons import Button, quiet
from app.views.widgets.steps import SectionMark


class RecordForm(FieldSheet):
    """Rows of fields. It knows what the record holds, what was changed, and says what is wrong.

    What a new record takes over from another (`carried`) is shown from the beginning.
    """

    reveal_asked = Signal(str)

    def __init__(
        self, kind: Register, editors: Editors, *, is_new: bool, carried: Iterable[str] = ()
    ) -> None:
        super().__init__(kind, editors, at_registration(kind, carried) if is_new else kind.sections)
        self._reveals: dict[str, Button] = {}
        self._base: dict[str, Any] = {}
        self._shown: dict[str, Any] = {}
        self._is_lenient = False
        self._needed: frozenset[str] = frozenset()
        for name, row in self.rows.items():
            row.set_check(partial(self._ask, name))

    # ---- values ----------------------------------------------------------------------------

    def fill(
        self, base: Mapping[str, Any], *, read_only: bool, fixed: frozenset[str] = frozenset(),
        lenient: bool = False, keep: bool = False, own: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        """Show what the record holds; with `keep`, what was changed here stays as it is.

        `fixed` fields cannot be written in, nor what the program counts; in a `read_only` record the
        person's `own` can (an approver's opinion). A `lenient` record (brought in from an old
        register) is judged by what is changed only.
        """
        kept = frozenset(self.changes()) if keep else frozenset()
        self._base, self._is_lenient = dict(base), lenient
        for name, row in self.rows.items():
            is_counted = name in self.kind.computed
            shut = read_only and name not in own
            row.set_read_only(
                shut or is_counted or name in fixed, keeps_help=is_counted and not read_only
            )
            if name in kept:
                self._shown[name] = plain(base.get(name))
                continue
            # Setting a line anew would move the cursor of whoever is typing there.
            if plain(row.editor.value()) != plain(base.get(name)):
                row.editor.set_value(base.get(name))
            row.set_error("")
            self._shown[name] = plain(row.editor.value())
        self._fit()

    def enter(self, given: Mapping[str, Any]) -> None:
        """Put values in as if the person had typed them (defaults, a draft)."""
        for name, value in given.items():
            if name in self.rows and not self.rows[name].editor.is_read_only():
                self.rows[name].editor.set_value(value)

    def changes(self) -> dict[str, Any]:
        """Field → value of what differs from the record."""
        found = {}
        for name, row in self.rows.items():
            if not row.editor.is_read_only():
                value = plain(row.editor.value())
                if value != self._shown.get(name):
                    found[name] = value
        return found

    def _fit(self) -> None:
        self.fit_sections({name for name, one in self._shown.items() if not values.is_empty(one)})

    def settle(self) -> None:
        """What is on screen was saved: nothing is changed any more."""
        self._shown = {name: plain(row.editor.value()) for name, row in self.rows.items()}

    def base(self) -> dict[str, Any]:
        """What the record held when it was shown."""
        return dict(self._base)

    def unmask(self, full: Mapping[str, Any], *, read_only: bool) -> None:
        """Show masked values in full; now they can be corrected."""
        for name, value in full.items():
            row = self.rows[name]
            self._base[name] = value
            row.editor.set_value(value)
            row.set_read_only(read_only)
            self._shown[name] = plain(row.editor.value())
            self._reveals[name].hide()

    # ---- what is wrong ---------------------------------------------------------------------

    def needs(self, names: Iterable[str]) -> None:
        """Mark what the next step needs, beside what the record itself needs."""
        self._needed = frozenset(names)
        self.recheck()

    def recheck(self) -> None:
        """Judge anew the fields that show an error, and which fields are needed."""
        found, needed = self._judge()
        needed |= self._needed
        for name, row in self.rows.items():
            row.set_required(name in needed and not row.editor.is_read_only())
            if row.error():
                row.set_error(self._problem(name, found, needed))
        self._fit()

    def validate(self, needed: Iterable[str] = ()) -> list[str]:
        """Show everything that is wrong, also what is empty and needed; the names of those fields."""
        found, required = self._judge()
        required |= set(needed)
        for name, row in self.rows.items():
            if not row.editor.is_read_only():
                row.set_error(self._problem(name, found, required))
        return self.wrong()

    def show_problems(self, problems: Mapping[str, str]) -> list[str]:
        """Put sentences of a save beside their fields; those without a field come back."""
        for name, text in problems.items():
            if name in self.rows:
                self.rows[name].set_error(text)
        return [text for name, text in problems.items() if name not in self.rows]

    def wrong(self) -> list[str]:
        """The fields that show an error, in paper order."""
        return [name for name, row in self.rows.items() if row.error()]

    def marks(self) -> list[SectionMark]:
        """What the index says of each section."""
        _found, needed = self._judge()
        # What an old register did not say may stay empty; complete its section is not.
        needed |= self._needed | {field.name for field in self.kind.fields if field.required}
        made = []
        for number, section in enumerate(self.sections, 1):
            empty = {n for n in section.fields if self.is_empty(n)}
            errors = sum(bool(self.rows[name].error()) for name in section.fields)
            is_complete = not errors and not empty & needed and len(empty) < len(section.fields)
            made.append(SectionMark(str(number), _(section.title), is_complete, errors))
        return made

    def _judge(self) -> tuple[dict[str, str], set[str]]:
        """Field → what is wrong with it, and the fields that may not be empty as things are."""
        changed = self.changes()
        accepted, problems = values.accept(self.kind, changed)
        merged = {field.name: self._base.get(field.name) for field in self.kind.fields} | accepted
        today = clock.today()
        rules = self.kind.check(merged, today)
        needed = {field.name for field in self.kind.fields if field.required}
        for name in self.rows.keys() - needed:
            empty: list[object] | None = [] if self.kind[name].many else None
            if name in self.kind.check({**merged, name: empty}, today):
                needed.add(name)
        if self._is_lenient:
            rules = {name: text for name, text in rules.items() if name in changed}
            needed &= changed.keys()
        return rules | problems, needed

    def _problem(self, name: str, found: Mapping[str, str], needed: set[str]) -> str:
        editor = self.rows[name].editor
        if text := editor.problem() or found.get(name, ""):
            return text
        return values.need(self.kind[name]) if name in needed and self.is_empty(name) else ""

    def _ask(self, name: str) -> str:
        """Asked when a field is left: an empty one is not nagged about before the first save."""
        if self.is_empty(name) and not self.rows[name].error():
            return ""
        return self._problem(name, *self._judge())

    # ---- going about -----------------------------------------------------------------------

    def first_empty(self) -> str | None:
        """The first field that is needed and holds nothing."""
        _found, needed = self._judge()
        return next((name for name in self.rows if name in needed and self.is_empty(name)), None)

    def enter_needed(self) -> None:
        """The keyboard goes to the first field the next step needs and that is empty; else it stays."""
        for name, row in self.rows.items():
            if name in self._needed and self.is_empty(name) and not row.editor.is_read_only():
                self.focus(name)
                return

    def next_wrong(self) -> str | None:
        """The next field with an error after the one that has the keyboard."""
        wrong, order = self.wrong(), list(self.rows)
        here = order.index(self.current()) if self.current() else -1
        return next((name for name in wrong if order.index(name) > here), next(iter(wrong), None))

    def set_masked(self, names: frozenset[str], *, may_reveal: bool) -> None:
        """Beside these values a button shows them in full."""
        for name, row in self.rows.items():
            if name in names and may_reveal and name not in self._reveals:
                button = quiet(_("查看"), "eye")
                button.set_hint(_("显示完整内容。谁在什么时候看过会记下来"))
                button.setAccessibleName(_("查看{what}").format(what=row.label_text()))
                button.clicked.connect(lambda _on=False, name=name: self.reveal_asked.emit(name))
                row.layout().addWidget(button)  # type: ignore[union-attr]  # a row has one
                self._reveals[name] = button
            if name in self._reveals:
                self._reveals[name].setVisible(name in names and may_reveal)
