"""B2: what one guardian has answered makes no difference to the other, nor to the pupil or anybody from outside.

The same question is asked in each world. Then one guardian says nothing, yes, no, that they want to talk, or yes and
takes it back; the other has not answered. All whom it is not told to see the same bytes for the same number of queries.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from samverkan.consent.actions import record_answer
from samverkan.consent.models import AnswerForm, Question
from samverkan.consent.tests.test_answer_a_question import asked
from samverkan.policy.consenting import Reply
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import PersonId
from tests.battery.figures import tell
from tests.cast import Cast
from tests.house.test_every_url_is_named_and_judged import PERSONS, Things, address_of, browser_of, person_of, rows
from tests.house.worlds.seeing import Asked, Seen, look
from tests.house.worlds.twins import steady

TOLD = {"rektor", "kurator", "mentor"}
"""They may know of each answer."""
SAID: dict[str, tuple[Reply, ...]] = {
    "ja": (Reply.YES,),
    "nej": (Reply.NO,),
    "prata först": (Reply.TALK,),
    "ja, tillbakataget": (Reply.YES, Reply.WITHDRAWN),
}
SOME = ("nej", "ja, tillbakataget")
"""What is tried at each release. All of it is tried at night."""
OBSERVERS = (
    ("anna", "andra vårdnadshavaren", "habiliteringen"),
    ("anna", "logoped", "habiliteringen"),
    pytest.param("olof", "vårdnadshavare", "bup", marks=pytest.mark.long),
    pytest.param("anna", "elev", "bup", marks=pytest.mark.long),
)
"""Who answers, who looks, and who is asked for. To habiliteringen Anna has said yes already when it begins."""
WORDS = "Kanarieskälet är mitt eget."


def put(cast: Cast, to: str, giver: str, said: tuple[Reply, ...], now: datetime) -> Question:
    """The question is asked, and then answered by one, each reply a minute after the other."""
    with steady("asks", now):
        question = asked(cast, to=to)
    own = Reader(PersonId(getattr(cast, giver).id), ())
    for turn, reply in enumerate(said, start=1):
        with steady(f"answers {turn}", now):
            record_answer(
                question=question.id,
                giver=PersonId(getattr(cast, giver).id),
                reply=reply,
                form=AnswerForm.ELECTRONIC,
                answered_on=timezone.localdate(now),
                reason=WORDS if reply is Reply.NO else "",
                reservation=WORDS if reply is Reply.YES else "",
                by=own,
                now=now + timedelta(minutes=turn),
            )
    return question


def pages(cast: Cast, question: Question) -> tuple[Asked, ...]:
    """Every page about Ebba, her meeting or this question, all lists, and a search."""
    things, case = Things(cast), cast.ebbas_case
    about = (str(case), str(cast.ebbas_meeting))
    found = [address_of(row, things) for row in rows() if row["sätt"] == "GET" and _concerns(row["om"])]
    found = [one for one in found if any(word in one for word in about) or one.count("/") < 2]
    own = [f"/elever/{case}/{page}/{question.id}" for page in ("samtycken", "mina-svar")]
    return tuple(Asked("GET", one) for one in dict.fromkeys([*own, *found, "/sok?q=Ebba", "/elever?klass=5B"]))


def _concerns(word: str) -> bool:
    return word == "" or word.startswith("ebba")


def sights(
    cast: Cast, word: str, giver: str, to: str, now: datetime
) -> Callable[[tuple[Reply, ...]], dict[Asked, Seen]]:
    """What somebody sees of every page when the giver has said so. Afterwards nothing has been asked or said."""
    browser, person = browser_of(cast, word), person_of(cast, word)

    def when(said: tuple[Reply, ...]) -> dict[Asked, Seen]:
        met = {}
        with transaction.atomic():
            question = put(cast, to, giver, said, now)
            with steady("pages", now):
                asks = pages(cast, question)
            for ask in asks:
                with steady(str(ask), now + timedelta(hours=1)):
                    met[ask] = look(browser, ask, person.id if person else None)
            transaction.set_rollback(True)
        return met

    return when


def differences(cast: Cast, word: str, giver: str, to: str, *, hows: Iterable[str] = SOME) -> tuple[int, list[str]]:
    """How many answers were compared, and those that tell what was said."""
    when, told, checked = sights(cast, word, giver, to, timezone.now() + timedelta(minutes=5)), [], 0
    when(())  # the first look pays for what is then kept
    silent = when(())
    for how in hows:
        met = when(SAID[how])
        assert met.keys() == silent.keys()
        checked += len(met)
        told += [f"{word}: {giver} {how}: {ask}: {what}" for ask in met for what in silent[ask].differs(met[ask])]
    return checked, told


@pytest.mark.parametrize(("giver", "word", "to"), OBSERVERS)
def test_it_makes_no_difference_to_those_who_are_not_told(cast: Cast, giver: str, word: str, to: str) -> None:
    checked, told = differences(cast, word, giver, to)

    tell("B2", answers=checked, differing=len(told))
    assert checked > 40
    assert told == [], "\n".join(told)


@pytest.mark.long
@pytest.mark.parametrize("to", ["habiliteringen", "bup", "socialtjansten"])
@pytest.mark.parametrize("word", [word for word in PERSONS if word not in TOLD | {"vårdnadshavare"}])
def test_nor_to_anybody_whoever_is_asked_for(cast: Cast, word: str, to: str) -> None:
    checked, told = differences(cast, word, "anna", to, hows=SAID)

    tell("B2", answers=checked, differing=len(told))
    assert told == [], "\n".join(told)


def test_those_who_are_told_see_the_difference(cast: Cast) -> None:
    """Else the proof would hold because nothing was said."""
    _, told = differences(cast, "kurator", "anna", "habiliteringen")

    assert any("nej" in one and "body" in one for one in told)
    assert any("tillbakataget" in one and "body" in one for one in told)
