"""Lines break by the rules of Chinese typesetting, and no character is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.forms.text import Line, clean, escape, wrap
from tests.forms_paper import prose

_MARKS = "，。；：？！、）》”’……——（《“‘□☑ab1 -/%\n\t　"
_TEXTS = st.text(st.sampled_from("检查患者科室" + _MARKS) | st.characters(codec="utf-8"))
_WIDTHS = st.floats(8, 400)


def widths(text: str) -> list[float]:
    return [5.0 if char.isascii() else 10.0 for char in text]


def broken(text: str, available: float) -> list[str]:
    return [text[line.start : line.end] for line in wrap(text, widths(text), available)]


def joined(text: str, lines: list[Line]) -> str:
    """The lines put together again; between two of them at most a line feed was left out."""
    out = ""
    at = 0
    for line in lines:
        assert text[at : line.start] in ("", "\n")
        out += text[at : line.end]
        at = line.end
    return out + text[at:]


@given(_TEXTS, _WIDTHS)
def test_the_lines_joined_are_the_text(text: str, available: float) -> None:
    assert joined(text, wrap(text, widths(text), available)) == text


@given(_TEXTS, st.floats(10, 400))
def test_no_line_is_wider_than_the_cell(text: str, available: float) -> None:
    assert all(line.width <= available + 0.01 for line in wrap(text, widths(text), available))


@given(_TEXTS, _WIDTHS)
def test_a_piece_cut_at_line_ends_never_needs_more_lines(text: str, available: float) -> None:
    """What filling measured holds when the piece is painted by itself."""
    lines = wrap(text, widths(text), available)
    for first in range(min(len(lines), 4)):
        for last in range(first + 1, min(len(lines), first + 4) + 1):
            piece = text[lines[first].start : lines[last - 1].end]
            assert len(wrap(piece, widths(piece), available)) <= last - first


@pytest.mark.parametrize("available", [70, 133, 250, 349.5])
def test_prose_never_begins_or_ends_a_line_with_a_forbidden_mark(available: float) -> None:
    lines = [line for line in broken(prose(6000), available) if line.strip()]
    assert [line for line in lines if line[0] in "，。；：、）》”…%℃"] == []
    assert [line for line in lines if line.rstrip()[-1] in "（《“"] == []


@pytest.mark.parametrize("kept", ["——", "……", "QR-", "bpm", "☑不合格", "□不能，已建立联系方式"])
def test_what_belongs_together_stays_on_one_line(kept: str) -> None:
    for lead in range(12):
        lines = broken("检" * lead + " " + kept + "检查检查", 120)
        assert sum(kept in line for line in lines) == 1


def test_a_line_to_sign_on_keeps_its_name() -> None:
    lines = broken("职能科室负责人签名：____________  日期：______年____月____日", 160)
    assert lines == ["职能科室负责人签名：____________  ", "日期：______年____月____日"]


def test_a_word_longer_than_the_line_is_cut_and_kept() -> None:
    text = "A" * 1000
    assert "".join(broken(text, 100)) == text
    assert len(broken(text, 100)) == 50


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a\r\nb\rc\x0bd\x0ce\u2028f", "a\nb\nc\nd\ne\nf"),
        ("响铃\x07", "响铃〔U+0007〕"),
        ("半个\ud842", "半个〔U+D842〕"),
        ("\ufffe", "〔U+FFFE〕"),
        ("𠮷䶮\t<b>&'; DROP", "𠮷䶮\t<b>&'; DROP"),
    ],
)
def test_what_a_workbook_cannot_hold_is_shown_as_its_code(typed: str, stored: str) -> None:
    assert clean(typed) == stored


def test_text_that_looks_like_an_escape_is_escaped() -> None:
    assert escape("型号_x0041_B") == "型号_x005F_x0041_B"
    assert escape("_x004_ a_b") == "_x004_ a_b"
