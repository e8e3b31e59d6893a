"""Start-up as whole processes: the sign-in page, a register, and what a person meets after 登录."""

import os
import statistics
import subprocess
import sys
from pathlib import Path

from tests.bench.timing import Figure, pairs
from tests.hospital import PASSWORD, STAFF_NO, founded

BARE = """
from PySide6.QtWidgets import QApplication, QTableWidget
application = QApplication([])
window = QTableWidget(200, 8); window.resize(1366, 768); window.show(); application.processEvents()
"""
SIGN_IN = """
import gc; gc.disable()
from PySide6.QtWidgets import QApplication
from app.views import start
from app.views.sign_in import SignInPage
application = QApplication([]); start.dress(application)
window = SignInPage("安禾医院"); window.resize(1366, 768); window.show(); application.processEvents()
"""
REGISTER = """
import gc, sys; gc.disable()
from PySide6.QtWidgets import QApplication
from app.views import start
application = QApplication([]); start.dress(application)
from app.services.people import shift
from app.services.storage import schema
from app.services.operations import Desk
from app.services.registers import complaint
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.registers.register_page import RegisterPage
desk = Desk(schema.open_database(sys.argv[1]), 1)
context = Context(desk, "", "", Jobs(inline=True))
page = RegisterPage(context, shift.begin(desk), complaint.REGISTER)
page.resize(1366, 768); page.show(); page.appear(); application.processEvents()
"""
# What a person meets: 登录 is pressed when all is loaded behind the page; the window of work follows.
WORK = """
import gc, sys, time; gc.disable(); sys.setswitchinterval(0.0005)
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from app.views import start
from app.views.door import desk_door
from app.views.flow import Flow
from app.views.jobs import Jobs
from app.views.window import Window
application = QApplication([]); start.dress(application)
window = Window(); flow = Flow(window, Jobs(), sys.argv[1], print)
flow.begin(); window.resize(1366, 768); window.show(); application.processEvents()
desk_door.load(); gc.enable()
page = window.page(); begun = time.perf_counter()
page.submitted.emit(sys.argv[2], sys.argv[3], "")
while window.page() is page:
    application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
application.processEvents(); print(time.perf_counter() - begun)
from app.services.people import accounts
begun = time.perf_counter(); accounts.hash_password(sys.argv[3]); print(time.perf_counter() - begun)
"""
MEMORY = """
from pathlib import Path
lines = Path("/proc/self/status").read_text().splitlines()
print(next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")))
"""
# What is measured is on screen by then: taking the interpreter apart is not waited for.
END = """
import os, sys; sys.stdout.flush(); os._exit(0)
"""
TURNS = 5


def figures(folder: Path) -> list[Figure]:
    """Seconds of whole processes, and their largest memory."""
    desk = founded(folder)
    location = desk.database.location
    desk.database.close()

    # Compiled as an installed program is, whatever this account's Python is told.
    environment = os.environ | {
        "HOME": str(folder),  # the settings of whoever measures stay as they are
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }

    def play(script: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script + END, location, STAFF_NO, PASSWORD],
            env=environment,
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    for script in (WORK, REGISTER, SIGN_IN, BARE):
        play(script)
    ours, bare = pairs(lambda: play(SIGN_IN), lambda: play(BARE), TURNS)
    found = [Figure("sign-in on screen / bare window", ours, bare, 1.5)]
    ours, bare = pairs(lambda: play(REGISTER), lambda: play(BARE), TURNS)
    found.append(Figure("register on screen / bare window", ours, bare, 4.0))
    ours, bare = (
        statistics.median(turn)
        for turn in zip(*(map(float, play(WORK).split()) for _turn in range(TURNS)), strict=True)
    )
    found.append(Figure("登录 pressed to work on screen / its hash", ours, bare, 2.0))
    ours, bare = float(play(REGISTER + MEMORY)), float(play(BARE + MEMORY))
    found.append(Figure("memory of a register / bare window", ours, bare, 3.0, "MB"))
    for path in folder.glob("hospital.db*"):
        path.unlink()
    return found
