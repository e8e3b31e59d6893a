"""Odd texts from the database through the window to Excel and PDF: nothing crashes, nothing changes.

Each text stands in a text field of a complaint: what is stored is what `clean` promises, or it is
refused in a Chinese sentence; list, form, listing, workbook and page show what is stored.
"""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from app.errors import InvalidRecord
from app.services import listings, lists, printing, reading, records, values
from app.services.forms import CATALOGUE, fonts
from app.services.forms import text as forms_text
from app.services.onto_paper import fields as paper_fields
from app.services.operations import Desk
from app.services.registers.register import LONG_TEXT_LIMIT, Field, Kind
from app.services.text import clean
from app.views.context import Context
from app.views.inputs.editors import LineEdit, TextArea
from app.views.jobs import Jobs
from app.views.registers.editors import Editors
from app.views.registers.listing.columns import columns
from app.views.registers.listing.fetching import fetch_listing
from app.views.registers.listing.record_model import RecordModel
from app.views.registers.record_form import RecordForm
from tests.factory import KIND, complaint_values
from tests.faults.odd_texts import texts
from tests.forms_paper import cell_texts, squeezed
from tests.hospital import NAME

SEED = 20261125
F01 = CATALOGUE["F01"]
TEXT_FIELDS = [
    one for one in KIND.fields
    if one.kind in values.TEXT_KINDS and one.name != "complainant_phone"
]  # fmt: skip
# Said on paper in another place than under their own name.
ELSEWHERE = {
    "subject", "contact_arrangement", "reply_text", "late_reason", "escalation_reason",
    "court_case_number", "withdrawal_evidence", "respondent_note", "remarks",
}  # fmt: skip
ON_PAPER = [
    one
    for one in TEXT_FIELDS
    if paper_fields.paper_name(one) in F01.fields or one.name in ELSEWHERE
]
RUNS = [2_000, pytest.param(100_000, marks=pytest.mark.faults)]


def is_chinese(sentence: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in sentence)


