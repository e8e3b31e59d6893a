"""Whose workbook a form is filled into, and that a closed record keeps the one it was closed with."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app import paths
from app.errors import InvalidRecord, NotAllowed
from app.models.daily import FrozenForm
from app.models.organisation import Role
from app.services import printing, reading, records
from app.services.operations import Desk
from app.services.templates import care, kept
from app.services.templates.kept import Origin
from tests.factory import FILED, KIND, registered, replied, step
from tests.hospital import desk_of
from tests.services.test_printing import pdf_text


def own_template(folder: Path, words: str, code: str = "F01") -> Path:
    """Our template with another bar over its first part, as a hospital would change it."""
    path = folder / f"{words}.xlsx"
    workbook = load_workbook(paths.FORMS / f"{code}.xlsx", rich_text=True)
    sheet = workbook.active
    assert sheet is not None
    for row in sheet.iter_rows():
        for cell in row:
            if str(cell.value or "").startswith("一、"):
                cell.value = words  # type: ignore[union-attr]
    workbook.save(path)
    return path


def installed(desk: Desk, folder: Path, words: str) -> None:
    """Put such a template into use."""
    care.install(desk, care.examine(desk, "F01", own_template(folder, words)))


def closed(desk: Desk) -> int:
    """A complaint filed and closed."""
    record_id = replied(desk)
    step(desk, record_id, "close", **FILED)
    return record_id


def test_a_hospitals_template_is_used_from_then_on(desk: Desk, tmp_path: Path) -> None:
    record_id = registered(desk)
    installed(desk, tmp_path, "甲版表头")
    made = printing.render(desk, KIND, record_id)
    assert "甲版表头" in pdf_text(made)
    assert made.template.origin is Origin.OWN
    assert "甲版表头.xlsx" in made.template.words()


def test_a_closed_record_prints_as_it_was_closed(desk: Desk, tmp_path: Path) -> None:
    record_id = closed(desk)
    before = pdf_text(printing.render(desk, KIND, record_id))
    installed(desk, tmp_path, "乙版表头")
    made = printing.render(desk, KIND, record_id)
    assert "乙版表头" not in pdf_text(made)
    assert "按结案时的表式" in made.template.words()
    assert "一、投诉接待" in before
    assert "乙版表头" in pdf_text(printing.render(desk, KIND, registered(desk)))


def test_a_record_closed_with_the_hospitals_own_keeps_it(desk: Desk, tmp_path: Path) -> None:
    installed(desk, tmp_path, "丙版表头")
    record_id = closed(desk)
    assert printing.render(desk, KIND, record_id).template.kept_on is None
    care.restore(desk, "F01")
    made = printing.render(desk, KIND, record_id)
    assert "丙版表头" in pdf_text(made)
    assert made.template.kept_on is not None


def test_archiving_does_not_take_the_newer_one(desk: Desk, tmp_path: Path) -> None:
    record_id = closed(desk)
    installed(desk, tmp_path, "丁版表头")
    step(desk, record_id, "archive")
    assert "丁版表头" not in pdf_text(printing.render(desk, KIND, record_id))


def test_a_voided_record_keeps_its_form_too(desk: Desk, tmp_path: Path) -> None:
    record_id = registered(desk)
    records.void(desk, KIND, record_id, reading.load(desk, KIND, record_id).version, "重复")
    installed(desk, tmp_path, "戊版表头")
    text = pdf_text(printing.render(desk, KIND, record_id))
    assert "戊版表头" not in text
    assert "作废" in text


def test_content_is_stored_once(desk: Desk) -> None:
    first, second = closed(desk), closed(desk)
    with desk.database.read() as session:
        rows = session.query(FrozenForm).filter(FrozenForm.record_id.in_([first, second])).all()
        assert len(rows) == 2 * len(KIND.forms)
        assert len({one.template_id for one in rows}) == len(KIND.forms)


def test_a_broken_template_is_not_installed(desk: Desk, tmp_path: Path) -> None:
    path = own_template(tmp_path, "{{ unbekannt }}")
    examined = care.examine(desk, "F01", path)
    assert [str(one) for one in examined.findings if one.fatal]
    assert "!A4" in examined.findings[0].place
    with pytest.raises(InvalidRecord):
        care.install(desk, examined)
    assert care.overview(desk)[0].origin is Origin.BUILT_IN


def test_only_who_configures_may_change_a_template(desk: Desk, tmp_path: Path) -> None:
    examined = care.examine(desk, "F01", own_template(tmp_path, "己版表头"))
    nurse = desk_of(desk, Role.REGISTRAR)
    with pytest.raises(NotAllowed):
        care.install(nurse, examined)
    with pytest.raises(NotAllowed):
        care.restore(nurse, "F01")


def test_a_template_found_in_the_folder_is_used_and_offered(desk: Desk, tmp_path: Path) -> None:
    folder = kept.forms_folder(desk.database)
    folder.mkdir()
    shutil.copy(own_template(tmp_path, "庚版表头"), folder / "F01.xlsx")
    assert "庚版表头" in pdf_text(printing.render(desk, KIND, registered(desk)))
    row = care.overview(desk)[0]
    assert row.origin is Origin.FOLDER
    assert row.offered == folder / "F01.xlsx"
    care.install(desk, care.examine(desk, "F01", folder / "F01.xlsx"))
    row = care.overview(desk)[0]
    assert (row.origin, row.offered) == (Origin.OWN, None)
    care.restore(desk, "F01")
    assert "庚版表头" not in pdf_text(printing.render(desk, KIND, registered(desk)))


def test_the_problems_of_a_template_in_the_folder_are_listed(desk: Desk) -> None:
    folder = kept.forms_folder(desk.database)
    folder.mkdir()
    (folder / "F01.xlsx").write_bytes(b"not a workbook")
    row = care.overview(desk)[0]
    assert row.origin is Origin.BUILT_IN
    assert row.problems


def test_an_older_version_can_be_used_again(desk: Desk, tmp_path: Path) -> None:
    installed(desk, tmp_path, "辛版表头")
    installed(desk, tmp_path, "壬版表头")
    versions = care.overview(desk)[0].versions
    assert [one.file_name for one in versions if one.active] == ["壬版表头.xlsx"]
    care.use_again(desk, next(one.id for one in versions if one.file_name == "辛版表头.xlsx"))
    assert "辛版表头" in pdf_text(printing.render(desk, KIND, registered(desk)))


def test_a_template_is_seen_with_sample_values_before_it_is_used(
    desk: Desk, tmp_path: Path
) -> None:
    examined = care.examine(desk, "F01", own_template(tmp_path, "癸版表头"))
    text = pdf_text(printing.sample(desk, "F01", examined.template))
    assert "癸版表头" in text
    assert "示例文字" in text
