"""What a name or a number looks like in running text, however it is spaced or typed."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from unicodedata import normalize

from app.services.masking.cast import squeezed

# Between the letters of a name or number: blanks, and what nobody sees.
_GAP = "[ \\t\u00a0\u2000-\u200f\u2060\u3000\ufeff]*"
_WIDE_GAP = "[\\s\u200b-\u200f\u2060\ufeff]*"
_D = "[0-9０-９]"
_NO_DIGIT_BEFORE, _NO_DIGIT_AFTER = f"(?<!{_D})", f"(?!{_D})"
_DASH = "[ \\t\u00a0\u3000\\-－–—.]?"
_IS = "[：:\\s\u3000是为]{0,3}"

# Words that are also somebody's name: of a colleague not in the record they are believed to be words,
# unless a title follows.
_ALSO_WORDS = (
    "高峰 文明 平安 安康 健康 和平 高明 方便 明天 白天 黄金 常见 时间 温和 安静 安全 严重 严格 成功 成本 周期 周末 "
    "周日 周一 周二 周三 周四 周五 周六 周到 常规 常用 高度 高兴 方面 方向 应当 应该 经过 管理 解决 全部 万一 何时 "
    "向前 平时 于是 从来"
)
ORDINARY = frozenset(_ALSO_WORDS.split())
# What people write where they know no name.
_NOBODY_WORDS = (
    "患者 病人 家属 本人 匿名 护士 医生 医师 主任 院长 科长 老师 先生 女士 不详 未知 儿子 女儿 母亲 父亲 妻子 丈夫 "
    "患者家属 患者本人 同上 保密"
)
NOBODY = frozenset(_NOBODY_WORDS.split())
_TITLE = "医生|护士|医师|主任|大夫|老师|护士长|院长|科长|同志|药师|技师"
_CALLED = "先生|女士|小姐|大爷|大妈|大叔|大娘|大哥|大姐|阿姨|叔叔|奶奶|爷爷|老师|师傅|同志|老太太|老太|老人|某某|某"
_TWO_LETTERS = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 长孙 宇文 端木"
_COMPOUND = frozenset(_TWO_LETTERS.split())

_MOBILE = (
    f"{_NO_DIGIT_BEFORE}(?:[+＋]?(?:86|８６){_DASH})?(?:"
    f"[1１]{_GAP}[3-9３-９]{_GAP}" + _GAP.join([_D] * 9) + "|"
    f"[1１][3-9３-９]{_D}{_DASH}{_D}{{4}}{_DASH}{_D}{{4}}|"
    f"[1１][3-9３-９]{_D}{_DASH}{_D}{{3}}{_DASH}{_D}{{5}}"
    f"){_NO_DIGIT_AFTER}"
)
_EXTENSION = f"(?:[ \u3000]?(?:转[ \u3000]?|\\-){_D}{{1,5}})?"
_LANDLINE = (
    f"{_NO_DIGIT_BEFORE}(?:"
    f"[(（][0０]{_D}{{2,3}}[)）]{_DASH}{_D}{{3,4}}{_DASH}{_D}{{4}}|"
    f"[0０]{_D}{{2,3}}[ \u3000\\-－–—]{_D}{{3,4}}{_DASH}{_D}{{4}}|"
    f"[0０][1-9１-９]{_D}{{8,10}}"
    f"){_NO_DIGIT_AFTER}{_EXTENSION}"
)
_LOCAL = (
    f"(?P<local_cue>(?:电话|座机|联系方式|手机号?码?|微信号?){_IS})"
    f"{_D}{{3,4}}{_DASH}{_D}{{4}}{_NO_DIGIT_AFTER}{_EXTENSION}"
)
_CARD = (
    f"{_NO_DIGIT_BEFORE}(?:{_D}{_GAP}){{6}}(?:[1１]{_GAP}[89８９]|[2２]{_GAP}[0０]){_GAP}"
    f"(?:{_D}{_GAP}){{2}}[01０１]{_GAP}{_D}{_GAP}[0-3０-３]{_GAP}{_D}{_GAP}"
    f"(?:{_D}{_GAP}){{3}}[0-9０-９XxＸｘ]{_NO_DIGIT_AFTER}"
)
_PAPERS = (
    f"(?P<papers_cue>(?:身份证|证件|护照|通行证|社保卡?|医保卡?)(?:号码?)?{_IS})"
    "[A-Za-zＡ-Ｚａ-ｚ]{0,2}[0-9０-９][0-9０-９A-Za-z\u3000 \\-]{5,24}[0-9０-９A-Za-z]"
)
_CASE = (
    f"(?P<case_cue>(?:住院|门诊|就诊|病历|病案|登记|就诊卡|诊疗卡|床头卡|ID)(?:号码?|卡号){_IS})"
    "[A-Za-zＡ-Ｚａ-ｚ]{0,4}[\\-－]?[0-9０-９](?:[ \u3000\\-－]?[0-9０-９A-Za-z]){2,19}"
)
_DAY = (
    f"{_D}{{4}}[ \u3000]?[年.\\-－/][ \u3000]?{_D}{{1,2}}"
    f"(?:[ \u3000]?[月.\\-－/][ \u3000]?(?:{_D}{{1,2}}[ \u3000]?[日号]?)?)?"
)
_BORN = (
    f"(?P<born_cue>(?:出生(?:日期|年月|于)?|生日|生于){_IS})(?:{_DAY}|{_D}{{8}}{_NO_DIGIT_AFTER})"
    f"|{_DAY}(?P<born_end>[ \u3000]?(?:出生|生人|生)(?![命活理产化物成]))"
)
_LIVES = (
    f"(?P<lives_cue>(?:家住|住址|家庭住址|现住址?|户籍地?址?|住在){_IS})"
    "[^，。；、！？\\s]{0,30}(?:省|市|区|县|镇|乡|村|路|街|巷|弄|号|幢|栋|单元|室|小区|花园|苑)"
    "[^，。；、！？\\s]{0,12}"
)

PATTERNS: tuple[tuple[str, str], ...] = (
    ("card", _CARD),
    ("papers", _PAPERS),
    ("case", _CASE),
    ("born", _BORN),
    ("mobile", _MOBILE),
    ("landline", _LANDLINE),
    ("local", _LOCAL),
    ("lives", _LIVES),
)
"""Numbers and addresses nobody told us of, by how they look or what is said before them."""

_ROAD = re.compile(
    "[^省市区县镇乡村，,\\s]{1,10}(?:路|街|巷|弄|大道|胡同|小区|花园|新村|苑|里)[\\s\\d０-９].*"
)


def can_be_found(name: str) -> bool:
    """Whether a name can be told from other words: one letter cannot, 家属 names nobody."""
    plain = squeezed(name)
    return len(plain) > 1 and plain not in NOBODY


def name_pattern(name: str, *, sure: bool) -> str:
    """A name in running text. Not `sure`: a word that is also a name needs a title behind it."""
    plain = squeezed(name)
    gap = _GAP if len(plain) < 3 else _WIDE_GAP
    found = gap.join(_variants(letter) for letter in _letters(name))
    if plain.isascii():
        found = f"(?<![A-Za-z]){found}(?![A-Za-z])"
    if not sure and (plain in ORDINARY or len(plain) < 2):
        found += f"(?={_TITLE})"
    return found


def called_pattern(name: str) -> str | None:
    """`张先生` for somebody whose name begins so; the family name is the group `family`."""
    letters = "".join(_letters(name))
    family = letters[:2] if letters[:2] in _COMPOUND else letters[:1]
    if len(letters) <= len(family) or not "\u4e00" <= family[0] <= "\u9fff":
        return None
    return f"{family}{_GAP}(?P<called>{_CALLED})"


def number_pattern(number: str) -> str | None:
    """A known number, with blanks and dashes anywhere in it; None when it is too short to tell."""
    letters = [letter for letter in normalize("NFKC", number) if letter.isalnum() or letter == "*"]
    if len(letters) < 4:
        return None
    between = "[\\s\u200b-\u200f\u2060\ufeff\\-－–—()（）.]*"
    found = between.join(_variants(letter) for letter in letters)
    if len(letters) < 6:
        return f"(?<![0-9A-Za-z０-９]){found}(?![0-9A-Za-z０-９])"
    return found


def address_patterns(address: str) -> Iterator[str]:
    """A known address, and its end from the road on, as it is repeated in the story."""
    parts = [address]
    if found := _ROAD.search(address):
        parts.append(found[0])
    for part in parts:
        letters = _letters(part)
        if len(letters) >= 4:
            yield _WIDE_GAP.join(_variants(letter) for letter in letters)


def birthdays(texts: Iterable[str]) -> Iterator[str]:
    """Patterns of the birthdays that stand in identity card numbers of these texts."""
    for text in texts:
        for found in re.finditer(_CARD, text):
            digits = squeezed(found[0])
            try:
                day = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
            except ValueError:
                continue
            yield (
                f"{_NO_DIGIT_BEFORE}{day.year}[年.\\-/]?0?{day.month}[月.\\-/]?0?{day.day}"
                f"{_NO_DIGIT_AFTER}日?"
            )


def by_first_letter(found: Iterable[tuple[str, str]]) -> str:
    """One pattern for many names: those that begin alike share their beginning, so it stays fast."""
    groups: dict[str, list[str]] = {}
    for first, pattern in found:
        groups.setdefault(first, []).append(pattern)
    return "|".join(
        f"(?={_variants(first)})(?:{'|'.join(sorted(patterns, key=len, reverse=True))})"
        for first, patterns in groups.items()
    )


def _letters(text: str) -> list[str]:
    return [letter for letter in text if squeezed(letter)]


def _variants(letter: str) -> str:
    """The letter as it may be typed: half or full width, small or capital."""
    plain = normalize("NFKC", letter)
    found = {letter}
    if len(plain) == 1:
        found |= {one for one in (plain, plain.lower(), plain.upper()) if len(one) == 1}
        found |= {chr(ord(one) + 0xFEE0) for one in set(found) if "!" <= one <= "~"}
    if len(found) == 1:
        return re.escape(letter)
    return "[" + "".join(re.escape(one) for one in sorted(found)) + "]"
