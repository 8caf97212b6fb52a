"""Skolan says when its list of pupils is old, and the rektor saves the list as a file that is only words."""

import csv
import io
from datetime import datetime, timedelta

import psycopg
from django.urls import reverse
from django.utils import timezone

from samverkan.exchange.models import ImportRun
from samverkan.exchange.runs import pupils_checked_at
from samverkan.journal.models import Event
from samverkan.overview.export import HEADINGS
from samverkan.overview.queries import school_page
from samverkan.people.models import Group, Unit
from samverkan.people.spreadsheets import csv_file
from samverkan.people.wording import day_with_year
from samverkan.plans import actions
from samverkan.web.postgres import Server
from tests.cast import Cast, client_as, scope_of

OLD = timedelta(days=8)


def read_in(unit: Unit, at: datetime, *, kind: str = "csv:elever", undone: bool = False) -> None:
    """A list that somebody read in."""
    ImportRun.objects.create(
        huvudman=unit.organisation.huvudman,
        source="ss12000:register.example" if kind == "ss12000" else f"{kind}:{unit.code or unit.id}",
        at=at,
        checked_at=at,
        undone_at=at if undone else None,
    )


def saved(content: bytes) -> list[list[str]]:
    """The rows of the file as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_an_old_list_is_said_with_its_day_to_those_who_read_in_another(cast: Cast) -> None:
    at = timezone.now() - OLD
    read_in(cast.unit(), at)

    words = client_as(cast.anna_karin).get(reverse("school")).content.decode()

    assert f"Elevlistan lästes in {day_with_year(at)}." in words
    assert "Läs in den igen" in words
    assert "Elevlistan lästes in" not in client_as(cast.sara).get(reverse("school")).content.decode()


def test_a_list_seen_within_the_week_is_not_spoken_of(cast: Cast) -> None:
    now = timezone.now()
    read_in(cast.unit(), now - OLD)
    assert school_page(scope_of(cast.anna_karin, now=now)).read_in

    read_in(cast.unit(), now - timedelta(days=6))
    assert school_page(scope_of(cast.anna_karin, now=now)).read_in == ""


def test_a_list_of_staff_and_one_that_was_undone_count_for_nothing(cast: Cast) -> None:
    now = timezone.now()
    read_in(cast.unit(), now - OLD)
    read_in(cast.unit(), now, kind="csv:personal")
    read_in(cast.unit(), now, undone=True)

    assert school_page(scope_of(cast.anna_karin, now=now)).read_in == day_with_year(now - OLD)


def test_the_register_of_the_huvudman_counts_for_each_of_its_schools(cast: Cast) -> None:
    now = timezone.now()
    read_in(cast.unit(), now - OLD)
    read_in(cast.unit(), now, kind="ss12000")

    assert pupils_checked_at([cast.unit()]) == (now,)


def test_a_school_that_reads_in_nothing_and_the_neighbour_hear_of_no_list(cast: Cast) -> None:
    now = timezone.now()
    assert school_page(scope_of(cast.anna_karin, now=now)).read_in == ""
    read_in(cast.unit(), now - OLD)

    assert school_page(scope_of(cast.torbjorn, now=now)).read_in == ""
    assert school_page(scope_of(cast.susanne, now=now)).read_in == ""


def test_the_rektor_saves_the_list_with_the_columns_of_the_page(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)

    answer = rektor.get(reverse("school_export"))
    head, *rows = saved(answer.content)

    assert (answer.status_code, answer.streaming) == (200, False)
    assert answer["Content-Disposition"] == f'attachment; filename="skolan-{timezone.localdate()}.csv"'
    assert answer["Cache-Control"] == "no-store"
    assert tuple(head) == HEADINGS
    walk = school_page(scope_of(cast.anna_karin)).walk
    assert [row[0] for row in rows] == [row.name for row in walk if row.case != cast.case("liv")]
    assert "Ebba Lindqvist" in {row[0] for row in rows}
    event = Event.objects.latest("id")
    assert (event.action, event.outcome) == ("spara-skolan-som-fil", "gjord")
    assert cast.ebbas_case in {touch.case_id for touch in event.touches.all()}
    assert reverse("school_export") in rektor.get(reverse("school")).content.decode()


def test_a_protected_pupil_is_not_in_the_file(cast: Cast) -> None:
    scope = scope_of(cast.anna_karin)
    actions.write_signal(case=cast.case("liv"), text="Vi behöver prata.", by=scope.reader, now=scope.now)
    (liv,) = (row for row in school_page(scope_of(cast.anna_karin)).walk if row.case == cast.case("liv"))

    words = client_as(cast.anna_karin).get(reverse("school_export")).content.decode()

    assert liv.name not in words
    assert "Ebba Lindqvist" in words


def test_the_kurator_reads_the_page_and_saves_no_file(cast: Cast) -> None:
    kurator = client_as(cast.sara)

    assert kurator.get(reverse("school_export")).status_code == 403
    assert reverse("school_export") not in kurator.get(reverse("school")).content.decode()
    assert client_as(cast.per).get(reverse("school_export")).status_code == 403


def test_the_neighbours_rektor_gets_none_of_our_pupils(cast: Cast) -> None:
    for rektor in (cast.torbjorn, cast.susanne):
        answer = client_as(rektor).get(reverse("school_export"))
        assert answer.status_code == 200
        assert "Lindqvist" not in answer.content.decode()
    assert client_as(cast.petra).get(reverse("school_export")).status_code == 403


def test_a_class_that_is_written_like_a_formula_is_saved_as_words(cast: Cast) -> None:
    Group.objects.filter(unit=cast.unit(), name="5B").update(name='=HYPERLINK("x")')

    rows = saved(client_as(cast.anna_karin).get(reverse("school_export")).content)

    assert """'=HYPERLINK("x")""" in {row[1] for row in rows}


def test_no_cell_begins_as_a_formula_does() -> None:
    live = ("=1", "+1", "-1", "@a", "\ta", "\ra")

    assert saved(csv_file([live])) == [[f"'{cell}" for cell in live]]


def test_without_a_journal_there_is_no_file(cast: Cast, server: Server, world_database: str) -> None:
    with psycopg.connect(server.dsn("owner", world_database), autocommit=True) as owner:
        owner.execute("REVOKE INSERT ON journal_event FROM samverkan_app")
        try:
            answer = client_as(cast.anna_karin).get(reverse("school_export"))
        finally:
            owner.execute("GRANT INSERT ON journal_event TO samverkan_app")

    assert answer.status_code == 503
    assert "Lindqvist" not in answer.content.decode()
