"""Where lawyers disagree: Margareta reads the point, sees what it changes, and signs. It acts at the next page."""

from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from samverkan.journal.models import Event, Outcome
from samverkan.people.actions import add_member
from samverkan.people.cells import pupil_row, school_cell
from samverkan.people.models import RegimeChange, SignedStance
from samverkan.policy.acting import Level
from samverkan.policy.comparing import changes_no_answer, examples
from samverkan.policy.facts import Reader
from samverkan.policy.rules.contested import POINTS
from samverkan.policy.vocabulary import InformationClass, Kind, PersonId, Role, Stance
from tests.cast import Cast, client_as, scope_of

PAGE = "/installningar/dar-jurister-ar-oense"
WHY = "Efter råd av kommunjuristen."
TODAY = date(2026, 11, 28)


def choose(browser: Client, slug: str, stance: str, *, sure: bool = True) -> object:
    """Choose a reading on a point's page, and sign it on the page after."""
    said = {"stance": stance, "reason": WHY, **({"skriv-under": "ja"} if sure else {})}
    return browser.post(f"{PAGE}/{slug}/skriv-under", said)


def text_of(browser: Client, address: str) -> str:
    """The page as it is read."""
    return unescape(browser.get(address).content.decode())


@pytest.fixture
def birgitta_in_the_team(cast: Cast) -> None:
    """The school nurse takes part in the work round Ebba."""
    add_member(
        case=cast.ebbas_case,
        person=cast.birgitta.id,
        organisation=cast.organisation("skolor").id,
        role=Role.NURSE,
        function="skolsköterska",
        by=Reader(PersonId(cast.sara.id), ()),
        now=timezone.now(),
    )


def nurse_reads(cast: Cast) -> bool:
    """Whether the nurse in the team reads the school's notes of support now."""
    cell = school_cell(pupil_row(cast.ebbas_case), InformationClass.SUPPORT, Kind.NOTE)
    return scope_of(cast.birgitta).reading.covers(cell)


@pytest.mark.usefixtures("birgitta_in_the_team")
def test_a_signed_reading_opens_at_the_next_page_and_signing_back_closes_it(cast: Cast) -> None:
    skolchef = client_as(cast.margareta)
    before = nurse_reads(cast)

    choose(skolchef, "till-emi", Stance.SCHOOL_TO_EMI)
    opened = nurse_reads(cast)
    page = text_of(skolchef, f"{PAGE}/till-emi")
    choose(skolchef, "till-emi", "strang")

    assert (before, opened, nurse_reads(cast)) == (False, True, False)
    assert "Annan läsning, underskriven" in page and "Gäller hos er" in page
    assert "Margareta Dahlin skrev under" in page and WHY in page
    rows = SignedStance.objects.filter(point="till-emi").order_by("signed_at")
    assert [row.stance for row in rows] == [Stance.SCHOOL_TO_EMI, None]
    events = Event.objects.filter(action="skriv-under-lasning", outcome=Outcome.DONE).order_by("id")
    assert [event.target_id for event in events] == [row.id for row in rows]


def test_what_it_means_is_shown_before_anything_is_signed(cast: Cast) -> None:
    skolchef = client_as(cast.margareta)

    answer = choose(skolchef, "till-emi", Stance.SCHOOL_TO_EMI, sure=False)

    shown = unescape(answer.content.decode())  # type: ignore[attr-defined]
    assert "Skriv under så här?" in shown
    assert "Skolsköterska i elevens team" in shown and "nu efter samtycke" in shown
    assert not SignedStance.objects.exists()
    assert Event.objects.filter(action="skriv-under-lasning").latest("id").outcome == Outcome.OPENED


def test_every_point_is_read_in_words_with_examples_out_of_the_rules(cast: Cast) -> None:
    rektor = client_as(cast.anna_karin)
    index = text_of(rektor, PAGE)

    for point in POINTS:
        page = text_of(rektor, f"{PAGE}/{point.slug}")
        assert point.question in index and point.strict in page and point.provision in page
        for choice in point.choices:
            assert choice.reading in page and choice.changes in page
            for example in examples(choice.stance, timezone.localdate()):
                assert example.who in page
    assert "Inte underskriven" in index


