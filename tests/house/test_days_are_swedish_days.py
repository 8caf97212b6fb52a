"""An instant is kept in UTC and becomes a day in one place, so that no day is wrong in the hours round midnight."""

import ast
from datetime import UTC, date, datetime

from samverkan.people.wording import local_day
from tests.house.test_no_way_round_the_doorkeeper import CODE, modules

MAKERS_OF_DAYS = {"people/wording.py", "exchange/csv/sheet.py"}
"""The one place, and the reader of spreadsheet cells, whose instants have no zone."""


def test_half_past_midnight_in_sweden_is_the_new_day() -> None:
    assert local_day(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == date(2026, 11, 24)
    assert local_day(datetime(2026, 6, 30, 21, 59, tzinfo=UTC)) == date(2026, 6, 30)


def test_no_other_code_makes_a_day_of_an_instant() -> None:
    found = {
        f"{path.relative_to(CODE)}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "date"
        if not node.args and str(path.relative_to(CODE)) not in MAKERS_OF_DAYS
    }

    assert found == set()
