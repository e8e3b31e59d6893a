"""系统 › 审计: how long the chain is, when it was last verified, and the button that does it again."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.services.access import Permission
from app.services.people import organisation
from app.services.people.organisation import ChainHead
from app.services.storage import state
from app.services.upkeep import verifying
from app.services.upkeep.verifying import Verification
from app.views import messages, theme
from app.views.context import Context
from app.views.settings.sub_page import SubPage
from app.views.widgets.buttons import primary
from app.views.widgets.cards import Card
from app.views.widgets.frames import ToneCard
from app.views.widgets.labels import label
from app.views.widgets.progress import Progress

_ABOUT = N_(
    "每一次登记、更正、办理、打印、导出、登录和被拒绝的操作都是一条审计记录，一条接一条锁在一起，"
    "谁也改不了、删不掉。校验从第一条走到最后一条，再拿每一件记录和它最后一条审计核对；"
    "有人绕过程序改过数据，这里会说出是哪一条。"
)
_PRINTED = N_("每张打印的表单页脚都印着当时的链头，拿纸上的和这里的对得上，就没有被整体换过。")


class AuditPage(SubPage):
    """Facts at the top, the verdict of the last verification below."""

    permission = Permission.AUDIT
    keys = (("Ctrl+Enter", N_("校验")), ("F5", N_("重新载入")))

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.check = primary(_("校验"), "shield")
        self.head = label("", "section", selectable=True)
        self.count = label("", "figure")
        self.last = label("", "body", wrap=True)
        self.progress = Progress()
        self.verdict = ToneCard()
        self.verdict.hide()
        self.column.addWidget(self._facts())
        self.column.addWidget(self.progress)
        self.column.addWidget(self.verdict)
        self.column.addStretch(1)
        self.check.clicked.connect(self.verify)

    def head_buttons(self) -> Sequence[QWidget]:
        """Verifying."""
        return (self.check,)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to audit."""
        return (self.check,)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色不能校验审计。由审计员、分管领导、系统管理员或安全管理员校验")

    def focus_first(self) -> None:
        """The button."""
        self.check.setFocus()

    def reload(self) -> None:
        """Read head and count anew, and what this PC knows of the last verification."""
        self.context.ask(self, organisation.chain_head, self._show_head, None)

    def verify(self) -> None:
        """Walk the chain in a job; the window goes on working meanwhile."""
        if not self.check.isEnabled():
            return
        desk = self.context.desk
        self.check.setEnabled(False)
        self.verdict.hide()
        self.progress.start(
            _("正在校验 {n} 条审计记录和全部数据…").format(n=self.count.text()), can_cancel=False
        )
        self.context.jobs.file(
            self, lambda _progress: verifying.verify(desk), self._show_verdict, self._not_verified
        )

    def _facts(self) -> Card:
        card = Card()
        card.body.addWidget(label(_(_ABOUT), "body", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.MARGIN * 2)
        grid.setVerticalSpacing(theme.GAP_INNER)
        for column, (title, value) in enumerate(
            (
                (_("审计记录"), self.count),
                (_("现在的链头"), self.head),
                (_("上次校验"), self.last),
            )
        ):
            grid.addWidget(label(title, "muted"), 0, column)
            grid.addWidget(value, 1, column)
        grid.setColumnStretch(2, 1)
        lines = QVBoxLayout()
        lines.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        lines.addLayout(grid)
        card.body.addLayout(lines)
        card.body.addWidget(label(_(_PRINTED), "muted", wrap=True))
        return card

    def _show_head(self, head: ChainHead) -> None:
        self.count.setText(f"{head.entries:,}")
        self.head.setText(head.anchor)
        known = state.read(self.context.desk.database.location)
        if known.checked_at is None:
            self.last.setText(_("这台电脑上还没有校验过"))
        else:
            outcome = known.problem or _("全部相符")
            when = state.day_words(known.checked_at)
            self.last.setText(_("{when}，{outcome}").format(when=when, outcome=outcome))

    def _show_verdict(self, result: Verification) -> None:
        self.progress.finish()
        self.check.setEnabled(True)
        self.context.looked_after.emit()
        if result.ok:
            self.verdict.show_content(
                "pass",
                "check",
                _("全部相符"),
                _("{n} 条审计记录一条不少，接得上，数据和最后一条审计一致。").format(
                    n=f"{result.entries:,}"
                ),
                _("校验到链头 #{n} {head}，数据库文件也完整。这次校验本身记为下一条。").format(
                    n=result.entries, head=result.head[:20]
                ),
            )
        else:
            self.verdict.show_content(
                "fail",
                "octagon",
                result.problems[0],
                "\n".join(result.problems[1:]),
                _("不要再往这个库里登记。保留现在的文件，找系统管理员从最近一次校验过的备份核对。"),
            )
        self.verdict.show()
        self.context.said.emit(_("审计已校验"))
        self.reload()

    def _not_verified(self, error: Exception) -> None:
        self.progress.finish()
        self.check.setEnabled(True)
        messages.show(self, error)
