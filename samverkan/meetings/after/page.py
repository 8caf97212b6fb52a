"""The page Efter: S4 when the meeting is over, frozen for its template."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from samverkan.guard.models import Statement
from samverkan.guard.scope import Scope
from samverkan.meetings import weighing
from samverkan.meetings.after.closing import gets_something, handed_over, untold
from samverkan.meetings.after.reaching import NOBODY, Reached, on_paper, reached
from samverkan.meetings.after.recipients import Recipient, recipients
from samverkan.meetings.contents import missing_contents, written_contents
from samverkan.meetings.during.page import MinutesLine, line
from samverkan.meetings.during.timing import time_taken
from samverkan.meetings.film import GONE, gone_words, with_film
from samverkan.meetings.heading import MeetingHead
from samverkan.meetings.models import Closing, MinutesRow, RowKind, ToldHow
from samverkan.meetings.topics import AgendaRow
from samverkan.meetings.weighing import Table
from samverkan.people.wording import counted, day, day_with_year, listed, short_day
from samverkan.picture import Figure
from samverkan.plans.pictures import stairs_of
from samverkan.plans.queries.plan import told
from samverkan.policy.acting import Action, may
from samverkan.policy.vocabulary import FAMILY, PersonId
from samverkan.post.queries import Fate
from samverkan.vault.texts import texts

FILM_LEFT = "Kvar: ta bort filmen. Den ska inte sparas."
MINUTES_WITHIN = timedelta(days=5)
"""How long the minutes may take: the house's own goal, which no statute sets."""
LETTERS = {
    Fate.GONE: ("klart", "Mejl skickat {}"),
    Fate.WAITS: ("inget-svar", "Mejl på väg"),
    Fate.HELD: ("avvaktar", "Mejlet stannade i huset: ni provade"),
    Fate.LOST: ("saknas", "Mejlet gick inte att lämna. Berätta på annat sätt"),
}

NOTHING_THERE = "Inget av det som skrevs får lämnas hit."
ONLY_HELD = "Inget av det som skrevs får lämnas hit, så brevet säger bara att mötet har hållits och när ni ses igen."


@dataclass(frozen=True, slots=True)
class Part:
    """A topic and what stands under it."""

    id: UUID
    title: str
    lines: tuple[MinutesLine, ...]


@dataclass(frozen=True, slots=True)
class Going:
    """One who is to have the minutes, and what has become of it."""

    person: PersonId
    name: str
    small: str
    status: str
    words: str
    rows: str
    """How many of the rows this person may have: "3 rader"."""
    note: str
    """Why the letter or the paper says so little; empty where it does not."""
    tell: bool
    """Whether somebody is still to tell what it came to."""
    on_paper: bool


@dataclass(frozen=True, slots=True)
class Papers:
    """The minutes that are to be handed over on paper."""

    count: int
    names: str
    """Those who are to have theirs on paper and may have something of what was written."""
    without: str
    """Who gets no paper since nothing that was written may be given to them, in a sentence."""


@dataclass(frozen=True, slots=True)
class FilmLeft:
    """The film of the meeting, which is not to be kept."""

    gone: str
    """What somebody has written, with the day and who; empty until then."""
    choices: tuple[tuple[str, str], ...] = tuple(GONE.items())


