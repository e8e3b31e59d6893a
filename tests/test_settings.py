"""What a person chose on this PC is there at the next start, and nothing breaks when it is not."""

import json
from pathlib import Path

import pytest

from app import settings
from app.settings import Place, Settings


def test_without_a_file_the_defaults_hold() -> None:
    assert settings.load() == Settings()


def test_choices_are_there_at_the_next_start() -> None:
    settings.change(theme="dark", idle_minutes=5)
    settings.remember_place("100001", Place(10, 20, 1200, 700, maximized=True))
    settings.choose_columns("100001", "complaint", ("channel",))
    kept = settings.load()
    assert (kept.theme, kept.idle_seconds()) == ("dark", 300)
    assert settings.place_of("100001") == Place(10, 20, 1200, 700, maximized=True)
    assert settings.place_of("100002") is None
    assert settings.chosen_columns("100001", "complaint") == ("channel",)
    assert settings.chosen_columns("100002", "complaint") == ()


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"theme": 7}', '{"windows": {"1": {"x": 1}}}'])
def test_a_damaged_file_counts_as_not_chosen(damage: str) -> None:
    settings.path().parent.mkdir(parents=True)
    settings.path().write_text(damage, encoding="utf-8")
    assert settings.load() == Settings()


def test_one_unreadable_choice_does_not_take_the_others_along() -> None:
    settings.path().parent.mkdir(parents=True)
    stored = {"theme": "purple", "staff_no": "100001", "future": 1}
    settings.path().write_text(json.dumps(stored), encoding="utf-8")
    assert settings.load() == Settings(staff_no="100001")


@pytest.mark.parametrize(("minutes", "seconds"), [(0, 60), (3, 180), (99, 600)])
def test_the_idle_lock_cannot_be_switched_off(minutes: int, seconds: int) -> None:
    assert Settings(idle_minutes=minutes).idle_seconds() == seconds


def test_places_of_the_data_are_kept_newest_first_and_once() -> None:
    for location in ("a.db", "b.db", "a.db"):
        settings.remember_location(location)
    assert settings.load().locations == ("a.db", "b.db")


def test_a_folder_that_cannot_be_written_costs_only_the_choice(
    data_folder: Path,
) -> None:
    data_folder.parent.mkdir(exist_ok=True)
    data_folder.write_text("in the way", encoding="utf-8")
    assert settings.change(theme="dark").theme == "dark"
    assert settings.load() == Settings()
