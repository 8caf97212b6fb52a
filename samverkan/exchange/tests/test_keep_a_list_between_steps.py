"""Between upload and confirmation the list lies sealed, and only Ingrid who uploaded it can open it."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from samverkan.exchange import drafts
from samverkan.exchange.csv.headings import suggest
from samverkan.exchange.csv.table import Table, load
from samverkan.exchange.faults import SourceFault
from samverkan.exchange.models import ImportDraft
from samverkan.people import registering
from samverkan.people.models import Huvudman, Person, Unit
from samverkan.policy.vocabulary import PersonId

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TEXT = """Förnamn;Efternamn;Klass;VH1 namn;VH1 mobil;Skyddad
Ebba;Ek;7B;Maria Ek;070-174 06 05;
Elin;Sjö;7B;Eva Sjö;070-174 06 44;ja"""


@pytest.fixture
def unit() -> Unit:
    schools = registering.schools_of(Huvudman.objects.create(name="Björkviks kommun", kind="kommun"))
    return Unit.objects.create(organisation=schools, name="Björkskolan")


@pytest.fixture
def ingrid() -> PersonId:
    return PersonId(Person.objects.create(given_name="Ingrid", family_name="Wall").id)


def table() -> Table:
    return load(io.BytesIO(TEXT.encode()))


def test_the_maker_gets_the_list_back_without_the_protected_contacts(unit: Unit, ingrid: PersonId) -> None:
    columns = suggest(table().headings)

    draft = drafts.opened(drafts.keep(table(), columns, unit=unit, by=ingrid, now=NOW), by=ingrid, now=NOW)

    assert draft.columns == columns
    assert draft.unit == unit
    assert [line.cells[4] for line in draft.table.lines] == ["070-174 06 05", ""]


def test_nobody_else_gets_it_and_after_a_day_nobody_does(unit: Unit, ingrid: PersonId) -> None:
    own = drafts.keep(table(), suggest(table().headings), unit=unit, by=ingrid, now=NOW)
    other = PersonId(Person.objects.create(given_name="Petra", family_name="Lund").id)

    with pytest.raises(SourceFault, match="finns inte kvar"):
        drafts.opened(own, by=other, now=NOW)
    with pytest.raises(SourceFault, match="finns inte kvar"):
        drafts.opened(own, by=ingrid, now=NOW + timedelta(hours=25))


def test_it_lies_sealed_and_goes_when_it_is_discarded_or_a_day_old(unit: Unit, ingrid: PersonId) -> None:
    columns = suggest(table().headings)
    own = drafts.keep(table(), columns, unit=unit, by=ingrid, now=NOW)
    assert b"Ebba" not in bytes(ImportDraft.objects.get(id=own).sealed_list)

    drafts.discard(own, by=ingrid)
    drafts.keep(table(), columns, unit=unit, by=ingrid, now=NOW)
    drafts.keep(table(), columns, unit=unit, by=ingrid, now=NOW + timedelta(hours=25))

    assert ImportDraft.objects.count() == 1


def test_another_map_is_kept_and_hides_no_less(unit: Unit, ingrid: PersonId) -> None:
    columns = suggest(table().headings)
    own = drafts.keep(table(), columns, unit=unit, by=ingrid, now=NOW)

    drafts.recolumn(own, replace(columns, columns=(*columns.columns[:5], None)), by=ingrid, now=NOW)

    assert [line.cells[4] for line in drafts.opened(own, by=ingrid, now=NOW).table.lines] == ["070-174 06 05", ""]
