"""Sheets from a table: digits or words, every mistake at once with its place, all of them or none."""

from pathlib import Path
from typing import Any

import pytest

from app.errors import FileProblem, InvalidRecord
from app.services import audit
from app.services.people import directory
from app.services.surveys import keying, sheet_import
from tests.cast import Cast
from tests.services.imports import files
from tests.services.surveys.house import collecting, shipped

HEADS = ("科室", "填写人", *(f"第{n}题" for n in range(1, 20)), "不满")


def read(cast: Cast, survey: int, path: Path) -> sheet_import.Reading:
    known = {one.text: one.id for one in directory.load(cast.admin).departments}
    return sheet_import.read(cast.handler, survey, path, known)


def row(**other: Any) -> tuple[Any, ...]:
    held = {"科室": "骨科一病区", "填写人": "患者", **{one: 1 for one in HEADS[2:21]}, "不满": ""}
    return tuple((held | other)[one] for one in HEADS)


def test_digits_and_words_mean_the_same_answers(cast: Cast, tmp_path: Path) -> None:
    survey = collecting(cast)
    words = {
        "第1题": "很不满意",
        "第2题": "不适用",
        "第3题": "",
        "第17题": "没有",
        "第19题": "可能会",
    }
    path = files.xlsx(tmp_path / "表.xlsx", [HEADS, row(), row(**words, 不满="夜里吵")])
    found = read(cast, survey, path)
    assert found.mistakes == ()
    assert [one.answers for one in found.sheets] == ["1" * 19, "50-" + "1" * 13 + "112"]
    sheet_import.bring_in(cast.handler, survey, found)
    kept = keying.begin(cast.handler, survey).sheets
    assert [one.given.answers for one in kept] == [one.answers for one in found.sheets]
    assert kept[1].given.complaint == "夜里吵"
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok


def test_headings_may_be_the_questions_themselves(cast: Cast, tmp_path: Path) -> None:
    survey = collecting(cast)
    heads = ("病区", *(one.short for one in shipped().questions))
    path = files.xlsx(tmp_path / "表.xlsx", [heads, ("儿科", *["2"] * 16, "1", "2", "1")])
    assert [one.answers for one in read(cast, survey, path).sheets] == ["2" * 16 + "121"]


def test_everything_wrong_is_said_at_once_with_its_place(cast: Cast, tmp_path: Path) -> None:
    survey = collecting(cast)
    bad = row(科室="没有这个科", 第1题="7", 第17题="也许", 填写人="护士")
    path = files.xlsx(tmp_path / "表.xlsx", [HEADS, row(), bad])
    found = read(cast, survey, path)
    assert [(one.row, one.column) for one in found.mistakes] == [
        (3, "A"), (3, "B"), (3, "C"), (3, "S"),
    ]  # fmt: skip
    assert "1 没有、2 有、0 不适用" in found.mistakes[-1].expected
    with pytest.raises(InvalidRecord, match="4 处要改"):
        sheet_import.bring_in(cast.handler, survey, found)
    assert keying.begin(cast.handler, survey).sheets == ()


def test_a_missing_question_is_named(cast: Cast, tmp_path: Path) -> None:
    survey = collecting(cast)
    heads = tuple(one for one in HEADS if one not in ("第5题", "科室"))
    path = files.xlsx(tmp_path / "表.xlsx", [heads, ("患者", *[1] * 18, "")])
    said = [one.found for one in read(cast, survey, path).mistakes]
    assert said == ["没有第 5 题的列", "没有“科室”列"]


def test_a_file_that_is_no_such_table_says_what_is_needed(cast: Cast, tmp_path: Path) -> None:
    survey = collecting(cast)
    with pytest.raises(FileProblem, match="总体满意度是第 18 题"):
        read(cast, survey, files.xlsx(tmp_path / "表.xlsx", [("姓名", "电话"), ("甲", "1")]))


def test_an_empty_sheet_in_the_table_is_a_mistake(cast: Cast, tmp_path: Path) -> None:
    survey = collecting(cast)
    blank = row(**{one: "" for one in HEADS[2:21]})
    (mistake,) = read(cast, survey, files.xlsx(tmp_path / "表.xlsx", [HEADS, blank])).mistakes
    assert "至少答一题" in mistake.expected
