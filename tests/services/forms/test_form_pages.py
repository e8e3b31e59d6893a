"""Pages: nothing lost, nothing too high, no page empty, no heading alone at the end of one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.forms import units
from app.services.forms.paginate import (
    Band,
    Page,
    Row,
    Text,
    TooHigh,
    paginate,
    storable_height,
)

FIRST, FOLLOWING = 717.0, 642.0
SIZE = 10.5


def box(*lines: int, least: float = 20.0) -> Band:
    """A row with texts of so many lines."""
    need = max([least, *(units.text_height(count, SIZE) for count in lines)])
    row = Row(storable_height(need), tuple(Text(count, SIZE) for count in lines), 36.0)
    return Band((row,), row)


def plain(height: float = 21.0) -> Band:
    row = Row(height)
    return Band((row,), row)


def lines_of(pages: list[Page], band: int, text: int = 0) -> list[tuple[int, int]]:
    """The cuts of one text in the order of the pages."""
    return [
        part.cuts[text]
        for page in pages
        for part in page.parts
        if part.band == band and part.cuts is not None
    ]


bands = st.lists(
    st.one_of(
        st.integers(0, 400).map(box),
        st.tuples(st.integers(0, 90), st.integers(0, 90)).map(lambda counts: box(*counts)),
        st.integers(20, 300).map(lambda steps: plain(steps * 0.75)),
    ),
    min_size=1,
    max_size=25,
)


def heights(page: Page, bands: list[Band]) -> Iterator[float]:
    """The heights of the sheet rows written for a page."""
    for part in page.parts:
        if part.rows:
            yield from [part.height] * part.rows
        else:
            yield from (row.height for row in bands[part.band].rows)


@given(bands)
def test_every_page_holds_its_rows_and_none_is_empty(found: list[Band]) -> None:
    pages = paginate(found, FIRST, FOLLOWING)
    for number, page in enumerate(pages):
        rows = list(heights(page, found))
        assert rows
        assert all(height <= units.HIGHEST_ROW for height in rows)
        assert sum(rows) <= (FOLLOWING if number else FIRST) + 0.01


@given(bands)
def test_every_band_stands_on_the_pages_once_and_in_order(found: list[Band]) -> None:
    parts = [part for page in paginate(found, FIRST, FOLLOWING) for part in page.parts]
    assert [part.band for part in parts] == sorted(part.band for part in parts)
    assert {part.band for part in parts} == set(range(len(found)))
    for number, band in enumerate(found):
        mine = [part for part in parts if part.band == number]
        assert [part.first for part in mine] == [True] + [False] * (len(mine) - 1)
        if len(mine) == 1:
            continue
        for at, text in enumerate(band.rows[0].texts):
            cuts = [part.cuts[at] for part in mine if part.cuts is not None]
            assert cuts[0][0] == 0
            assert cuts[-1][1] == text.lines
            assert all(one[1] == other[0] for one, other in pairwise(cuts))


@pytest.mark.parametrize("lines", [55, 100, 131, 570])
def test_the_last_piece_has_at_least_two_lines(lines: int) -> None:
    for before in range(40):
        pages = paginate([*(plain() for _ in range(before)), box(lines)], FIRST, FOLLOWING)
        cuts = lines_of(pages, before)
        assert all(last - first >= 2 for first, last in cuts[-1:])


def test_a_long_text_begins_on_this_page_and_goes_on() -> None:
    pages = paginate([plain(300), box(60)], FIRST, FOLLOWING)
    assert [len(page.parts) for page in pages] == [2, 1]


def test_a_low_box_moves_whole() -> None:
    pages = paginate([plain(700), box(6)], FIRST, FOLLOWING)
    assert [part.cuts for page in pages for part in page.parts] == [None, None]


def test_a_heading_goes_with_what_it_heads() -> None:
    heading = Band((Row(19.5),), Row(19.5), leads=True)
    pages = paginate([plain(690), heading, plain(21)], FIRST, FOLLOWING)
    assert [[part.band for part in page.parts] for page in pages] == [[0], [1, 2]]


def opinion(*row_heights: float) -> Band:
    """Rows tied by a label that stands beside all of them."""
    return Band(
        tuple(Row(height, (Text(max(1, int(height / 15.3) - 1), SIZE),)) for height in row_heights)
    )


def test_tied_rows_are_kept_together_while_they_are_low() -> None:
    pages = paginate([plain(600), opinion(150, 21)], FIRST, FOLLOWING)
    assert [[part.row for part in page.parts] for page in pages] == [[None], [None]]


def test_tied_rows_higher_than_half_a_page_are_opened() -> None:
    high = storable_height(900)
    pages = paginate([plain(600), opinion(high, 21)], FIRST, FOLLOWING)
    assert len(pages) == 3
    assert {part.row for page in pages for part in page.parts if part.band == 1} == {0, 1}


def test_rows_that_fit_no_page_are_refused() -> None:
    with pytest.raises(TooHigh):
        paginate([plain(storable_height(900))], FIRST, FOLLOWING)


def table(*lines: Band) -> list[Band]:
    """A heading and the lines under it."""
    return [replace(plain(), leads=True), *(replace(line, is_line=True) for line in lines)]


@given(st.integers(1, 120), st.integers(0, 40))
def test_lines_that_go_on_stand_under_their_heading(count: int, before: int) -> None:
    found = [plain() for _one in range(before)] + table(*(plain() for _one in range(count)))
    pages = paginate(found, FIRST, FOLLOWING)
    for number, page in enumerate(pages):
        placed = [part.band for part in page.parts]
        lines = [band for band in placed if band > before]
        assert not lines or placed[placed.index(lines[0]) - 1] == before
        assert lines or before not in placed
        assert page.used <= (FIRST if number == 0 else FOLLOWING)
    written = [part.band for page in pages for part in page.parts if part.band > before]
    assert written == list(range(before + 1, before + 1 + count))


@given(st.integers(1, 11), st.integers(0, 40))
def test_a_low_table_stands_on_one_page_with_the_headings_over_it(count: int, before: int) -> None:
    found = [plain() for _one in range(before)]
    found += [replace(plain(19.5), leads=True), *table(*(plain(19.5) for _one in range(count)))]
    pages = paginate(found, FIRST, FOLLOWING)
    (whole,) = [page for page in pages if before in {part.band for part in page.parts}]
    placed = [part.band for part in whole.parts if part.band >= before]
    assert placed == list(range(before, before + count + 2))


def test_a_high_table_is_not_moved_whole() -> None:
    pages = paginate([plain(500), *table(*(plain() for _one in range(20)))], FIRST, FOLLOWING)
    assert [part.band for part in pages[0].parts][:4] == [0, 1, 2, 3]


@given(st.lists(st.integers(1, 150), min_size=1, max_size=12))
def test_a_long_line_goes_on_under_its_heading(lines: list[int]) -> None:
    pages = paginate(table(*(box(count) for count in lines)), FIRST, FOLLOWING)
    assert all(page.parts[0].band == 0 and len(page.parts) > 1 for page in pages)
    for number, count in enumerate(lines, start=1):
        cuts = lines_of(pages, number)
        if cuts:
            assert cuts[0][0] == 0
            assert cuts[-1][1] == count
            assert all(one[1] == other[0] for one, other in pairwise(cuts))


def test_what_follows_a_table_carries_no_heading() -> None:
    pages = paginate([*table(plain()), *(plain(300) for _one in range(4))], FIRST, FOLLOWING)
    assert [part.band for page in pages[1:] for part in page.parts].count(0) == 0
