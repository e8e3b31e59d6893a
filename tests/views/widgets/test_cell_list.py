"""Lists held whole: the rules Qt has for models, and rows found by their key."""

from pytestqt.modeltest import ModelTester

from app.views.widgets.cell_list import CellModel
from app.views.widgets.cells import Cell


def test_the_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = CellModel(("名称", "扣分"))
    model.set_rows(("a", "b"), [(Cell("甲"), Cell("2")), (Cell("乙"), Cell("0.5"))])
    qtmodeltester.check(model)
    assert model.key(model.row_of("b")) == "b"
    assert model.row_of("c") == -1
