"""Files that belong to records: taken in, looked at, taken off with a reason, never deleted."""

from app.services.attachments.filing import (
    SIZE_MOST,
    AttachmentView,
    Prepared,
    Shelf,
    add,
    content,
    copy,
    count,
    enter,
    listing,
    picture,
    prepare,
    withdraw,
)
from app.services.attachments.kinds import ENDINGS, FileKind, read_text
from app.services.attachments.names import safe
from app.services.attachments.sound import problems, sweep

__all__ = [
    "ENDINGS",
    "SIZE_MOST",
    "AttachmentView",
    "FileKind",
    "Prepared",
    "Shelf",
    "add",
    "content",
    "copy",
    "count",
    "enter",
    "listing",
    "picture",
    "prepare",
    "problems",
    "read_text",
    "safe",
    "sweep",
    "withdraw",
]
