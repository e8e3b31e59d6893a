"""The command line as its user types it."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from app import cli, settings
from app.services import history, reading, records
from app.services.operations import Desk
from app.services.registers.catalog import by_name
from app.services.storage import schema
from tests.factory import KIND, made, registered
from tests.hospital import PASSWORD, STAFF_NO, founded


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(settings.PASSWORD, PASSWORD)
    desk = founded(tmp_path)
    registered(desk, narrative="输液等候近一小时。")
    desk.database.close()
    return desk.database.location


def test_init_makes_a_hospital_and_refuses_to_overwrite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(settings.PASSWORD, PASSWORD)
    words = ["--database", str(tmp_path / "a.db"), "init", "--admin", "1", "--name", "甲",
             "--hospital", "安禾医院"]  # fmt: skip
    assert cli.run(words) == 0
    assert cli.run(words) == 1
    assert "已经存在" in capsys.readouterr().err


def test_init_refuses_a_weak_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(settings.PASSWORD, "short")
    words = ["init", "--admin", "1", "--name", "甲", "--hospital", "乙", "--database",
             str(tmp_path / "a.db")]  # fmt: skip
    assert cli.run(words) == 1
    assert "至少 10" in capsys.readouterr().err
    assert not (tmp_path / "a.db").exists()


def test_list_prints_lines_and_json(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["list", "complaints", "--database", database]) == 0
    assert "输液等候" in capsys.readouterr().out
    assert cli.run(["list", "complaints", "--json", "--database", database]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[0]["status"] == "REGISTERED"
    assert rows[0]["number"].startswith("TS-YWK-")
    assert rows[0]["narrative"] == "输液等候近一小时。"


def test_list_writes_a_workbook(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    words = ["list", "complaints", "--search", "输液", "--status", "已登记", "--excel", str(path)]
    assert cli.run([*words, "--database", database]) == 0
    assert capsys.readouterr().out == f"已导出 1 件：{path}\n"
    sheet = load_workbook(path).active
    assert sheet["A2"].value == "条件：含“输液”，状态为已登记"
    assert sheet["A6"].value.startswith("TS-YWK-")


@pytest.mark.parametrize(("status", "n"), [("已登记", 1), ("registered", 1), ("CLOSED", 0)])
def test_list_takes_states_by_word_or_code(
    database: str, status: str, n: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        cli.run(["list", "complaints", "--json", "--status", status, "--database", database]) == 0
    )
    assert len(json.loads(capsys.readouterr().out)) == n


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["list", "nothing"], 1, "没有“nothing”这个台账"),
        (["list", "complaints", "--status", "特采"], 1, "没有“特采”这个状态"),
        (["list", "complaints", "--user", "nobody"], 1, "工号或密码不对"),
        (["form", "F01", "TS-0", "--pdf", "x.pdf"], 1, "没有编号是 TS-0"),
        (["form", "F01"], 2, "写上记录的编号"),
        (["form", "F01", "--blank"], 2, "--pdf"),
        (["form", "F99", "--blank", "--pdf", "x"], 1, "没有“F99”这张表单"),
        (["import", "complaints", "nothing.xlsx"], 1, "nothing.xlsx"),
    ],
)
def test_refusals_say_what_and_exit_so(
    database: str, words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*words, "--database", database]) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["frobnicate"], ["list"], ["list", "complaints", "--limit", "x"]]
)
def test_wrong_usage_is_two_and_in_chinese(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.run(words)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "用法：" in said
    assert "error" not in said


def test_forms_come_out_and_are_in_the_history(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run(["list", "complaints", "--json", "--database", database])
    number = json.loads(capsys.readouterr().out)[0]["number"]
    pdf, excel = tmp_path / "out" / "f.pdf", tmp_path / "out" / "f.xlsx"
    words = ["form", "F01", number, "--pdf", str(pdf), "--excel", str(excel)]
    assert cli.run([*words, "--database", database]) == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert load_workbook(excel).active is not None
    assert not list(tmp_path.glob("out/*.part"))
    from app.services import history

    desk = Desk(schema.open_database(database), 1)
    facts = [one.facts["how"] for one in history.of_record(desk, KIND, 1) if one.facts]
    assert facts == ["excel", "pdf"]
    desk.database.close()


def test_a_letter_comes_out_blank_and_says_why_not_yet(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = tmp_path / "letter.pdf"
    blank = ["form", "f01r", "--blank", "--pdf", str(pdf), "--database", database]
    assert cli.run(blank) == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    desk = Desk(schema.open_database(database), 1)
    number = reading.number_of(desk, KIND, registered(desk))
    desk.database.close()
    wanted = ["form", "F01R", number, "--pdf", str(pdf), "--database", database]
    assert cli.run(wanted) == 1
    assert "还没有答复" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    words = ["form", "F01", "--blank", "--pdf", str(tmp_path / "file" / "x.pdf")]
    assert cli.run([*words, "--database", database]) == 1
    assert "没有存成" in capsys.readouterr().err


def test_import_counts_every_row_and_adds_nothing_twice(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
    )
    sheet.append(["7", "A1", "停水", "2019/3/4 9:05:00", "\t\n停水三天\n", "已修", "2019/3/6"])
    sheet.append(["8", "A2", "停电", "2019-13-04", "停电", None, None])
    book.save(tmp_path / "old.xlsx")
    words = ["import", "complaints", str(tmp_path / "old.xlsx"), "--database", database]
    assert cli.run([*words, "--dry-run"]) == 1
    assert "读入 2 行" in capsys.readouterr().out


def test_imports_are_listed_and_undone(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "old.csv"
    path.write_text("编号,接到时间,投诉内容\n1,2024-02-29,等候\n", encoding="utf-8")
    assert cli.run(["import", "complaints", str(path), "--database", database]) == 0
    capsys.readouterr()
    assert cli.run(["imports", "complaints", "--database", database]) == 0
    assert "old.csv" in capsys.readouterr().out
    words = ["imports", "complaints", "--undo", "1", "--database", database]
    assert cli.run(words) == 0
    assert "已撤销" in capsys.readouterr().out
    assert cli.run(words) == 1
    assert "已经撤销过" in capsys.readouterr().err


def test_verify_says_ok_and_names_what_is_wrong(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["verify", "--database", database]) == 0
    from app.services.storage.database import sqlite

    outside = sqlite.connect(database, isolation_level=None)
    outside.execute("UPDATE complaint SET narrative = '没事'")
    outside.close()
    capsys.readouterr()
    assert cli.run(["verify", "--database", database, "--user", STAFF_NO]) == 1
    assert "narrative" in capsys.readouterr().err


def test_permissions_hold_on_the_command_line(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.models.organisation import Role
    from app.services.people import accounts

    desk = Desk(schema.open_database(database), 1)
    accounts.add_person(desk, "2", "护士", 14, frozenset({Role.REGISTRAR}), PASSWORD)
    desk.database.close()
    assert cli.run(["verify", "--database", database, "--user", "2"]) == 1
    assert "不能做这件事" in capsys.readouterr().err


def test_backup_and_restore_on_another_pc(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = tmp_path.parent / f"{tmp_path.name}-usb"
    second.mkdir()
    assert cli.run(["backup", str(second), "--database", database]) == 0
    (copy,) = second.glob("backup-*")
    other = str(tmp_path / "other" / "quality-desk.db")
    assert cli.run(["restore", str(copy), "--database", other]) == 1
    assert not Path(other).exists()
    assert cli.run(["restore", str(copy), "--yes", "--database", other]) == 0
    assert "带回：患者投诉 1" in capsys.readouterr().out
    assert cli.run(["verify", "--database", other]) == 0
    assert cli.run(["list", "complaints", "--database", other]) == 0
    assert "输液等候" in capsys.readouterr().out


def test_restore_over_present_data_keeps_them(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["backup", "--database", database]) == 0
    folder = Path(database).parent
    (copy,) = folder.with_name(f"{folder.name}-backup").glob("backup-*")
    assert cli.run(["restore", str(copy), "--yes", "--database", database]) == 0
    assert len(list(folder.glob("*.before-restore-*.db"))) == 1
    assert "另存为" in capsys.readouterr().out


def test_a_masked_form_and_list_name_nobody(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["list", "complaints", "--json", "--database", database]) == 0
    number = json.loads(capsys.readouterr().out)[0]["number"]
    form, listing = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    words = ["form", "F01", number, "--masked", "--excel", str(form), "--database", database]
    assert cli.run(words) == 0
    words = ["list", "complaints", "--masked", "--excel", str(listing), "--database", database]
    assert cli.run(words) == 0
    for path in (form, listing):
        cells = [str(cell.value) for row in load_workbook(path).active.iter_rows() for cell in row]
        assert "投诉人甲" in cells
        assert "陈某" not in "".join(cells)


def test_a_masked_list_on_the_screen_is_wrong_usage(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["list", "complaints", "--masked", "--database", database]) == 2
    assert "--excel" in capsys.readouterr().err


def test_labels_are_written_counted_and_refused_with_the_reason(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(schema.open_database(database), 1)
    lots = by_name("material_lot")
    good, gone = made(desk, lots), made(desk, lots)
    numbers = [reading.number_of(desk, lots, one) for one in (good, gone)]
    records.void(desk, lots, gone, 1, "重复登记")
    pdf = tmp_path / "labels.pdf"
    words = ["labels", "--pdf", str(pdf), "--size", "A4-24", "--database", database]
    assert cli.run([*words, *numbers, "--start", "24", "--copies", "2"]) == 0
    said = capsys.readouterr()
    assert said.out == f"已存 {pdf}：2 张标签，2 页\n"
    assert "没有要贴标识的物品" in said.err
    assert history.of_record(desk, lots, good)[0].facts["how"] == "pdf"
    assert cli.run([*words, numbers[1]]) == 1
    assert cli.run([*words, "JY-0"]) == 1
    assert "没有编号是 JY-0 的物品" in capsys.readouterr().err
    assert cli.run([*words, numbers[0], "--start", "25"]) == 1
    assert "从 1 到 24" in capsys.readouterr().err
    desk.database.close()
