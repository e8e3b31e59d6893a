"""脱敏副本: nobody can be recognised in it, and every other word stands as it was."""

import io
import random
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unicodedata import normalize

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from app.errors import NotAllowed
from app.models.organisation import Role
from app.services import history, listings, lists, printing
from app.services.masking import Masker, Masking
from app.services.operations import Desk
from app.services.people import directory
from app.services.registers import catalog
from tests.factory import KIND, made, registered, replied
from tests.hospital import desk_of

PEOPLE = {1: "周敏", 2: "高峰", 3: "王磊", 4: "欧阳晓燕", 5: "李"}
HEADING = listings.Heading("含“张三”，状态为已登记", "接到从新到旧")


def masker(**record: Any) -> Masker:
    return Masking(KIND, PEOPLE).masker(SimpleNamespace(**record))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("张三来电", "投诉人甲来电"),
        ("张　三来电", "投诉人甲来电"),
        ("张 \u200b三来电", "投诉人甲来电"),
        ("张先生来电，张某在场", "某先生来电，某人在场"),
        ("护士周 敏和周敏", "护士职工甲和职工甲"),
        ("欧阳\n晓燕答复", "职工甲答复"),
        ("高峰时段，高峰医生", "高峰时段，职工甲医生"),
        ("电话 139 1234 5678。", "电话 〔电话已隐去〕。"),
        ("电话１３９１２３４５６７８。", "电话〔电话已隐去〕。"),
        ("+86-139-1234-5678", "〔电话已隐去〕"),
        ("1 3 9 1 2 3 4 5 6 7 8", "〔电话已隐去〕"),
        ("座机 0571-8888 1234 转 12", "座机 〔电话已隐去〕"),
        ("（0571）88881234", "〔电话已隐去〕"),
        ("电话：88881234", "电话：〔电话已隐去〕"),
        ("身份证33010219620305123x", "身份证〔证件号已隐去〕"),
        ("330102 19620305 123X", "〔证件号已隐去〕"),
        ("33010219620305123X，1962年3月5日", "〔证件号已隐去〕，〔出生日期已隐去〕"),
        ("1962-03-05出生", "〔出生日期已隐去〕出生"),
        ("出生日期：１９６２年３月５日", "出生日期：〔出生日期已隐去〕"),
        ("住院号 ZY2026-0001", "住院号 〔号码已隐去〕"),
        ("病案号：00123456", "病案号：〔号码已隐去〕"),
        ("家住示范市中山路100号3幢，很远", "家住〔住址已隐去〕，很远"),
    ],
)
def test_what_identifies_is_taken_out_of_running_text(text: str, masked: str) -> None:
    assert masker(complainant_name="张三", narrative=text).text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05 13:40 来访，等候 45 分钟，血压 140/90，心率 120 bpm。",
        "转办单 12345-20260305-0071，编号 TS-YWK-202603-0007，CT 编号 QR-8.7-01/A0。",
        "订单号 20260305001234567，多收 36.50 元，2026年3月5日生产，批号 DEMO-L05。",
        "《医疗纠纷预防和处理条例》第二十三条；三张床、敏感指标、王某某。",
        "周日高峰，安全管理方面的问题。",
        "",
    ],
)
def test_other_text_is_never_changed(text: str) -> None:
    assert masker(complainant_name="张三", complainant_phone="13900001234").text(text) == text


@pytest.mark.parametrize(
    ("number", "text", "masked"),
    [
        ("DEMO-0001", "单号demo 0001号", "单号〔号码已隐去〕号"),
        ("ZY202603001", "见ZY 2026 03 001", "见〔号码已隐去〕"),
        ("8842", "床旁 8842 与 88421", "床旁 〔号码已隐去〕 与 88421"),
        ("12", "12 床", "12 床"),
    ],
)
def test_the_records_own_number_is_found_however_it_is_spaced(
    number: str, text: str, masked: str
) -> None:
    assert masker(patient_number=number).text(text) == masked


def test_the_address_is_found_again_without_its_town() -> None:
    one = masker(complainant_address="示范市新区中山路 100 号 3 幢")
    assert one.text("寄到中山路100号3幢。") == "寄到〔住址已隐去〕。"


def test_people_are_called_the_same_throughout_one_copy() -> None:
    copy = Masking(KIND, PEOPLE)
    first = copy.masker(SimpleNamespace(complainant_name="张三", patient_name="李惠秀"))
    second = copy.masker(SimpleNamespace(complainant_name="孙 立", patient_name="张三"))
    assert first.text("张三代李惠秀") == "投诉人甲代患者甲"
    assert second.text("孙立代张三") == "投诉人乙代投诉人甲"


