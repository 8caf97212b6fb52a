"""What pages and texts say of an answer is true here: who answers, what a no leads to, how a yes may be used."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from samverkan.consent import actions, queries
from samverkan.consent.models import Question
from samverkan.consent.tests.test_answer_a_question import asked, says
from samverkan.consent.tests.test_ask_for_consent import ask
from samverkan.consent.wording import who_answers
from samverkan.people.stances import sign
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.vocabulary import Manner, Stance
from tests.cast import Cast, client_as, scope_of


@pytest.mark.parametrize(
    ("stances", "words"),
    [
        (
            (),
            "Under 12 år svarar vårdnadshavarna. Från 12 år håller eleven med. "
            "Från 15 år svarar eleven själv och vårdnadshavarna. Från 18 år svarar eleven ensam.",
        ),
        (
            (Stance.ALONE_FROM_16,),
            "Under 12 år svarar vårdnadshavarna. Från 12 år håller eleven med. "
            "Från 15 år svarar eleven själv och vårdnadshavarna. Från 16 år svarar eleven ensam. "
            "Så har huvudmannen beslutat.",
        ),
        (
            (Stance.ALONE_FROM_15,),
            "Under 12 år svarar vårdnadshavarna. Från 12 år håller eleven med. Från 15 år svarar eleven ensam. "
            "Så har huvudmannen beslutat.",
        ),
        (
            (Stance.ALONE_FROM_12, Stance.ONE_GUARDIAN),
            "Under 12 år svarar vårdnadshavarna. Från 12 år svarar eleven ensam. "
            "Det räcker att en vårdnadshavare säger ja, om den andra inte säger nej eller vill prata först. "
            "Är frågan av ingripande betydelse för barnets framtid behöver båda säga ja. "
            "Så har huvudmannen beslutat.",
        ),
    ],
)
def test_who_answers_is_said_as_it_is_at_the_huvudman(stances: tuple[Stance, ...], words: str) -> None:
    assert who_answers(stances) == words


def test_the_page_says_what_somebody_has_signed(cast: Cast) -> None:
    sara, url = client_as(cast.sara), reverse("givers", args=[cast.ebbas_case])
    before = sara.get(url).content.decode()

    sign(
        huvudman=cast.unit().organisation.huvudman_id,
        point="elevens-alder",
        stance=Stance.ALONE_FROM_15,
        reason="Beslutat i nämnden.",
        by=scope_of(cast.anna_karin).reader,
        now=timezone.now(),
    )

    assert "Från 18 år svarar eleven ensam." in before
    assert "Från 15 år svarar eleven ensam. Så har huvudmannen beslutat." in sara.get(url).content.decode()


def test_nobody_is_told_that_a_no_always_stops_it(cast: Cast) -> None:
    """A duty to report, and an assessment, do not rest on a yes (SoL 19:1, OSL 10:27)."""
    said = queries.question(scope_of(cast.sara), cast.ebbas_case, asked(cast).id).read_aloud

    assert "Säger du nej lämnas uppgiften inte på det här sättet." in said
    assert "Ibland säger en lag att något ändå ska eller får lämnas" in said
    assert "Säger du nej får Ebba stöd i skolan ändå." in said


def by_mouth(cast: Cast, *manners: Manner) -> Question:
    """A yes from both guardians to some ways of telling."""
    now, by = timezone.now(), scope_of(cast.sara).reader
    question = ask(cast, receiver=cast.organisation("habiliteringen").id, manners=manners)
    actions.send_questions([question], by=by, now=now)
    for guardian in (cast.anna, cast.olof):
        says(cast, question, guardian, Reply.YES)
    return question


@pytest.mark.parametrize(
    ("manners", "word", "told"),
    [
        ((Manner.SPEAK,), "Ja, muntligt", True),
        ((Manner.SPEAK, Manner.RECORD), "Ja, muntligt", True),
        ((Manner.RECORD,), "Ja, bara anteckna", True),
        ((Manner.SPEAK, Manner.SEND), "Ja", False),
    ],
)
def test_a_yes_to_speak_is_not_shown_as_a_yes_to_hand_over(
    cast: Cast, manners: tuple[Manner, ...], word: str, told: bool
) -> None:
    question = by_mouth(cast, *manners)

    for who in (cast.sara, cast.anna):
        row = queries.question(scope_of(who), cast.ebbas_case, question.id)
        assert (row.state, row.word) == (ConsentState.GIVEN, word)
        assert ("Det får inte lämnas skriftligt." in row.sentence) is told


def test_the_table_says_so_to_those_who_might_hand_it_over(cast: Cast) -> None:
    by_mouth(cast, Manner.SPEAK)

    page = unescape(client_as(cast.sara).get(reverse("consents", args=[cast.ebbas_case])).content.decode())

    assert "Ja, muntligt" in page.partition("Vem får ta del av vad")[2]
    assert "Det får inte lämnas skriftligt." in page
