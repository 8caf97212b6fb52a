"""Reading questions about consent within a scope, in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from samverkan.consent.custody import answering, custodies
from samverkan.consent.models import Answer, Question
from samverkan.consent.sealed_words import matters_of
from samverkan.consent.weighing import newest_answers, state_of
from samverkan.consent.wording import REPLY_WORDS, STATUS_SLUGS, Asked, read_aloud, row_sentence, title
from samverkan.guard.scope import Scope
from samverkan.people import queries as people
from samverkan.people.wording import day_with_year, first_name, listed, local_day, short_day
from samverkan.policy import facts
from samverkan.policy.consenting import ConsentState, Custody, Reply, required_givers
from samverkan.policy.vocabulary import CaseId, Giver, InformationClass, Manner, OrganisationId, PersonId, Purpose, Role


@dataclass(frozen=True, slots=True)
class GiverReply:
    """What one giver has answered to one question."""

    person_id: PersonId
    name: str
    capacity: Giver
    reply: Reply
    word: str
    answered_on: date | None


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

    @property
    def waits(self) -> bool:
        """Whether somebody's answer is still to come."""
        return self.state in (ConsentState.NOT_ASKED, ConsentState.ASKED)

    @property
    def silent(self) -> tuple[GiverReply, ...]:
        """Those whose answer is still to come."""
        return tuple(giver for giver in self.givers if giver.reply in (Reply.SILENT, Reply.TALK))

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
    answers = newest_answers(row.id for row in found)
    givers = {giver for row in found for giver in _needed(row, round_each[row.case_id], scope.today)}
    names, matters = people.names(givers), matters_of(found)
    made: dict[CaseId, tuple[QuestionRow, ...]] = defaultdict(tuple)
    for row in found:
        case = CaseId(row.case_id)
        known = names | {cards[case].person_id: cards[case].name}
        said = matters[row.id]
        made[case] += (_row(row, said, answers[row.id], round_each[case], cards[case], known, scope.today),)
    return made


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
) -> Stood:
    """Where the newest of the known questions that would cover both stands. `parties` are those that the cell and
    others like it tell of; by itself a cell tells of its own.
    """
    told = frozenset({cell.party}) if parties is None else parties
    return next((Stood(row.state, row) for row in known if _covers(row, cell, receiver, told)), NEVER_ASKED)


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


def _needed(row: Question, custody: Custody, today: date) -> tuple[PersonId, ...]:
    return tuple(person for person, _ in required_givers(answering(row, custody), today))


def _row(
    row: Question,
    matter: str,
    answers: dict[PersonId, Answer],
    custody: Custody,
    card: people.PupilCard,
    known: dict[UUID, str],
    today: date,
) -> QuestionRow:
    state = state_of(row, answers, custody, today)
    givers = tuple(
        _giver(person, capacity, known.get(person, "Skyddad person"), answers.get(person))
        for person, capacity in required_givers(answering(row, custody), today)
    )
    role = None if row.receiver_role is None else Role(row.receiver_role)
    receiver = row.receiver.name if role is None else f"{row.receiver.name} ({role.label})"
    asked = Asked(
        pupil=card.first_name,
        matter=matter,
        senders=tuple(sender.name for sender in row.senders.all()),
        receiver=receiver,
        purpose=Purpose(row.purpose),
        manners=tuple(Manner(value) for value in row.manners),
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        school=card.school or "Skolan",
    )
    asked_on = None if row.asked_at is None else local_day(row.asked_at)
    said = tuple((first_name(giver.name), giver.reply) for giver in givers)
    return QuestionRow(
        id=row.id,
        title=title(asked),
        matter=matter,
        senders=tuple((OrganisationId(sender.id), sender.name) for sender in row.senders.all()),
        receiver_id=OrganisationId(row.receiver_id),
        receiver=receiver,
        receiver_role=role,
        state=state,
        status=STATUS_SLUGS[state],
        word=_word(state, asked_on),
        detail=_detail(state, givers, row.ends_on),
        sentence=row_sentence(asked, state, said, None if asked_on == today else asked_on),
        read_aloud=read_aloud(asked),
        givers=givers,
        asked_on=asked_on,
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        classes=tuple(row.classes),
        kinds=tuple(row.kinds),
        origins=row.freed_origins,
        parties=row.freed_parties,
        cell=row.cell.facts,
    )


def _giver(person: PersonId, capacity: Giver, name: str, answer: Answer | None) -> GiverReply:
    reply = Reply.SILENT if answer is None else Reply(answer.reply)
    return GiverReply(person, name, capacity, reply, REPLY_WORDS[reply], None if answer is None else answer.answered_on)


def _word(state: ConsentState, asked_on: date | None) -> str:
    if state is ConsentState.ASKED and asked_on is not None:
        return f"Frågat {short_day(asked_on)}"
    return state.label[:1].upper() + state.label[1:]


def _detail(state: ConsentState, givers: tuple[GiverReply, ...], ends_on: date) -> str:
    yes = listed(first_name(giver.name) for giver in givers if giver.reply is Reply.YES)
    no = listed(first_name(giver.name) for giver in givers if giver.reply is Reply.NO)
    if state is ConsentState.GIVEN:
        return f"från {yes}, till {day_with_year(ends_on)}"
    if state in (ConsentState.REFUSED, ConsentState.DIFFERING):
        return f"från {no}"
    if state is ConsentState.ASKED:
        silent = listed(first_name(giver.name) for giver in givers if giver.reply is Reply.SILENT)
        return f"inget svar från {silent}" if silent else "någon vill prata först"
    return ""
