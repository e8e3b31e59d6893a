"""Which back-ups are kept: 24 of today, one a day for 30 days, one a month for 60 months."""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from app import clock
from app.services.upkeep.backups.manifests import DATABASE, MANIFEST, Backup

log = logging.getLogger(__name__)

OF_TODAY, DAYS, MONTHS = 24, 30, 60
PAUSE = timedelta(days=30)


def kept(moments: Iterable[datetime], today: date) -> set[datetime]:
    """The moments whose back-ups stay; the newest of each day and month stands for it."""
    newest_first = sorted(moments, reverse=True)
    keep = set(newest_first[:1])
    days: dict[date, datetime] = {}
    months: dict[tuple[int, int], datetime] = {}
    todays = []
    for moment in newest_first:
        day = clock.local(moment).date()
        if day >= today:
            todays.append(moment)
        days.setdefault(day, moment)
        months.setdefault((day.year, day.month), moment)
    keep.update(todays[:OF_TODAY])
    keep.update(list(days.values())[:DAYS])
    keep.update(list(months.values())[:MONTHS])
    return keep


def thin(backups: list[Backup], today: date) -> int:
    """Remove what is kept no longer; only the two files this program wrote, never others."""
    keep = kept((one.made_at for one in backups), today)
    removed = 0
    for one in backups:
        if one.made_at in keep:
            continue
        try:
            (one.folder / MANIFEST).unlink()
            (one.folder / DATABASE).unlink()
            one.folder.rmdir()  # stays when something else lies in it
            removed += 1
        except OSError:
            log.warning("an old backup could not be removed")
    return removed
