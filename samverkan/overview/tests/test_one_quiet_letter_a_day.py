"""One quiet letter a day: how many things there are to do, at a time of one's own, and nothing of whom."""

import re
from datetime import date, datetime, time, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from samverkan.consent import telling
from samverkan.overview import reminding
from samverkan.people import trusting
from samverkan.people.models import Account, Assignment, FreeDays, FreeKind, Huvudman, Person
from samverkan.people.school_days import is_school_day
from samverkan.people.school_year import resting
from samverkan.people.wording import STOCKHOLM
from samverkan.policy.vocabulary import Role
from samverkan.post import actions as post
from samverkan.post import wishes
from samverkan.post.models import Letter, MailWish
from tests.cast import Cast, client_as, scope_of
from tests.crowd import Crowd

pytestmark = pytest.mark.django_db
MORNING = time(6, 50)


def school_day(clock: time = MORNING, after: date | None = None) -> datetime:
    """The next day with school, at a time of the clock on the wall."""
    found = (after or timezone.localdate()) + timedelta(days=1)
    while not is_school_day(found):
        found += timedelta(days=1)
    return datetime.combine(found, clock, STOCKHOLM)


def letters(who: Person) -> list[Letter]:
    return list(Letter.objects.filter(subject=reminding.SUBJECT, sender_id=who.id).order_by("queued_at"))


def counted(letter: Letter) -> int:
    found = re.search(r"Du har (\d+|en) sak", letter.text)
    assert found is not None, letter.text
    return 1 if found[1] == "en" else int(found[1])


def on_idag(who: Person) -> int:
    return len(client_as(who).get("/").context["page"].needs)