@dataclass(frozen=True, slots=True)
class AfterPage:
    """S4 Efter."""

    head: MeetingHead
    leads: bool
    """Whether the reader closes the meeting. Others read what they may of what it came to."""
    ended: bool
    """Whether the meeting is over; a meeting whose time has passed and that nobody wrote at is not."""
    approved: str
    """ "Godkända 15 december 2026 av Anna-Karin Wester"; empty until they are."""
    parts: tuple[Part, ...]
    going: tuple[Going, ...]
    papers: Papers
    left: tuple[Recipient, ...]
    """Those who were not there and are still to be told."""
    next_words: str
    next_on: date | None
    easy: str
    contents: tuple[tuple[str, str], ...]
    """What this sort of meeting must hold: heading and text."""
    unwritten: tuple[str, ...]
    """What this sort of meeting must hold and nobody has written, in the template's words."""
    unread: tuple[str, ...]
    """The åtgärder that the one who is to do it may not have in writing, in sentences."""
    time: Figure | None
    """Planned against used minutes for each point that the reader may know of."""
    stairs: Figure | None
    """What has become of what was promised, once the minutes are approved."""
    film: FilmLeft | None
    """What is left to do with the film, for one who leads a meeting that had one on its agenda."""
    due_words: str
    """By when the minutes should be sent, for one who leads."""

    @property
    def tasks(self) -> tuple[MinutesLine, ...]:
        """Who does what."""
        return _of(self.parts, RowKind.TASK)

    @property
    def decisions(self) -> tuple[MinutesLine, ...]:
        """What was decided."""
        return _of(self.parts, RowKind.DECISION)

    @property
    def beside(self) -> bool:
        """Whether somebody wrote while another held the pen, and it is neither taken in nor struck."""
        return any(one.beside for part in self.parts for one in part.lines)

    @property
    def readable(self) -> bool:
        """Whether there is anything for the reader: what is not approved is only the writers'."""
        return self.leads or bool(self.approved)

    @property
    def answer(self) -> str:
        """The page's answer in a sentence."""
        if not self.readable:
            return "Minnesanteckningarna är inte klara än. Du får veta när de är det."
        if self.left:
            return f"Kvar: berätta för {listed(one.name for one in self.left)} vad ni kom fram till."
        if not self.approved:
            return self.due_words
        if self.film is not None and not self.film.gone:
            return FILM_LEFT
        agreed = counted(len(self.tasks), "åtgärd", "åtgärder")
        return f"Ni kom överens om {agreed}." if self.tasks else "Ni kom inte överens om någon åtgärd."


def after_page(scope: Scope, head: MeetingHead) -> AfterPage:
    """Who does what, and does everybody know? What is not approved is shown to those alone who may approve it."""
    leads = may(scope.reader, Action.MEETING_CLOSE, case=head.card.case, unit=head.card.unit).allowed
    closing = Closing.objects.filter(meeting=head.row).select_related("approved_by").first()
    table = weighing.gather(scope, head.row, head.card)
    rows = _rows(scope, head) if leads or closing else []
    to = recipients(scope, head, table) if leads else ()
    left = untold(head.row, to) if closing is not None else ()
    said = told(scope, _of_the_whole(closing))
    written = written_contents(scope, head) if leads or closing else ()
    return AfterPage(
        head=head,
        leads=leads,
        ended=head.row.ended_at is not None or closing is not None,
        approved=_approved(closing),
        parts=_parts(table.agenda, rows, closing, texts(row.statement for row in rows)),
        going=_going(head, closing, to, rows, left),
        papers=_papers(minutes_on_paper(scope, head, to, table)),
        left=left,
        next_words=_next(closing, said),
        next_on=closing.next_on if closing else None,
        easy=_easy(closing, said),
        contents=tuple((heading, text) for heading, text, _ in written),
        unwritten=tuple(one.text for one in missing_contents(head.row, head.template)) if leads else (),
        unread=_unread(to, rows),
        time=time_taken(head, table.agenda, scope.now),
        stairs=stairs_of(scope, head.card.case) if closing is not None else None,
        film=_film(head) if leads else None,
        due_words=_due(head),
    )


@dataclass(frozen=True, slots=True)
class OnesMinutes:
    """The minutes as one person gets them."""

    head: MeetingHead
    to: Recipient
    contents: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    next_words: str
    next_on: date | None
    easy: str
    approved_at: datetime | None

    @property
    def version(self) -> str:
        """ "godkända 5 mars 2026, med 2 tillägg": as many as this person has of what was added since."""
        if self.approved_at is None:
            return "utkast"
        added = sum(bool(one.added) for part in self.parts for one in part.lines)
        return f"godkända {day_with_year(self.approved_at)}{f', med {added} tillägg' if added else ''}"

    @property
    def tasks(self) -> tuple[MinutesLine, ...]:
        """Who does what."""
        return _of(self.parts, RowKind.TASK)

    @property
    def decisions(self) -> tuple[MinutesLine, ...]:
        """What was decided."""
        return _of(self.parts, RowKind.DECISION)

    @property
    def about(self) -> str:
        """The pupil's first name, for one who may know of the pupil; else empty."""
        card = self.head.card
        return card.first_name if self.to.may_have(card.cell) else ""

    @property
    def short(self) -> tuple[str, ...]:
        """What it came to in easy words, for the pupil and the home."""
        return tuple(row for row in self.easy.splitlines() if row.strip()) if self.to.role in FAMILY else ()

    @property
    def notes(self) -> tuple[tuple[str, tuple[MinutesLine, ...]], ...]:
        """What was spoken of, topic by topic."""
        found = ((part.title, _of([part], RowKind.NOTE)) for part in self.parts)
        return tuple((title, lines) for title, lines in found if lines)

    @property
    def says_nothing(self) -> bool:
        """Whether nothing that was written at the meeting may be handed to this person."""
        return not (self.parts or self.contents or self.short)


