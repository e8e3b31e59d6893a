"""What dates, moments and numbers of clause 四.5 can be; field → what is wrong and what to do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.clock import local
from app.i18n import _


def not_later(values: Mapping[str, Any], today: date, name: str) -> dict[str, str]:
    """It happened today or before."""
    moment = values.get(name)
    if moment is not None and local(moment).date() > today:
        return {name: _("不能晚于今天")}
    return {}


def not_before(values: Mapping[str, Any], begun: str, *names: str) -> dict[str, str]:
    """Nobody is told of a thing before it happens."""
    start = values.get(begun)
    return {
        name: _("不能早于 {moment}").format(moment=f"{local(start):%m-%d %H:%M}")
        for name in names
        if start is not None and values.get(name) is not None and values[name] < start
    }


def within(values: Mapping[str, Any], most: int, *names: str) -> dict[str, str]:
    """A count from nothing to what there can be."""
    return {
        name: _("应在 0 到 {n} 之间").format(n=most)
        for name in names
        if values.get(name) is not None and not 0 <= values[name] <= most
    }
