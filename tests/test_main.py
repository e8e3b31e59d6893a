"""What opens the window and what is a command, and what is written down about a start."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli, logs, main


@pytest.mark.parametrize(
    ("arguments", "location"),
    [
        ([], ""),
        (["--database", "a.db"], "a.db"),
        (["--database=a.db"], "a.db"),
        (["--database"], None),
        (["--database="], None),
        (["--database", ""], None),
        (["list", "complaints"], None),
        (["--database", "a.db", "list"], None),
        (["--help"], None),
        (["--version"], None),
    ],
)
def test_only_a_start_without_a_command_opens_the_window(
    arguments: list[str], location: str | None
) -> None:
    assert main.window_location(arguments) == location


def test_a_command_is_answered_by_the_command_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[object] = []
    monkeypatch.setattr(cli, "run", lambda arguments: given.append(list(arguments)) or 7)
    interval = sys.getswitchinterval()
    try:
        assert main.main(["list", "complaints"]) == 7
    finally:
        sys.setswitchinterval(interval)
    assert given == [["list", "complaints"]]


HEAVY = {"openpyxl", "reportlab", "alembic", "xlsxwriter", "zxingcpp", "PIL"}


def loaded_by(imports: str) -> set[str]:
    """All modules there are after these imports, in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {imports}; print(*sys.modules)"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_the_first_page_needs_no_models() -> None:
    loaded = loaded_by("from app.views import start, flow")
    assert not loaded & (HEAVY | {"sqlalchemy", "argon2", "app.models"})


def test_the_desk_is_open_without_heavy_libraries_and_other_engines() -> None:
    loaded = loaded_by("from app.views import main_window")
    assert "app.models.complaint" in loaded
    assert not loaded & (HEAVY | {"sqlalchemy.dialects.postgresql"})


def test_the_log_lies_in_the_data_folder(data_folder: Path) -> None:
    root = logging.getLogger()
    before = list(root.handlers)
    try:
        logs.start()
        logging.getLogger("app.test").warning("written down")
    finally:
        for handler in [one for one in root.handlers if one not in before]:
            root.removeHandler(handler)
            handler.close()
    text = (data_folder / "logs" / "quality-desk.log").read_text(encoding="utf-8")
    assert "written down" in text
    assert "started, version" in text


def test_a_folder_that_cannot_be_written_does_not_stop_the_start(data_folder: Path) -> None:
    data_folder.write_text("in the way", encoding="utf-8")
    root = logging.getLogger()
    before = list(root.handlers)
    logs.start()
    added = [one for one in root.handlers if one not in before]
    for handler in added:
        root.removeHandler(handler)
    assert [type(one) for one in added] == [logging.StreamHandler]
