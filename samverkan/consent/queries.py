"""Reading questions about consent within a scope, in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404

from samverkan.consent.custody import Round, answering, custodies
from samverkan.consent.models import Answer, Question
from samverkan.consent.sealed_words import matters_of
from samverkan.consent.sharing import shared_before
from samverkan.consent.texts import frozen_texts
from samverkan.consent.weighing import newest_answers, state_of, suspension_of
from samverkan.consent.wording import (
    GUARDIANS_DIFFER,
    REPLY_WORDS,
    STATUS_SLUGS,
    THEY_DIFFER,
    Asked,
    given_word,
    own_sentence,
    own_word,
    read_aloud,
    row_sentence,
    title,
)
from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.barring import barred_of_each
from samverkan.people.naming import with_nobody_named
from samverkan.people.wording import (
    PROTECTED_GUARDIAN,
    PROTECTED_PERSON,
    day_or_year,
    day_with_year,
    first_name,
    listed,
    local_day,
    sentence,
    short_day,
)
from samverkan.policy import facts
from samverkan.policy.answers import OPENING
from samverkan.policy.consenting import (
    USUAL,
    ConsentState,
    Custody,
    Reply,
    Suspension,
    as_told_to_one,
    may_know_each_answer,
    required_givers,
)
from samverkan.policy.vocabulary import CaseId, Giver, InformationClass, Manner, OrganisationId, PersonId, Purpose, Role

HELD = (Suspension.REPLACED, Suspension.PLACED)
"""Why a question may rest without any use in asking it anew."""
SOON = timedelta(days=30)
"""So long before a yes ends somebody is told, so that it can be asked anew in time."""


@dataclass(frozen=True, slots=True)
class GiverReply:
    """What one giver has answered to one question."""

    person_id: PersonId
    name: str
    capacity: Giver
    reply: Reply
    word: str
    answered_on: date | None
    barred: bool = False
    """May learn nothing about the pupil, and so is not asked (OSL 12:3 st. 1 p. 1)."""
    recorded_at: datetime | None = None
    """When the school wrote it down, or the giver sent it."""
    when: str = ""
    """The day it was given, with the year when that is not this one."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as the pages show it."""

    id: UUID
    title: str
    matter: str
    senders: tuple[tuple[OrganisationId, str], ...]
    receiver_id: OrganisationId
    receiver: str
    receiver_role: Role | None
    purpose: Purpose
    use: str
    """What it is for, to stand after "för att"."""
    wish: str
    """What the receiver would do with it, to stand after "får"."""
    state: ConsentState
    status: str
    """Slug of the shape to draw."""
    word: str
    detail: str
    """ "från Anna och Olof, till 9 april 2027"."""
    sentence: str
    read_aloud: str
    givers: tuple[GiverReply, ...]
    asked_on: date | None
    begins_on: date
    ends_on: date
    classes: tuple[str, ...]
    kinds: tuple[str, ...]
    origins: frozenset[InformationClass | None] | None
    parties: frozenset[OrganisationId | None] | None
    """The outside organisations it lets be known; None for any."""
    cell: facts.Cell
    """Who may know of the question; for "Varför ser jag det här?"."""
    subject: PersonId | None = None
    """The person whose own data it is, when not the pupil's."""
    renews: UUID | None = None
    ends_soon: bool = False
    suspended: Suspension | None = None
    own: bool = False
    """Whether it is told to one in the family: then `givers` is that person alone, or nobody."""
    waits_for_name: bool = False
    """Whether the yes opens nothing yet: the pupil is protected, and nobody at the receiver is named (OSL 21:3)."""

    @property
    def usual(self) -> bool:
        """Whether it is for the usual purpose, which the title does not say."""
        return self.purpose is USUAL

    @property
    def waits(self) -> bool:
        """Whether somebody's answer is still to come."""
        return self.state in (ConsentState.NOT_ASKED, ConsentState.ASKED)

    @property
    def again(self) -> bool:
        """Whether there is reason to ask anew: it ends soon, has ended, or rests."""
        over = self.state is ConsentState.EXPIRED
        return over or self.ends_soon or (self.state is ConsentState.SUSPENDED and self.suspended not in HELD)

    @property
    def silent(self) -> tuple[GiverReply, ...]:
        """Those whose answer is still to come."""
        return tuple(giver for giver in self.givers if giver.reply in (Reply.SILENT, Reply.TALK))

    @property
    def asked(self) -> tuple[GiverReply, ...]:
        """Those who are to be asked, on paper or in person."""
        return tuple(giver for giver in self.silent if not giver.barred)

    @property
    def withdrawable(self) -> tuple[GiverReply, ...]:
        """Those whose yes can be taken back."""
        return tuple(giver for giver in self.givers if giver.reply is Reply.YES)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whom something would be told: an organisation, in a role there or in any."""

    organisation: OrganisationId
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Stood:
    """Where the newest question for one cell and one receiver stands."""

    state: ConsentState
    question: QuestionRow | None


NEVER_ASKED = Stood(ConsentState.NOT_ASKED, None)


def questions(scope: Scope, case: CaseId | UUID, *, card: people.PupilCard | None = None) -> tuple[QuestionRow, ...]:
    """Every question round the pupil that the reader may know of, the newest first."""
    card = card or people.pupil(scope, UUID(str(case)))
    return questions_of_each(scope, {card.case: card}).get(card.case, ())


def questions_of_each(scope: Scope, cards: Mapping[CaseId, people.PupilCard]) -> dict[CaseId, tuple[QuestionRow, ...]]:
    """The same for many pupils, in as many queries as for one."""
    found = list(
        Question.objects.within(scope)
        .filter(case_id__in=list(cards))
        .select_related("cell", "receiver")
        .prefetch_related("senders")
        .order_by("-made_at", "-id")
    )
    round_each = custodies({row.case_id for row in found}, scope.today) if found else {}
    answers = newest_answers((row.id for row in found), scope.today)
    # What was opened is looked up for those alone who may know that a yes was taken back: to look takes time.
    told = [row for row in found if may_know_each_answer(scope.reader, CaseId(row.case_id))]
    put, shared = frozen_texts(found), shared_before(told, answers)
    givers = {giver for row in found for giver in _needed(row, round_each[row.case_id], scope.today)}
    names, matters = people.names(givers), matters_of(found)
    closed = barred_of_each({row.case_id for row in found}) if found else {}
    made: dict[CaseId, tuple[QuestionRow, ...]] = defaultdict(tuple)
    for row in found:
        case = CaseId(row.case_id)
        known = names | {cards[case].person_id: cards[case].name}
        seen = _Seen(row, answers[row.id], round_each[case], scope.today, shared.get(row.id, ""), closed[case])
        asked = _asked(row, matters[row.id], cards[case])
        each = may_know_each_answer(scope.reader, case)
        made[case] += (_row(seen, asked, put.get(row.id, ""), known, None if each else scope.reader.person),)
    return _waiting_for_names(made, cards, scope.today)


def _waiting_for_names(
    made: dict[CaseId, tuple[QuestionRow, ...]], cards: Mapping[CaseId, people.PupilCard], today: date
) -> dict[CaseId, tuple[QuestionRow, ...]]:
    """A yes about a protected pupil opens nothing to a receiver outside the school where nobody is named."""
    given = {
        row.id: (UUID(str(case)), UUID(str(row.receiver_id)), row.receiver_role and row.receiver_role.value)
        for case, rows in made.items()
        if cards[case].sealed
        for row in rows
        if row.state is ConsentState.GIVEN and row.receiver_id != cards[case].holder
    }
    closed = with_nobody_named(set(given.values()), today)
    if closed:
        for case, rows in made.items():
            made[case] = tuple(_unnamed(row) if given.get(row.id) in closed else row for row in rows)
    return made


def _unnamed(row: QuestionRow) -> QuestionRow:
    yet = f"{sentence(row.receiver)} får inte {row.wish} än: eleven har skyddade uppgifter, och ingen där är namngiven."
    said = f"Du har sagt ja. {yet}" if row.own else f"{row.sentence} {yet} En namngiven rektor namnger personen."
    shape = STATUS_SLUGS[ConsentState.ASKED]
    return replace(row, waits_for_name=True, status=shape, word="Ja, ingen namngiven än", sentence=said)


def question(scope: Scope, case: CaseId | UUID, question_id: UUID) -> QuestionRow:
    """One question, or Http404."""
    for row in questions(scope, case):
        if row.id == question_id:
            return row
    raise Http404


def standing(
    scope: Scope,
    case: CaseId | UUID,
    cells: Iterable[facts.Cell],
    receivers: Iterable[Receiver],
    *,
    rows: tuple[QuestionRow, ...] | None = None,
) -> Mapping[tuple[facts.Cell, Receiver], Stood]:
    """For each cell and receiver where the newest question that would cover both stands.

    `rows` are the questions when the caller has read them already.
    """
    known = questions(scope, case) if rows is None else rows
    receiving = tuple(receivers)
    return {(cell, receiver): where_it_stands(cell, receiver, known) for cell in cells for receiver in receiving}


def where_it_stands(
    cell: facts.Cell,
    receiver: Receiver,
    known: Iterable[QuestionRow],
    *,
    parties: frozenset[OrganisationId | None] | None = None,
    purpose: Purpose = Purpose.SUPPORT,
) -> Stood:
    """Where the newest of the known questions that would cover both stands. `parties` are those that the cell and
    others like it tell of; by itself a cell tells of its own. A question for another purpose covers nothing.
    """
    told = frozenset({cell.party}) if parties is None else parties
    alike = (row for row in known if row.purpose is purpose)
    return next((Stood(row.state, row) for row in alike if _covers(row, cell, receiver, told)), NEVER_ASKED)


def missing(rows: Iterable[QuestionRow]) -> tuple[QuestionRow, ...]:
    """The questions that wait for an answer, or to be put."""
    return tuple(row for row in rows if row.waits)


def _covers(row: QuestionRow, cell: facts.Cell, receiver: Receiver, told: frozenset[OrganisationId | None]) -> bool:
    return (
        row.receiver_id == receiver.organisation
        and row.receiver_role in (None, receiver.role)
        and cell.information_class in row.classes
        and cell.kind in row.kinds
        and cell.holder in {sender for sender, _ in row.senders}
        and (row.origins is None or cell.origin_class in row.origins)
        and (row.parties is None or told <= row.parties)
    )


def _needed(row: Question, around: Round, today: date) -> tuple[PersonId, ...]:
    return tuple(person for person, _ in required_givers(answering(row, around), today))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A question with what it is weighed by."""

    row: Question
    answers: dict[PersonId, Answer]
    around: Round
    today: date
    shared: str
    closed: frozenset[PersonId]
    """Those who may learn nothing about the pupil."""

    @property
    def custody(self) -> Custody:
        return answering(self.row, self.around)

    @property
    def state(self) -> ConsentState:
        return state_of(self.row, self.answers, self.around, self.today)

    @property
    def suspended(self) -> Suspension | None:
        if self.state is not ConsentState.SUSPENDED:
            return None
        return suspension_of(self.row, self.answers, self.around, self.today)


