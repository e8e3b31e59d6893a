"""要点: what a report says before its tables, in sentences made of their numbers; frozen with them."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from app.i18n import _
from app.services.registers.reports.periods import Period
from app.services.reports.counting import NOT_SAID
from app.services.reports.figures import ALL, Figure, Line, Table
from app.services.reports.goods import ACCEPTED, ARRIVED, INSPECTED, RATE, REJECTED

NAME = "headline"
NAMED_MOST = 3


class _Tables:
    """The tables of a report by name."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._known = {one.name: one for one in tables}

    def __getitem__(self, name: str) -> Table:
        return self._known[name]

    def figure(self, table: str, line: str, column: str) -> Figure:
        return self[table].figure(line, column)

    def number(self, table: str, line: str, column: str) -> int:
        return int(self.figure(table, line, column).value or 0)

    def text(self, table: str, line: str, column: str) -> str:
        return self.figure(table, line, column).text


def _table(sentences: Iterator[str]) -> Table:
    lines = tuple(Line(str(n), text, ()) for n, text in enumerate(sentences, 1))
    return Table(NAME, _("要点"), _("要点"), (), lines,
                 note=_("由各表的数字写成；数字背后的记录到各表里看。"))  # fmt: skip


def _largest(
    table: Table, unit: str, *, least: int = 1, known: bool = False, column: str = "count"
) -> list[str]:
    """`骨科一病区 5 件`: the largest of a table, at most three."""
    place = [key for key, _label in table.columns].index(column)
    found = []
    for one in table.lines:
        figure = one.entries[place]
        many = int(figure.value or 0) if isinstance(figure, Figure) else 0
        if many >= least and not (known and one.key == NOT_SAID):
            found.append((many, one.label))
    found.sort(key=lambda pair: -pair[0])
    return [f"{label} {many} {unit}" for many, label in found[:NAMED_MOST]]


# ---- F20, the monthly bulletin -----------------------------------------------------------------


def of_year(tables: Sequence[Table], period: Period, as_of: date) -> Table:
    """The year of complaints, as of a day."""
    return _table(_year(_Tables(tables), period, as_of))


def _year(known: _Tables, period: Period, as_of: date) -> Iterator[str]:
    received = known.number("overview", "received", "now")
    yield _how_many(known, period, as_of, received)
    if not received:
        return
    yield _per_treated(known)
    if causes := _largest(known["causes"], _("件"), known=True):
        yield _("主要原因：{what}。").format(what="、".join(causes))
    if many := _largest(known["departments"], _("件"), least=2):
        yield _("投诉较多的科室：{what}。").format(what="、".join(many))
    else:
        yield _("没有科室被投诉两次以上。")
    yield _in_time(known)
    yield _grave(known)
    yield _put_right(known)
    if said := _content(known["surveys"]):
        yield said


def _how_many(known: _Tables, period: Period, as_of: date, received: int) -> str:
    before = known.figure("overview", "received", "last").value
    said = _("{period}接到投诉 {n} 件").format(period=period.name, n=received)
    if as_of < period.last:
        said = _("{period}到 {day} 为止接到投诉 {n} 件").format(
            period=period.name, day=f"{as_of:%m-%d}", n=received
        )
    if before is None:
        return _("{said}（上年没有记录，不作比较）。").format(said=said)
    if as_of < period.last:
        return _("{said}，上年全年 {n} 件。").format(said=said, n=int(before))
    by = received - int(before)
    if not by:
        return _("{said}，与上年持平。").format(said=said)
    growth = known.figure("overview", "received", "growth")
    share = "" if growth.value is None else _("（{share}）").format(share=growth.text)
    words = (
        _("{said}，比上年多 {n} 件{share}。") if by > 0 else _("{said}，比上年少 {n} 件{share}。")
    )
    return words.format(said=said, n=abs(by), share=share)


