"""One A4 for the one who leads: the three lists and who leaves when. No matrix: paper lies on tables."""

from collections.abc import Sequence
from datetime import datetime

from samverkan.meetings.brought_up import BroughtRow
from samverkan.meetings.heading import time_after_noun
from samverkan.meetings.room_page import ListRow, RoomPage
from samverkan.meetings.room_words import FIRST
from samverkan.paper import Block, Heading, Items, PaperPage, Paragraph


def room_paper(page: RoomPage, brought: Sequence[BroughtRow] = (), *, made_by: str, now: datetime) -> PaperPage:
    """Inför mötet, and what those invited have asked to take up there."""
    blocks: list[Block] = [
        *([Heading(FIRST), Items(tuple(stop.text for stop in page.first))] if page.first else ()),
        Paragraph(page.verdict),
        *_list("Det här får alla höra", page.lists.everyone),
        *_list("Det här får bara vissa höra", page.lists.some),
        *_list("Ta inte upp det här", page.lists.nobody),
    ]
    if brought:
        blocks += [Heading("Det här vill de inbjudna ta upp"), Items(tuple(_brought(row) for row in brought))]
    if page.hint is not None:
        blocks += [Heading("Förslag"), Paragraph(f"{page.hint.title} {page.hint.text}")]
    blocks.append(Paragraph(page.assumption))
    return PaperPage(
        title=f"Inför mötet {time_after_noun(page.head.row)}",
        receiver=page.head.leader,
        made_by=made_by,
        made_at=now,
        blocks=tuple(blocks),
        version=page.head.version,
        running="Inför mötet",
    )


def _brought(row: BroughtRow) -> str:
    """ "Hur gör vi med läxorna? Jonas Berg. Maria får inte höra det än."""
    text = row.text if row.text.endswith((".", "?", "!")) else f"{row.text}."
    return f"{text} {row.by}.{f' {row.detail}.' if row.detail else ''}"


def _list(heading: str, rows: tuple[ListRow, ...]) -> list[Block]:
    said = tuple(f"{row.topic}. {row.remedy}" if row.remedy else row.topic for row in rows)
    return [Heading(heading), Items(said) if said else Paragraph("Inget av mötets ämnen.")]
