"""Whatever is clicked and typed: no traceback, no way without return, nothing written without a trace."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from app.models.base import Audited, Base
from app.models.bookkeeping import AuditEntry
from app.services import audit
from app.services.operations import Desk
from app.services.people import shift
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.main_window import MainWindow
from tests.factory import registered, replied
from tests.hospital import NAME, founded
from tests.views.monkey import Monkey, answer_for, settle

SEEDS = [
    (20261125, 500),
    *(pytest.param(seed, 2_000, marks=pytest.mark.faults) for seed in range(1, 11)),
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = founded(tmp_path)
    registered(made, subject="输液等候")
    registered(made, subject="收费", anonymous=True)
    replied(made)
    yield made
    made.database.close()


@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)  # off screen, of every menu
@pytest.mark.parametrize(("seed", "events"), SEEDS)
def test_a_monkey_breaks_nothing(
    qapp: QApplication,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    seed: int,
    events: int,
) -> None:
    context = Context(desk, NAME, "安禾医院", Jobs(inline=True))
    main = MainWindow(context, shift.begin(desk))
    main.resize(1366, 697)
    main.show()
    main.activateWindow()
    main.focus_page()
    settle()
    monkey = Monkey(main, seed)
    files = tmp_path / "files"
    files.mkdir()
    answer_for(lambda: monkey, files, monkeypatch)
    with caplog.at_level(logging.ERROR):
        for _part in range(events // 50):
            monkey.play(50)
            problems = [one.getMessage() + str(one.exc_text or "") for one in caplog.records]
            assert problems == [], monkey.story()
            assert monkey.stuck == [], monkey.story()
    main.windows.close_all()
    main.close()
    settle()
    assert unaudited(desk) == [], monkey.story()
    assert [one.name for one in files.iterdir() if one.suffix == ".part"] == []


def unaudited(desk: Desk) -> list[str]:
    """What stands in the tables and not, in this version, in the chain."""
    with desk.database.read() as session:
        verdict = audit.verify(session)
        found = [] if verdict.ok else [str(verdict)]
        known: dict[str, int] = {}
        for body in session.scalars(select(AuditEntry.body).order_by(AuditEntry.seq)):
            entry = json.loads(body)
            known[entry["obj"]] = max(known.get(entry["obj"], 0), entry["objv"])
        for mapper in Base.registry.mappers:
            if not issubclass(mapper.class_, Audited):
                continue
            for row in session.scalars(select(mapper.class_)):
                written = known.get(f"{row.__tablename__}/{row.uid}")
                if written != row.version:
                    found.append(f"{row.__tablename__} {row.id}: {row.version}, chain {written}")
        return found