def _per_treated(known: _Tables) -> str:
    parts = []
    for line, words in (
        ("outpatients", _("每万门诊人次 {now} 件")), ("discharges", _("每千出院人次 {now} 件")),
    ):  # fmt: skip
        now, last = (known.figure("overview", line, one) for one in ("now", "last"))
        if now.value is None:
            continue
        said = words.format(now=now.text)
        if last.value is not None:
            said += _("（上年 {last} 件）").format(last=last.text)
        parts.append(said)
    if not parts:
        return _("没有填门诊和出院人次，不计算发生率。")
    return _("{what}。").format(what="，".join(parts))


def _in_time(known: _Tables) -> str:
    answered, late = (known.number("days", ALL, one) for one in ("answered", "late"))
    if not known.number("days", ALL, "count"):
        return _("没有起算反馈时限的投诉。")
    said = _("已反馈 {n} 件").format(n=answered)
    if answered:
        said += _("，中位数 {median} 个工作日，九成在 {p90} 个工作日内").format(
            median=known.text("days", ALL, "median"), p90=known.text("days", ALL, "p90")
        )
    if not late:
        return _("{said}；没有超期。").format(said=said)
    return _("{said}；超期 {n} 件，超期率 {share}。").format(
        said=said, n=late, share=known.text("days", ALL, "late_rate")
    )


def _grave(known: _Tables) -> str:
    accidents = known["accidents"].lines  # the gravest level first
    levels = [
        _("{level} {n} 件").format(level=one.label, n=many)
        for one in accidents
        if (many := known.number("accidents", one.key, "count"))
    ]
    paid = known.number("money", ALL, "count")
    said = [
        _("鉴定为医疗事故：{what}").format(what="、".join(levels)) if levels
        else _("没有鉴定为医疗事故的"),
        _("补偿、赔偿 {n} 件，共 {amount} 元").format(
            n=paid, amount=known.text("money", ALL, "amount")) if paid
        else _("没有补偿、赔偿"),
    ]  # fmt: skip
    if court := known.number("overview", "litigation", "now"):
        said.append(_("患方起诉 {n} 件").format(n=court))
    if again := known.number("overview", "again_people", "now"):
        said.append(_("{n} 个电话投诉两次以上").format(n=again))
    return _("{what}。").format(what="；".join(said))


def _put_right(known: _Tables) -> str:
    issued, judged = (known.number("effects", ALL, one) for one in ("issued", "judged"))
    if not issued:
        return _("没有由投诉开出整改单。")
    said = _("由投诉开出整改单 {n} 张，已验证 {judged} 张").format(n=issued, judged=judged)
    if judged:
        said += _("，有效率 {share}").format(share=known.text("effects", ALL, "rate"))
    return _("{what}。").format(what=said)


def _content(surveys: Table) -> str:
    told = []
    for one in surveys.lines:
        share, target = (surveys.figure(one.key, column) for column in ("rate", "target"))
        if share.value is None or target.value is None:
            continue
        met = Decimal(share.value) >= Decimal(target.value)
        words = _("{survey}满意率 {share}，达到目标 {target}") if met else _(
            "{survey}满意率 {share}，低于目标 {target}"
        )  # fmt: skip
        told.append(words.format(survey=one.label, share=share.text, target=target.text))
    return _("{what}。").format(what="；".join(told)) if told else ""


def of_month(tables: Sequence[Table]) -> Table:
    """A month of one functional department."""
    return _table(_month(_Tables(tables)))


def _month(known: _Tables) -> Iterator[str]:
    number = {
        key: known.number("overview", key, "now")
        for key in ("received", "replied", "running", "late", "dissatisfied")
    }
    last = known.number("overview", "received", "last")
    yield _(
        "接到投诉 {received} 件（上月 {last} 件），已反馈 {replied} 件，正在办理 {running} 件，超期 {late} 件。"
    ).format(last=last, **number)
    if departments := _largest(known["departments"], _("件")):
        yield _("被投诉科室：{what}。").format(what="、".join(departments))
    if causes := _largest(known["causes"], _("件"), known=True):
        yield _("主要原因：{what}。").format(what="、".join(causes))
    if number["dissatisfied"]:
        yield _("患方对处理不满意 {n} 件。").format(n=number["dissatisfied"])


