"""A page of 系统 in front of somebody, as the window shows it."""

from typing import TypeVar

from pytestqt.qtbot import QtBot

from app.services.operations import Desk
from app.services.people import organisation
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.settings.sub_page import SubPage

Page = TypeVar("Page", bound=SubPage)


def opened(qtbot: QtBot, desk: Desk, kind: type[Page], height: int = 600) -> Page:
    """The page with what this person may do there; it is read again when something changed."""
    context = Context(desk, "陈静", "安禾医院", Jobs(inline=True))
    page = kind(context)
    qtbot.addWidget(page)
    page.resize(1300, height)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.allow(organisation.me(desk))
    page.reload()
    context.changed.connect(lambda _changes: page.reload())
    return page
