"""The handover as a paper: for the school that receives it outside, and for the family."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from samverkan.handovers.queries import AlongRow, Progress
from samverkan.paper import Block, Facts, Heading, PaperPage, Paragraph, Quote, Signatures, Table
from samverkan.people.queries import PupilCard
from samverkan.people.wording import day_with_year
from samverkan.policy.vocabulary import Kind

FOR_FAMILY = "familjen"
NO_YES_GOES_ALONG = (
    "Samtycken följer inte med till en ny skola. Den nya skolan frågar på nytt om den behöver dela något."
)


def handover_paper(
    card: PupilCard, found: Progress, rows: Sequence[AlongRow], *, family: bool, reader: str, now: datetime
) -> PaperPage:
    """What goes along, whole: the same words to the school and to the family, who shall see what is sent.

    A pupil whose identity is protected is named by first name alone, and no receiver is named.
    """
    name = card.first_name if card.sealed else card.name
    return PaperPage(
        title=f"Överlämning: {name}",
        receiver="Familjen" if family else found.receiver or "Mottagaren",
        made_by=reader,
        made_at=now,
        blocks=tuple(_blocks(card, found, rows, family=family)),
        sender=card.school,
        running=f"Överlämning till ny skola · {card.first_name}",
    )


def _blocks(card: PupilCard, found: Progress, rows: Sequence[AlongRow], *, family: bool) -> Iterator[Block]:
    goes = [row for row in rows if row.goes]
    for row in goes:
        if row.cell.kind is Kind.OWN_WORDS:
            yield Quote(row.words, by=f"{card.first_name} har sagt det i skolan.")
    yield Facts(tuple(_heading(card, found)))
    if found.works:
        yield Heading("Det här fungerar")
        yield Paragraph(found.works)
    if found.first_week:
        yield Heading("Första veckan")
        yield Paragraph(found.first_week)
    others = [row for row in goes if row.cell.kind is not Kind.OWN_WORDS]
    if others:
        yield Heading("Det här följer med")
        yield Table(("Vad", "Text", "Lagrum"), tuple((row.label, row.words, row.provision) for row in others))
    if family:
        yield Paragraph(NO_YES_GOES_ALONG)
        return
    yield Heading("Kvittens")
    yield Paragraph("Skriv under och lämna tillbaka sidan till skolan som skickade.")
    yield Signatures((found.receiver or "Mottagaren",), return_to=card.school)


def _heading(card: PupilCard, found: Progress) -> Iterator[tuple[str, str]]:
    if card.school:
        yield ("Från", card.school)
    if found.receiver and not card.sealed:
        yield ("Till", found.receiver)
    yield ("Första dagen", day_with_year(found.begins_on))
    if found.sent:
        yield ("Skickad av", found.sent)