def test_where_no_name_was_known_the_word_stays() -> None:
    one = masker(complainant_name="家属")
    assert one.text("家属来电") == "家属来电"
    assert one.value(KIND["complainant_name"], "家属") == "家属"


# ---- the leak test ---------------------------------------------------------------------------

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张欧阳"
GIVEN = "伟芳娜秀英敏静丽强磊洋艳勇军杰娟涛明超兰霞平刚桂䶮𠮷"
FILLERS = [
    "输液等候近一小时", "说明原因。", "夜间呼叫铃 25 分钟无人应答；", "2026-03-05 13:40",
    "多收 36.50 元，", "\n", "已致歉", "CT 编号 A0-17 ", "（见附件）",
]  # fmt: skip


def _name(chance: random.Random) -> str:
    family = chance.choice([*FAMILY[:-2], "欧阳"])
    return family + "".join(chance.choice(GIVEN) for _one in range(chance.randint(1, 2)))


def _digits(chance: random.Random, many: int) -> str:
    return "".join(chance.choices("0123456789", k=many))


def _spread(chance: random.Random, text: str) -> str:
    """The text as somebody might have typed it."""
    if chance.random() < 0.3:
        text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    if chance.random() < 0.4:
        blank = chance.choice([" ", "\u3000", "\u00a0", "\u200b"])
        text = "".join(c + (blank if chance.random() < 0.5 else "") for c in text).strip(blank)
    return text


def _case(chance: random.Random) -> tuple[dict[str, Any], list[str]]:
    """Values of a complaint whose texts speak of its people, and what must not be read."""
    road = f"{chance.choice(GIVEN)}山路 {chance.randint(1, 999)} 号 {chance.randint(1, 30)} 幢"
    who = {
        "complainant_name": _name(chance),
        "patient_name": _name(chance),
        "complainant_phone": "1" + chance.choice("3456789") + _digits(chance, 9),
        "patient_number": chance.choice(["ZY", "", "M-"]) + _digits(chance, chance.randint(6, 10)),
        "complainant_address": f"示范市{chance.choice('东西南北')}区{road}",
    }
    secrets = list(who.values())

    def story() -> str:
        parts = [chance.choice(FILLERS) for _one in range(chance.randint(2, 6))]
        parts += [_spread(chance, one) for one in chance.sample(secrets, chance.randint(1, 5))]
        chance.shuffle(parts)
        return "，".join(parts)

    texts = ("narrative", "demand", "subject", "materials", "contact_arrangement", "remarks")
    return who | {name: story()[: KIND[name].length or None] for name in texts}, secrets


def _squeezed(text: str) -> str:
    return re.sub("[\\s\\-()\u200b]+", "", normalize("NFKC", text)).casefold()


def _leaks(secrets: list[str], text: str) -> list[str]:
    read = _squeezed(text)
    return [one for one in secrets if _squeezed(one) in read]


def test_none_of_a_thousand_generated_records_leaks_through_the_masker() -> None:
    for seed in range(1000):
        values, secrets = _case(random.Random(seed))
        one = Masking(KIND, PEOPLE).masker(SimpleNamespace(**values))
        for name, text in values.items():
            assert _leaks(secrets, one.value(KIND[name], str(text))) == [], (seed, name)


def _pdf_text(made: printing.PrintedForm) -> str:
    return "".join(page.get_textpage().get_text_range() for page in PdfDocument(made.pdf))


def _sheet_text(content: Any) -> str:
    sheet: Any = load_workbook(content, rich_text=True).active
    furniture = [str(sheet.oddHeader), str(sheet.oddFooter), str(sheet.firstHeader)]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return "\n".join(furniture + cells)


def _register(desk: Desk, seeds: range) -> dict[int, list[str]]:
    staff = [one.text for one in directory.load(desk).people if len(one.text) > 1]
    found = {}
    for seed in seeds:
        values, secrets = _case(random.Random(seed))
        found[registered(desk, **values)] = [*secrets, *staff]
    return found


@pytest.mark.parametrize(
    "seeds", [range(1000, 1010), pytest.param(range(1000, 2000), marks=pytest.mark.faults)]
)
def test_no_masked_form_leaks_in_pdf_or_workbook(desk: Desk, seeds: range) -> None:
    for record_id, secrets in _register(desk, seeds).items():
        made = printing.render(desk, KIND, record_id, copies=False, masked=True)
        assert _leaks(secrets, _pdf_text(made)) == []
        assert _leaks(secrets, _sheet_text(io.BytesIO(made.xlsx))) == []


