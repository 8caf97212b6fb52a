"""Before a list is made one knows what it may hold, and where mentors come from."""

import re
from datetime import date

from django.contrib.staticfiles import finders

from samverkan.exchange.csv.headings import ListKind, suggest
from samverkan.exchange.csv.lists import read
from samverkan.exchange.csv.table import load
from samverkan.exchange.roster import Roster, Unit
from samverkan.exchange.tests.test_import_in_the_browser import IMPORT, PUPILS, uploaded
from tests.cast import Cast, client_as

MENTOR = "Förnamn;Efternamn;Klass;Mentor\nNoa;Alm;9Z;Ylva Ström\n"


def template(kind: ListKind) -> Roster:
    """The template that can be fetched, as it is read in."""
    path = finders.find(f"exchange/mall-{kind}.csv")
    assert isinstance(path, str)
    with open(path, "rb") as file:
        table = load(file)
    columns = suggest(table.headings)
    assert columns.kind is kind
    assert None not in columns.columns
    return read(table, columns, unit=Unit("skolan", "Skolan"), today=date(2026, 11, 28))


def test_the_templates_are_read_in_whole_and_without_a_remark() -> None:
    pupils, staff = template(ListKind.PUPILS), template(ListKind.STAFF)

    assert (len(pupils.enrolments), len(pupils.responsibles), pupils.remarks) == (2, 3, ())
    assert (len(staff.duties), len(staff.assignments), staff.remarks) == (2, 2, ())


def test_the_import_page_tells_the_columns_and_gives_a_template(cast: Cast) -> None:
    page = client_as(cast.ingrid).get(IMPORT).content.decode()

    for word in ("Förnamn", "Skyddade personuppgifter", "Vårdnadshavare 1 och Vårdnadshavare 2", "Mentor för klass"):
        assert word in page
    assert re.search(r'href="[^"]*mall-elever[^"]*\.csv" download', page)
    assert re.search(r'href="[^"]*mall-personal[^"]*\.csv" download', page)
    assert "Mentorer läses ur personallistan" in page


def test_a_list_of_pupils_with_a_mentor_is_told_where_mentors_come_from(cast: Cast) -> None:
    browser = client_as(cast.ingrid)

    told = browser.get(uploaded(browser, cast, MENTOR).headers["Location"]).content.decode()
    untold = browser.get(uploaded(browser, cast, PUPILS).headers["Location"]).content.decode()

    assert "Mentorn läses inte ur elevlistan." in told
    assert "Mentorn läses inte" not in untold
