"""How a question will reach those who answer, said before it is sent: no letter is promised to one who gets none."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from samverkan.consent.custody import custody_of
from samverkan.people import queries as people
from samverkan.people.barring import barred
from samverkan.people.reaching import addresses
from samverkan.people.wording import first_name, listed
from samverkan.policy.consenting import required_givers
from samverkan.policy.vocabulary import CaseId, PersonId
from samverkan.post.queries import how_it_will_go

PROTECTED = "en person med skyddade uppgifter"


def asked_about(case: CaseId, today: date) -> dict[PersonId, str]:
    """Those whose answers a question about the pupil needs today and who are asked, by their first names."""
    closed = barred(case)
    needed = [who for who, _ in required_givers(custody_of(case, today).custody, today) if who not in closed]
    known = people.names(needed)
    return {who: first_name(known[who]) if who in known else PROTECTED for who in needed}


def before_sending(givers: Mapping[PersonId, str], *, sender: UUID) -> str:
    """Who gets a letter and who does not, in words."""
    known = addresses(givers)
    to = listed(name for person, name in givers.items() if known.get(person))
    others = listed(name for person, name in givers.items() if not known.get(person))
    letter = f"{how_it_will_go('Brevet', to, sender=sender)} Det säger inte vad det gäller." if to else ""
    by_hand = f"Ring {others}, fråga när ni ses eller lämna frågan på papper: inget mejl går dit." if others else ""
    return " ".join(part for part in (letter, by_hand) if part)
