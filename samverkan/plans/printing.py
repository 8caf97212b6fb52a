"""The plan as a paper: next to nothing but what has been agreed, on one page when it fits."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from samverkan.consent.queries import GiverReply, QuestionRow
from samverkan.consent.texts import control
from samverkan.paper import Block, Facts, Heading, Items, PaperPage, Paragraph, Question, Quote, Signatures, Table
from samverkan.people.adults import Adults
from samverkan.people.queries import PupilCard
from samverkan.people.wording import listed
from samverkan.plans.queries import MeasureGroup, Plan, Seat
from samverkan.plans.together import together


def plan_paper(
    card: PupilCard,
    around: Adults,
    plan: Plan,
    seats: Sequence[Seat],
    *,
    reader: str,
    role: str,
    now: datetime,
    more: Sequence[Block] = (),
) -> PaperPage:
    """The frozen page. A pupil whose identity is protected is named by first name alone. `more` is what rooms further
    out lay in the plan.
    """
    running = plan.running
    version = f"version {running.version}" if running else ""
    return PaperPage(
        title=f"Samordnad plan för {card.first_name if card.sealed else card.name}",
        receiver=role or reader,
        made_by=reader,
        made_at=now,
        blocks=tuple(_blocks(around, plan, seats, more)),
        sender=card.school,
        version=version,
        one_page=True,
        running=" · ".join(part for part in ("Samordnad plan", _short(card), version) if part),
    )


def _short(card: PupilCard) -> str:
    """ "Ebba L": enough for the one who holds the paper, little for the one who finds it."""
    return f"{card.first_name} {card.family_name[:1]}".strip() if not card.sealed else card.first_name


def _blocks(around: Adults, plan: Plan, seats: Sequence[Seat], more: Sequence[Block]) -> Iterator[Block]:
    if plan.words is not None:
        yield Quote(plan.words.text, by=plan.words.by)
    if plan.steps:
        yield Heading("Nästa steg")
        yield Table(
            ("Steg", "Vem", "Klart senast"),
            tuple((row.text, row.owner, row.done or row.due) for row in plan.steps),
        )
    if plan.goals:
        yield Heading("Mål")
        yield Items(tuple(row.text for row in plan.goals), numbered=True)
    if plan.measures:
        yield Heading("Stöd och insatser")
        for group in plan.measures:
            yield from _measures(group)
    if plan.decisions:
        yield Heading("Beslut på möten")
        yield Table(("Beslut", "När"), tuple((row.text, row.on) for row in plan.decisions))
    if plan.to_hand_on:
        yield Heading("Har kommit från andra")
        yield Table(("Vad", "Varifrån"), tuple((row.text, row.mark) for row in plan.to_hand_on))
    yield from more
    yield Heading("Håller ihop och följer upp")
    yield Facts(tuple(_holding(around, plan)))
    if plan.empty:
        yield Paragraph("Här står det som läsaren får läsa av planen. Just nu är det inget.")
    guardians = tuple(seat.name for seat in seats if seat.ring == "hem" and not seat.vacant)
    if guardians:
        yield Signatures(guardians)


def _measures(group: MeasureGroup) -> Iterator[Block]:
    yield Table(
        ("Vad", "Ansvarig", "Hur ofta", "När"),
        tuple((row.text, row.owner or "ingen än", row.frequency, row.period) for row in group.rows),
        caption=group.organisation,
    )


def _holding(around: Adults, plan: Plan) -> Iterator[tuple[str, str]]:
    if plan.running is not None:
        yield ("Samordnar", plan.running.coordinator)
        yield ("Uppföljning", plan.running.follow_up or "ingen dag är vald")
    trusted = around.trygghetsperson
    if trusted is not None:
        yield ("Trygghetsperson", f"{trusted.name}, {trusted.phone}".strip(", "))
    answering = trusted.stand_in if trusted is not None else around.by_function
    if answering is not None:
        name = f"{answering.name}, {answering.phone}".strip(", ")
        yield ("Svarar just nu" if trusted else "Trygghetsperson", f"{name}, {answering.because}")
    if around.mentors:
        yield ("Mentor", listed(around.mentors))


def questions_paper(
    card: PupilCard, rows: Sequence[QuestionRow], givers: Sequence[GiverReply], *, reader: str, now: datetime
) -> PaperPage:
    """Questions to answer with a pen, each giver's by themselves: boxes of equal size, none of them ticked.

    The code under each question is the beginning of the hash of its exact text, which is kept with the answer.
    """
    blocks: list[Block] = []
    for giver in givers:
        blocks.append(Heading(giver.name))
        waiting = [row for row in rows if giver.person_id in {asked.person_id for asked in row.asked}]
        for asked in together(waiting):
            blocks.append(Question(asked.title, ("Ja", "Nej", "Jag vill prata först")))
            blocks.append(Paragraph("\n".join(asked.read_aloud.split("\n")[2:-1])))
            codes = listed(control(row.read_aloud) for row in asked.rows)
            blocks.append(Paragraph(f"Textens kontrollkod: {codes}"))
        blocks.append(Paragraph(f"Du får säga nej. Säger du nej får {card.first_name} sitt stöd i skolan ändå."))
        blocks.append(Signatures((giver.name,)))
    return PaperPage(
        title=f"Frågor om {card.first_name}",
        receiver=listed(giver.name for giver in givers),
        made_by=reader,
        made_at=now,
        blocks=tuple(blocks),
        sender=card.school,
        running=f"Frågor om samtycke · {_short(card)}",
    )
