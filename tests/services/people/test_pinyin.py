"""People and departments are found by first letters, name and code."""

import pytest

from app.models.organisation import Role
from app.services import defaults
from app.services.operations import Desk
from app.services.people import accounts, directory, pinyin


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
        ("单某", {"dm", "sm"}),
        ("张晟", {"zs", "zc"}),
        ("泌尿外科", {"mnwk", "bnwk"}),
        ("长期照护中心", {"cqzhzx", "zqzhzx"}),
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


@pytest.mark.parametrize("typed", ["zzyxk", "czyxk", "zz", "CZ"])
def test_a_department_is_picked_by_either_reading(desk: Desk, typed: str) -> None:
    one = next(one for one in directory.load(desk).departments if one.text == "重症医学科")
    assert pinyin.matches(typed, one.text, one.code, one.initials)


@pytest.mark.parametrize(
    ("name", "typed"), [("单某", "sm"), ("单某", "dm"), ("长孙某", "csm"), ("长孙某", "zsm")]
)
def test_a_person_is_picked_by_either_reading(desk: Desk, name: str, typed: str) -> None:
    accounts.add_person(desk, "300001", name, 1, frozenset({Role.REGISTRAR}))
    one = next(one for one in directory.load(desk).people if one.code == "300001")
    assert pinyin.matches(typed, one.text, one.code, one.initials)
