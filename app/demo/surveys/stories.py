"""Satisfaction in the demo hospital: the survey of the last whole quarter, its sheets, what came of it, a meeting.

Nobody filled these sheets in: they are counted out so that 256 of 270 are content (domain §7.5).
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from app.demo.telling import REGISTER, SHEETS, At, Deed, Number, On, Thread

SETTLED_AFTER = 20  # days after the end of a quarter: then it is keyed, counted and fed back
ISSUED, COLLECTED = 300, 276
# Ward, valid sheets, how many of them are not content on the whole, with the night, with the meals.
WARDS = (
    ("骨科一病区", 48, 3, 11, 9),
    ("儿科", 45, 2, 2, 8),
    ("康复科", 46, 2, 3, 8),
    ("外科一病区", 47, 3, 2, 9),
    ("呼吸科", 42, 2, 3, 8),
    ("妇产科", 42, 2, 1, 7),
)
PAIN, NIGHT, MEALS, HONEST, OVERALL, ADVISE = 8, 11, 13, 17, 18, 19
QUESTIONS = 19
STRIDE = 11  # no ward's number of sheets shares a factor with it
NOISY = ("半夜推车声音大，一晚醒三次。", "呼叫铃和说话声在病房里听得很清楚。", "夜里开关门响。",
         "凌晨四点就开始打扫。")  # fmt: skip
HUNGRY = ("饭菜送来是凉的。", "菜品一周都差不多。", "糖尿病餐和普通餐分不清。", "汤太咸。")
KIND_WORDS = ("夜班护士耐心。", "医生讲得明白。", "保洁阿姨勤快。")
WISHES = ("希望多几把陪护椅。", "出院结算能快一点。")


def answers(place: int, sheets: int, whole: int, night: int, meals: int) -> str:
    """The answers of one sheet of a ward, counted out."""
    bad = {OVERALL: whole, NIGHT: night, MEALS: meals, HONEST: 0, ADVISE: 0}
    found = []
    for question in range(1, QUESTIONS + 1):
        order = (place * STRIDE + question * 5) % sheets
        many = bad.get(question, question % 4)
        if order < many:
            found.append("3434"[order % 4] if question != OVERALL else "3")
        elif question == PAIN and place % 6 == 0:
            found.append("0")
        elif question in (HONEST, ADVISE):
            found.append("1")
        else:
            found.append("1" if (place * 3 + question) % 5 < 3 else "2")
    return "".join(found)


def sheets() -> Iterator[Mapping[str, object]]:
    """All papers that came back: the valid ones by ward, and six that say nothing on the whole."""
    said = dict.fromkeys(("noisy", "hungry", "kind", "wish"), 0)

    def next_of(kind: str, words: tuple[str, ...]) -> str:
        said[kind] += 1
        return words[said[kind] % len(words)]

    for ward, many, whole, night, meals in WARDS:
        for place in range(many):
            given = answers(place, many, whole, night, meals)
            is_noisy, is_hungry = given[NIGHT - 1] > "2", given[MEALS - 1] > "2"
            words = next_of("noisy", NOISY) if is_noisy else ""
            if is_hungry and place % 2:
                words += next_of("hungry", HUNGRY)
            yield {
                "department": ward, "answers": given,
                "filled_by": "FAMILY" if place % 4 == 3 else "PATIENT",
                "complaint": words,
                "praise": next_of("kind", KIND_WORDS) if place % 9 == 4 else "",
                "suggestion": next_of("wish", WISHES) if place % 15 == 7 else "",
            }  # fmt: skip
    for ward, *_numbers in WARDS:
        yield {"department": ward, "answers": "2" * 9 + "-" * (QUESTIONS - 9)}


def quarter_before(today: date) -> tuple[date, date, str]:
    """The last quarter that is over for long enough: its first and last day, and its name."""
    end = today - timedelta(days=SETTLED_AFTER)
    first = date(end.year, 3 * ((end.month - 1) // 3) + 1, 1)
    last = first - timedelta(days=1)
    begins = date(last.year, last.month - 2, 1)
    name = f"{begins.year} 年第{'一二三四'[begins.month // 3]}季度"
    return begins, last, name


def threads(today: date, complaint_day: date) -> list[Thread]:
    """The survey, and the meeting out of which the complaint of several patients came."""
    begins, last, name = quarter_before(today)
    return [
        Thread(begins, tuple(_survey(name, (last - begins).days))),
        Thread(complaint_day, FORUM),
    ]


def _survey(name: str, end: int) -> Iterator[Deed]:
    """From the plan at the beginning of a quarter to the answers after it."""
    yield Deed("M01", REGISTER, "陈某", 0, 9, 0, {
        "planned_at": At(0, 9), "survey_kind": "INPATIENT",
        "subject": f"{name}住院患者满意度调查", "period_from": On(0), "period_to": On(end),
        "target": "90", "functional_department_id": "医务科",
        "method": "各病区出院当日按床号每三人抽一人，由志愿者发放、回收，不记姓名。"},
        register="satisfaction_survey")  # fmt: skip
    yield Deed("M01", "collect", "陈某", 0, 9, 20)
    yield Deed("M01", SHEETS, "陈某", end + 6, 9, 0, {"sheets": tuple(sheets())})
    yield Deed(
        "M01",
        "tally",
        "陈某",
        end + 7,
        10,
        0,
        {
            "issued_count": ISSUED,
            "collected_count": COLLECTED,
            "analysis": "总体满意率达标。膳食全院偏低，夜间安静集中在骨科一病区，已发反馈表。",
        },
    )
    yield Deed("M01", "issue_feedback", "陈某", end + 7, 10, 30)
    yield Deed("M01/MYF", "respond", "吴某", end + 10, 16, 0, QUIET | {"improve_by": On(end + 15)})
    yield Deed("M01/MYF2", "respond", "许某", end + 12, 15, 0, WARM | {"improve_by": On(end + 40)})
    yield Deed(
        "M01/MYF",
        "verify",
        "周某",
        end + 16,
        10,
        0,
        {"verification": "夜查两次，走廊 38 dB(A)；回访出院患者 10 人，9 人说夜里安静。"},
    )


QUIET = {
    "root_cause": "治疗车、保洁车车轮老化；夜间换液没有错峰，凌晨集中在走廊推车。",
    "improvement": "更换静音轮 6 只；22:00 后治疗集中做，换液改手提；护士长每晚巡查并记录。",
}
WARM = {
    "root_cause": "送餐车保温层破损，末批病区送到时已过 40 分钟；菜单两周没有更换。",
    "improvement": "更换保温餐车 3 台，分两路送餐；每周换一次菜单，治疗餐贴色标。",
}
FORUM = (
    Deed("Z01", REGISTER, "曾某", 0, 15, 40, {
        "held_at": At(0, 9), "responsible_department_id": "康复科", "subject": "月度工休座谈会",
        "place": "康复科示教室", "host": "曾某", "recorder_id": "曾某", "attendees": 14,
        "opinions": [
            {"opinion": "走廊夜间推车噪声大，六名病友联名。", "responsible_department_id": "总务科",
             "measure": "已转投诉，更换静音轮，22:00 后停用推车。", "number": Number("C12")},
            {"opinion": "开水间晚上八点以后没有热水。", "responsible_department_id": "总务科",
             "measure": "供应时间延长到 22:00。"},
            {"opinion": "希望讲讲出院以后怎样锻炼。", "responsible_department_id": "康复科",
             "measure": "每周三下午集中讲一次，发图示单。"}]},
        register="patient_forum"),
    Deed("Z01", "summarise", "曾某", 1, 9, 10, {
        "narrative": "十四位患者和家属到会，意见三条，集中在夜间安静和热水供应；均已定责任科室和措施，"
                     "下月座谈会上逐条回告。"}),
    Deed("Z01", "finish", "何某", 3, 10, 0, {
        "office_opinion": "同意。夜间噪声按投诉办理；热水供应请总务科本周落实。"}),
)  # fmt: skip
