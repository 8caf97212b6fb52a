"""The rows of "Kontrollera innan du skickar": each answer, and where it is changed."""

from dataclasses import dataclass

from django.urls import reverse

from samverkan.meetings.before_page import BeforePage, SeatRow


@dataclass(frozen=True, slots=True)
class Checked:
    """A question, its answer, and where one changes it."""

    question: str
    answer: str
    change_url: str


def check_rows(page: BeforePage) -> tuple[Checked, ...]:
    """What is about to be sent, in the order of the planning page."""
    head = page.head
    change = reverse("meeting_change", args=[head.id])
    seats = "\n".join(", ".join(part for part in (row.name, row.small, _mandate(row)) if part) for row in page.seats)
    points = "\n".join(f"{row.starts} {row.title} ({row.time})" for row in page.points)
    return (
        Checked("Sorts möte", f"{head.template.name}, {head.minutes} minuter", ""),
        Checked("När", head.span, f"{change}#id_day"),
        Checked("Var", head.place or "Inte bestämt", f"{change}#id_place"),
        Checked("Leder mötet", head.leader, f"{change}#id_leader"),
        Checked("Inbjudna", seats, f"{change}#id_invited_0"),
        Checked(
            f"Hur {head.card.first_name} deltar", head.participation or "Inte valt", f"{change}#id_participation_0"
        ),
        Checked("Syfte", head.purpose, f"{change}#id_purpose"),
        Checked("Dagordning", points, reverse("meeting_agenda", args=[head.id])),
    )


def _mandate(row: SeatRow) -> str:
    if row.mandate:
        return f"får besluta om: {row.mandate}"
    return "mandat saknas" if row.mandate_missing else ""
