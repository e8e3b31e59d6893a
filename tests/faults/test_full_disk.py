"""The disk fills up at any byte: a sentence, the old file as it was, nothing half-written left."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import AppError
from app.services import audit, listings, printing
from app.services.files import write_file
from app.services.operations import Desk
from app.views.printing.files import write_beside
from tests.factory import KIND, registered
from tests.hospital import founded

# XlsxWriter leaves a broken archive to be closed when it is thrown away, and that fails once more.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

resource = pytest.importorskip("resource", reason="needs a limit on the size of files")

LIMITS = [0, 1, 100, 512, 1024, 2048, 4096, 6000, 8192, 16_384, 65_536, 262_144]
BEFORE = b"what stood here before"
CONTENT = b"x" * 50_000

Work = Callable[[Desk, Path], object]


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file grows beyond so many bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def export(desk: Desk, path: Path) -> object:
    return listings.export(
        desk, KIND, [1], listings.default_columns(KIND), listings.Heading("", ""), path
    )


def print_and_keep(desk: Desk, path: Path) -> object:
    made = printing.render(desk, KIND, 1, copies=False)
    write_file(path, made.pdf)
    return printing.note_printed(desk, KIND, 1, "F01", made.digest, "pdf")


def keep(_desk: Desk, path: Path) -> object:
    return write_file(path, CONTENT)


def keep_from_preview(_desk: Desk, path: Path) -> object:
    return write_beside(path, CONTENT)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = founded(tmp_path)
    registered(made)
    yield made
    made.database.close()


@pytest.mark.parametrize("work", [export, print_and_keep, keep, keep_from_preview])
def test_a_full_disk_is_said_and_leaves_everything_as_it_was(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Work
) -> None:
    printing.render(desk, KIND, 1, copies=False)  # what is loaded once is loaded
    for size in LIMITS:
        one_limit(desk, tmp_path / str(size), monkeypatch, work, size)


@pytest.mark.faults
@pytest.mark.parametrize("work", [export, print_and_keep])
def test_a_disk_that_fills_up_at_any_byte(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Work
) -> None:
    for size in range(0, 80_000, 211):
        one_limit(desk, tmp_path / str(size), monkeypatch, work, size)


def one_limit(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch, work: Work, size: int
) -> None:
    target, temporary = folder / "a.xlsx", folder / "temporary"
    temporary.mkdir(parents=True)
    target.write_bytes(BEFORE)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    failed = False
    with room(size):
        try:
            work(desk, target)
        except AppError as problem:
            sentence, failed = str(problem), True
    if failed:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in sentence), (size, sentence)
        # The form may be kept before its print could not be noted; half a file never stands there.
        assert target.read_bytes() == BEFORE or work is print_and_keep, size
    assert target.stat().st_size > 0
    assert sorted(one.name for one in folder.iterdir()) == ["a.xlsx", "temporary"], size
    assert list(temporary.iterdir()) == [], size
    with desk.database.read() as session:
        assert audit.verify(session).ok
    work(desk, target)
    assert target.read_bytes() != BEFORE
