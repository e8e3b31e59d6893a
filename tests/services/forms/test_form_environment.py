"""The papers of clause 四.4 from values to workbook and PDF: rounds of any length, every re-check, no room lost."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.services.forms import CATALOGUE, FormData, FormValue, Options, fill, grammar, to_pdf
from tests.forms_environment import FAIL, PASS, check, failure, line, many, recheck
from tests.forms_paper import cell_texts, data, page_texts, squeezed

FORM = CATALOGUE["F14"]
HEAD = "名称区域、点位环境类别限值（标准号）方法"


def printed(values: Mapping[str, FormValue], folder: Path) -> list[str]:
    """The pages' texts of one print; its workbook lies beside it."""
    filled = fill(FORM, data(values))
    filled.save(folder / "form.xlsx")
    assert to_pdf(filled, folder / "form.pdf") == filled.pages
    return page_texts(folder / "form.pdf")


def texts(values: Mapping[str, FormValue]) -> set[str]:
    """All single texts, those of the lines too."""
    found: set[str] = set()
    for value in values.values():
        for line_values in value if isinstance(value, list) else [{"": value}]:
            found |= {grammar.value_text(one) for one in line_values.values() if one is not None}
    return {squeezed(one) for one in found}


def test_every_field_of_the_form_stands_in_its_sample() -> None:
    assert set(check()) == {name.partition(".")[0] for name in FORM.fields}


def test_an_ordinary_round_takes_two_pages_on_which_everything_stands(tmp_path: Path) -> None:
    pages = printed(check(), tmp_path)
    assert len(pages) == 2
    whole = "".join(pages)
    assert [text for text in texts(check()) if text not in whole] == []


def test_every_text_is_found_in_the_workbook(tmp_path: Path) -> None:
    printed(check(), tmp_path)
    whole = squeezed("".join(cell_texts(tmp_path / "form.xlsx")))
    said = {text for text in texts(check()) if re.search("[^\\d.年月日:]", text)}
    assert [text for text in said if text not in whole] == []


def test_one_point_takes_one_page(tmp_path: Path) -> None:
    nothing: list[Mapping[str, FormValue]] = [
        {"what": "（无）", "restricted": Options(()), "judgement": Options(())}
    ]
    one: dict[str, FormValue] = {"lines": [line()], "failures": nothing, "rechecks": nothing}
    pages = printed(check() | one, tmp_path)
    assert len(pages) == 1
    assert pages[0].count("（无）") == 2
    assert pages[0].count("□") + pages[0].count("☑") == 3


def test_sixty_points_go_on_under_their_headings(tmp_path: Path) -> None:
    pages = printed(check() | {"lines": many(60)}, tmp_path)
    holding = [page for page in pages if re.search(r"第\d+号：", page)]
    assert len(holding) > 1
    assert all(HEAD in page for page in holding)
    assert all("（续表）" in page for page in pages[1:])
    assert all(f"第{number}号：" in "".join(pages) for number in range(1, 61))


def test_every_re_check_is_a_row_until_one_passed(tmp_path: Path) -> None:
    again: list[Mapping[str, FormValue]] = [
        recheck("静压差 第 2 手术间", at, PASS if at == 40 else FAIL, value=at)
        for at in range(1, 41)
    ]
    pages = printed(check() | {"rechecks": again}, tmp_path)
    whole = "".join(pages)
    assert all(f"第{at}次" in whole for at in range(1, 41))
    assert all(
        "第几次复查前的原因" in page for page in pages if "复查时间" in page or "第9次" in page
    )


@pytest.mark.parametrize("length", [400, 3000])
def test_long_causes_and_measures_are_kept(length: int, tmp_path: Path) -> None:
    cause = "".join(f"丁{at:04d}，" for at in range(length // 6))
    action = "".join(f"丙{at:04d}，" for at in range(length // 6))
    values: dict[str, FormValue] = {
        "failures": [failure("静压差", cause=cause, action=action, supervision="")],
        "counted": "",
    }
    printed(check() | values, tmp_path)
    cells = squeezed("".join(cell_texts(tmp_path / "form.xlsx")))
    assert cells.count("丁") == cells.count("丙") == length // 6
    assert len(re.findall(r"\d", cells.partition("不合格处理")[2].partition("复查（")[0])) >= 8 * (
        length // 6
    )


def test_a_blank_form_has_numbered_lines_and_room_to_sign(tmp_path: Path) -> None:
    filled = fill(FORM, FormData({}, "安禾医院", slip="K7Q2MX"))
    assert to_pdf(filled, tmp_path / "blank.pdf") == 2
    whole = "".join(page_texts(tmp_path / "blank.pdf"))
    assert "☑" not in whole
    assert whole.count("□") == FORM.blank_lines * (3 + 2 + 3)
    assert whole.count("签名：____") == len(FORM.signatures)
    assert whole.count("区域____") == FORM.blank_lines
    assert "{" not in whole
