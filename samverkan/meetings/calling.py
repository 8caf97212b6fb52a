"""Kallelse or inbjudan: to a SIP the region and the municipality are called, and everybody else is invited.

Which they are is data in the template. Two words with two weights: who is called is to come (10 kap. 8 § SoL, 16 kap.
4 § HSL and the county agreements).
"""

from dataclasses import dataclass

from samverkan.meetings.agendas import MeetingTemplate
from samverkan.people.models import Organisation
from samverkan.policy.vocabulary import Branch


@dataclass(frozen=True, slots=True)
class Word:
    """One of the two words, in the forms that sentences need."""

    noun: str
    the: str
    one: str
    many: str


INVITATION = Word("inbjudan", "inbjudan", "inbjuden", "inbjudna")
SUMMONS = Word("kallelse", "kallelsen", "kallad", "kallade")


def word_for(template: MeetingTemplate, organisation: Organisation | None) -> Word:
    """The word for a seat of that organisation."""
    called = organisation is not None and Branch(organisation.branch) in template.calls
    return SUMMONS if called else INVITATION
