"""What a list asks for: the ids of a query in order, and the rows of the windows that are looked at."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.services import lists
from app.services.operations import Desk
from app.services.registers.register import Register
from app.services.storage.stopping import Stop

WINDOW = 100


@dataclass(frozen=True)
class Listing:
    """The answer to a query: ids in order, and the rows of the windows that are looked at.

    `is_whole` False: only the first window so far, the rest is on its way. `places` says where
    records looked at stand: in a million ids the window would wait for the answer.
    """

    ids: "array[int]"
    windows: dict[int, list[lists.Row]]
    is_whole: bool = True
    places: Mapping[int, int] = field(default_factory=dict)


def fetch_first(desk: Desk, kind: Register, query: lists.Query) -> Listing:
    """The first window of a query, which is there at once however long the list is."""
    ids = lists.ids(desk, kind, query, WINDOW + 1)
    return Listing(
        ids[:WINDOW], {0: lists.rows(desk, kind, ids[:WINDOW])}, is_whole=len(ids) <= WINDOW
    )


def fetch_listing(
    desk: Desk,
    kind: Register,
    query: lists.Query,
    looked_at: Sequence[int],
    stop: Stop | None = None,
) -> Listing:
    """Run a query; the windows around the records `looked_at` come along, or the first one."""
    ids = lists.ids(desk, kind, query, stop=stop)
    places = {one: place_of(ids, one) for one in looked_at}
    windows = {place // WINDOW for place in places.values() if place >= 0} or {0}
    return Listing(
        ids,
        {one: lists.rows(desk, kind, ids[one * WINDOW : (one + 1) * WINDOW]) for one in windows},
        places=places,
    )


def place_of(ids: "array[int]", record_id: int) -> int:
    """Where a record stands in the list; a negative number when it does not."""
    try:
        return ids.index(record_id)
    except ValueError:
        return -WINDOW
