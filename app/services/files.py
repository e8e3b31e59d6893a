"""Writing a file so that it is whole or not there, and knowing one by the hash of its content."""

import contextlib
import hashlib
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

from app.errors import FileProblem
from app.i18n import _

# The library that draws the pages of a PDF may be used by one thread at a time.
PDFIUM = threading.Lock()
# A name has room for its ending within the 255 bytes of file systems, in Chinese too.
_NAME_KEPT = 80


def digest(path: Path) -> str:
    """The SHA-256 of a file's content. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A name in the same folder: what was written there takes the place of the file at the end.

    Raises FileProblem when the system refuses. Then, and whatever else is raised, nothing is left
    behind, and the file that was there is as it was.
    """
    building = path.with_name(f".{path.name[:_NAME_KEPT]}.{uuid.uuid4().hex[:8]}.part")
    try:
        yield building
        building.replace(path)
    except OSError as reason:
        raise FileProblem(
            _(
                "没有存成 {path}：没有写入权限、文件正被打开，或磁盘已满。换一个位置再存，原来的文件没有动。"
            ).format(path=path)
        ) from reason
    finally:
        with contextlib.suppress(OSError):
            building.unlink()


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole, with the folders it needs. Raises FileProblem."""
    with beside(path) as building:
        building.parent.mkdir(parents=True, exist_ok=True)
        building.write_bytes(content)
