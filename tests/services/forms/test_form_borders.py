"""Frames as coordinates: corners close, lines end where they should, neighbours join."""

from app.services.forms.borders import GAP, Grid, Stroke
from app.services.forms.styles import Side

THIN, DOUBLE = Side("thin"), Side("double")
XS = [0.0, 100.0, 200.0]
YS = [0.0, 50.0, 100.0]


def framed(grid: Grid) -> Grid:
    """A double frame around two columns and two rows."""
    for at in (0, 1):
        grid.add_across(0, at, DOUBLE)
        grid.add_across(2, at, DOUBLE)
        grid.add_down(at, 0, DOUBLE)
        grid.add_down(at, 2, DOUBLE)
    return grid


def lines(strokes: list[Stroke]) -> set[tuple[float, float, float, float]]:
    return {(stroke.x1, stroke.y1, stroke.x2, stroke.y2) for stroke in strokes}


def test_a_double_frame_is_two_closed_rectangles() -> None:
    assert lines(framed(Grid(XS, YS)).strokes()) == {
        (-GAP, -GAP, 200 + GAP, -GAP),
        (GAP, GAP, 200 - GAP, GAP),
        (GAP, 100 - GAP, 200 - GAP, 100 - GAP),
        (-GAP, 100 + GAP, 200 + GAP, 100 + GAP),
        (-GAP, -GAP, -GAP, 100 + GAP),
        (GAP, GAP, GAP, 100 - GAP),
        (200 - GAP, GAP, 200 - GAP, 100 - GAP),
        (200 + GAP, -GAP, 200 + GAP, 100 + GAP),
    }


def test_a_thin_line_stops_at_the_near_stroke_of_the_frame() -> None:
    grid = framed(Grid(XS, YS))
    for at in (0, 1):
        grid.add_across(1, at, THIN)
        grid.add_down(at, 1, THIN)
    thin = {
        (stroke.x1, stroke.y1, stroke.x2, stroke.y2)
        for stroke in grid.strokes()
        if stroke.y1 == stroke.y2 == 50 or stroke.x1 == stroke.x2 == 100
    }
    assert thin == {(GAP, 50, 200 - GAP, 50), (100, 0, 100, 100)} or thin == {
        (GAP, 50, 200 - GAP, 50),
        (100, GAP, 100, 100 - GAP),
    }


def test_a_double_line_inside_opens_the_frame_where_it_leaves() -> None:
    grid = framed(Grid(XS, YS))
    grid.add_down(0, 1, DOUBLE)
    grid.add_down(1, 1, DOUBLE)
    top = {stroke for stroke in grid.strokes() if stroke.y1 == stroke.y2 == GAP}
    assert lines(list(top)) == {(GAP, GAP, 100 - GAP, GAP), (100 + GAP, GAP, 200 - GAP, GAP)}


def test_the_stronger_of_two_neighbours_is_drawn() -> None:
    grid = Grid(XS, YS)
    grid.add_across(1, 0, Side("hair"))
    grid.add_across(1, 0, Side("medium"))
    grid.add_across(1, 0, THIN)
    assert [stroke.width for stroke in grid.strokes()] == [1.5]


def test_equal_neighbours_make_one_long_stroke_and_others_do_not() -> None:
    grid = Grid(XS, YS)
    grid.add_across(0, 0, THIN)
    grid.add_across(0, 1, THIN)
    grid.add_across(1, 0, THIN)
    grid.add_across(1, 1, Side("thin", "FF0000"))
    assert lines(grid.strokes()) == {(0, 0, 200, 0), (0, 50, 100, 50), (100, 50, 200, 50)}
