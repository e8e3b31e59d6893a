"""撤销导入…: what it would do is said first; records worked on since are named and stay."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app import clock
from app.errors import StepRefused
from app.i18n import _
from app.services.imports import runs
from app.services.imports.runs import Undoing
from app.services.operations import Changes
from app.services.registers.register import Register
from app.views.asking.dialogs import confirm
from app.views.context import Context
from app.views.jobs import Progress


def ask(
    context: Context,
    register: Register,
    run_id: int,
    owner: QWidget,
    agreed: Callable[[bool], None],
    failed: Callable[[Exception], None],
) -> None:
    """Look what undoing would do and ask; `agreed` is told whether some records stay."""

    def weighed(undoing: Undoing) -> None:
        if not undoing.voids:
            failed(StepRefused(_nothing_words(undoing)))
        elif _agreed(owner, undoing):
            agreed(bool(undoing.left))

    context.ask(owner, runs.weigh, weighed, failed, register, run_id)


def work(
    context: Context, register: Register, run_id: int, leave_rest: bool
) -> Callable[[Progress], Changes]:
    """The undoing itself, for a job that shows how far it is and can be stopped."""
    desk = context.desk
    return lambda progress: runs.undo(desk, register, run_id, leave_rest, progress.report)


def announce(context: Context, register: Register) -> None:
    """Tell every page: also after it was stopped half-way."""
    model: Any = register.model
    context.announce(Changes(frozenset({model.__tablename__})))


def _nothing_words(undoing: Undoing) -> str:
    if undoing.left:
        return _("这些记录导入以后办理过，不能撤销：{names}。要作废，逐件打开办理。").format(
            names=undoing.names()
        )
    return _("这次导入的记录都已经作废，没有要撤销的。")


def _agreed(owner: QWidget, undoing: Undoing) -> bool:
    run, count = undoing.run, len(undoing.voids)
    when = f"{clock.local(run.at):%Y-%m-%d %H:%M}"
    if undoing.left:
        text = _(
            "导入以后办理过的 {m} 件不能撤销：{names}。\n"
            "其余 {n} 件可以撤销：全部作废，原因“撤销导入”，编号和经过保留。"
        ).format(m=len(undoing.left), names=undoing.names(), n=count)
        title = _("有 {m} 件已经办理过").format(m=len(undoing.left))
        return confirm(
            owner, title, text, act=_("撤销其余 {n} 件").format(n=count), keep=_("不撤销")
        )
    text = _(
        "“{file}”，{when} 由{by}导入。这 {n} 件全部作废，原因“撤销导入”，编号和经过保留；"
        "改好旧台账后可以再导。"
    ).format(file=run.file, when=when, by=run.by, n=count)
    title = _("撤销这次导入的 {n} 件？").format(n=count)
    return confirm(owner, title, text, act=_("撤销导入"), keep=_("不撤销"))
