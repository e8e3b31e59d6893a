"""Cleaning of what people type or paste: what cannot be stored, shown or printed never gets in."""

import re

# C0 and C1 controls but tab and newline, surrogates, noncharacters, bidirectional overrides.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069\ufeff]"
)
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str, lines: bool = False) -> str:
    """Text without control characters; newlines stay only where `lines` is wanted.

    Not normalised: NFC would replace the compatibility ideographs some names are written with.
    """
    text = _UNWANTED.sub("", _NEWLINES.sub("\n", text))
    if not lines:
        text = re.sub(r"[\n\t]+", " ", text)
    return text.strip() if not lines else text.strip("\n").rstrip()
