"""What stands in the QR code of a form, and reading it back however a scanner or a hand types it."""

import re
import unicodedata
from dataclasses import dataclass

from app.services.numbering import SLIP_LENGTH, SLIP_LETTERS

_SLIP_MARK, _RECORD_MARK = "QD:S:", "QD:R:"
_SLIP = re.compile(f"[{SLIP_LETTERS}]{{{SLIP_LENGTH}}}")
# TS-YWK-202603-0007; years alone and other lengths are configurable.
_NUMBER = re.compile(r"[A-Z]{1,4}(?:-[A-Z0-9]{1,10}){1,4}-\d{3,8}")
_LONGEST = 60


@dataclass(frozen=True)
class Code:
    """A slip code or a record's number; `marked` when it came with the mark only our QR codes have."""

    text: str
    is_slip: bool
    marked: bool


def slip_text(code: str) -> str:
    """What the QR code of a slip says."""
    return f"{_SLIP_MARK}{code}"


def record_text(number: str) -> str:
    """What the QR code of a record's form says."""
    return f"{_RECORD_MARK}{number}"


def parse(text: str) -> Code | None:
    """The code in a text; small letters, full-width ones and blanks are forgiven.

    Forms printed before there were marks carry the bare number.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if len(plain) > _LONGEST:
        return None
    if plain.startswith(_SLIP_MARK):
        code = plain.removeprefix(_SLIP_MARK)
        return Code(code, True, True) if _SLIP.fullmatch(code) else None
    if plain.startswith(_RECORD_MARK):
        number = plain.removeprefix(_RECORD_MARK)
        return Code(number, False, True) if _NUMBER.fullmatch(number) else None
    if _SLIP.fullmatch(plain):
        return Code(plain, True, False)
    return Code(plain, False, False) if _NUMBER.fullmatch(plain) else None