@pytest.mark.parametrize("stance", list(Stance))
def test_each_choice_changes_some_answer_or_says_that_it_does_not(stance: Stance) -> None:
    found = examples(stance, TODAY)

    assert bool(found) != changes_no_answer(stance)
    assert len(found) <= 3 and all(example.before != example.after for example in found)


def test_who_may_not_sign_is_told_who_does(cast: Cast) -> None:
    for person in (cast.anna_karin, cast.ingrid, cast.inger):
        browser = client_as(person)
        assert "Det skrivs under av skolchef." in text_of(browser, PAGE)
        assert choose(browser, "till-emi", Stance.SCHOOL_TO_EMI).status_code == 403  # type: ignore[attr-defined]
    for person in (cast.kerstin, cast.sara, cast.anna, cast.peter):
        assert client_as(person).get(PAGE).status_code == 403
    assert not SignedStance.objects.exists()


def test_a_rektor_signs_where_there_is_one_school_and_for_no_other_huvudman(cast: Cast) -> None:
    choose(client_as(cast.susanne), "en-eller-tva", Stance.ONE_GUARDIAN)

    row = SignedStance.objects.get()
    assert row.huvudman_id == cast.organisation("fyren").huvudman_id
    assert "Annan läsning" not in text_of(client_as(cast.anna_karin), f"{PAGE}/en-eller-tva")


def test_bad_input_is_met_kindly(cast: Cast) -> None:
    skolchef = client_as(cast.margareta)

    for said, error in (
        ({"stance": Stance.SCHOOL_TO_EMI, "reason": "  "}, "Skriv varför ni väljer så"),
        ({"reason": WHY}, "Välj hur ni läser lagen"),
        ({"stance": Stance.ONE_GUARDIAN, "reason": WHY}, "Det gick inte att spara än"),
    ):
        answer = skolchef.post(f"{PAGE}/till-emi/skriv-under", said)
        assert answer.status_code == 422 and error in unescape(answer.content.decode())
    assert skolchef.get(f"{PAGE}/finns-inte").status_code == 404
    weak = client_as(cast.margareta, Level.PASSWORD)
    assert choose(weak, "till-emi", Stance.SCHOOL_TO_EMI).status_code == 302  # type: ignore[attr-defined]
    assert not SignedStance.objects.exists()


def test_a_change_of_law_is_signed_beforehand_shown_first_and_taken_back(cast: Cast) -> None:
    rektor, fyren = client_as(cast.susanne), cast.organisation("fyren")
    said = {"organisation": str(fyren.id), "regime": "osl", "holds_on": "2027-08-01", "reason": "SFS 2026:999"}

    first = rektor.post(f"{PAGE}/annan-lag", said)
    unsigned = RegimeChange.objects.exists()
    rektor.post(f"{PAGE}/annan-lag", {**said, "skriv-under": "ja"})
    twice = rektor.post(f"{PAGE}/annan-lag", {**said, "skriv-under": "ja"})

    row = RegimeChange.objects.get()
    assert "Ska Fyrens friskola följa en annan lag?" in unescape(first.content.decode()) and not unsigned
    assert twice.status_code == 422 and "redan en ändring som väntar" in unescape(twice.content.decode())
    assert "från och med 1 augusti 2027" in text_of(rektor, PAGE)
    assert Event.objects.filter(action="skriv-under-lagbyte", target_id=row.id, outcome=Outcome.DONE).exists()
    assert client_as(cast.margareta).post(f"{PAGE}/annan-lag/{row.id}").status_code == 404

    rektor.post(f"{PAGE}/annan-lag/{row.id}")

    row.refresh_from_db()
    assert row.taken_back_at is not None and row.taken_back_by_id == cast.susanne.id
