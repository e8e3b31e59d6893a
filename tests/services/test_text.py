"""What people type or paste: what cannot be kept goes, and everything wrong is said at once."""

import pytest

from app.services.text import clean, cleaned, problems, too_long


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  护理部\t三楼\r\n", "护理部 三楼"),
        ("床\x00位\u200e\u202e12\ufeff", "床位\u200e12"),
        ("\U0001f642好", "\U0001f642好"),
        ("\ufa11", "\ufa11"),
    ],
)
def test_one_line_keeps_words_and_loses_what_cannot_be_stored(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_lines_stay_lines_where_they_are_wanted() -> None:
    assert clean("\r\n一\r二\u2028三  \n\n", lines=True) == "一\n二\n三"


def test_a_text_may_be_as_long_as_its_limit() -> None:
    assert too_long("一二三", 3) == ""
    assert too_long("一二三四", 3) == "最多 3 字，现在 4 字"


def test_texts_not_given_are_empty() -> None:
    assert cleaned({"name": " 库房 ", "area": None, "other": "x"}, ("name", "area", "note")) == {
        "name": "库房", "area": "", "note": "",
    }  # fmt: skip


def test_everything_wrong_is_said_at_once_what_is_missing_first() -> None:
    wanted = {"note": "一二三四", "name": "", "department": None, "area": "三楼"}
    found = problems(
        wanted,
        {"name": "还没有写名称", "department": "还没有选科室"},
        {"note": 3, "name": 2, "area": 2},
    )
    assert list(found.items()) == [
        ("name", "还没有写名称"),
        ("department", "还没有选科室"),
        ("note", "最多 3 字，现在 4 字"),
    ]
