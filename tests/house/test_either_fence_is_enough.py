"""B3: two fences stand between huvudmen, the law's filter and the database's own. Each alone keeps others' rows away.

The one is taken down while the other is tried. Both are then shown to have been needed: with neither, rows come.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model, Q

from samverkan.access.middleware import huvudmen_of
from samverkan.guard import managers
from samverkan.guard.managers import GuardedManager
from samverkan.guard.models import Case, Cell
from samverkan.guard.scope import Scope
from samverkan.guard.tenancy import fence
from tests.battery.figures import tell
from tests.cast import Cast, client_as, scope_of
from tests.house.test_every_url_is_named_and_judged import Things, address_of, answered, rows

FENCED = {"guard_cell", "guard_statement"}
NO_FENCE: dict[str, str] = {
    "meetings_deviation": "names no pupil; a list of one's own schools or one's own huvudman",
    "guard_case": "an id and a unit; who the pupil is lies behind the cell",
    "people_organisation": "who may be asked to take part is a directory for all",
    "people_sourcelink": "the register's own numbers, read by imports alone",
    "people_signinkey": "read before anybody is signed in; a digest",
    "meetings_kindversion": "a huvudman's own agenda and checklist for a sort of meeting, of no pupil",
    "wellbeing_wheelversion": "a huvudman's own words for the wheel, of no pupil",
    "people_signedstance": "how a huvudman reads the law",
    "people_signedstart": "what a huvudman has in place before it begins, and who signed it",
    "people_freedays": "days without school, of a fixed list of sorts; anybody can read them on a school's own page",
    "consent_releasegoal": "in how many school days a huvudman hopes to answer",
    "consent_sharingset": "a huvudman's own usual questions, of no pupil",
    "exchange_importrun": "who read in a list, and how many rows it had",
    "exchange_importdraft": "sealed, and opened by its maker alone",
}
"""Tables that name a huvudman and hold nothing to read about a pupil. The filter of their room stands alone."""
READERS = ("anna_karin", "susanne", "petra", "maria", "anna", "inger")
PAGES = ("/", "/elever", "/moten", "/skolan", "/sok?q=E")


def guarded() -> list[type[Model]]:
    """Every model whose rows lie behind the doorkeeper."""
    return [model for model in apps.get_models() if isinstance(model._default_manager, GuardedManager)]


@contextmanager
def without_the_filter() -> Iterator[None]:
    """The law's filter is gone, and so is the second look at what the database gave."""
    with (
        patch.object(managers, "as_q", lambda scope, prefix="": Q()),
        patch.object(managers, "statements_as_q", lambda scope: Q()),
        patch.object(managers, "leave_footprints", lambda scope, cells: None),
    ):
        yield


def others(scope: Scope, inside: frozenset[Any]) -> dict[str, int]:
    """How many rows of other huvudmän come to the reader, by table."""
    found = {}
    for model in guarded():
        rows: Any = model._default_manager
        cells = [row if isinstance(row, Cell) else row.cell for row in rows.within(scope)]
        found[model._meta.db_table] = sum(cell.huvudman_id not in inside for cell in cells)
    return found


@pytest.mark.parametrize("who", READERS)
def test_the_database_alone_keeps_the_others_rows(cast: Cast, who: str) -> None:
    scope = scope_of(getattr(cast, who))
    inside = frozenset(huvudmen_of(scope.reader))

    with without_the_filter(), fence(inside):
        met = others(scope, inside)

    tell("B3", met_without_the_filter=sum(met.values()), tables=len(met))
    assert {table: count for table, count in met.items() if count} == {}


@pytest.mark.parametrize("who", READERS)
def test_the_law_alone_keeps_the_others_rows(cast: Cast, who: str) -> None:
    scope = scope_of(getattr(cast, who))

    met = others(scope, frozenset(huvudmen_of(scope.reader)))

    tell("B3", met_without_the_fence=sum(met.values()))
    assert {table: count for table, count in met.items() if count} == {}


def test_with_neither_the_others_rows_come(cast: Cast) -> None:
    """Nothing else keeps them away: so it is the fences that did."""
    scope = scope_of(cast.susanne)

    with without_the_filter():
        met = others(scope, frozenset(huvudmen_of(scope.reader)))

    assert all(met[table] for table in ("guard_cell", "guard_statement", "people_pupil", "consent_question")), met


def test_no_page_of_the_independent_school_shows_a_pupil_of_the_municipality(cast: Cast) -> None:
    theirs = {str(case.id) for case in Case.objects.exclude(huvudman_id=cast.case_row("elina").huvudman_id)}
    browser, told = client_as(cast.susanne), []

    with without_the_filter():
        for address in PAGES:
            with transaction.atomic():
                body = browser.get(address).content.decode()
                transaction.set_rollback(True)
            told += [f"{address}: {case}" for case in theirs if case in body]

    tell("B3", met_without_the_filter=len(told))
    assert told == []


@pytest.mark.long
def test_nor_does_any_other_page_of_the_house(cast: Cast) -> None:
    """The whole table as the rektor of the independent school, with the law's filter taken down."""
    theirs = {str(case.id) for case in Case.objects.exclude(huvudman_id=cast.case_row("elina").huvudman_id)}
    browser, things, told = client_as(cast.susanne), Things(cast), []
    asked = [(row, address_of(row, things)) for row in rows()]

    with without_the_filter():
        for row, address in asked:
            body = answered(browser, row["sätt"], address).content.decode(errors="replace")
            told += [f"{row['sida']}: {case}" for case in theirs if case in body and case not in address]

    tell("B3", met_without_the_filter=len(told))
    assert told == []


def test_every_table_that_names_a_huvudman_is_fenced_or_has_a_reason() -> None:
    named = {
        model._meta.db_table
        for model in apps.get_models()
        if any(getattr(field, "attname", "") == "huvudman_id" for field in model._meta.get_fields())
    }

    assert named == FENCED | NO_FENCE.keys()


def test_the_fenced_are_fenced_in_the_database(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
        fenced = {row[0] for row in cursor.fetchall()}

    assert fenced == FENCED


def test_every_guarded_row_lies_behind_a_fenced_cell() -> None:
    """A row is fetched together with its cell, so what hides the cell hides the row."""
    loose = [
        model.__name__
        for model in guarded()
        if model is not Cell and not any(field.name == "cell" for field in model._meta.get_fields())
    ]

    assert loose == []
