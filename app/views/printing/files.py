"""Forms as files: where they go, and that they are whole or not there."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.i18n import _
from app.services.files import beside
from app.views.jobs import Progress


def choose_file(parent: QWidget, name: str, kinds: str) -> Path | None:
    """Ask where a file is to be kept; None when it is not."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("存到"), name, kinds)
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget) -> Path | None:
    """Ask for the folder several files go to; None when they do not."""
    chosen = QFileDialog.getExistingDirectory(parent, _("存到文件夹"))
    return Path(chosen) if chosen else None


def write_beside(path: Path, content: bytes) -> None:
    """Write a file whole into a folder that is there. Raises FileProblem."""
    with beside(path) as building:
        building.write_bytes(content)


def write_all(folder: Path, files: Mapping[str, bytes], progress: Progress) -> None:
    """Write files of these names; none takes the place of another, and cancelled leaves none."""
    written: list[Path] = []
    try:
        for done, (name, content) in enumerate(files.items()):
            progress.report(done, len(files))
            path = _free(folder / name)
            write_beside(path, content)
            written.append(path)
    except AppError:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _free(path: Path) -> Path:
    """The path, with a number where there is a file of that name already."""
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
