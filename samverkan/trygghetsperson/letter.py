"""The letter home about who the pupil's own adult is. The words are data; here they meet the names."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.paper import Block, Facts, Heading, Items, PaperPage, Paragraph
from samverkan.people.adults import Trusted
from samverkan.people.queries import GuardianRow, PupilCard
from samverkan.people.wording import first_name

FILE = Path(__file__).parent / "data" / "brev.toml"
OPEN = "Det här får läsas av den som brevet är till."


def letters(
    card: PupilCard, trusted: Trusted, home: Iterable[GuardianRow], *, reader: str, now: datetime
) -> list[PaperPage]:
    """One letter for each guardian, by name and by themselves, and one for the pupil."""
    words = {
        "elev": card.first_name,
        "person": trusted.name,
        "roll": trusted.role or "personal",
        "telefon": trusted.phone,
        "skola": card.school or "skolan",
    }
    told = _told()
    made = [_page(told["hem"], _home(told["hem"], words, trusted), words, row.name, card, reader, now) for row in home]
    close = words | {"person": first_name(trusted.name)}
    return [*made, _page(told["elev"], _pupil(told["elev"], close), close, card.first_name, card, reader, now)]


def _home(told: Mapping[str, Any], words: Mapping[str, str], trusted: Trusted) -> tuple[Block, ...]:
    reach = told["reach"] if trusted.phone else told["reach_school"]
    return (
        Paragraph(f"{told['opening']} {reach} {told[f'asked_{trusted.asked}']}".format_map(words)),
        Heading(told["heading_does"]),
        Items(tuple(line.format_map(words) for line in told["does"])),
        Heading(told["heading_not"]),
        Items(tuple(line.format_map(words) for line in told["does_not"])),
        Heading(told["heading_other"].format_map(words)),
        Paragraph(told["other"].format_map(words)),
    )


def _pupil(told: Mapping[str, Any], words: Mapping[str, str]) -> tuple[Block, ...]:
    lines = "\n".join(line.format_map(words) for line in told["lines"])
    reach = (Facts((("Telefon", words["telefon"]),)),) if words["telefon"] else ()
    return (Paragraph(told["opening"].format_map(words)), Paragraph(lines), *reach)


def _page(
    told: Mapping[str, Any],
    blocks: tuple[Block, ...],
    words: Mapping[str, str],
    receiver: str,
    card: PupilCard,
    reader: str,
    now: datetime,
) -> PaperPage:
    return PaperPage(
        title=told["title"].format_map(words),
        receiver=receiver,
        made_by=reader,
        made_at=now,
        blocks=blocks,
        sender=card.school,
        closing=OPEN,
    )


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
