"""Texts nobody should type and everybody pastes one day (reliability §2.2), by a seed."""

import random
from collections.abc import Iterator

NASTY = [
    "", " ", "\n", "\t", "\x00", "甲\x00乙", "\x1b[31m红", "铃\x07", "\x7f", "\x85", "\x9b",
    "半\ud842", "\udfb7半", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\ufeff头", "\u202e反", "\u2066隔\u2069",
    "\u200f右", "\u061c", "零\u200b宽", "\u200d", "👨‍👩‍👧‍👦", "👍🏽", "🇨🇳", "☺️", "e\u0301", "ｶﾞ", "q\u0307\u0323",
    "Z͑ͫ̓ͪ̂ͫ̽a", "שלום", "العربية", "हिन्दी", "ไทย", "한국어", "𠮷田", "𬭎𠅤", "䶮", "㐂", "\U00030000", "\ue000",
    "=1+1", "=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "1e5", "007", "1/2", "TRUE", "#N/A",
    "{{ number }}", "{{ field }}", "{{", "}}", "{{# lines }}", "&R&D", "&P&N", "&amp;", "a&b", "</para><para>",
    "<b>粗", "<img src=file:///etc/hostname>", "<!--", "]]>", "<![CDATA[", "_x0041_", "_x000D_", "_x005F_",
    "'; DROP TABLE complaint; --", "100%_\\", "\"引\"", "'", "\\n", "%s %d {0} {name}", "${x}", "`ls`",
    "一\r\n二", "一\r二", "一\x0b二", "一\x0c二", "一\u2028二", "一\u2029二", "甲\u00a0乙", "甲\u3000乙",
    "多  个", " 首尾 ",
    "ＡＢＣ１２３，。", "①Ⅳ㈱㎡℃‰", "……——", "“”‘’", "﹏", "\u00ad软", "☐□☑☒", "http://a.b/c?d=e#f", "C:\\a\\b", "../..",
    "NULL", "None", "nan", "字" * 61, "x" * 200, "甲\n" * 30, "é" * 40,
]  # fmt: skip
CLASSES = [
    (0x00, 0x1F), (0x20, 0x7E), (0x7F, 0x9F), (0xA0, 0xFF), (0x300, 0x36F), (0x590, 0x6FF), (0x2000, 0x206F),
    (0x2500, 0x27BF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0x4E00, 0x9FFF), (0xD800, 0xDFFF), (0xE000, 0xE0FF),
    (0xF900, 0xFAFF), (0xFE00, 0xFE0F), (0xFF00, 0xFFFF), (0x1F300, 0x1FAFF), (0x20000, 0x2A6DF), (0x30000, 0x3134A),
    (0xE0000, 0xE007F), (0x10FFF0, 0x10FFFF),
]  # fmt: skip


def texts(seed: int, many: int) -> Iterator[str]:
    """The nasty ones first, then mixtures of them, of ordinary words and of any character."""
    yield from NASTY[:many]
    chance = random.Random(seed)
    for _one in range(max(0, many - len(NASTY))):
        yield "".join(_part(chance) for _part_of in range(chance.randint(1, 6)))


def _part(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.35:
        return chance.choice(NASTY[:-5])
    if kind < 0.55:
        return chance.choice(["患者", "说明原因。", "，", "3 床 ", "(夜间)", "A1"])
    first, last = chance.choice(CLASSES)
    return "".join(chr(chance.randint(first, last)) for _one in range(chance.randint(1, 5)))
