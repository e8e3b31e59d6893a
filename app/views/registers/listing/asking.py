"""Asks what a list shows: its first rows at once, then all of it and its counts, beside."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.services import lists
from app.services.registers.register import Register
from app.services.storage.stopping import Stop
from app.views.context import Context
from app.views.registers.listing.fetching import Listing, fetch_first, fetch_listing
from app.views.registers.listing.kept_place import KeptPlace

_COUNTED_BY = 200  # milliseconds


class Asking(QObject):
    """One question at a time: a new one ends that before, wherever it is."""

    found = Signal(object, object)  # Listing, the KeptPlace it was asked with
    counted = Signal(object)  # Counts; None while the counting takes long

    def __init__(self, context: Context, register: Register, page: QObject) -> None:
        super().__init__(page)
        self._context, self._register, self._page = context, register, page
        self._stop = Stop()
        # Numbers of another question stand no longer than nobody notices.
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNTED_BY)
        self._counting.timeout.connect(lambda: self.counted.emit(None))

    def ask(self, query: lists.Query, place: KeptPlace, *, is_another: bool) -> None:
        """Ask; `is_another` False where the same is only asked again, and its numbers may stay."""
        self._stop.ask()
        self._stop = stop = Stop()
        ask, aside = self._context.ask, self._context.ask_aside
        page, register = self._page, self._register

        def first(listing: Listing) -> None:
            show(listing)
            if not stop.is_asked:
                if not listing.is_whole:
                    aside(page, fetch_listing, show, None, register, query, (), stop)
                count()

        def show(listing: Listing) -> None:
            if not stop.is_asked:
                self.found.emit(listing, place)

        def count() -> None:
            aside(page, lists.counts, take, None, register, query, stop)

        def take(counts: lists.Counts) -> None:
            if not stop.is_asked:
                self._counting.stop()
                self.counted.emit(counts)

        if is_another:
            self._counting.start()
        if place.current is None:
            ask(page, fetch_first, first, None, register, query)
        else:
            ask(page, fetch_listing, show, None, register, query, place.looked_at(), stop)
            count()
