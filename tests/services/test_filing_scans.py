"""Scans find their records by the codes on their pages, however crooked; nothing is lost."""

import io
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter
from pypdfium2 import PdfDocument

from app.errors import AppError, Cancelled
from app.models.organisation import Role
from app.services import attachments, reading, records
from app.services.forms.filling import qr_picture
from app.services.operations import Desk
from app.services.registers.catalog import REGISTERS
from app.services.slips import codes, filing, folder, issuing
from app.services.slips.filing import Outcome
from tests.factory import KIND, complaint_values, registered
from tests.hospital import desk_of

A4 = (1240, 1754)  # 150 dpi
QR = 118  # 20 mm
LINES = range(300, 1600, 60)


def page(*texts: str) -> Image.Image:
    """A form with its code at the upper right; two forms stand one below the other."""
    sheet = Image.new("L", A4, 255)
    draw = ImageDraw.Draw(sheet)
    for y in LINES:
        draw.line((120, y, 1120, y), fill=0, width=2)
    for place, text in enumerate(texts):
        mark = Image.open(io.BytesIO(qr_picture(text))).convert("L").resize((QR, QR))
        sheet.paste(mark, (980, 90 + place * 877))
    return sheet


def worn(sheet: Image.Image, number: int) -> Image.Image:
    """As a scanner delivers it: turned, a little crooked, grey, spotted, squeezed."""
    chance = random.Random(number)
    tilted = sheet.rotate(chance.uniform(-4, 4), fillcolor=255, resample=Image.Resampling.BILINEAR)
    turned = tilted.rotate(90 * (number % 4), expand=True, fillcolor=255)
    grey = turned.point([40 + one * 200 // 255 for one in range(256)])
    draw = ImageDraw.Draw(grey)
    for _spot in range(300):
        x, y = chance.randrange(grey.width), chance.randrange(grey.height)
        draw.point((x, y), fill=chance.randrange(256))
    soft = grey.filter(ImageFilter.GaussianBlur(0.6))
    held = io.BytesIO()
    soft.save(held, "JPEG", quality=45)
    return Image.open(io.BytesIO(held.getvalue()))


def pdf(path: Path, sheets: Sequence[Image.Image]) -> Path:
    first, *rest = sheets
    first.save(path, "PDF", save_all=True, append_images=rest, resolution=150)
    return path


def file(desk: Desk, *paths: Path) -> Outcome:
    return filing.file_all(desk, REGISTERS, paths, lambda *_how: None)


def number(desk: Desk, record_id: int) -> str:
    return codes.record_text(reading.number_of(desk, KIND, record_id))


def names(desk: Desk, record_id: int) -> list[str]:
    return [one.name for one in attachments.listing(desk, KIND, record_id).files]


def test_fifty_crooked_pages_all_find_their_records(desk: Desk, tmp_path: Path) -> None:
    ids = [registered(desk) for _one in range(10)]
    marks = [number(desk, one) for one in ids]
    wanted: dict[int, set[int]] = {one: set() for one in ids}
    sheets, unreadable = [], {7, 23, 41}
    for at in range(50):
        first, second = at % 10, (at + 3) % 10
        on_page = [first, second] if at % 5 == 0 else [first]
        if at in unreadable:
            on_page = []
        for one in on_page:
            wanted[ids[one]].add(at)
        sheets.append(worn(page(*(marks[one] for one in on_page)), at))
    outcome = file(desk, pdf(tmp_path / "一摞.pdf", sheets))
    found = {one.place.record_id: set(one.pages) for one in outcome.filed}
    assert found == wanted
    assert {one.pages for one in outcome.left} == {(at,) for at in unreadable}
    assert all(one.picture.startswith(b"\x89PNG") for one in outcome.left)


def test_a_record_gets_its_own_pages_of_a_pdf_in_their_order(desk: Desk, tmp_path: Path) -> None:
    one, two = registered(desk), registered(desk)
    sheets = [page(number(desk, record)) for record in (one, two, one)]
    outcome = file(desk, pdf(tmp_path / "混.pdf", sheets))
    assert [(kept.place.record_id, kept.pages) for kept in outcome.filed] == [
        (one, (0, 2)),
        (two, (1,)),
    ]
    assert names(desk, one) == ["混（第 1、3 页）.pdf"]
    (kept,) = attachments.listing(desk, KIND, one).files
    document = PdfDocument(attachments.content(desk, KIND, one, kept.id))
    assert len(document) == 2
    document.close()


def test_a_whole_file_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    record_id = registered(desk)
    path = pdf(tmp_path / "一件.pdf", [page(number(desk, record_id))])
    file(desk, path)
    (kept,) = attachments.listing(desk, KIND, record_id).files
    assert attachments.content(desk, KIND, record_id, kept.id) == path.read_bytes()


@pytest.mark.parametrize("ending", ["jpg", "png", "tif"])
def test_a_sheet_with_two_slips_goes_to_both(desk: Desk, tmp_path: Path, ending: str) -> None:
    one, two = registered(desk), registered(desk)
    path = tmp_path / f"两张.{ending}"
    page(number(desk, one), number(desk, two)).save(path)
    file(desk, path)
    assert names(desk, one) == names(desk, two) == [path.name]


def test_pages_of_a_tiff_are_parted(desk: Desk, tmp_path: Path) -> None:
    one, two = registered(desk), registered(desk)
    path = tmp_path / "混.tif"
    page(number(desk, one)).save(path, save_all=True, append_images=[page(number(desk, two))])
    file(desk, path)
    assert names(desk, one) == ["混（第 1 页）.tif"]
    assert names(desk, two) == ["混（第 2 页）.tif"]


def test_the_same_scan_twice_is_filed_once(desk: Desk, tmp_path: Path) -> None:
    record_id = registered(desk)
    path = pdf(tmp_path / "一件.pdf", [page(number(desk, record_id))])
    file(desk, path)
    outcome = file(desk, path)
    assert len(outcome.filed) == 1
    assert len(names(desk, record_id)) == 1


def test_forms_printed_earlier_carry_the_bare_number(desk: Desk, tmp_path: Path) -> None:
    record_id = registered(desk)
    path = tmp_path / "旧.png"
    page(reading.number_of(desk, KIND, record_id)).save(path)
    assert file(desk, path).filed[0].place.record_id == record_id


def test_a_slip_has_to_be_keyed_in_first_and_then_takes_its_scan(
    desk: Desk, tmp_path: Path
) -> None:
    (code,) = issuing.issue(desk, KIND, 1)
    path = tmp_path / "手写.png"
    page(codes.slip_text(code)).save(path)
    (left,) = file(desk, path).left
    assert left.reason == f"先回录 {code}，再归档"
    assert left.slip is not None
    changes = records.register(desk, KIND, complaint_values(desk), code)
    assert file(desk, path).filed[0].place.record_id == changes.record_id


def test_a_page_nobody_could_read_is_filed_by_hand(desk: Desk, tmp_path: Path) -> None:
    record_id = registered(desk)
    (left,) = file(desk, pdf(tmp_path / "空.pdf", [page()])).left
    with pytest.raises(AppError, match="不是单据码"):
        filing.file_by_hand(desk, REGISTERS, left, "不知道")
    typed = reading.number_of(desk, KIND, record_id).lower()
    assert filing.file_by_hand(desk, REGISTERS, left, typed).filed
    assert names(desk, record_id) == ["空.pdf"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("坏.pdf", b"%PDF-1.7 broken"),
        ("坏.png", b"\x89PNG\r\n\x1a\n broken"),
        ("空.pdf", b""),
        ("表.pdf", "编号,姓名".encode()),
        ("记.txt", "编号,姓名".encode()),
    ],
)
def test_what_is_no_scan_is_said_with_its_name(
    desk: Desk, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (left,) = file(desk, path).left
    assert name in left.reason


def test_a_record_out_of_reach_takes_nothing(desk: Desk, tmp_path: Path) -> None:
    record_id = registered(desk)
    path = tmp_path / "别科.png"
    page(number(desk, record_id)).save(path)
    stranger = desk_of(desk, Role.REGISTRAR, department="PFK")
    (left,) = file(stranger, path).left
    assert "不在您能看的范围里" in left.reason
    assert names(desk, record_id) == []


def test_a_voided_record_takes_nothing_and_says_so(desk: Desk, tmp_path: Path) -> None:
    record_id = registered(desk)
    path = tmp_path / "作废.png"
    page(number(desk, record_id)).save(path)
    records.void(desk, KIND, record_id, reading.load(desk, KIND, record_id).version, "重复")
    (left,) = file(desk, path).left
    assert "作废" in left.reason


def test_filing_can_be_stopped_between_pages(desk: Desk, tmp_path: Path) -> None:
    def stop(*_how: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        filing.file_all(desk, REGISTERS, [pdf(tmp_path / "空.pdf", [page()])], stop)


def test_the_watched_folder_takes_complete_files_and_leaves_the_unreadable(
    desk: Desk, tmp_path: Path
) -> None:
    record_id = registered(desk)
    good, bad = tmp_path / "好.png", tmp_path / "坏.png"
    page(number(desk, record_id)).save(good)
    page().save(bad)
    first = folder.look(desk, REGISTERS, tmp_path, folder.Look())
    assert first.outcome == Outcome()  # it may still be growing
    second = folder.look(desk, REGISTERS, tmp_path, first)
    assert [one.place.record_id for one in second.outcome.filed] == [record_id]
    assert [one.path for one in second.outcome.left] == [bad]
    assert (tmp_path / folder.ASIDE / "好.png").is_file()
    assert bad.is_file()
    third = folder.look(desk, REGISTERS, tmp_path, second)
    assert third.outcome == Outcome()  # told once
