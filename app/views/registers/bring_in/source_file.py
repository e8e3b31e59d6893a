"""What the import knows of a chosen file before anything is checked. Runs in a job, without widgets."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.i18n import _
from app.services.imports import mapping, remembered, workbook
from app.services.imports.cells import Workbook, is_blank, shown
from app.services.imports.layouts import ORIGINAL_NUMBER
from app.services.imports.mapping import Remembered, Table
from app.services.operations import Desk
from app.services.people import pinyin
from app.services.registers.register import Register

_EXAMPLES = 3
_LONGEST_EXAMPLE = 24


@dataclass(frozen=True)
class FieldChoice:
    """A field a column may go to: its label with the section it stands in, initials to find it by."""

    name: str
    text: str
    initials: str


@dataclass(frozen=True)
class SourceFile:
    """A file that was read, the table found in it, and the fields its columns may go to."""

    path: Path
    book: Workbook
    table: Table
    choices: tuple[FieldChoice, ...]
    remembered: Remembered

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that hold something."""
        return tuple(one.name for one in self.book.sheets if one.rows)

    def doubled(self) -> frozenset[str]:
        """Normalised headings that stand over several columns: these cannot be told apart."""
        counted = Counter(mapping.normal(one.heading) for one in self.table.columns)
        return frozenset(heading for heading, times in counted.items() if times > 1)

    def examples(self, index: int) -> str:
        """The first contents of a column."""
        found: list[str] = []
        for row in self.table.rows:
            cell = row.cell(index)
            if not is_blank(cell):
                text = " ".join(shown(cell).split())
                if len(text) > _LONGEST_EXAMPLE:
                    text = text[:_LONGEST_EXAMPLE] + "…"
                found.append(text)
            if len(found) == _EXAMPLES:
                break
        return " ｜ ".join(found)


def open_file(desk: Desk, kind: Register, path: Path) -> SourceFile:
    """Read a file and find the register in it. Raises FileProblem."""
    book = workbook.read(path)
    known = remembered.load(desk, kind)
    table = mapping.find_table(book, kind, remembered=known)
    return SourceFile(path, book, table, _choices(kind), known)


def on_sheet(
    source: SourceFile, kind: Register, sheet: str, given: Mapping[str, str]
) -> SourceFile:
    """The same file, another sheet or another mapping. Raises FileProblem."""
    table = mapping.find_table(source.book, kind, sheet, given, source.remembered)
    return SourceFile(source.path, source.book, table, source.choices, source.remembered)


def _choices(kind: Register) -> tuple[FieldChoice, ...]:
    """In paper order. 姓名 alone would not say whose."""
    found = [FieldChoice(ORIGINAL_NUMBER, _("原编号"), pinyin.initials(_("原编号")))]
    for section in kind.sections:
        for name in section.fields:
            label = _(kind[name].label)
            text = _("{label}（{section}）").format(label=label, section=_(section.title))
            found.append(FieldChoice(name, text, pinyin.initials(label)))
    return tuple(found)
