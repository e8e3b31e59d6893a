"""Cleaning of what people type or paste: what cannot be stored, shown or printed never gets in."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.i18n import _

# What one cell of a workbook holds; more would be lost without a word.
CELL_LONGEST = 32_767
# C0 and C1 controls but tab and newline, surrogates, noncharacters, bidirectional overrides.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069\ufeff]"
)
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str, lines: bool = False) -> str:
    """Text without control characters; newlines stay only where `lines` is wanted.

    Not normalised: NFC would replace the compatibility ideographs some names are written with.
    """
    text = _UNWANTED.sub("", _NEWLINES.sub("\n", text))
    if not lines:
        text = re.sub(r"[\n\t]+", " ", text)
    return text.strip() if not lines else text.strip("\n").rstrip()


def too_long(text: str, limit: int) -> str:
    """What is wrong with a text of more than `limit` characters; empty when it is not."""
    if len(text) <= limit:
        return ""
    return _("最多 {limit} 字，现在 {n} 字").format(limit=limit, n=len(text))


def cleaned(given: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The texts of these names as they would be kept; what was not given is empty."""
    return {name: clean(given.get(name) or "") for name in names}


def problems(
    wanted: Mapping[str, Any], missing: Mapping[str, str], limits: Mapping[str, int]
) -> dict[str, str]:
    """What is wrong by name: what is not filled in, in the words for it, and what is too long."""
    found = {name: _(words) for name, words in missing.items() if not wanted[name]}
    return found | {
        name: problem
        for name, limit in limits.items()
        if (problem := too_long(wanted[name], limit))
    }


def for_cell(text: str) -> str:
    """Text that a cell of a workbook can hold; what is too long says that it is not all."""
    text = _UNSTORABLE.sub("\ufffd", text)
    if len(text) <= CELL_LONGEST:
        return text
    note = _("……（原文 {n} 字，此处不全）").format(n=len(text))
    return text[: CELL_LONGEST - len(note)] + note
