"""全部经过 as a table: the rules Qt has for models, and one line for each changed field."""

from pytestqt.modeltest import ModelTester

from app.services import history, reading, records
from app.services.operations import Desk
from app.views.registers.history_view import HEADS, HistoryModel, lines
from tests.factory import KIND, registered


def test_the_model_of_the_history_keeps_the_rules_of_qt(
    desk: Desk, qtmodeltester: ModelTester
) -> None:
    record_id = registered(desk)
    view = reading.load(desk, KIND, record_id)
    records.change(desk, KIND, record_id, view.version, {"remarks": "补记"})
    entries = history.of_record(desk, KIND, record_id)
    model = HistoryModel(lines(entries, reading.load(desk, KIND, record_id).trail, KIND))
    qtmodeltester.check(model)
    words = [model.index(0, column).data() for column in range(len(HEADS))]
    assert words[3:6] == ["备注", "", "补记"]
