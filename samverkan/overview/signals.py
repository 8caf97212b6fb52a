"""Writing a signal: who will read it, who it reaches, and when it is answered."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from samverkan.access.queries import circle, read_by, readers_of
from samverkan.guard.scope import Scope
from samverkan.overview.needs import PROMISED_ANSWER
from samverkan.people.cells import pupil_row
from samverkan.people.queries import PupilCard
from samverkan.people.wording import day, listed
from samverkan.plans.page import address
from samverkan.plans.writing import NOTE, derived_cell


@dataclass(frozen=True, slots=True)
class SignalPage:
    """What surrounds the form."""

    heading: str
    readers: str
    leaders: tuple[str, ...]
    """Those who judge it: "rektor Anna-Karin Wester"."""
    back: str

    @property
    def shown(self) -> dict[str, object]:
        """For the template."""
        return {"heading": self.heading, "readers": self.readers, "leaders": listed(self.leaders), "back": self.back}


def signal_page(scope: Scope, card: PupilCard) -> SignalPage:
    """Who would read a signal that this reader writes about the pupil."""
    cell = derived_cell(scope.reader, pupil_row(card.case), NOTE)
    lookers = circle(scope, card.case)
    by_nearness = sorted(readers_of(cell, lookers), key=attrgetter("nearness"))
    return SignalPage(
        heading=f"Skriv en signal om {card.first_name}",
        readers=read_by(cell, lookers, today=scope.today, school=card.school),
        leaders=tuple(f"{one.office} {one.name}" for one in by_nearness if one.office),
        back=address("pupil", card),
    )


def receipt(page: SignalPage, today: date) -> str:
    """Who got it, and by which day an answer comes."""
    if not page.leaders:
        return "Signalen är sparad. Ingen rektor är inlagd för eleven än, så säg det också till din rektor."
    return f"Signalen är skickad till {listed(page.leaders)}. Du får svar senast {day(today + PROMISED_ANSWER)}."
