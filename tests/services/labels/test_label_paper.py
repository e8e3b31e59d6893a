"""Every label on every paper: read by a scanner in black and white, whole, inside its frame."""

from itertools import combinations

import pytest
from PIL import Image, ImageChops
from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

from app.services.labels import document, drawing, fitting, marks
from app.services.labels.content import Label
from app.services.labels.sizes import MM, SIZES, Size, size_of
from app.services.registers.parts import LabelKind
from app.services.slips import codes
from tests.services.labels.drawn import (
    LONGEST,
    LONGEST_NUMBER,
    NUMBER,
    black_and_white,
    label,
    longest,
    pictures,
    written,
)

KINDS = list(LabelKind)
PAPERS = list(SIZES.values())
each_paper = pytest.mark.parametrize("size", PAPERS, ids=lambda size: size.name)
each_kind = pytest.mark.parametrize("kind", KINDS)


def read(picture: Image.Image) -> list[str]:
    found = read_barcodes(picture.convert("L"), formats=BarcodeFormats(BarcodeFormat.QRCode))
    return [one.text for one in found]


def pdf_of(size: Size, *labels: Label, by: str = "林收") -> bytes:
    return document.to_pdf(labels, size, by=by)[0]


@each_paper
@each_kind
def test_a_thermal_printers_label_is_read_back(size: Size, kind: LabelKind) -> None:
    (page,) = pictures(pdf_of(size, label(kind)))
    assert read(black_and_white(page)) == [codes.record_text(NUMBER)]


@each_paper
@each_kind
def test_the_longest_label_is_read_back(size: Size, kind: LabelKind) -> None:
    (page,) = pictures(pdf_of(size, longest(kind)))
    assert read(black_and_white(page)) == [codes.record_text(LONGEST_NUMBER)]


def test_what_a_scanner_reads_is_a_marked_code() -> None:
    code = codes.parse(label(KINDS[0]).code)
    assert code is not None
    assert (code.text, code.is_slip, code.marked) == (NUMBER, False, True)


@each_paper
@pytest.mark.parametrize("make", [label, longest])
@each_kind
def test_all_text_stands_inside_the_frame_and_beside_the_code(
    size: Size, make: object, kind: LabelKind
) -> None:
    made: Label = make(kind)  # type: ignore[operator]  # one of the two
    (page,) = written(pdf_of(size, made))
    x, y = size.corner(0)
    high = size.page[1] * MM
    frame = (x * MM + 2.5, high - (y + size.height) * MM + 2.5, (x + size.width) * MM - 2.5,
             high - y * MM - 2.5)  # fmt: skip
    room = fitting.Room(0, 0, size.width * MM, size.height * MM)
    plan = drawing.plan(
        room, (1.6 if size.is_sheet else 1.0) * MM, len(marks.modules(made.code)),
        drawing.text_size(room.height), drawing.DRESSES[kind].line * MM,
    )  # fmt: skip
    code_left, code_top = x * MM + plan.code.x, high - y * MM - plan.code.y
    for char, (left, bottom, right, top) in page:
        if not char.strip():
            continue
        assert left >= frame[0], char
        assert bottom >= frame[1], char
        assert right <= frame[2], char
        assert top <= frame[3], char
        is_beside = right <= code_left or left >= code_left + plan.code.width
        is_above_or_below = bottom >= code_top or top <= code_top - plan.code.height
        assert is_beside or is_above_or_below, char


@each_paper
def test_the_longest_names_are_on_paper_whole(size: Size) -> None:
    (page,) = written(pdf_of(size, longest(LabelKind.BAD)))
    text = "".join(char for char, _box in page if not char.isspace())
    for line in (one for one in LONGEST if one.rank == 0):
        assert "".join(line.text.split()) in text
    assert LONGEST_NUMBER in text
    assert "不合格品" in text
    assert "严禁使用，隔离存放" in text


@each_paper
def test_ordinary_labels_are_readable_and_say_where_and_why(size: Size) -> None:
    room = fitting.Room(0, 0, size.width * MM, size.height * MM)
    plan = drawing.plan(room, MM, 25, drawing.text_size(room.height), MM)
    pieces = fitting.body(label(LabelKind.GOOD).content.lines, plan.lines, plan.size)
    assert min(piece.size for piece in pieces) >= 3.9
    assert any("2028-09-30" in piece.text for piece in pieces)


@each_paper
def test_nothing_is_printed_outside_the_label(size: Size) -> None:
    (page,) = pictures(pdf_of(size, longest(LabelKind.BAD)))
    dots = page.width / size.page[0]
    x, y = size.corner(0)
    edge = 1.0 if not size.is_sheet else 1.6
    inner = [
        (x + edge) * dots - 1, (y + edge) * dots - 1,
        (x + size.width - edge) * dots + 1, (y + size.height - edge) * dots + 1,
    ]  # fmt: skip
    blank = Image.new("L", page.size, 255)
    ink = ImageChops.difference(page, blank).point(lambda grey: 255 if grey > 40 else 0).getbbox()
    assert ink is not None
    assert ink[0] >= inner[0]
    assert ink[1] >= inner[1]
    assert ink[2] <= inner[2]
    assert ink[3] <= inner[3]


