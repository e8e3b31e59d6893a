"""People and departments are found by first letters, name and code."""

import pytest

from app.services import defaults
from app.services.people import pinyin


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        ("护理部", {"hlb"}),
        ("心内科二病区", {"xnkebq"}),
        ("单雄信", {"dxx", "sxx"}),
        ("重症医学科", {"zzyxk", "czyxk"}),
        ("长孙无忌", {"zswj", "cswj"}),
        ("乐嘉", {"lj", "yj"}),
        ("行政科", {"xzk", "hzk"}),
        ("ICU 病房２", {"icubf2"}),
        ("外科（西院）", {"wkxy"}),
    ],
)
def test_every_likely_reading_is_there(text: str, variants: set[str]) -> None:
    assert variants <= set(pinyin.initials(text).split())


def test_a_character_without_reading_stands_for_itself() -> None:
    assert pinyin.initials("𠮷敏") == "𠮷m"
    assert pinyin.initials("") == ""


def test_many_readings_stay_within_the_column() -> None:
    assert len(pinyin.initials("重长行乐单会" * 10)) <= 200


@pytest.mark.parametrize("query", ["hlb", "HLB", "护理", "hl", "ｈｌｂ", " hlb ", ""])
def test_a_department_is_found_by_letters_name_and_code(query: str) -> None:
    assert pinyin.matches(query, "护理部", "HLB", pinyin.initials("护理部"))


def test_what_does_not_match_is_not_found() -> None:
    assert not pinyin.matches("ywk", "护理部", "HLB", "hlb")


def test_every_shipped_department_is_found_by_its_initials() -> None:
    for one in defaults.departments():
        letters = pinyin.initials(one.name)
        assert letters
        assert pinyin.matches(letters.split(maxsplit=1)[0], one.name, one.code, letters)
