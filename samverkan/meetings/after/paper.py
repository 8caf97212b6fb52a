"""The minutes on paper, for one person: what it came to first, then what was said."""

from collections.abc import Iterator
from datetime import datetime

from samverkan.meetings.after.page import OnesMinutes
from samverkan.paper import Block, Facts, Heading, Items, PaperPage, Paragraph, Table
from samverkan.people.adults import Trusted
from samverkan.people.wording import lowered

NOTHING = "Det som skrevs på mötet får inte lämnas till dig. Ring den som ledde mötet."


def minutes_paper(page: OnesMinutes, *, made_by: str, now: datetime) -> PaperPage:
    """The frozen page. A pupil whose identity is protected is named by first name alone, to those who may know it."""
    return PaperPage(
        title=f"Från mötet om {page.about}" if page.about else "Från mötet",
        receiver=page.to.name,
        made_by=made_by,
        made_at=now,
        blocks=tuple(_blocks(page)),
        sender=page.head.card.school,
        version=page.version,
        running=f"Minnesanteckningar · {lowered(page.head.when)}",
    )


def easy_paper(page: OnesMinutes, trusted: Trusted | None, *, made_by: str, now: datetime) -> PaperPage:
    """What was agreed in easy Swedish, as the one who led wrote it, and when one meets again."""
    card = page.head.card
    blocks: list[Block] = [Items(tuple(row.strip() for row in page.easy.splitlines() if row.strip()))]
    if page.next_words:
        blocks += [Heading("Nästa gång"), Paragraph(page.next_words)]
    if trusted is not None and page.to.may_have(trusted.cell):
        blocks += [Heading("Undrar du något?"), Paragraph(f"Fråga {trusted.name}.")]
    return PaperPage(
        title="Det här kom vi överens om",
        receiver=page.to.name,
        made_by=made_by,
        made_at=now,
        blocks=tuple(blocks),
        sender=card.school,
        version=page.version,
        running=f"Från mötet · {lowered(page.head.when)}",
    )


def _blocks(page: OnesMinutes) -> Iterator[Block]:
    yield Facts((("Mötet", page.head.span), ("Ledde mötet", page.head.leader)))
    if page.short:
        yield Heading("Kort")
        yield Items(page.short)
    if page.tasks:
        yield Heading("Vem gör vad")
        yield Table(("Vad", "Vem", "Senast"), tuple((one.words, one.owner, one.due) for one in page.tasks))
    if page.decisions:
        yield Heading("Beslut")
        yield Items(tuple(one.words for one in page.decisions))
    for heading, text in page.contents:
        yield Heading(heading)
        yield Paragraph(text)
    if page.notes:
        yield Heading("Det här togs upp")
        for title, lines in page.notes:
            yield Heading(title, level=3)
            yield Items(tuple(one.words for one in lines))
    if page.next_words:
        yield Heading("Nästa gång")
        yield Paragraph(page.next_words)
    if page.says_nothing:
        yield Paragraph(NOTHING)
