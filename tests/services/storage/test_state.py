"""The file beside the database: what is known before anybody signs in, and nothing about a case."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app import clock
from app.services.storage import state
from app.services.storage.state import State


def test_nothing_is_known_of_a_database_never_opened(tmp_path: Path) -> None:
    assert state.read(tmp_path / "a.db") == State()
    words = [one.text for one in state.lines(state.read(tmp_path / "a.db"), "护士站 2 号机")]
    assert words == ["数据还没有校验过，登录后自动校验", "还没有备份过", "本机：护士站 2 号机"]


def test_what_is_noted_is_read_again(tmp_path: Path) -> None:
    where = tmp_path / "a.db"
    state.note(where, hospital="安禾医院")
    state.note_head(where, (7, "ab" * 32))
    state.note_check(where, True)
    state.note_backup(where, verified=True)
    known = state.read(where)
    assert (known.hospital, known.head) == ("安禾医院", (7, "ab" * 32))
    assert known.checked_at is not None
    assert (known.problem, known.backup_verified) == ("", True)


def test_the_lines_say_when_and_with_what_result(
    tmp_path: Path, set_clock: Callable[[str], datetime]
) -> None:
    where = tmp_path / "a.db"
    set_clock("2026-03-06 06:30")
    state.note_backup(where, verified=True)
    set_clock("2026-03-07 08:00")
    state.note_check(where, True)
    check, backup = state.data_lines(state.read(where))
    assert (check.text, check.tone) == ("数据库正常，审计链完整（今天 08:00）", "pass")
    assert backup.text == "最近备份：昨天 06:30，已校验"
    state.note_check(where, False, "第 12 条审计记录被改过。")
    check, _backup = state.data_lines(state.read(where))
    assert (check.text, check.tone) == ("第 12 条审计记录被改过。", "fail")


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "今天 09:30"), (1, "昨天 09:30"), (4, "03-03 09:30"), (70, "2025-12-27")],
)
def test_days_are_said_as_people_say_them(
    set_clock: Callable[[str], datetime], days: int, words: str
) -> None:
    moment = set_clock("2026-03-07 09:30")
    assert state.day_words(moment - timedelta(days=days)) == words


@pytest.mark.parametrize(
    "damage", ["", "[]", "{", '{"audit_seq": "x"}', '{"checked_at": "2026-01-01"}']
)
def test_a_damaged_file_means_nothing_is_known(tmp_path: Path, damage: str) -> None:
    where = tmp_path / "a.db"
    state.path(where).write_text(damage, encoding="utf-8")
    assert state.read(where) == State()
    assert state.note_check(where, True).checked_at is not None


def test_a_server_has_its_file_in_the_data_folder(data_folder: Path) -> None:
    found = state.path("postgresql://qd:secret@server/quality")
    assert found.parent == data_folder
    assert "secret" not in found.name


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    noted = state.note_check(tmp_path / "file" / "a.db", True)
    assert noted.checked_at is not None
    assert noted.checked_at <= clock.now()
