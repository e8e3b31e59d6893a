"""A line about a patient copied from the HIS, read into the fields of a record.

Only what stands there is taken: a word that could mean two things is left out, a date is an age only
where it is called a birthday. Nothing is looked up, nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.services.people.directory import Choice
from app.services.registers.register import Register

LONGEST = 600
OLDEST = 130
# The names the fields of a patient have in every register.
FIELDS = {
    "name": "patient_name", "sex": "patient_sex", "age": "patient_age", "number": "patient_number",
    "department": "patient_department_id", "bed": "bed_number", "diagnosis": "diagnosis",
}  # fmt: skip
_LABELS = {
    "name": ("患者姓名", "病人姓名", "姓名", "患者", "病人"),
    "sex": ("性别",),
    "age": ("年龄",),
    "birth": ("出生日期", "出生年月日", "出生年月", "生日"),
    "number": ("住院号", "门诊号", "就诊卡号", "就诊号", "病案号", "病历号", "登记号", "患者编号", "患者ID",
               "ID号"),
    "department": ("就诊科室", "所在科室", "住院科室", "入院科室", "当前科室", "科室名称", "科室", "科别",
                   "病区"),
    "bed": ("床位号", "床号", "床位"),
    "diagnosis": ("入院诊断", "门诊诊断", "出院诊断", "主要诊断", "初步诊断", "临床诊断", "诊断"),
    # Known words that end what stands before them; what follows them is nobody's business here.
    "": ("联系电话", "手机号码", "手机号", "电话", "身份证号", "身份证", "家庭住址", "住址", "地址", "入院日期",
         "入院时间", "出院日期", "就诊日期", "就诊时间", "费别", "主管医生", "主治医生", "医生", "护理级别",
         "民族", "职业", "婚姻", "联系人", "过敏史", "血型"),
}  # fmt: skip
_KEY_OF = {label: key for key, labels in _LABELS.items() for label in labels}
_ANY_LABEL = "|".join(sorted(map(re.escape, _KEY_OF), key=len, reverse=True))
# With a colon a label may stand anywhere, without one only where a word begins.
_LABEL = re.compile(rf"({_ANY_LABEL})\s*[:=]\s*|(?<![^\s,;|()])({_ANY_LABEL})(?=[\sA-Za-z0-9])\s*")
_WORD = re.compile(r"[^\s,;|()]+")
_ENDS = " \t\r\n,;|，；、。\u3000"

_AGE = re.compile(
    r"(?P<years>\d{1,3})(?:周岁|岁|[Yy])(?:\d{1,2}(?:个?月|[Mm]))?(?:\d{1,3}天)?"
    r"|(?P<months>\d{1,3})个?月(?:龄|大)?(?:\d{1,3}天)?|(?P<days>\d{1,4})(?:天|日龄)"
)
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_SEX = re.compile(r"([男女])性?")
_SEX_AND_AGE = re.compile(r"([男女])性?(\d.*)")
_BED = re.compile(r"(?:床)?((?:\+|加)?[A-Za-z]?\d{1,4}[A-Za-z]?)(?:号?床)")
_NUMBER = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9-]{5,39}")
_NO_NUMBER = re.compile(r"1[3-9]\d{9}|\d{17}[\dXx]|(?:19|20)\d\d[-]?[01]?\d[-]?[0-3]?\d")
_DEPARTMENT = re.compile(r"\S*(?:科|病区|病房|门诊|中心|ICU|室)")
_HAN = "\u3400-\u9fff\uf900-\ufaff〇" + f"{chr(0x20000)}-{chr(0x3FFFF)}"
_NAME = re.compile(rf"[{_HAN}](?:[{_HAN}]|·(?=[{_HAN}])){{1,11}}")
_HAS_HAN = re.compile(rf"[{_HAN}]")
_SPLIT_UNIT = re.compile(r"(\d)[ \u3000]+(?=(?:周岁|岁|个月|号床|床)(?![^\s,;|()\d]))")


@dataclass(frozen=True)
class PatientLine:
    """What a line says of a patient; what it does not say is empty."""

    name: str = ""
    sex: str = ""
    age: int | None = None
    number: str = ""
    department: str = ""
    bed: str = ""
    diagnosis: str = ""

    def said(self) -> int:
        """How many things it says."""
        return sum(getattr(self, one) not in ("", None) for one in FIELDS)


@dataclass(frozen=True)
class Filled:
    """Field → value for a record, and the words of the line that fit nowhere."""

    values: Mapping[str, Any] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def read(text: str, today: date) -> PatientLine:
    """Read a line in whatever order: with labels, parted by blanks, or by tabs."""
    if len(text) > LONGEST:
        return PatientLine()
    text = _SPLIT_UNIT.sub(r"\1", text)
    found: dict[str, Any] = {}
    rest = _take_labelled(text, today, found)
    _take_words(text, rest, found)
    return PatientLine(**found)


def fill(kind: Register, line: PatientLine, departments: tuple[Choice, ...]) -> Filled:
    """The values for those fields of a patient that the register has."""
    values: dict[str, Any] = {}
    unknown = []
    for key, name in FIELDS.items():
        said, one = getattr(line, key), kind.by_name.get(name)
        if one is None or said in ("", None):
            continue
        value: Any = said
        if key == "department":
            value = next((d.id for d in departments if d.active and d.text == said), None)
        elif key == "sex" and one.choices is not None:
            value = next((item.value for item in one.choices if item.label == said), None)
        elif one.length and len(str(said)) > one.length:
            value = None
        if value is None:
            unknown.append(str(said))
        else:
            values[name] = value
    return Filled(values, tuple(unknown))


def _half_width(text: str) -> str:
    """Full-width signs as ordinary ones, character for character; names stay as they are written."""
    return "".join(_half(character) for character in text)


def _half(character: str) -> str:
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    return {"\u3000": " ", "、": ",", "。": ",", "【": ",", "】": ","}.get(character, character)


def _take_labelled(original: str, today: date, found: dict[str, Any]) -> str:
    """Take what stands behind labels; what is left over, the rest blanked out."""
    text = _half_width(original)
    marks = list(_LABEL.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)] * bool(marks)
    rest = list(text)
    for mark, end in zip(marks, ends, strict=True):
        key = _KEY_OF[mark[1] or mark[2]]
        behind = text[mark.end() : end]
        line = re.split(r"[\t\r\n|]", behind, maxsplit=1)[0]
        word = _WORD.search(line)
        stop = mark.end()
        if key == "diagnosis":
            stop = mark.end() + _end_of_diagnosis(line)
            said = original[mark.end() : stop].strip(_ENDS)
        elif word is not None:
            said, stop = word[0], mark.end() + word.end()
        else:
            said = ""
        rest[mark.start() : stop] = "|" * (stop - mark.start())
        if key and said:
            _put(key, said, today, found)
    return "".join(rest)


def _end_of_diagnosis(line: str) -> int:
    """A diagnosis has several words; a word that is a bed, a sex or a department is none of them."""
    end = 0
    for word in _WORD.finditer(line):
        if any(_said(word[0], "")):
            break
        end = word.end()
    return end


def _put(key: str, said: str, today: date, found: dict[str, Any]) -> None:
    """Keep what a label says, if it can be that; the first one holds."""
    value: Any = said
    if key == "birth":
        key, value = "age", _age_of_birthday(said, today)
    elif key == "age":
        value = _age(said)
        if value is None and re.fullmatch(r"\d{1,3}", said, re.ASCII) and int(said) <= OLDEST:
            value = int(said)
    elif key == "name" and _SEX.fullmatch(said):
        value = None
    elif key == "sex":
        sex = _SEX.fullmatch(said)
        value = sex[1] if sex else None
    elif key == "bed":
        bed = _BED.fullmatch(said)
        value = bed[1] if bed else said.removesuffix("床") or None
    if value is not None:
        found.setdefault(key, value)


def _age(text: str) -> int | None:
    """Whole years; a child of months or days is in its first ones."""
    age = _AGE.fullmatch(text)
    if age is None:
        return None
    if age["years"]:
        years = int(age["years"])
    else:
        years = int(age["months"]) // 12 if age["months"] else int(age["days"]) // 365
    return years if years <= OLDEST else None


def _age_of_birthday(text: str, today: date) -> int | None:
    day = _DAY.fullmatch(text)
    if day is None:
        return None
    try:
        born = date(int(day[1]), int(day[2]), int(day[3]))
    except ValueError:
        return None
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years if 0 <= years <= OLDEST else None


def _take_words(original: str, text: str, found: dict[str, Any]) -> None:
    """Take what words say by their shape; then a name before or at the head, a diagnosis at the end."""
    slashes = re.sub(r"(?<!\d)/|/(?!\d)", " ", text)
    words = list(_WORD.finditer(slashes))
    kinds = ["" for _word in words]
    for place, word in enumerate(words):
        before = kinds[place - 1] if place else ""
        for key, value in _said(word[0], before):
            kinds[place] = key
            found.setdefault(key, value)
    _take_number(words, kinds, found)
    _take_name(words, kinds, found)
    left = [place for place, key in enumerate(kinds) if not key]
    is_end = bool(left) and left == list(range(left[0], len(words)))
    if is_end and "diagnosis" not in found and found:
        start, end = words[left[0]].start(), words[-1].end()
        said = original[start:end].strip(_ENDS)
        is_one = not re.search(r"[|\t\r\n]", slashes[start:end])
        if is_one and len(said) > 1 and _HAS_HAN.search(said):
            found["diagnosis"] = said


def _said(word: str, before: str) -> Iterator[tuple[str, Any]]:
    """What a word says by its own shape."""
    both = _SEX_AND_AGE.fullmatch(word)
    if both and (age := _age(both[2])) is not None:
        yield "age", age
        yield "sex", both[1]
    elif sex := _SEX.fullmatch(word):
        yield "sex", sex[1]
    elif (age := _age(word)) is not None:
        yield "age", age
    elif before == "sex" and re.fullmatch(r"\d{1,3}", word, re.ASCII) and int(word) <= OLDEST:
        yield "age", int(word)
    elif bed := _BED.fullmatch(word):
        yield "bed", bed[1]
    elif _DEPARTMENT.fullmatch(word) and len(word) > 1:
        yield "department", word


def _take_number(words: list[re.Match[str]], kinds: list[str], found: dict[str, Any]) -> None:
    """A long number without a label is the patient's when it is the only one."""
    numbers = [
        place for place, word in enumerate(words)
        if not kinds[place] and _NUMBER.fullmatch(word[0])
    ]  # fmt: skip
    candidates = [place for place in numbers if not _NO_NUMBER.fullmatch(words[place][0])]
    for place in numbers:
        kinds[place] = "number"
    if len(candidates) == 1 and found:
        found.setdefault("number", words[candidates[0]][0])


def _take_name(words: list[re.Match[str]], kinds: list[str], found: dict[str, Any]) -> None:
    """A name stands before the sex, or at the head of the line."""
    if "name" in found or not found:
        return
    places = [place - 1 for place, key in enumerate(kinds) if key == "sex" and place]
    for place in [*places, 0]:
        if place < len(words) and not kinds[place] and _NAME.fullmatch(words[place][0]):
            kinds[place] = "name"
            found["name"] = words[place][0]
            return
