"""Writing a file so that it is whole or not there, and knowing one by the hash of its content."""

import contextlib
import hashlib
import threading
from pathlib import Path

from app.errors import FileProblem
from app.i18n import _

# The library that draws the pages of a PDF may be used by one thread at a time.
PDFIUM = threading.Lock()


def digest(path: Path) -> str:
    """The SHA-256 of a file's content. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_file(path: Path, content: bytes) -> None:
    """Write beside and move into place; raises FileProblem and leaves nothing half-written."""
    building = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        building.write_bytes(content)
        building.replace(path)
    except OSError as reason:
        with contextlib.suppress(OSError):
            building.unlink()
        raise FileProblem(
            _("没有存成 {path}：没有写入权限、文件正被打开，或磁盘已满。原来的文件没有动。").format(
                path=path
            )
        ) from reason
