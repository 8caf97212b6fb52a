"""Ebba taps "Jag vill prata": Sara has it to do, without a word of it in any mail, until they have talked."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samverkan.own_page import asked
from samverkan.own_page.models import Talk, TalkWords
from samverkan.own_page.tests.sitting import beside, text
from samverkan.people.models import Assignment, Person, TeamMember, Trygghetsperson
from samverkan.post.models import Letter
from samverkan.vault.sealing import VaultError
from tests.cast import Cast, client_as, scope_of

pytestmark = pytest.mark.django_db
BECAUSE = "a test looks at what was asked"
SECRET = "Det är något med pappa."


def taps(browser: Client) -> None:
    answer = browser.post(reverse("own_talk"))
    assert answer.headers["Location"].startswith("/min-sida?klart=prata")


def writes(browser: Client, words: str = SECRET, when: str = "idag") -> int:
    return browser.post(reverse("own_talk_more"), {"nar": when, "ord": words}).status_code


def page(who: Person, address: str) -> str:
    return unescape(client_as(who).get(address).content.decode())


def talks(cast: Cast) -> list[Talk]:
    return list(Talk.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case).order_by("asked_at"))


def test_one_tap_and_sara_has_it_to_do_until_they_have_talked(cast: Cast) -> None:
    browser = beside(cast, cast.jonas)
    assert "Sara läser det du skriver." in text(browser)

    taps(browser)

    assert "Sara får veta det nu." in text(browser, "/min-sida?klart=prata")
    assert "Sara vet att du vill prata." in text(browser)
    assert "Ebba vill prata med dig" in page(cast.sara, "/")
    assert "Prata med Ebba" in page(cast.sara, "/att-gora")
    assert "Ebba" not in page(cast.lena, "/att-gora").split("<h2")[0]
    letters = list(Letter.objects.filter(key__startswith="min-sida-"))
    assert [letter.subject for letter in letters] == ["Du har något att göra i Samverkan"]
    assert "Ebba" not in letters[0].text and "prata" not in letters[0].text

    answer = client_as(cast.sara).post(reverse("talks", args=[cast.ebbas_case]), {"samtal": talks(cast)[0].id})

    assert answer.headers["Location"] == "/"
    assert "vill prata" not in page(cast.sara, "/")
    assert "Sara vet att du vill prata." not in text(browser)
    assert client_as(cast.sara).get(reverse("talks", args=[cast.ebbas_case])).status_code == 404


def test_a_second_tap_makes_nothing_twice_and_one_may_change_ones_mind(cast: Cast) -> None:
    browser = beside(cast, cast.sara)

    taps(browser)
    taps(browser)

    assert len(talks(cast)) == 1
    assert browser.post(reverse("own_talk_undo")).headers["Location"].startswith("/min-sida?klart=angrat")
    assert browser.post(reverse("own_talk_undo")).status_code == 302
    assert client_as(cast.sara).get(reverse("talks", args=[cast.ebbas_case])).status_code == 404
    taps(browser)
    assert len(talks(cast)) == 2


def test_what_ebba_keeps_to_the_elevhalsa_nobody_else_reads(cast: Cast) -> None:
    browser = beside(cast, cast.sara)
    browser.post(reverse("own_readers"), {"told": "fortroende"})
    taps(browser)

    assert writes(browser) == 302

    talk = talks(cast)[0]
    assert asked.words(scope_of(cast.sara), talk.id) == SECRET
    assert SECRET in page(cast.sara, reverse("talks", args=[cast.ebbas_case]))
    for who in (cast.anna_karin, cast.jonas, cast.anna, cast.olof, cast.peter, cast.petra):
        try:
            assert asked.words(scope_of(who), talk.id) == ""
        except VaultError:
            pytest.fail(f"{who.given_name} came as far as the vault")
    row = TalkWords.objects.unguarded(because=BECAUSE).get(talk=talk)
    assert SECRET.encode() not in bytes(row.sealed_text)
    assert SECRET not in text(browser, reverse("own_talk_more")), "the one beside does not read it over the shoulder"


def test_the_promise_stands_above_the_field_and_says_who_reads(cast: Cast) -> None:
    browser = beside(cast, cast.sara, mode="vanlig")
    taps(browser)

    shown = text(browser, reverse("own_talk_more"))

    promise, field = shown.index("måste hen berätta för en vuxen som kan hjälpa"), shown.index("<textarea")
    assert promise < field
    assert "rektor Anna-Karin Wester" in shown
    assert writes(browser, "x" * 1001) == 422
    assert "Texten är för lång" in unescape(
        browser.post(reverse("own_talk_more"), {"ord": "x" * 1001}).content.decode()
    )


def test_it_rises_to_the_rektor_without_its_content_when_nobody_has_had_time(cast: Cast) -> None:
    browser = beside(cast, cast.sara)
    browser.post(reverse("own_readers"), {"told": "fortroende"})
    taps(browser)
    writes(browser)
    address = reverse("talks", args=[cast.ebbas_case])
    assert client_as(cast.anna_karin).get(address).status_code == 404

    yesterday = timezone.localdate() - timedelta(days=1)
    Talk.objects.unguarded(because=BECAUSE).update(rises_on=yesterday)

    assert "Ebba väntar på att få prata med någon" in page(cast.anna_karin, "/")
    shown = page(cast.anna_karin, address)
    assert "Ville prata" in shown and SECRET not in shown
    for who in (cast.lena, cast.jonas, cast.kerstin, cast.petra):
        assert client_as(who).get(address).status_code == 404


def test_without_a_person_of_her_own_it_goes_to_the_rektor_by_office(cast: Cast) -> None:
    Trygghetsperson.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case).update(ended_at=timezone.now())
    browser = beside(cast, cast.jonas)
    assert "Tills dess hjälper rektor Anna-Karin dig." in text(browser)

    taps(browser)

    assert talks(cast)[0].to_id is None
    assert "Ebba väntar på att få prata med någon" in page(cast.anna_karin, "/")
    assert "vill prata" not in page(cast.sara, "/")


def test_a_person_who_has_left_reads_nothing_any_more(cast: Cast) -> None:
    browser = beside(cast, cast.jonas)
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(person=cast.sara).update(ends_on=yesterday)
    TeamMember.objects.unguarded(because=BECAUSE).filter(person=cast.sara).update(until=yesterday)

    assert "rektor Anna-Karin" in text(browser)


def test_where_there_is_nobody_to_read_nothing_is_taken_in(cast: Cast) -> None:
    browser = beside(cast, cast.jonas)
    Trygghetsperson.objects.unguarded(because=BECAUSE).filter(case=cast.ebbas_case).update(ended_at=timezone.now())
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(role__in=["rektor", "bitradande-rektor"]).update(ends_on=yesterday)

    shown = text(browser)
    answer = browser.post(reverse("own_talk"))

    assert "Säg till en vuxen på skolan." in shown and "116 111" in shown
    assert answer.headers["Location"].startswith("/min-sida?fel=inte")
    assert "Det gick inte att spara." in text(browser, answer.headers["Location"].partition("#")[0])
    assert talks(cast) == []
