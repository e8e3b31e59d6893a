"""The whole program started as a process of its own: first page, sign-in, work, the end."""

import os
import subprocess
import sys
from pathlib import Path

from tests.hospital import PASSWORD, STAFF_NO, founded

DRIVER = """
import gc, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app import main
from app.views import flow

place, staff_no, password = sys.argv[1:]
started = {}
begin = flow.Flow.begin

def watched(self):
    begin(self)
    started["flow"] = self
    QTimer.singleShot(0, sign_in)

def sign_in():
    self = started["flow"]
    if self._loading is None:
        QTimer.singleShot(20, sign_in)
        return
    assert gc.isenabled()
    page = self.window.page()
    page.staff_no.setText(staff_no)
    page.password.setText(password)
    page.button.click()
    QTimer.singleShot(20, look)

def is_read(shown):
    return shown.is_showing_instead() or shown.model.rowCount() > 0

def look():
    self = started["flow"]
    work = self._work
    if work is None or not work.main.isVisible() or not is_read(work.main.page().list):
        QTimer.singleShot(20, look)
        return
    print("works", QApplication.activeModalWidget() is None)
    self.window.close()

flow.Flow.begin = watched
print("ended", main.main(["--database", place]))
"""


def test_the_program_starts_works_and_ends(tmp_path: Path, data_folder: Path) -> None:
    desk = founded(tmp_path)
    desk.database.close()
    done = subprocess.run(
        [
            sys.executable,
            "-X",
            "faulthandler",
            "-c",
            DRIVER,
            desk.database.location,
            STAFF_NO,
            PASSWORD,
        ],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QUALITY_DESK_DATA": str(data_folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == ["works", "True", "ended", "0"], done.stderr
    log = (data_folder / "logs" / "quality-desk.log").read_text(encoding="utf-8")
    assert "ERROR" not in log
    assert "CRITICAL" not in log
