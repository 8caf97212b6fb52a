"""A question in words: where it stands, from whom, and how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samverkan.consent.custody import Round, answering
from samverkan.consent.models import Answer, Question
from samverkan.consent.queries.rows import SOON, GiverReply, QuestionRow
from samverkan.consent.weighing import state_of, suspension_of
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
from samverkan.people import queries as people
from samverkan.people.wording import (
    PROTECTED_GUARDIAN,
    PROTECTED_PERSON,
    day_or_year,
    day_with_year,
    first_name,
    listed,
    local_day,
    short_day,
)
from samverkan.policy.answers import OPENING
from samverkan.policy.consenting import (
    ConsentState,
    Custody,
    Reply,
    Suspension,
    as_told_to_one,
    required_givers,
)
from samverkan.policy.vocabulary import Giver, Manner, OrganisationId, PersonId, Purpose, Role


@dataclass(frozen=True, slots=True)
class Seen:
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


def asked_of(row: Question, matter: str, card: people.PupilCard) -> Asked:
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


def row_of(seen: Seen, asked: Asked, put: str, known: dict[UUID, str], only: PersonId | None) -> QuestionRow:
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
        word = given_word(asked.manners, film=asked.film) if state is ConsentState.GIVEN else _word(state, asked_on)
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
    seen: Seen, asked: Asked, state: ConsentState, givers: tuple[GiverReply, ...], asked_on: date | None
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
        word = given_word(asked.manners, said, film=asked.film)
    return _Words(word, _detail(seen, state, givers), text)


def _giver(person: PersonId, capacity: Giver, name: str, seen: Seen) -> GiverReply:
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


def _detail(seen: Seen, state: ConsentState, givers: tuple[GiverReply, ...]) -> str:
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