def ones_minutes(scope: Scope, head: MeetingHead, to: Recipient, table: Table | None = None) -> OnesMinutes:
    """The reader's own view of the minutes, narrowed to what the person may have in writing. A table that the caller
    has gathered need not be gathered again.
    """
    return minutes_of_each(scope, head, [to], table)[0]


def minutes_of_each(
    scope: Scope, head: MeetingHead, to: Sequence[Recipient], table: Table | None = None
) -> tuple[OnesMinutes, ...]:
    """The same for several: what the reader has is read once, and narrowed for each of them."""
    table = table or weighing.gather(scope, head.row, head.card)
    closing = Closing.objects.filter(meeting=head.row).first()
    rows = [row for row in _rows(scope, head) if not row.beside]
    whole = list(Statement.objects.within(scope).filter(id__in=_of_the_whole(closing)).select_related("cell"))
    said, written = texts([*(row.statement for row in rows), *whole]), written_contents(scope, head)

    def minutes_to(one: Recipient) -> OnesMinutes:
        theirs = {row.id: said[row.id] for row in whole if one.may_have(row.cell.facts)}
        return OnesMinutes(
            head=head,
            to=one,
            contents=tuple((heading, text) for heading, text, cell in written if one.may_have(cell)),
            parts=_parts(
                [row for row in table.agenda if one.may_have(row.title_cell)],
                [row for row in rows if one.may_have(row.cell.facts)],
                closing,
                said,
            ),
            next_words=_next(closing, theirs),
            next_on=closing.next_on if closing else None,
            easy=_easy(closing, theirs),
            approved_at=closing.approved_at if closing else None,
        )

    return tuple(minutes_to(one) for one in to)


def minutes_on_paper(scope: Scope, head: MeetingHead, to: Sequence[Recipient], table: Table) -> tuple[OnesMinutes, ...]:
    """The same for those of them who are to be handed theirs."""
    handed = on_paper(head.row)
    waiting = [one for one in to if one.person in handed]
    return minutes_of_each(scope, head, waiting, table) if waiting else ()


def _of(parts: Sequence[Part], kind: RowKind) -> tuple[MinutesLine, ...]:
    return tuple(one for part in parts for one in part.lines if one.kind == kind)


def _of_the_whole(closing: Closing | None) -> list[UUID]:
    """The statements about the meeting as a whole: why one does not meet again, and the easy words."""
    return [one for one in (closing.no_next_id, closing.easy_id) if one] if closing else []


def _easy(closing: Closing | None, said: Mapping[UUID, str]) -> str:
    return said.get(closing.easy_id, "") if closing and closing.easy_id else ""


def _rows(scope: Scope, head: MeetingHead) -> list[MinutesRow]:
    rows = MinutesRow.objects.within(scope).filter(meeting=head.row, removed_at=None)
    return list(rows.select_related("cell", "statement__cell", "owner", "made_by").order_by("made_at", "id"))