def unwanted(text: str) -> list[str]:
    """Characters that must never be stored."""
    return [
        one for one in text
        if (unicodedata.category(one) in ("Cc", "Cs") and one not in "\n\t")
        or one in "\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ]  # fmt: skip


def promised(field: Field, text: str) -> str | None:
    return clean(text, lines=field.kind is Kind.LONG_TEXT) or None


def store(desk: Desk, given: dict[str, str]) -> tuple[int, dict[str, str | None]]:
    """Register a complaint with these texts; those refused are left out. What must be stored."""
    refused: dict[str, str] = {}
    for _try in range(2):
        wanted = {name: text for name, text in given.items() if name not in refused}
        try:
            made = records.register(desk, KIND, complaint_values(desk, **wanted))
        except InvalidRecord as problem:
            refused = dict(problem.problems)
            assert all(is_chinese(sentence) for sentence in refused.values()), refused
            assert set(refused) <= set(given), refused
            continue
        assert made.record_id is not None
        return made.record_id, {name: promised(KIND[name], text) for name, text in wanted.items()}
    raise AssertionError(f"refused without its cause: {refused}")


def batches(many: int) -> Iterator[dict[str, str]]:
    """Each text once, in turn in every field."""
    batch: dict[str, str] = {}
    for place, text in enumerate(texts(SEED, many)):
        batch[TEXT_FIELDS[(place * 7) % len(TEXT_FIELDS)].name] = text
        if len(batch) == len(TEXT_FIELDS):
            yield batch
            batch = {}
    if batch:
        yield batch


def filled(desk: Desk, many: int) -> dict[int, dict[str, str | None]]:
    return dict(store(desk, batch) for batch in batches(many))


@pytest.mark.parametrize("many", RUNS)
def test_odd_texts_are_stored_and_shown_as_promised(
    qapp: QApplication, desk: Desk, tmp_path: Path, many: int
) -> None:
    known = filled(desk, many)
    context = Context(desk, NAME, "安禾医院", Jobs(inline=True))
    in_database(desk, known)
    in_the_list(context, known)
    in_the_form(context, known)
    in_the_listing(desk, known, tmp_path / "a.xlsx")
    paper = list(known.items())
    for record_id, stored in paper:
        on_paper(desk, record_id, stored, tmp_path)


def in_database(desk: Desk, known: dict[int, dict[str, str | None]]) -> None:
    for record_id, stored in known.items():
        shown = reading.load(desk, KIND, record_id).values
        for name, text in stored.items():
            assert shown[name] == text, (name, text)
            assert unwanted(text or "") == [], (name, text)
            assert promised(KIND[name], text or "") == text, (name, text)


def in_the_list(context: Context, known: dict[int, dict[str, str | None]]) -> None:
    model = RecordModel(context, KIND, columns(KIND))
    model.set_listing(fetch_listing(context.desk, KIND, lists.Query(), ()))
    assert model.rowCount() == len(known)
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            shown = model.data(model.index(row, column), Qt.ItemDataRole.DisplayRole)
            assert isinstance(shown, str)
            assert unwanted(shown) == []


def in_the_form(context: Context, known: dict[int, dict[str, str | None]]) -> None:
    """A record opened and closed has not been changed; what is typed means what is pasted."""
    form = RecordForm(KIND, Editors(KIND, context.directory), is_new=False)
    for record_id, stored in known.items():
        form.fill(reading.load(context.desk, KIND, record_id).values, read_only=False)
        assert form.changes() == {}
        for name, text in stored.items():
            if name not in form.rows:
                continue
            editor, field = form.rows[name].editor, KIND[name]
            expected = normalize("NFKC", text) if field.kind is Kind.CODE and text else text
            given = accepted(field, editor.value())
            if given == "refused":  # ㎡ takes two places in a code
                assert len(expected or "") > (field.length or LONG_TEXT_LIMIT)
                continue
            assert given == (promised(field, expected) if expected else None), (name, text)
    form.deleteLater()


def in_the_listing(desk: Desk, known: dict[int, dict[str, str | None]], path: Path) -> None:
    wanted = ("number", *(one.name for one in TEXT_FIELDS if one.name != "subject"))
    ids = list(known)
    listings.export(desk, KIND, ids, wanted, listings.Heading("", ""), path)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[5:]
    for record_id, row in zip(ids, rows, strict=True):
        for name, cell in zip(wanted[1:], row[1:], strict=True):
            if name in known[record_id]:
                assert (cell or None) == known[record_id][name], name


def on_paper(desk: Desk, record_id: int, stored: dict[str, str | None], folder: Path) -> None:
    made = printing.render(desk, KIND, record_id, copies=False)
    (folder / "form.xlsx").write_bytes(made.xlsx)
    cells = list(cell_texts(folder / "form.xlsx"))
    letters: Counter[str] = Counter()
    for field in ON_PAPER:
        text = forms_text.clean(stored.get(field.name) or "")
        assert stands(text, cells), (field.name, text)
        letters.update(squeezed("".join(fonts.glyph(fonts.SERIF, one).shown for one in text)))
    missing = seen(letters) - Counter(pdf_letters(made.pdf))
    assert not missing, (record_id, missing, [stored.get(one.name) for one in ON_PAPER])


def stands(text: str, cells: list[str]) -> bool:
    """Whether a text stands in a cell, or runs on in others, one after the other (续).

    It may begin behind its label and others may follow it in the last cell.
    """
    if any(text in one for one in cells):
        return True
    wanted, reached = squeezed(text), {0}
    for piece in map(squeezed, cells):
        if any(piece.startswith(wanted[at:]) for at in reached - {0}):
            return True
        reached |= {at + len(piece) for at in reached if wanted.startswith(piece, at)}
        reached |= {end for end in range(1, len(wanted)) if piece.endswith(wanted[:end])}
    return len(wanted) in reached


def seen(letters: Counter[str]) -> Counter[str]:
    """Letters that leave ink: what joins them or chooses their form is not read back.

    A mark set twice in one place is read once.
    """
    return Counter({
        one: 1 if unicodedata.category(one) == "Mn" else count for one, count in letters.items()
        if unicodedata.category(one) != "Cf" and not "\ufe00" <= one <= "\ufe0f"
    })  # fmt: skip


def pdf_letters(pdf: bytes) -> str:
    """What stands on the pages; the reader writes a hyphen at a line's end in its own way."""
    document = PdfDocument(io.BytesIO(pdf))
    pages = [page.get_textpage().get_text_bounded().replace("\x02", "-") for page in document]
    document.close()
    return re.sub(r"\s+", "", "".join(pages))


@pytest.mark.parametrize("many", [600, pytest.param(20_000, marks=pytest.mark.faults)])
def test_what_is_pasted_means_the_same_as_what_is_given(
    qtbot: QtBot, desk: Desk, many: int
) -> None:
    context = Context(desk, NAME, "安禾医院", Jobs(inline=True))
    editors = Editors(KIND, context.directory)
    line, area = editors.make(KIND["subject"]), editors.make(KIND["narrative"])
    assert isinstance(line, LineEdit)
    assert isinstance(area, TextArea)
    for editor in (line, area):
        qtbot.addWidget(editor)
    for text in texts(SEED + 1, many):
        # Handed over to Qt, two halves of a pair become one, and a leading mark sets the byte order.
        halves = text.lstrip("\ufffe\ufeff").encode("utf-16-le", "surrogatepass")
        text = halves.decode("utf-16-le", "surrogatepass")  # noqa: PLW2901
        # Two characters that are none end a paragraph of Qt's documents.
        text = re.sub("[\ufdd0\ufdd1]", "", text)  # noqa: PLW2901
        for field, editor in ((KIND["subject"], line), (KIND["narrative"], area)):
            editor.set_value(None)
            if isinstance(editor, LineEdit):
                editor.line.insert(text)
            else:
                area.area.insertPlainText(text)
            got, wanted = accepted(field, editor.value()), accepted(field, text)
            assert got == wanted, (field.name, text)


def accepted(field: Field, value: object) -> object:
    try:
        return values.accept_one(field, value)
    except values.WrongValue as problem:
        return "refused" if is_chinese(str(problem)) else str(problem)


def test_the_longest_text_is_whole_and_one_letter_more_is_refused(
    desk: Desk, tmp_path: Path
) -> None:
    letters = "".join(chr(0x4E00 + (place * 7919) % 20_000) for place in range(LONG_TEXT_LIMIT))
    with pytest.raises(InvalidRecord, match="最多 20000 字"):
        records.register(desk, KIND, complaint_values(desk, narrative=letters + "多"))
    record_id, stored = store(desk, {"narrative": letters})
    assert reading.load(desk, KIND, record_id).values["narrative"] == stored["narrative"] == letters
    made = printing.render(desk, KIND, record_id, copies=False)
    (tmp_path / "form.xlsx").write_bytes(made.xlsx)
    for read in (squeezed("".join(cell_texts(tmp_path / "form.xlsx"))), pdf_letters(made.pdf)):
        assert not Counter(letters) - Counter(read)
