"""J6 and F13: Anna says yes and Olof no, each by themselves; then yes, and it is taken back in four steps.

What follows is seen from every side: the family, who leads the meeting, who read meanwhile, and the journal.
"""

import re

import pytest

from tests.journeys.conftest import Travel
from tests.journeys.hands import EVERY, Way
from tests.journeys.journey import Journey

pytestmark = pytest.mark.browser
F13 = 4
QUESTION = "Får Barn- och ungdomshabiliteringen ta del av skolans bedömning?"
WORDS = "klarar kunskapskraven"
"""Of the school's assessment."""
SOMETHING_CHANGED = "Något har ändrats inför ett möte"
HIS_REASON = "Vi vill vänta med det."
_LETTERS = "SELECT to_address, text FROM post_letter WHERE subject = %s"
_ACTED = """
    SELECT e.action, t.grounds FROM journal_event e JOIN journal_touch t ON t.event_id = e.id
    JOIN people_account a ON a.person_id = e.actor_id
    WHERE a.email = %s AND e.id > %s AND e.outcome IN ('gjord', 'oppnad') AND t.given_out ORDER BY e.id
"""


@EVERY
def test_olof_answers_no_then_yes_and_takes_it_back(travel: Travel, way: Way) -> None:
    olof = travel("olof", **way)
    olof.clicks("link", "Läs frågan: Ebba Lindqvist")
    olof.clicks("link", f"Svara: {QUESTION}")
    olof.clicks("button", "Nej")
    olof.sees_heading("Du svarar nej")
    olof.fills("Vill du säga varför?", HIS_REASON)
    olof.clicks("button", "Skicka svar")
    olof.sees("Tack. Ditt svar är sparat.")
    olof.sees_not("Anna har")
    olof.done(within=5, act="svara-pa-fraga")

    sara = travel("sara", **way)
    sara.clicks("link", "Öppna rummet: Ebba Lindqvist")
    sara.opens("Så här räknade vi")
    sara.sees("Vårdnadshavarna har svarat olika.")
    sara.sees_not("Olof har sagt nej")

    maria = travel("maria", **way)
    guest_looks_everywhere(maria)
    assert not any(HIS_REASON in page or WORDS in page for page in maria.shown)

    olof.begins()
    olof.clicks("button", "Ja")
    olof.clicks("button", "Skicka svar")
    olof.sees("Du har sagt ja.")
    olof.goes_to("/")

    maria.begins()
    maria.clicks("link", "Tidslinje")
    maria.sees(re.compile(WORDS))
    assert any(act == "las-tidslinje" and "R6" in grounds for act, grounds in acts(maria, "logoped@demo.example"))

    olof.begins()
    olof.clicks("link", "Ebba", first=True)
    olof.clicks("link", "Mina svar 1 att svara på")
    olof.clicks("link", f"Ta tillbaka: {QUESTION}")
    olof.clicks("button", "Ta tillbaka samtycket")
    olof.sees("får inte längre ta del av skolans bedömning")
    olof.done(within=F13, act="ta-tillbaka-samtycke")
    assert "ta-tillbaka-samtycke" in [act for act, _ in acts(olof, "olof@demo.example")]

    the_leader_is_told_at_once(sara)
    what_was_shared_stays_said(sara)
    maria.begins()
    maria.clicks("link", "Tidslinje")
    maria.sees_not(WORDS)
    assert "las-tidslinje" in [act for act, _ in acts(maria, "logoped@demo.example")]


def guest_looks_everywhere(guest: Journey) -> None:
    """The pages of Ebba that somebody from outside may open, while the guardians have answered differently."""
    guest.clicks("link", "Möten", within="Huvudmeny")
    guest.clicks("link", "Rummet: Ebba Lindqvist, samverkansmöte")
    guest.goes_to("/elever")
    guest.clicks("link", "Ebba Lindqvist", first=True)
    guest.clicks("link", "Plan")
    guest.clicks("link", "Tidslinje")


def the_leader_is_told_at_once(leader: Journey) -> None:
    """A letter to Sara says that something has changed, and nothing of whom or what. Idag and the room know."""
    to, text = leader.site.rows(_LETTERS, (SOMETHING_CHANGED,))[0]
    assert to == "kurator@demo.example"
    assert "öppna rummet" in text
    assert not any(word in text for word in ("Ebba", "Olof", "samtycke", "habilitering"))
    leader.goes_to("/")
    leader.opens("Kan vänta")
    leader.sees("Ett ja togs tillbaka 24 november. Det som det öppnade är stängt.")
    leader.clicks("link", "Öppna rummet: Ebba Lindqvist")
    heard = leader.page.get_by_role("cell", name="Maria Ek, Skolans bedömning: får inte", exact=True)
    assert heard.is_visible()


def what_was_shared_stays_said(leader: Journey) -> None:
    """What Maria has read she has read: the page of the question says when."""
    leader.goes_to("/")
    leader.clicks("link", "Ebba Lindqvist", within="Behöver dig")
    leader.clicks("link", "Samtycken")
    leader.clicks("link", QUESTION, first=True)
    leader.sees(re.compile(r"(kan ha delats|delades) 24 november innan det togs tillbaka"))


def acts(journey: Journey, email: str) -> list[tuple[str, list[str]]]:
    """What the journal says that the person has done with a pupil since the errand began, and on what grounds."""
    return [(action, grounds) for action, grounds in journey.site.rows(_ACTED, (email, journey.latest_event))]
