"""Whoever works at the school tells the rektor what they have seen, and is told who got it and when it is answered."""

from html import unescape

import pytest
from django.urls import reverse

from samverkan.guard.models import Form, Statement
from samverkan.people.models import Person
from tests.cast import Cast, client_as, scope_of

SEEN = "Elliot sitter ensam varje rast och säger att han inte vill gå hem."


def words_of(person: Person, address: str) -> str:
    return unescape(client_as(person).get(address).content.decode())


def signal(cast: Cast, who: Person, pupil: str = "elliot") -> str:
    answer = client_as(who).post(reverse("signal_new", args=[cast.case(pupil)]), {"text": SEEN}, follow=True)
    return unescape(answer.content.decode())


@pytest.mark.parametrize("who", ["anna_karin", "sara", "jonas", "mikael", "kerstin", "ingrid"])
def test_everybody_at_the_school_finds_the_way_under_ny_and_on_the_pupils_page(cast: Cast, who: str) -> None:
    person = getattr(cast, who)

    assert reverse("choose_pupil", args=["signal"]) in words_of(person, reverse("today"))
    assert reverse("signal_new", args=[cast.ebbas_case]) in words_of(person, reverse("pupil", args=[cast.ebbas_case]))


def test_a_pupil_is_chosen_by_name_within_what_one_may_know(cast: Cast) -> None:
    address = reverse("choose_pupil", args=["signal"])

    assert reverse("signal_new", args=[cast.case("elliot")]) in words_of(cast.jonas, f"{address}?q=elliot")
    assert reverse("signal_new", args=[cast.case("elliot")]) not in words_of(cast.petra, f"{address}?q=elliot")


def test_only_those_for_whom_one_may_plan_a_meeting_are_offered_for_one(cast: Cast) -> None:
    address = reverse("choose_pupil", args=["mote"])

    assert reverse("meeting_new", args=[cast.ebbas_case]) in words_of(cast.jonas, f"{address}?q=ebba")
    assert reverse("meeting_new", args=[cast.ebbas_case]) not in words_of(cast.mikael, f"{address}?q=ebba")
    assert address in words_of(cast.jonas, reverse("meetings"))


def test_the_form_says_who_reads_and_that_it_replaces_no_report_of_concern(cast: Cast) -> None:
    page = words_of(cast.jonas, reverse("signal_new", args=[cast.case("elliot")]))

    assert "rektor Anna-Karin Wester" in page
    assert "Läses av" in page
    assert "Signalen ersätter inte en orosanmälan" in page


def test_the_receipt_says_who_got_it_and_when_an_answer_comes(cast: Cast) -> None:
    page = signal(cast, cast.kerstin)

    assert "Signalen är skickad till rektor Anna-Karin Wester" in page
    assert "Du får svar senast" in page


def test_the_rektor_finds_it_and_reads_the_text_where_she_judges_it(cast: Cast) -> None:
    signal(cast, cast.kerstin)
    case = cast.case("elliot")

    assert reverse("walk", args=[case]) in words_of(cast.anna_karin, reverse("today"))
    for address in (reverse("walk", args=[case]), reverse("pupil", args=[case])):
        assert SEEN in words_of(cast.anna_karin, address)
    assert reverse("walk", args=[case]) in words_of(cast.anna_karin, reverse("pupil", args=[case]))


def test_a_signal_about_a_pupil_with_a_plan_is_judged_too_and_begins_no_second_samverkan(cast: Cast) -> None:
    signal(cast, cast.kerstin, "ebba")
    address = reverse("walk", args=[cast.ebbas_case])

    page = words_of(cast.anna_karin, address)

    assert SEEN in page
    assert "Börja samverkan" not in page
    assert "(valfritt)" not in page
    told = {"outcome": "ingen-samordning", "reason": "Vi tar upp det på mötet."}
    assert client_as(cast.anna_karin).post(address, told).status_code == 302
    assert "Signal, inte bedömd" not in words_of(cast.anna_karin, reverse("pupil", args=[cast.ebbas_case]))


def test_the_kurators_signal_is_read_by_the_rektor_and_not_by_the_teachers(cast: Cast) -> None:
    signal(cast, cast.sara, "ebba")
    told = Statement.objects.unguarded(because="the test looks at what was written").filter(form=Form.SIGNAL)
    newest = told.latest("made_at")

    readers = {
        who
        for who in ("anna_karin", "mikael", "kerstin")
        if Statement.objects.within(scope_of(getattr(cast, who))).filter(id=newest.id).exists()
    }
    assert readers == {"anna_karin"}


def test_the_neighbour_school_and_the_nurse_are_not_offered_it(cast: Cast) -> None:
    address = reverse("signal_new", args=[cast.ebbas_case])

    assert client_as(cast.petra).get(address).status_code == 404
    refusal = client_as(cast.birgitta).get(address)
    assert refusal.status_code == 403
    assert "egen sekretess" in unescape(refusal.content.decode())


def test_an_empty_signal_is_asked_for_kindly(cast: Cast) -> None:
    answer = client_as(cast.jonas).post(reverse("signal_new", args=[cast.ebbas_case]), {"text": ""})

    assert answer.status_code == 422
    assert "Skriv vad du har sett eller hört" in unescape(answer.content.decode())


def test_a_word_that_is_nothing_to_make_is_not_found(cast: Cast) -> None:
    assert client_as(cast.jonas).get(reverse("choose_pupil", args=["tarta"])).status_code == 404