def _parts(
    agenda: Sequence[AgendaRow], rows: Sequence[MinutesRow], closing: Closing | None, said: Mapping[UUID, str]
) -> tuple[Part, ...]:
    """The topics that something stands under. What stands under one whose title is not the reader's has no heading."""
    approved_at = closing.approved_at if closing else None
    found: dict[UUID, list[MinutesLine]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(line(row, said[row.statement_id], approved_at))
    titles = {row.id: row.title for row in agenda}
    order = [*titles, *(item for item in found if item not in titles)]
    return tuple(Part(item, titles.get(item, "Övrigt"), tuple(found[item])) for item in order if item in found)


def _going(
    head: MeetingHead,
    closing: Closing | None,
    to: Sequence[Recipient],
    rows: Sequence[MinutesRow],
    left: Sequence[Recipient],
) -> tuple[Going, ...]:
    known = reached(head.row)
    waiting, cells = {one.person for one in left}, [row.cell.facts for row in rows]
    given = handed_over(closing or Closing(meeting=head.row), rows)
    found = []
    for one in to:
        so_far = known.get(one.person, NOBODY)
        (status, words), note = _state(one, so_far), ""
        if closing is not None and one.person == closing.approved_by_id and so_far.sent is None:
            status, words = "klart", "Har godkänt dem"
        if one.person == head.leader_id:
            status, words = "klart", "Leder mötet"
        elif not gets_something(one, given):
            note = ONLY_HELD if one.mail else NOTHING_THERE
        may_have = counted(sum(one.may_have(cell) for cell in cells), "rad", "rader")
        found.append(
            Going(one.person, one.name, one.small, status, words, may_have, note, one.person in waiting, not one.mail)
        )
    return tuple(found)


def _papers(pages: Sequence[OnesMinutes]) -> Papers:
    having = [page.to.name for page in pages if not page.says_nothing]
    without = [page.to.name for page in pages if page.says_nothing]
    return Papers(
        count=len(having),
        names=listed(having),
        without=f"{listed(without)} får inget papper: inget av det som skrevs får lämnas dit. Ring i stället."
        if without
        else "",
    )


def _unread(to: Sequence[Recipient], rows: Sequence[MinutesRow]) -> tuple[str, ...]:
    """What somebody has promised and may not read: the school's plan is secret also to those who help with it."""
    known = {one.person: one for one in to}
    said = texts(row.statement for row in rows if row.owner_id)
    return tuple(
        f"{one.name} får inte läsa ”{said[row.statement_id].rstrip('.')}”. Fråga om samtycke till det."
        for row in rows
        if row.owner_id and (one := known.get(PersonId(row.owner_id))) and not one.may_have(row.cell.facts)
    )


def _state(one: Recipient, so_far: Reached) -> tuple[str, str]:
    here, sent = "" if one.was_there else "Var inte med. ", so_far.sent
    if so_far.told is not None:
        return "klart", f"{here}Fick veta {short_day(so_far.told.told_on)}, {ToldHow(so_far.told.how).label.lower()}"
    if sent is None:
        return ("inte-inbjuden", f"{here}{'Får ett mejl' if one.mail else 'Får det på papper'}")
    if so_far.letter is not None:
        status, words = LETTERS[so_far.letter]
        again = f", tillägg {short_day(sent.again_at)}" if sent.again_at else ""
        return status, f"{here}{words.format(f'{short_day(sent.made_at)}{again}')}"
    if sent.printed_at is not None:
        return "klart", f"{here}Utskrivet {short_day(sent.printed_at)}"
    what = "tillägget" if sent.again_at else "det"
    return "inget-svar", f"{here}Ska få {what} på papper"


def _approved(closing: Closing | None) -> str:
    if closing is None:
        return ""
    return f"Godkända {day_with_year(closing.approved_at)} av {closing.approved_by.name}"


def _next(closing: Closing | None, said: Mapping[UUID, str]) -> str:
    if closing is None:
        return ""
    if closing.next_on is not None:
        return f"Nästa uppföljning: {day_with_year(closing.next_on)}."
    reason = said.get(closing.no_next_id, "") if closing.no_next_id else ""
    return f"Inget mer möte är bestämt. {reason}".strip()


def _film(head: MeetingHead) -> FilmLeft | None:
    if not with_film([head.id]):
        return None
    return FilmLeft(gone_words([head.id]).get(head.id, ""))


def _due(head: MeetingHead) -> str:
    last = head.row.held_on + MINUTES_WITHIN
    return f"Läs igenom, välj när ni ses igen och skicka. Gärna senast {day(last)}."
