"""What a camera wrote beside a photo does not leave the program; the stored original keeps it."""

import hashlib
import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.errors import FileProblem
from app.services import attachments, records
from app.services.attachments import camera_notes
from app.services.operations import Desk
from app.services.registers import complaint, evidence_seal
from tests.cast import Cast
from tests.factory import made, registered, step, take

REGISTER, SEAL = complaint.REGISTER, evidence_seal.REGISTER
GPS, ORIENTATION, MODEL = 0x8825, 0x0112, 0x0110
PLACE = {1: "N", 2: (30.0, 15.0, 7.5), 3: "E", 4: (120.0, 9.0, 3.25)}


def photo(kind: str = "JPEG", way_up: int = 6) -> bytes:
    """A photo as a phone takes it: turned, with place and model."""
    picture = Image.effect_mandelbrot((48, 32), (-2, -1, 1, 1), 20).convert("RGB")
    notes = Image.Exif()
    notes[ORIENTATION], notes[MODEL] = way_up, "SecretPhone"
    notes.get_ifd(GPS).update(PLACE)
    held = io.BytesIO()
    more = {"pnginfo": PngInfo()} if kind == "PNG" else {}
    if kind == "PNG":
        more["pnginfo"].add_text("Comment", "SecretPhone at 30.25")
    picture.save(held, kind, exif=notes, **more)
    return held.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_phone_are_gone_and_the_pixels_are_the_same(kind: str) -> None:
    taken = photo(kind)
    assert opened(taken).getexif().get_ifd(GPS)
    copy = camera_notes.without(taken, f"image/{kind.lower()}", "照片")
    assert not opened(copy).getexif().get_ifd(GPS)
    assert b"SecretPhone" not in copy
    assert opened(copy).tobytes() == opened(taken).tobytes()


@pytest.mark.parametrize("way_up", range(1, 9))
def test_a_photo_stays_the_way_up_it_was_taken(way_up: int) -> None:
    copy = camera_notes.without(photo(way_up=way_up), "image/jpeg", "照片")
    assert opened(copy).getexif().get(ORIENTATION, 1) == way_up


def test_what_phones_hang_behind_a_photo_does_not_leave() -> None:
    copy = camera_notes.without(photo() + photo(), "image/jpeg", "照片")
    assert copy == camera_notes.without(photo(), "image/jpeg", "照片")


def test_a_photo_without_notes_is_not_touched() -> None:
    held = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(held, "JPEG")
    assert camera_notes.without(held.getvalue(), "image/jpeg", "照片") == held.getvalue()


@pytest.mark.parametrize("media_type", ["application/pdf", "video/mp4", "text/plain"])
def test_other_files_are_handed_out_as_they_are(media_type: str) -> None:
    assert camera_notes.without(b"whatever", media_type, "文件") == b"whatever"


@pytest.mark.parametrize("length", [3, 12, 25])
def test_a_photo_too_broken_to_be_sure_is_not_saved(length: int) -> None:
    with pytest.raises(FileProblem, match="去不掉拍摄位置"):
        camera_notes.without(photo()[:length], "image/jpeg", "照片")


def test_the_stored_file_is_the_original_and_the_copy_has_no_place(desk: Desk) -> None:
    record, taken = registered(desk), photo()
    attachments.add(desk, REGISTER, record, taken, "现场.jpg")
    (one,) = attachments.listing(desk, REGISTER, record).files
    assert one.sha256 == hashlib.sha256(taken).hexdigest()
    assert attachments.content(desk, REGISTER, record, one.id) == taken
    assert not opened(attachments.copy(desk, REGISTER, record, one.id)).getexif().get_ifd(GPS)


def test_a_record_held_for_a_court_hands_out_the_original(desk: Desk) -> None:
    record, taken = registered(desk), photo()
    attachments.add(desk, REGISTER, record, taken, "现场.jpg")
    step(desk, record, "litigate", court_case_number="(2026)示0101民初1号")
    (one,) = attachments.listing(desk, REGISTER, record).files
    assert attachments.copy(desk, REGISTER, record, one.id) == taken


def test_sealed_evidence_is_handed_out_as_it_was_sealed(cast: Cast) -> None:
    seal, taken = made(cast.handler, SEAL), photo()
    attachments.add(cast.handler, SEAL, seal, taken, "封条.jpg")
    (one,) = attachments.listing(cast.handler, SEAL, seal).files
    assert attachments.copy(cast.handler, SEAL, seal, one.id) != taken
    sealing = next(one for one in SEAL.steps if one.target in SEAL.evidence_states)
    take(cast.handler, SEAL, seal, sealing.action)
    assert attachments.copy(cast.handler, SEAL, seal, one.id) == taken


def test_voiding_a_record_keeps_its_originals(desk: Desk) -> None:
    record, taken = registered(desk), photo()
    attachments.add(desk, REGISTER, record, taken, "现场.jpg")
    records.void(desk, REGISTER, record, 1, "重复登记")
    (one,) = attachments.listing(desk, REGISTER, record).files
    assert attachments.content(desk, REGISTER, record, one.id) == taken