# ---- without colour -----------------------------------------------------------------------------


def mark_of(kind: LabelKind, size: Size) -> Image.Image:
    """The mark alone, black on white, as a thermal printer shows it."""
    (page,) = pictures(pdf_of(size, label(kind)))
    dots = page.width / size.width
    high = size.height * 0.225
    corner = (1.6 * dots, 1.8 * dots, (1.6 + high * 0.95) * dots, (0.2 + high) * dots)
    mark = black_and_white(page).crop(tuple(int(one) for one in corner)).convert("L")
    is_dark = mark.getpixel((mark.width // 2, 1)) == 0
    mark = ImageChops.invert(mark) if is_dark else mark
    return mark.resize((40, 40))


@pytest.mark.parametrize("name", ["100x70", "70x50", "60x40", "40x30"])
def test_the_marks_differ_in_shape_without_colour(name: str) -> None:
    drawn = {kind: mark_of(kind, size_of(name)) for kind in KINDS}
    for one, other in combinations(KINDS, 2):
        apart = ImageChops.difference(drawn[one], drawn[other])
        share = sum(apart.histogram()[128:]) / (40 * 40)
        assert share > 0.1, (one, other, share)


def test_the_frames_differ_without_colour() -> None:
    dresses = [drawing.DRESSES[kind] for kind in KINDS]
    shapes = {(bool(one.dashes), one.filled_foot, one.line >= 0.9) for one in dresses}
    assert len(shapes) == len(KINDS)


@each_kind
def test_the_word_stands_large_on_the_smallest_label(kind: LabelKind) -> None:
    (page,) = written(pdf_of(size_of("40x30"), label(kind)))
    for word in kind.label:
        tall = max(top - bottom for char, (_left, bottom, _right, top) in page if char == word)
        assert tall > 2.5 * MM


# ---- sheets -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "count", "start", "pages"),
    [("A4-8", 8, 1, 1), ("A4-8", 8, 2, 2), ("A4-10", 21, 1, 3), ("A4-24", 24, 24, 2),
     ("A4-24", 25, 1, 2), ("100x70", 3, 7, 3)],
)  # fmt: skip
def test_a_part_used_sheet_is_used_up_first(name: str, count: int, start: int, pages: int) -> None:
    size = size_of(name)
    pdf, made = document.to_pdf([label(LabelKind.WAITING)] * count, size, start=start)
    assert made == pages
    found = [len(read(page)) for page in pictures(pdf)]
    assert sum(found) == count
    if size.is_sheet:
        assert found[0] == min(count, size.places - start + 1)


@pytest.mark.parametrize("name", ["A4-8", "A4-10", "A4-24"])
def test_each_label_lies_in_its_place_of_the_sheet(name: str) -> None:
    size = size_of(name)
    labels = [label(LabelKind.GOOD, number=f"JY-WZK-202611-{n:04d}") for n in range(size.places)]
    (page,) = pictures(pdf_of(size, *labels))
    dots = page.width / size.page[0]
    for place, one in enumerate(labels):
        x, y = size.corner(place)
        assert x >= 0
        assert x + size.width <= size.page[0]
        assert y + size.height <= size.page[1]
        corners = (x, y, x + size.width, y + size.height)
        cell = page.crop(tuple(int(edge * dots) for edge in corners))
        assert read(cell) == [one.code]


def test_the_next_labels_begin_where_the_last_ones_ended() -> None:
    size = size_of("A4-8")
    assert size.next_start(3) == 4
    assert size.next_start(5, 4) == 1
    assert size.next_start(9, 8) == 1
    assert size_of("60x40").next_start(5) == 1


@each_paper
def test_the_page_is_as_large_as_the_paper(size: Size) -> None:
    (page,) = pictures(pdf_of(size, label(LabelKind.WAITING)), dpi=254)
    assert page.size == pytest.approx([one * 10 for one in size.page], abs=1)


def test_several_of_each_are_printed_one_after_the_other() -> None:
    two = [label(LabelKind.WAITING), label(LabelKind.BAD, number="JY-WZK-202611-0007")]
    pdf, pages = document.to_pdf(two, size_of("60x40"), copies=2)
    assert pages == 4
    read_back = [read(page)[0] for page in pictures(pdf)]
    assert read_back == [two[0].code] * 2 + [two[1].code] * 2


def test_rare_characters_are_drawn_and_not_lost() -> None:
    (page,) = written(pdf_of(size_of("70x50"), label(LabelKind.GOOD, hospital="𠮷䶮医院")))
    assert "䶮医院" in "".join(char for char, _box in page)
