"""Kerstin is hidden. She signs in as before; nobody is shown her address, and nothing more is mailed to it."""

import pytest
from django.utils import timezone

from samverkan.people import registering
from samverkan.people.models import Account, Person, Pupil
from samverkan.post import actions as post
from samverkan.post.models import Letter
from tests.cast import Cast, client_as

ADDRESS = "kerstins-nya@hemlig.example"


@pytest.fixture
def hidden(cast: Cast) -> Person:
    """Kerstin with an account, a letter that has gone to her and one that waits; then she is hidden."""
    Account.objects.filter(person=cast.kerstin).delete()
    Account.objects.create_account(email=ADDRESS, person=cast.kerstin, password="fyra gula fåglar sjöng")
    for key in ("gick", "vantar"):
        queued = post.queue(
            key=key,
            to_address=ADDRESS,
            subject="Möte",
            text="Logga in.",
            calendar=f"ATTENDEE:MAILTO:{ADDRESS}",
            sender=cast.anna_karin.id,
            now=timezone.now(),
        )
    Letter.objects.exclude(id=queued.id).filter(key="gick").update(sent_at=timezone.now())
    liv = Pupil.objects.unguarded(because="the test hides somebody beside a pupil").get(case_id=cast.case("liv"))
    registering.hide(cast.kerstin, liv.cell, name=("Kerstin", "Sjö"), now=timezone.now())
    return cast.kerstin


def test_no_colleague_is_shown_the_address(cast: Cast, hidden: Person) -> None:
    rektor = client_as(cast.anna_karin)
    own = f"/installningar/personer/{hidden.id}"

    for path in ("/installningar/personer", own, f"{own}/konto", "/utkorg", "/kontakter"):
        answer = rektor.get(path)
        assert answer.status_code == 200, path
        assert ADDRESS not in answer.content.decode(), path


def test_letters_that_wait_are_dropped_and_those_that_went_forget_where(cast: Cast, hidden: Person) -> None:
    assert not Letter.objects.filter(to_address=ADDRESS).exists()
    assert list(Letter.objects.filter(key__in=["gick", "vantar"]).values_list("key", "to_address")) == [("gick", "")]
    assert "en skyddad adress" in client_as(cast.anna_karin).get("/utkorg").content.decode()


def test_she_still_signs_in_and_is_told_why_no_number_is_kept(hidden: Person) -> None:
    own = client_as(hidden)

    page = own.get("/min-profil").content.decode()
    own.post("/min-profil", {"phone": "070-174 06 99"})

    assert ADDRESS in page and "Därför sparas inget telefonnummer" in page
    assert Person.objects.get(id=hidden.id).phone == ""


def test_a_new_link_puts_no_address_in_the_clear(cast: Cast, hidden: Person) -> None:
    answer = client_as(cast.anna_karin).post(f"/installningar/personer/{hidden.id}/konto", {"email": ADDRESS})

    assert "/valkommen/" in answer.content.decode()
    assert ADDRESS not in answer.content.decode()
    assert Person.objects.get(id=hidden.id).email == ""