def _asked(row: Question, matter: str, card: people.PupilCard) -> Asked:
    role = None if row.receiver_role is None else Role(row.receiver_role)
    return Asked(
        pupil=card.first_name,
        matter=matter,
        senders=tuple(sender.name for sender in row.senders.all()),
        receiver=row.receiver.name if role is None else f"{row.receiver.name} ({role.label})",
        purpose=Purpose(row.purpose),
        manners=tuple(Manner(value) for value in row.manners),
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        school=card.school or "Skolan",
        own=row.subject_id is not None,
    )


def _row(seen: _Seen, asked: Asked, put: str, known: dict[UUID, str], only: PersonId | None) -> QuestionRow:
    """The question in words. `only` is the one in the family to whom it is told: of the others' answers nothing is."""
    row, state = seen.row, seen.state
    givers = tuple(
        _giver(person, capacity, _name(person, capacity, known), seen)
        for person, capacity in required_givers(seen.custody, seen.today)
        if only in (None, person)
    )
    asked_on = None if row.asked_at is None else local_day(row.asked_at)
    words, apart = _words(seen, asked, state, givers, asked_on), False
    if only is not None:
        own = givers[0].reply if givers else Reply.SILENT
        state = as_told_to_one(state, own)
        word = given_word(asked.manners) if state is ConsentState.GIVEN else _word(state, asked_on)
        word = own_word(state, own, word) if givers else word
        words = _Words(word, "", own_sentence(asked, state, own, seen.suspended, gives=bool(givers)))
        apart = state is ConsentState.GIVEN and bool(givers) and own not in OPENING
    return QuestionRow(
        id=row.id,
        title=title(asked),
        matter=asked.matter,
        senders=tuple((OrganisationId(sender.id), sender.name) for sender in row.senders.all()),
        receiver_id=OrganisationId(row.receiver_id),
        receiver=asked.receiver,
        receiver_role=None if row.receiver_role is None else Role(row.receiver_role),
        purpose=asked.purpose,
        use=asked.use,
        wish=asked.wish,
        state=state,
        status=STATUS_SLUGS[ConsentState.ASKED if apart else state],
        word=words.word,
        detail=words.detail,
        sentence=words.sentence,
        read_aloud=put or read_aloud(asked),
        givers=givers,
        asked_on=asked_on,
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        classes=tuple(row.classes),
        kinds=tuple(row.kinds),
        origins=row.freed_origins,
        parties=row.freed_parties,
        cell=row.cell.facts,
        subject=None if row.subject_id is None else PersonId(row.subject_id),
        renews=row.renews_id,
        ends_soon=state is ConsentState.GIVEN and row.ends_on - seen.today <= SOON,
        suspended=seen.suspended,
        own=only is not None,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    word: str
    detail: str
    sentence: str


def _words(
    seen: _Seen, asked: Asked, state: ConsentState, givers: tuple[GiverReply, ...], asked_on: date | None
) -> _Words:
    said = tuple((first_name(giver.name), giver.reply) for giver in givers)
    of_guardians = {giver.reply for giver in givers if giver.capacity is Giver.GUARDIANS}
    guardians_differ = {Reply.YES, Reply.NO} <= of_guardians
    text = row_sentence(
        asked,
        state,
        said,
        None if asked_on == seen.today else asked_on,
        guardians_differ=guardians_differ,
        why=seen.suspended,
        shared=seen.shared,
    )
    word = _word(state, asked_on)
    if state is ConsentState.DIFFERING:
        word = GUARDIANS_DIFFER if guardians_differ else THEY_DIFFER
    if state is ConsentState.GIVEN:
        word = given_word(asked.manners, said)
    return _Words(word, _detail(seen, state, givers), text)


def _giver(person: PersonId, capacity: Giver, name: str, seen: _Seen) -> GiverReply:
    answer, barred = seen.answers.get(person), person in seen.closed
    reply = Reply.SILENT if answer is None else Reply(answer.reply)
    answered_on = None if answer is None else answer.answered_on
    recorded_at = None if answer is None else answer.recorded_at
    when = day_or_year(answered_on, seen.today) if answered_on else ""
    return GiverReply(person, name, capacity, reply, REPLY_WORDS[reply], answered_on, barred, recorded_at, when)


def _name(person: PersonId, capacity: Giver, known: Mapping[UUID, str]) -> str:
    """Whose name is protected is called by what they are to the pupil."""
    name = known.get(person, PROTECTED_PERSON)
    return PROTECTED_GUARDIAN if name == PROTECTED_PERSON and capacity is Giver.GUARDIANS else name


def _word(state: ConsentState, asked_on: date | None) -> str:
    if state is ConsentState.ASKED and asked_on is not None:
        return f"Frågat {short_day(asked_on)}"
    return state.label[:1].upper() + state.label[1:]


def _detail(seen: _Seen, state: ConsentState, givers: tuple[GiverReply, ...]) -> str:
    """From whom, when and how long, so that a cell of the table can be read by itself."""
    yes = listed(first_name(giver.name) for giver in givers if giver.reply is Reply.YES)
    no = listed(first_name(giver.name) for giver in givers if giver.reply is Reply.NO)
    match state:
        case ConsentState.GIVEN:
            away = listed(first_name(giver.name) for giver in givers if giver.reply is Reply.HINDERED)
            alone = f", {away} nåddes inte" if away else ""
            day = _on(givers, Reply.YES, seen.today).strip()
            return f"{day}, från {yes}{alone}, till {day_with_year(seen.row.ends_on)}"
        case ConsentState.REFUSED:
            return f"från {no}{_on(givers, Reply.NO, seen.today)}"
        case ConsentState.DIFFERING:
            return f"nej från {no}{_on(givers, Reply.NO, seen.today)}"
        case ConsentState.WITHDRAWN:
            taken = listed(first_name(giver.name) for giver in givers if giver.reply is Reply.WITHDRAWN)
            shared = f", {seen.shared} innan det togs tillbaka" if seen.shared else ""
            return f"av {taken}{_on(givers, Reply.WITHDRAWN, seen.today)}{shared}"
        case ConsentState.SUSPENDED:
            return seen.suspended.label if seen.suspended is not None else ""
        case ConsentState.EXPIRED:
            return f"gällde till {day_with_year(seen.row.ends_on)}"
        case ConsentState.ASKED:
            silent = listed(first_name(giver.name) for giver in givers if giver.reply is Reply.SILENT)
            return f"inget svar från {silent}" if silent else "någon vill prata först"
    return ""


def _on(givers: tuple[GiverReply, ...], reply: Reply, today: date) -> str:
    days = [giver.answered_on for giver in givers if giver.reply is reply and giver.answered_on is not None]
    return f" {day_or_year(max(days), today)}" if days else ""