# ---- F18, F19 ----------------------------------------------------------------------------------


def of_quarter(tables: Sequence[Table], goal: int) -> Table:
    """A quarter of goods; `goal` is the rate lots should be accepted at."""
    return _table(_quarter(_Tables(tables), goal))


def _quarter(known: _Tables, goal: int) -> Iterator[str]:
    yield _("{what}。").format(what=_arrived(known) + _beside(known["trend"], goal))
    yield from _rejected(known)
    if bad := _largest(known["suppliers"], _("批"), column=REJECTED):
        yield _("不合格批较多的供方：{what}。").format(what="、".join(bad))
    yield _in_use(known)


def _arrived(known: _Tables) -> str:
    numbers = {one: known.number("categories", ALL, one) for one in
               (ARRIVED, INSPECTED, ACCEPTED, REJECTED)}  # fmt: skip
    if not numbers[ARRIVED]:
        return _("没有到货")
    words = _(
        "到货 {arrived} 批，检验 {inspected} 批，合格 {accepted} 批，不合格 {rejected} 批，批合格率 {rate}"
    )
    return words.format(rate=known.text("categories", ALL, RATE), **numbers)


def _beside(trend: Table, goal: int) -> str:
    """The rate beside the goal, the quarter before, and the same quarter of the year before."""
    shares = [one for one in trend.column(RATE) if isinstance(one, Figure)]
    if shares[-1].value is None:
        return ""
    parts = [_("目标 {n} %").format(n=goal)]
    for words, one in ((_("上季 {share}"), shares[-2]), (_("上年同季 {share}"), shares[0])):
        if one.value is not None:
            parts.append(words.format(share=one.text))
    return _("（{what}）").format(what="，".join(parts))


def _rejected(known: _Tables) -> Iterator[str]:
    if not known.number("categories", ALL, REJECTED):
        return
    reasons = _largest(known["reasons"], _("批"))
    if reasons:
        yield _("不合格原因：{what}。").format(what="、".join(reasons))
    orders = known["dispositions"]
    issued, still = (
        sum(int(one.value or 0) for one in orders.column(column) if isinstance(one, Figure))
        for column in ("count", "open")
    )
    if not issued:
        yield _("没有开出处理单。")
    elif still:
        yield _("开出处理单 {n} 张，其中 {open} 张还没有执行完。").format(n=issued, open=still)
    else:
        yield _("开出处理单 {n} 张，都已执行。").format(n=issued)


def _in_use(known: _Tables) -> str:
    many, patients, closed = (
        known.number("in_use", ALL, one) for one in ("count", "patients", "closed")
    )
    if not many:
        return _("使用中没有发现不合格。")
    return _("使用中发现不合格 {n} 件，其中已用于患者 {used} 件；已结案 {closed} 件。").format(
        n=many, used=patients, closed=closed
    )


def of_half_year(tables: Sequence[Table]) -> Table:
    """Half a year of goods, of all purchasing departments."""
    return _table(_half_year(_Tables(tables)))


def _half_year(known: _Tables) -> Iterator[str]:
    yield _("{what}。").format(what=_arrived(known))
    if bad := _largest(known["offices"], _("批"), column=REJECTED):
        yield _("不合格批：{what}。").format(what="、".join(bad))
    yield from _rejected(known)
    yield _in_use(known)
    if issued := known.number("actions", ALL, "issued"):
        yield _("由不合格品开出整改单 {n} 张，已验证 {judged} 张。").format(
            n=issued, judged=known.number("actions", ALL, "judged")
        )
