"""Names of attached files: kept as text only, made harmless before they name a file elsewhere."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from app.i18n import _
from app.services.attachments.kinds import FileKind
from app.services.text import clean

KEPT_LENGTH = 200
# Windows counts 260 for the whole path; file systems count 255 bytes for one name.
SAVED_BYTES = 150
ENDING_LENGTH = 8
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\u061c\u00ad]")
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$")


def kept(name: str) -> str:
    """What is remembered of a name: its last part, without what cannot be seen, not too long."""
    last = re.split(r"[\\/]", name)[-1]
    last = clean(_INVISIBLE.sub("", last))
    return _shortened(last, KEPT_LENGTH, len) or _("附件")


def safe(name: str, kind: FileKind) -> str:
    """A name that means a plain file in any folder, with an ending that tells the truth."""
    text = _FORBIDDEN.sub("_", kept(name)).rstrip(". ").lstrip(". ") or _("附件")
    if _DEVICES.match(text):
        text = f"_{text}"
    if not text.lower().endswith(kind.endings):
        text += kind.endings[0]
    return _shortened(text, SAVED_BYTES, lambda one: len(one.encode()))


def _shortened(text: str, limit: int, measure: Callable[[str], int]) -> str:
    """A long name loses its middle; the ending stays."""
    ending = PurePosixPath(text).suffix
    if len(ending) > ENDING_LENGTH:
        ending = ""
    stem = text[: len(text) - len(ending)]
    while stem and measure(stem + ending) > limit:
        stem = stem[:-1]
    return stem.rstrip(". ") + ending if len(stem + ending) < len(text) else text
