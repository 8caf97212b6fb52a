"""The rows of "Kontrollera innan du skickar": each answer, and where it is changed."""

from dataclasses import dataclass

from django.urls import reverse

from samverkan.meetings.before_page import BeforePage, SeatRow
from samverkan.meetings.heading import MeetingHead
from samverkan.people.wording import sentence


@dataclass(frozen=True, slots=True)
class Checked:
    """A question, its answer, and where one changes it."""

    question: str
    answer: str
    change_url: str
    lines: tuple[tuple[str, str], ...] = ()
    """Each on a row of its own, with its detail below it, in place of the answer."""


def check_rows(page: BeforePage) -> tuple[Checked, ...]:
    """What is about to be sent, in the order of the planning page."""
    head = page.head
    change = reverse("meeting_change", args=[head.id])
    seats = tuple(
        (row.name, ". ".join(part for part in (sentence(row.small), _mandate(row), _needs(row)) if part))
        for row in page.seats
    )
    points = tuple((f"{row.starts} {row.title} ({row.time})", "") for row in page.points)
    return (
        Checked("Sorts möte", f"{head.template.name}, {head.minutes} minuter", ""),
        Checked("När", head.span, f"{change}#id_day", tuple((row.when, "") for row in page.slots)),
        Checked("Var", head.place or "Inte bestämt", f"{change}#id_place"),
        Checked("Leder mötet", head.leader, f"{change}#id_leader"),
        Checked("Inbjudna", "Ingen", f"{change}#id_invited_0", seats),
        Checked(f"Hur {head.card.first_name} deltar", _participation(head), f"{change}#id_participation_0"),
        *_film(page, change),
        Checked("Syfte", head.purpose, f"{change}#id_purpose"),
        Checked("Dagordning", "Inget ämne", reverse("meeting_agenda", args=[head.id]), points),
    )


def _needs(row: SeatRow) -> str:
    return f"Behöver: {row.needs}" if row.needs else ""


def _mandate(row: SeatRow) -> str:
    if row.mandate:
        return f"Får besluta om: {row.mandate}"
    return "Får besluta om: inte sagt" if row.mandate_missing else ""


def _participation(head: MeetingHead) -> str:
    own = ", har själv svarat" if head.row.pupil_answered else ""
    return f"{head.participation}{own}" if head.participation else "Inte valt"


def _film(page: BeforePage, change: str) -> tuple[Checked, ...]:
    """Whether a film is to be shown, where there is one or should be."""
    if not (page.film or page.film_shown):
        return ()
    return (Checked("Film", page.film or "En kort film från ett arbetspass visas efter ja", f"{change}#id_film"),)