@pytest.fixture
def morning(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A morning with school, in a house that has been up since before anybody's time."""
    now = school_day()
    reminding.remind(now - timedelta(minutes=30))
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def test_sara_gets_the_number_that_idag_shows_and_whoever_has_nothing_gets_nothing(
    cast: Cast, morning: datetime
) -> None:
    reminding.remind(morning)

    for who in (cast.sara, cast.anna_karin, cast.jonas, cast.maria, cast.anna, cast.kerstin, cast.torbjorn):
        shown = on_idag(who)
        assert [counted(letter) for letter in letters(who)] == ([shown] if shown else []), who.name
    assert letters(cast.sara) and not letters(cast.kerstin)


def test_the_letter_names_nobody(cast: Cast, morning: datetime) -> None:
    reminding.remind(morning)

    words = {re.sub(r"\d+|en ", "N ", letter.text, count=1) for letter in Letter.objects.filter(sender_id=cast.sara.id)}
    assert len(words) == 1
    said = words.pop()
    names = {part for one in Person.objects.all() for part in (one.given_name, one.family_name) if len(part) > 3}
    assert not [name for name in names if name in said]
    assert not [word for word in ("elev", "stöd", "möte", "5B", "skola ", "grund") if word in said.lower()]


def test_it_comes_once_a_day_however_often_one_looks(cast: Cast, morning: datetime) -> None:
    for minutes in (0, 1, 30, 600):
        reminding.remind(morning + timedelta(minutes=minutes))

    assert len(letters(cast.sara)) == 1


def test_it_comes_at_the_time_that_one_has_chosen_and_not_before(cast: Cast, morning: datetime) -> None:
    wishes.want(cast.sara.id, at=time(12, 0), at_once=True)

    reminding.remind(morning)
    assert letters(cast.sara) == []
    reminding.remind(morning.replace(hour=12, minute=1))

    assert len(letters(cast.sara)) == 1


def test_nobody_who_has_said_no_is_written_to(cast: Cast, morning: datetime) -> None:
    wishes.want(cast.sara.id, at=None, at_once=True)

    reminding.remind(morning)

    assert letters(cast.sara) == []


@pytest.mark.parametrize(
    "free",
    [
        date(2026, 11, 28),  # a Saturday
        date(2026, 12, 24),  # julafton
        date(2027, 1, 6),  # trettondagen
        date(2027, 6, 25),  # midsommarafton
    ],
)
def test_a_day_without_school_is_left_in_peace(cast: Cast, free: date) -> None:
    assert reminding.remind(datetime.combine(free, MORNING, STOCKHOLM)) == 0

    assert not Letter.objects.filter(subject=reminding.SUBJECT).exists()


def test_what_stood_still_is_caught_up_the_same_day_and_never_the_day_after(cast: Cast, morning: datetime) -> None:
    reminding.remind(morning)
    next_day = school_day(time(15, 0), morning.date())

    reminding.remind(next_day)
    reminding.remind(school_day(time(6, 0), school_day(after=next_day.date()).date()))

    days = [letter.queued_at.astimezone(STOCKHOLM).date() for letter in letters(cast.sara)]
    assert days == [morning.date(), next_day.date()]


def off(cast: Cast, on: date, *, everywhere: bool = False) -> None:
    """Björkskolan, or every school of the municipality, has a study day."""
    unit = cast.unit()
    FreeDays.objects.create(
        huvudman_id=unit.organisation.huvudman_id,
        unit=None if everywhere else unit,
        kind=FreeKind.STUDY,
        begins_on=on,
        ends_on=on,
        made_at=timezone.now(),
        made_by=cast.anna_karin,
    )


@pytest.mark.parametrize("everywhere", [False, True])
def test_no_letter_comes_on_a_study_day_and_the_next_day_it_does(
    cast: Cast, morning: datetime, *, everywhere: bool
) -> None:
    off(cast, morning.date(), everywhere=everywhere)

    reminding.remind(morning)
    assert letters(cast.sara) == []

    reminding.remind(school_day(after=morning.date()))
    assert len(letters(cast.sara)) == 1


def test_what_was_left_for_the_letter_waits_over_the_study_day(cast: Cast, morning: datetime) -> None:
    wishes.want(cast.sara.id, at=wishes.USUAL, at_once=False)
    MailWish.objects.filter(person_id=cast.sara.id).update(gathered_at=morning)
    off(cast, morning.date())

    reminding.remind(morning)
    reminding.remind(school_day(after=morning.date()))

    (letter,) = letters(cast.sara)
    assert reminding.CHANGED in letter.text


def test_one_who_works_at_another_school_too_is_written_to_when_either_has_school(
    cast: Cast, morning: datetime
) -> None:
    Assignment.objects.create(
        person=cast.sara,
        organisation=cast.unit("strandvik").organisation,
        unit=cast.unit("strandvik"),
        role=Role.COUNSELLOR,
        begins_on=timezone.localdate() - timedelta(days=9),
    )
    off(cast, morning.date())

    reminding.remind(morning)

    assert len(letters(cast.sara)) == 1


def test_those_who_do_not_work_at_the_school_are_written_to_on_its_study_day(cast: Cast, morning: datetime) -> None:
    off(cast, morning.date())

    free = resting(morning.date())

    assert {cast.sara.id, cast.jonas.id, cast.anna_karin.id} <= free
    assert not {cast.anna.id, cast.maria.id, cast.petra.id, cast.margareta.id} & free


def test_a_study_day_that_is_taken_away_is_a_school_day_again(cast: Cast, morning: datetime) -> None:
    off(cast, morning.date())
    FreeDays.objects.update(removed_at=timezone.now())

    reminding.remind(morning)

    assert len(letters(cast.sara)) == 1


def test_one_who_gets_an_account_in_the_afternoon_is_written_to_from_the_next_day(
    cast: Cast, morning: datetime
) -> None:
    MailWish.objects.all().delete()
    afternoon = school_day(time(14, 0))
    reminding.remind(afternoon)
    assert letters(cast.sara) == []

    reminding.remind(school_day(after=afternoon.date()))

    assert len(letters(cast.sara)) == 1


def test_two_workers_at_once_write_once(crowded: Crowd) -> None:
    cast, now = Cast(), school_day()
    reminding.remind(now - timedelta(minutes=30))

    crowded.at_once([lambda: reminding.remind(now)] * 2)

    assert len(letters(cast.sara)) == 1


def test_a_fault_of_the_database_leaves_it_for_the_next_minute(
    cast: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**told: Any) -> None:
        raise DatabaseError("Kanariefågel")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(post, "queue", broken)
        reminding.remind(morning)
    reminding.remind(morning + timedelta(minutes=1))

    assert len(letters(cast.sara)) == 1
    assert "Kanariefågel" not in capsys.readouterr().err


def test_who_has_left_who_is_hidden_and_a_house_that_prepares_get_no_letter(cast: Cast, morning: datetime) -> None:
    Account.objects.filter(person=cast.sara).update(is_active=False)
    Person.objects.filter(id=cast.lena.id).update(
        protected=True, sealed_name=b"x", given_name="", family_name="", email="", phone=""
    )
    reminding.remind(morning)
    assert letters(cast.sara) == letters(cast.lena) == []

    Huvudman.objects.update(began_at=None)
    reminding.remind(school_day(after=morning.date()))
    assert len(letters(cast.anna_karin)) == 1


def choose(who: Person, **told: str) -> Any:
    return client_as(who).post("/min-profil", {"mejl": "ja", **told})


def test_each_chooses_on_min_profil(cast: Cast) -> None:
    answer = client_as(cast.sara).get("/min-profil")
    assert "Ett brev om dagen" in unescape(answer.content.decode())
    assert answer.context["letters"].initial == {"daily": "06:45", "at_once": "genast"}

    assert choose(cast.sara, daily="15:30", at_once="samlat").status_code == 302

    wish = MailWish.objects.get(person_id=cast.sara.id)
    assert (wish.at, wish.daily, wish.at_once) == (time(15, 30), True, False)
    assert not MailWish.objects.filter(person_id=cast.anna_karin.id).exists()


def test_what_cannot_be_is_met_kindly(cast: Cast) -> None:
    for told in ({"daily": "03:33", "at_once": "genast"}, {"daily": "nej", "at_once": "samlat"}, {"daily": "06:45"}):
        answer = choose(cast.sara, **told)
        assert answer.status_code == 422
    assert "inget att vänta till" in unescape(choose(cast.sara, daily="nej", at_once="samlat").content.decode())
    assert not MailWish.objects.exists()


def test_the_phone_and_the_letters_are_saved_each_for_itself(cast: Cast) -> None:
    client_as(cast.sara).post("/min-profil", {"phone": "070-174 06 05"})
    choose(cast.sara, daily="nej", at_once="genast")

    assert Person.objects.get(id=cast.sara.id).phone == "070-174 06 05"
    assert not MailWish.objects.get(person_id=cast.sara.id).daily


def appoint(cast: Cast, who: Person) -> None:
    by = scope_of(cast.anna_karin).reader
    trusting.appoint_trygghetsperson(case=cast.ebbas_case, person=who.id, by=by, now=timezone.now())


def test_one_who_is_named_trygghetsperson_is_told_at_once_and_nothing_of_whom(cast: Cast) -> None:
    appoint(cast, cast.lena)

    letter = Letter.objects.get(subject=trusting.NAMED)
    assert letter.to_address == Account.objects.get(person=cast.lena).email
    assert not [word for word in ("Ebba", "trygghet", "Björk", "elev") if word in letter.text]


def test_or_with_the_daily_letter_for_whoever_wants_it_so(cast: Cast, morning: datetime) -> None:
    wishes.want(cast.lena.id, at=time(6, 45), at_once=False)
    appoint(cast, cast.lena)
    assert not Letter.objects.filter(subject=trusting.NAMED).exists()

    reminding.remind(morning)
    reminding.remind(school_day(after=morning.date()))

    first, *rest = letters(cast.lena)
    assert reminding.CHANGED in first.text
    assert not [letter for letter in rest if reminding.CHANGED in letter.text]


def test_whoever_names_oneself_and_a_protected_pupil_cause_no_letter(cast: Cast) -> None:
    appoint(cast, cast.anna_karin)

    assert not Letter.objects.filter(subject=trusting.NAMED).exists()


def test_whoever_leads_a_meeting_is_always_told_at_once(cast: Cast) -> None:
    from samverkan.consent.models import Question
    from samverkan.meetings import closing
    from samverkan.policy.vocabulary import PersonId

    for who in (cast.sara, cast.maria):
        wishes.want(who.id, at=time(6, 45), at_once=False)
    asked = Question.objects.unguarded(because="a test closes it").filter(
        case=cast.ebbas_case, asked_at__isnull=False, receiver=cast.organisation("habiliteringen")
    )
    for question in asked.select_related("cell", "receiver"):
        telling.closed(question, by=PersonId(cast.anna.id), now=timezone.now())

    sent = set(Letter.objects.values_list("subject", "to_address"))
    assert (closing.SUBJECT, Account.objects.get(person=cast.sara).email) in sent
    assert (telling.SUBJECT, Account.objects.get(person=cast.maria).email) not in sent
    assert MailWish.objects.get(person_id=cast.maria.id).gathered_at is not None
