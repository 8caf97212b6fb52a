"""One A4 for the one who leads: the three lists and who leaves when. No matrix: paper lies on tables."""

from datetime import datetime

from samverkan.meetings.room_page import ListRow, RoomPage
from samverkan.meetings.room_words import FIRST
from samverkan.paper import Block, Heading, Items, PaperPage, Paragraph
from samverkan.people.wording import lowered


def room_paper(page: RoomPage, *, made_by: str, now: datetime) -> PaperPage:
    """Inför mötet."""
    blocks: list[Block] = [
        *([Heading(FIRST), Items(tuple(stop.text for stop in page.first))] if page.first else ()),
        Paragraph(page.verdict),
        *_list("Det här får alla höra", page.lists.everyone),
        *_list("Det här får bara vissa höra", page.lists.some),
        *_list("Ta inte upp det här", page.lists.nobody),
    ]
    if page.hint is not None:
        blocks += [Heading("Förslag"), Paragraph(f"{page.hint.title} {page.hint.text}")]
    blocks.append(Paragraph(page.assumption))
    return PaperPage(
        title=f"Inför mötet {lowered(page.head.when)}",
        receiver=page.head.leader,
        made_by=made_by,
        made_at=now,
        blocks=tuple(blocks),
        running="Inför mötet",
    )


def _list(heading: str, rows: tuple[ListRow, ...]) -> list[Block]:
    said = tuple(f"{row.topic}. {row.remedy}" if row.remedy else row.topic for row in rows)
    return [Heading(heading), Items(said) if said else Paragraph("Inget av mötets ämnen.")]
