"""The list of Skolan as a file: the columns of the page, for the rektor who takes it along.

A file is copied further than a page. Pupils with protected identity are therefore not in it, and the page says so.
"""

from samverkan.guard.scope import Scope
from samverkan.overview.needs import NeedRow
from samverkan.overview.queries import school_page
from samverkan.people import queries as people
from samverkan.people.spreadsheets import csv_file

HEADINGS = ("Elev", "Klass", "Varför på listan", "Trygghetsperson", "Nästa steg", "Läge")


def school_file(scope: Scope) -> bytes:
    """The pupils to go through, in the order of the page."""
    rows = school_page(scope).walk
    named = {row.case for row in people.pupils(scope, cases=[row.case for row in rows]) if not row.sealed}
    scope.trail.gives_out(named)
    return csv_file([HEADINGS, *(_cells(row) for row in rows if row.case in named)])


def _cells(row: NeedRow) -> tuple[str, ...]:
    return (row.name, row.class_name, row.reason, row.trygghetsperson, row.next_step, row.standing_word)
