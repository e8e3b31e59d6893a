"""How a limit of Table 4 is said in lists and cards: words, frequency, season, where it comes from."""

from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import amounts, clock
from app.i18n import _
from app.services.environment.limits import LimitView
from app.services.registers.environment import judging
from app.views import theme
from app.views.widgets.badges import Badge, BadgeLabel
from app.views.widgets.labels import label


def limit_words(limit: LimitView) -> str:
    """The limit with its unit: 5–20 Pa."""
    number, joint, words = limit.words.partition("；")
    if limit.unit and joint and judging.is_measured(limit):
        return f"{number} {limit.unit}；{words}"
    return f"{limit.words} {limit.unit}".rstrip()


def frequency_words(limit: LimitView) -> str:
    """How often, and in which months."""
    words = _(limit.frequency.label)
    if limit.season is None:
        return words
    first, last = limit.season
    return _("{words} {first}–{last} 月").format(words=words, first=first, last=last)


def confirmed_badge(is_confirmed: bool) -> Badge:
    """本院确认, or that it is a default nobody of the hospital stands behind yet."""
    if is_confirmed:
        return Badge(_("本院确认"), "tick", "pass")
    return Badge(_("默认，待确认"), "exclamation", "wait")


def version_block(
    version: LimitView, current: LimitView | None, until: date | None = None
) -> QWidget:
    """One version: the limit, from and until when, by what standard, where the number comes from."""
    made = QWidget()
    head = QHBoxLayout()
    head.setSpacing(theme.GAP)
    head.addWidget(label(limit_words(version), "strong", wrap=True), 1)
    head.addWidget(_standing(version, current))
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GAP_INNER)
    column.addLayout(head)
    for words in _lines(version, until):
        column.addWidget(label(words, "muted", wrap=True))
    return made


def _standing(version: LimitView, current: LimitView | None) -> QWidget:
    if version == current:
        if version.enabled:
            return BadgeLabel(Badge(_("执行中"), "tick", "pass"))
        return BadgeLabel(Badge(_("未启用"), "two_bars", "neutral"))
    if version.effective_from > clock.today():
        return BadgeLabel(Badge(_("待生效"), "clock", "wait"))
    return label(_("已被替代"), "small")


def _lines(version: LimitView, until: date | None) -> list[str]:
    span = _("自 {day} 至 {until}，{often}") if until else _("自 {day}，{often}")
    often = frequency_words(version)
    lines = [span.format(day=version.effective_from, until=until, often=often)]
    if actions := _beyond(version.action_low, version.action_high):
        lines.append(_("干预线：{words}（预警，不算不合格）").format(words=actions))
    if plausible := _range(version):
        lines.append(_("可信范围：{words}").format(words=plausible))
    if version.standard:
        lines.append(_("标准：{standard}").format(standard=version.standard))
    source = _(version.source_status.label)
    if version.source:
        source = f"{source}；{version.source}"
    lines.append(_("来源：{source}").format(source=source))
    return lines


def _beyond(low: Decimal | None, high: Decimal | None) -> str:
    parts = []
    if low is not None:
        parts.append(_("低于 {n}").format(n=amounts.plain(low)))
    if high is not None:
        parts.append(_("超过 {n}").format(n=amounts.plain(high)))
    return "、".join(parts)


def _range(version: LimitView) -> str:
    low, high = version.plausible_low, version.plausible_high
    if low is None and high is None:
        return ""
    return f"{amounts.plain(low) or '—'} ~ {amounts.plain(high) or '—'}"
