"""Lists of a million records: what a person waits for, against the milliseconds nobody notices."""

import json
import os
import subprocess
import sys
from pathlib import Path

from app.services import lists
from app.services.lists import Query
from app.services.people import shift
from app.services.worklists import figures as year_figures
from app.services.worklists import worklist
from app.views.registers.listing.fetching import WINDOW, fetch_first
from tests.bench import million
from tests.bench.starting import BARE, MEMORY
from tests.bench.timing import Figure, least
from tests.factory import KIND

TURNS = 7
AT_ONCE, SCROLL, GAP = 0.100, 0.050, 0.100
MORE_MEMORY = 150.0  # megabytes beside those of a bare window
FIRST_WINDOWS = {
    "the newest": Query(),
    "sorted by number": Query(sort="number"),
    "sorted by due day": Query(sort="due_on", descending=False),
    "sorted by state": Query(sort="status"),
    "sorted by department": Query(sort="respondent_department_id", descending=False),
    "one state": Query(status=KIND.status("ACCEPTED")),
    "one channel": Query(filters={"channel": "PHONE"}),
    "a word in seven of ten": Query(text="护士"),
    "a word in one of three": Query(text="解释"),
    "a word in one of sixteen": Query(text="导诊"),
    "a common word in one state": Query(text="护士", status=KIND.status("ACCEPTED")),
    "a word of nobody": Query(text="鲸鱼"),
    "a name": Query(text="王李安"),
    "a single character": Query(text="王"),
}


def figures(_folder: Path) -> list[Figure]:
    """First windows, windows anywhere, counts, the worklist; gaps and memory of a real window."""
    desk = million.open_million()
    ids = lists.ids(desk, KIND, Query())
    shown = shift.begin(desk)
    assert shown
    found = [
        Figure(f"million: {what} / 100 ms", least(lambda q=query: fetch_first(desk, KIND, q), TURNS),
               AT_ONCE, 1.0)
        for what, query in FIRST_WINDOWS.items()
    ]  # fmt: skip
    places = range(0, len(ids) - WINDOW, len(ids) // 20)
    worst = max(
        least(lambda at=at: lists.rows(desk, KIND, ids[at : at + WINDOW]), TURNS) for at in places
    )
    found.append(Figure("million: a window anywhere / 50 ms", worst, SCROLL, 1.0))
    for what, work in (
        ("worklist of 首页", lambda: worklist.worklist(desk)),
        ("charts of 首页", lambda: year_figures.year(desk, KIND, "main_cause", "department_id")),
        ("all ids", lambda: lists.ids(desk, KIND, Query())),
        ("counts", lambda: lists.counts(desk, KIND, Query())),
        ("counts of a common word", lambda: lists.counts(desk, KIND, Query(text="护士"))),
        ("counts of a single character", lambda: lists.counts(desk, KIND, Query(text="王"))),
        ("part of a number", lambda: fetch_first(desk, KIND, Query(text="0000042"))),
    ):
        found.append(Figure(f"million: {what} / 100 ms", least(work, 3), AT_ONCE, 0.0))
    location = desk.database.location
    desk.database.close()
    return found + _window(location)


def _window(location: str) -> list[Figure]:
    """The longest gap of the event loop, and the memory, of a window at the million."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    def play(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    turns = [json.loads(play("-m", "tests.bench.largest_window", location)) for _turn in range(3)]
    bare = float(play("-c", BARE + MEMORY))
    found = []
    for what in turns[0]["gaps"]:
        gap, work = (min(one["gaps"][what][place] for one in turns) for place in (0, 1))
        found += [
            Figure(f"million: gap, {what} / 100 ms", gap, GAP, 0.0),
            Figure(f"million: work at a time, {what} / 100 ms", work, GAP, 1.0),
        ]
    more = min(one["memory"] for one in turns) - bare
    return [
        *found,
        Figure("million: memory over a bare window / 150 MB", more, MORE_MEMORY, 1.0, "MB"),
    ]
