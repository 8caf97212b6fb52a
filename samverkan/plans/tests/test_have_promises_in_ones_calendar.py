"""Sara has Att göra in her own calendar: which day, and nothing of what or whom."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from samverkan.journal.models import Event, Touch
from samverkan.people.models import Account, Assignment, Person
from samverkan.plans import actions, feeds
from samverkan.plans.models import CalendarFeed, Step
from samverkan.policy.acting import Action, Level
from samverkan.policy.vocabulary import CaseId
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a story looks at the rows"
IN_AN_ENTRY = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "CLASS", "TRANSP"}


@pytest.fixture(autouse=True)
def nobody_has_come_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def promised(cast: Cast, case: UUID, owner: Person, days: int = 3) -> UUID:
    step = actions.set_step(
        case=CaseId(case),
        text="Ring habiliteringen om Ebbas tider.",
        owner=owner.id,
        due_on=timezone.localdate() + timedelta(days=days),
        by=scope_of(cast.anna_karin).reader,
        now=timezone.now(),
    )
    return step.id


def address(person: Person) -> str:
    """Where the calendar comes, as the person copies it from the page."""
    return str(client_as(person).post("/att-gora/kalender").context["link"])


def got(where: str) -> Any:
    return Client().get(where)


def entries(where: str) -> list[Any]:

    return list(Calendar.from_ical(got(where).content).walk("VEVENT"))


def days(where: str) -> list[date]:
    return [entry["DTSTART"].dt for entry in entries(where)]


def test_a_calendar_gets_the_day_and_nothing_else(cast: Cast) -> None:
    Step.objects.unguarded(because=BECAUSE).filter(owner=cast.sara).update(done_at=timezone.now(), done_by=cast.sara)
    promised(cast, cast.ebbas_case, cast.sara)

    where = address(cast.sara)
    answer, (entry,) = got(where), entries(where)

    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert set(entry) == IN_AN_ENTRY
    assert str(entry["SUMMARY"]) == "Samverkan: åtgärd"
    assert entry["DTSTART"].dt == timezone.localdate() + timedelta(days=3)
    assert str(entry["URL"]).endswith("/att-gora")
    told = answer.content.decode()
    assert not any(word in told for word in ("Ebba", "Ring", "habilitering", "5B", "Sara", str(cast.ebbas_case)))


def test_the_number_of_an_entry_stays_and_is_none_of_ours(cast: Cast) -> None:
    step = promised(cast, cast.ebbas_case, cast.sara)
    where = address(cast.sara)
    before = {str(entry["UID"]) for entry in entries(where)}

    after = {str(entry["UID"]) for entry in entries(address(cast.sara))}

    assert before == after and before
    assert not any(step.hex in uid or str(step) in uid for uid in before)


def test_what_is_kept_or_handed_over_leaves_the_calendar(cast: Cast) -> None:
    kept, given = promised(cast, cast.ebbas_case, cast.sara, 11), promised(cast, cast.ebbas_case, cast.sara, 12)
    where = address(cast.sara)
    before = len(days(where))
    sara = client_as(cast.sara)

    sara.post(f"/att-gora/{kept}/klart")
    sara.post(f"/att-gora/{given}/lamna-over", {"owner": str(cast.jonas.id), "reason": "Jonas träffar dem ändå."})

    assert len(days(where)) == before - 2
    assert timezone.localdate() + timedelta(days=12) in days(address(cast.jonas))


def test_a_new_address_makes_the_old_one_worthless_and_one_can_be_taken_away(cast: Cast) -> None:
    first = address(cast.sara)
    second = address(cast.sara)
    assert (got(first).status_code, got(second).status_code) == (404, 200)

    client_as(cast.sara).post("/att-gora/kalender", {"bort": "ja"})

    assert got(second).status_code == 404
    assert not CalendarFeed.objects.filter(person=cast.sara).exists()


def test_the_key_lies_nowhere_and_is_not_shown_again(cast: Cast) -> None:
    where = address(cast.sara)
    key = where.rpartition("/")[2]

    page = client_as(cast.sara).get("/att-gora/kalender").content.decode()

    assert len(key) >= 43 and key not in page
    assert key not in CalendarFeed.objects.get(person=cast.sara).digest
    assert "Ingen kalender har hämtat än" in page
    got(where)
    assert "En kalender hämtade senast" in client_as(cast.sara).get("/att-gora/kalender").content.decode()


def test_whoever_has_no_att_gora_has_no_calendar_of_it(cast: Cast) -> None:
    assert client_as(cast.anna).post("/att-gora/kalender").status_code == 403
    assert Client().post("/att-gora/kalender").status_code == 302
    assert not CalendarFeed.objects.exists()


def test_what_opens_nothing_answers_as_what_never_was(cast: Cast) -> None:
    never = got("/kalender/abc")
    where = address(cast.sara)
    Account.objects.filter(person=cast.sara).update(is_active=False)

    ended = got(where)

    assert (never.status_code, ended.status_code) == (404, 404)
    assert never.content == ended.content


def test_when_the_work_ends_so_does_the_calendar(cast: Cast) -> None:
    promised(cast, cast.ebbas_case, cast.sara)
    where = address(cast.sara)
    assert days(where)

    Assignment.objects.filter(person=cast.sara).update(ends_on=timezone.localdate() - timedelta(days=1))

    assert got(where).status_code == 404


def test_of_a_protected_pupil_there_is_no_entry(cast: Cast) -> None:
    promised(cast, cast.case("liv"), cast.anna_karin, 17)
    promised(cast, cast.ebbas_case, cast.anna_karin, 18)

    found = days(address(cast.anna_karin))

    assert timezone.localdate() + timedelta(days=18) in found
    assert timezone.localdate() + timedelta(days=17) not in found


@pytest.mark.parametrize("act", [Action.TODO_FEED_READ, Action.SIGN_IN])
def test_a_huvudman_that_asks_for_more_than_a_password_gives_no_calendar(
    cast: Cast, settings: Any, act: Action
) -> None:
    where = address(cast.sara)

    settings.RAISED_LEVELS = {cast.unit().organisation.huvudman.name: {act: Level.SECOND_FACTOR}}

    assert got(where).status_code == 404


def test_each_time_is_an_act_of_saras_that_gives_nobody_out(cast: Cast) -> None:
    promised(cast, cast.ebbas_case, cast.sara)

    got(address(cast.sara))

    event = Event.objects.get(action=Action.TODO_FEED_READ)
    assert (event.actor_id, event.outcome) == (cast.sara.id, "gjord")
    assert not Touch.objects.filter(event=event, given_out=True).exists()
    assert "kalender hämta" in client_as(cast.sara).get("/min-logg").content.decode()


def test_a_calendar_that_comes_all_the_time_is_told_to_wait(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_AN_HOUR", 2)
    where, other = address(cast.sara), address(cast.jonas)

    met = [got(where) for _ in range(3)]

    assert [answer.status_code for answer in met] == [200, 200, 429] and met[-1]["Retry-After"]
    assert got(other).status_code == 200


def test_who_comes_back_begins_anew(cast: Cast) -> None:
    where = address(cast.sara)
    account = Account.objects.get(person=cast.sara)

    feeds.WAY_IN.end(account, timezone.now())

    assert feeds.WAY_IN.held(account) == 0
    assert got(where).status_code == 404
