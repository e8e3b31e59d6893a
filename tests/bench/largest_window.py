"""One window at a large register, played by itself: prints its longest gaps and its memory as JSON.

Records are opened and begun in it as well; a form is waited for until a person can write in it.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.main import SWITCH_INTERVAL
from app.services.operations import Desk
from app.services.people import shift
from app.services.registers import complaint
from app.services.storage import schema
from app.views import start
from app.views.context import Context
from app.views.door import desk_door
from app.views.home.home_page import HomePage
from app.views.jobs import Jobs
from app.views.registers.record_windows import RecordWindows
from app.views.registers.register_page import RegisterPage

BEAT = 5  # milliseconds between two looks at the clock
LONGEST = 60.0


class Pulse:
    """The longest time the event loop did not come round, and the most it worked in one round.

    The first counts what other programs and threads took away, the second the window alone.
    """

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._beat)
        self._last = (0.0, 0.0)
        self._longest = (0.0, 0.0)

    def watch(
        self, act: Callable[[], object], jobs: Jobs, windows: RecordWindows
    ) -> tuple[float, float]:
        """Act, wait until everything asked for has arrived and is painted."""
        self._longest = (0.0, 0.0)
        self._last = (time.perf_counter(), time.thread_time())
        self._timer.start()
        act()
        self._beat()
        settled = time.monotonic()
        until = settled + LONGEST
        while time.monotonic() < until:
            QApplication.processEvents()
            if jobs.is_busy() or not all(one.form.isEnabled() for one in windows.windows()):
                settled = time.monotonic()
            elif time.monotonic() - settled > 10 * BEAT / 1000:
                break
        self._timer.stop()
        return self._longest

    def _beat(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        gap, work = now[0] - self._last[0], now[1] - self._last[1]
        self._longest = (max(self._longest[0], gap), max(self._longest[1], work))
        self._last = now


def open_first(page: RegisterPage, windows: RecordWindows) -> None:
    """Open the first record that is not open yet."""
    record_id = page.model.id_at(len(windows.windows()))
    assert record_id is not None
    windows.open_record(complaint.REGISTER, record_id)


def main() -> None:
    """Open the register, sort, search, scroll, open records, look at 首页."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    application = QApplication([])
    start.dress(application)
    desk = Desk(schema.open_database(sys.argv[1]), 1, "测试机")
    jobs = Jobs()
    context = Context(desk, "", "", jobs)
    begun = shift.begin(desk)
    desk_door.load()
    page, home = RegisterPage(context, begun, complaint.REGISTER), HomePage(context, begun)
    for widget in (page, home):
        widget.resize(1366, 697)
    windows = RecordWindows(context, page)
    bar = page.view.verticalScrollBar()
    pulse = Pulse()

    def drag() -> None:
        for step in range(100):
            bar.setValue(bar.maximum() * step // 100)
            QApplication.processEvents()

    lists: dict[str, Callable[[], object]] = {
        "opening": lambda: (page.show(), page.appear()),
        "dragging to the end": drag,
        "sorting": lambda: page.view.sort_asked.emit(0),
        "sorting back": lambda: page.view.sort_asked.emit(0),
        "a common word": lambda: page.filters.search.asked.emit("护士"),
        "a rare word": lambda: page.filters.search.asked.emit("导诊"),
        "all again": page.filters.clear,
        "the start page": lambda: (home.show(), home.appear()),
    }
    records: dict[str, Callable[[], object]] = {
        "opening a record": lambda: open_first(page, windows),
        "opening another": lambda: open_first(page, windows),
        "a new record": lambda: windows.open_new(complaint.REGISTER),
        "closing them": windows.close_all,
    }
    gaps = {what: pulse.watch(act, jobs, windows) for what, act in lists.items()}
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    memory = next(int(one.split()[1]) / 1024 for one in lines if one.startswith("VmHWM"))
    gaps |= {what: pulse.watch(act, jobs, windows) for what, act in records.items()}
    print(json.dumps({"gaps": gaps, "memory": memory, "rows": page.model.rowCount()}))
    jobs.wait()


if __name__ == "__main__":
    main()
