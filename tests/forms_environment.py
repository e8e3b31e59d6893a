"""Sample values of the papers of clause 四.4: a round with a warning, two failures and their re-checks."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from app.services.forms import CATALOGUE, FormValue, Options, Signature

DAY = date(2026, 3, 5)
PASS, WARN, FAIL = range(3)


def ticked(field: str, *at: int) -> Options:
    """The options of F14 with some of them ticked."""
    return Options(CATALOGUE["F14"].options[field], frozenset(at))


def signed(step: str, name: str, day: date = DAY) -> Signature:
    """A signature of F14, given by someone."""
    return Signature(CATALOGUE["F14"].signatures[step], name, day)


def line(number: int = 1, verdict: int = PASS, **other: FormValue) -> dict[str, FormValue]:
    """A point measured in a round."""
    found: dict[str, FormValue] = {
        "item_code": f"E23\n{number:04d}",
        "subject": "温度",
        "place": f"第 {number} 手术间\nE23-{number:02d}",
        "area_class": "洁净手术室",
        "limit": "21–25 ℃\nGB 50333-2013",
        "method": "温湿度计",
        "instrument": f"WS-{number:03d}\n2026-11-30",
        "value": Decimal("22.6"),
        "unit": "℃",
        "judgement": ticked("judgement", verdict),
    }
    return found | other


def pressure() -> dict[str, FormValue]:
    """The pressure of a theatre that fell."""
    return line(2, FAIL, item_code="E25\n0006", subject="静压差", value=Decimal("3.2"), unit="Pa",
                limit="5–20 Pa\nGB 50333-2013", method="微压差计", instrument="YC-02\n2026-10-31")  # fmt: skip


def disinfectant() -> dict[str, FormValue]:
    """V07: a disinfectant in use, contaminated."""
    return line(3, FAIL, item_code="E13\n0013", subject="使用中消毒剂染菌", place="换药室",
                area_class="全院", value=160, unit="CFU/mL", method="涂抹法",
                limit="≤100；不得检出致病菌\nGB 15982-2012", instrument="")  # fmt: skip


def failure(what: str, **other: FormValue) -> dict[str, FormValue]:
    """What was done about a point that failed."""
    found: dict[str, FormValue] = {
        "what": what,
        "cause": "初效滤网积尘，送风量不足。",
        "action": "更换初效滤网，测风量后再测压差。",
        "person": "王工\n完成 2026-03-06",
        "restricted": ticked("restricted", 0),
        "restriction": "第 2 手术间",
        "supervision": "吴明 2026-03-06\n现场复核，读数属实",
        "closing": "吴明\n2026-03-06",
    }
    return found | other


def recheck(what: str, ordinal: int, verdict: int, **other: FormValue) -> dict[str, FormValue]:
    """A re-check."""
    found: dict[str, FormValue] = {
        "what": what,
        "ordinal": f"第 {ordinal} 次",
        "at": "2026-03-06 10:20",
        "value": Decimal("6.2"),
        "unit": "Pa",
        "instrument": "YC-02",
        "judgement": ticked("judgement", verdict),
        "person": "吴明",
        "before": "原因：滤网积尘；措施：更换滤网（王工）",
    }
    return found | other


def check() -> dict[str, FormValue]:
    """F14: fourteen points, one warning, two failures of which one took four measurements."""
    room, ward = (
        "静压差 第 2 手术间\nHJ-SSS-202603-0006",
        "使用中消毒剂染菌 换药室\nHJ-SSS-202603-0013",
    )
    again = ((1, FAIL, 140), (2, FAIL, 120), (3, PASS, 20))
    return {
        "number": "HJ-SSS-202603-0006",
        "checked_at": datetime(2026, 3, 5, 0, 40, tzinfo=UTC),
        "responsible_department": "手术室",
        "companion": "总务科 王工",
        "functional_department": "总务科、院感科",
        "counted": "14 项：合格 11，预警 1，不合格 2",
        "lines": [
            *(line(at) for at in range(1, 6)),
            pressure(),
            *(line(at, subject="相对湿度", item_code=f"E24\n{at:04d}", value=48, unit="%",
                   limit="30–60 %\nGB 50333-2013") for at in range(7, 12)),
            line(12, WARN, item_code="E39\n0012", subject="透析用水细菌", place="血透室 水处理间",
                 area_class="血透室", value=62, unit="CFU/mL", method="R2A 倾注法",
                 limit="≤100，干预线 50 CFU/mL\nYY 0572-2015", instrument=""),
            disinfectant(),
            line(14),
        ],
        "failures": [
            failure(room),
            failure(ward, cause="容器未消毒，消毒剂配制超过 24 h。", action="换容器、重配、培训。",
                    person="李悦\n完成 2026-03-09", restricted=ticked("restricted", 1), restriction=""),
        ],
        "rechecks": [
            recheck(room, 1, PASS),
            *(recheck(ward, at, verdict, value=value, unit="CFU/mL", instrument="")
              for at, verdict, value in again),
        ],
        "checked": signed("checked", "袁静"),
        "supervised": signed("supervised", "吴明", date(2026, 3, 9)),
        "materials": "附件 2 件",
        "remarks": "备注：换药室第 3 次不合格已抄送分管领导。",
    }  # fmt: skip


def many(count: int) -> list[Mapping[str, FormValue]]:
    """So many points, each to be told from the others."""
    return [line(at, place=f"第{at}号：手术间") for at in range(1, count + 1)]