@pytest.mark.parametrize(
    "seeds", [range(2000, 2100), pytest.param(range(2000, 3000), marks=pytest.mark.faults)]
)
def test_no_masked_listing_leaks(desk: Desk, tmp_path: Path, seeds: range) -> None:
    known = _register(desk, seeds)
    path = tmp_path / "a.xlsx"
    columns = tuple(one.name for one in KIND.fields if one.width or one.sensitive)
    columns = ("number", *dict.fromkeys((*columns, "narrative", "demand", "remarks")), "due_on")
    ids = lists.ids(desk, KIND, lists.Query())
    listings.export(desk, KIND, ids, columns, HEADING, path, masked=True)
    sheet: Any = load_workbook(path).active
    rows = {row[0].value: "\n".join(str(c.value) for c in row) for row in sheet.iter_rows()}
    for row in lists.rows(desk, KIND, list(known)):
        assert _leaks(known[row.id], rows[row.number]) == []


# ---- what it says of itself ------------------------------------------------------------------


def test_who_was_there_when_evidence_was_sealed_is_not_named(desk: Desk) -> None:
    kind = catalog.by_name("evidence_seal")
    record_id = made(
        desk, kind, patient_witness="赵大山之子", third_witness="钱小川",
        opening_present="赵大山之子、周敏",
    )  # fmt: skip
    text = _pdf_text(printing.render(desk, kind, record_id, masked=True))
    assert _leaks(["赵大山", "钱小川", "周敏"], text) == []
    assert "当事人甲" in text


def test_a_patient_shortened_on_the_form_is_called_as_in_its_texts(desk: Desk) -> None:
    kind = catalog.by_name("service_defect_entry")
    record_id = made(desk, kind, patient_name="赵大山", narrative="赵大山发热。")
    text = _pdf_text(printing.render(desk, kind, record_id, masked=True))
    assert text.count("患者甲") == 2
    assert "患者乙" not in text


def test_the_form_says_that_it_is_a_masked_copy(desk: Desk) -> None:
    record_id = replied(desk, complainant_name="张三丰", patient_name="李惠秀")
    made = printing.render(desk, KIND, record_id, copies=False, masked=True)
    text = re.sub(r"\s", "", _pdf_text(made))
    assert "脱敏副本" in text
    assert "投诉人甲" in text
    assert "患者甲" in text
    assert "接待人：职工甲" in text
    assert "打印：职工甲" in text
    assert made.file_name.endswith("-脱敏副本")
    assert made.masked


def test_without_asking_nothing_is_masked(desk: Desk) -> None:
    made = printing.render(desk, KIND, registered(desk, complainant_name="张三丰"), copies=False)
    assert "张三丰" in re.sub(r"\s", "", _pdf_text(made))
    assert not made.masked


def test_a_masked_copy_is_an_action_of_its_own_in_the_history(desk: Desk) -> None:
    record_id = registered(desk)
    made = printing.render(desk, KIND, record_id, masked=True)
    printing.note_printed(desk, KIND, record_id, "F01", made.digest, "pdf", made.masked)
    entry = history.of_record(desk, KIND, record_id)[0]
    assert (entry.action, entry.label) == ("record.masked_copy", "出脱敏副本")
    assert entry.facts["sha256"] == made.digest


def test_the_listing_says_so_in_its_heading_and_hides_what_was_searched_for(
    desk: Desk, tmp_path: Path
) -> None:
    registered(desk, complainant_name="张三", subject="张三等候", receiver_id=desk.person_id)
    path = tmp_path / "a.xlsx"
    columns = ("number", "complainant_name", "subject", "receiver_id")
    ids = lists.ids(desk, KIND, lists.Query())
    listings.export(desk, KIND, ids, columns, HEADING, path, masked=True)
    sheet: Any = load_workbook(path).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0].endswith("脱敏副本")
    assert rows[1][0] == "条件：含“（已隐去）”，状态为已登记"
    assert rows[3][0].startswith("职工甲 于")
    assert rows[5][1:] == ["投诉人甲", "投诉人甲等候", "职工甲"]


def test_many_masked_records_need_no_leader(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listings, "IDENTITY_MOST", 1)
    ids = [registered(desk), registered(desk)]
    head = desk_of(desk, Role.DEPT_HEAD)
    columns = ("number", "complainant_name")
    with pytest.raises(NotAllowed):
        listings.export(head, KIND, ids, columns, HEADING, tmp_path / "a.xlsx")
    made = listings.export(head, KIND, ids, columns, HEADING, tmp_path / "a.xlsx", masked=True)
    assert made.rows == 2


def test_who_may_not_print_gets_no_masked_copy_either(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        printing.render(desk_of(desk, Role.AUDITOR), KIND, registered(desk), masked=True)
