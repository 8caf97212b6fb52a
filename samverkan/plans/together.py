"""Questions that differ in nothing but the receiver's role: shown, read aloud and answered as one.

What is stored stays as precise as it was: one question, and one answer to it, for each role.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from samverkan.consent.queries import GiverReply, QuestionRow
from samverkan.people.wording import listed, sentence
from samverkan.policy.vocabulary import Role

Likeness = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """One or more questions as a person hears them: one thing to one organisation, in one or more roles there."""

    rows: tuple[QuestionRow, ...]

    @property
    def first(self) -> QuestionRow:
        """The one that lends the others its words."""
        return self.rows[0]

    @property
    def id(self) -> UUID:
        """Under which the answer to them all is written down."""
        return self.first.id

    @property
    def of_the_pupil(self) -> bool:
        """Whether it is about the pupil, and so for the guardians to answer."""
        return self.first.subject is None

    @property
    def receiver(self) -> str:
        """ "Habiliteringen (logoped och arbetsterapeut)"."""
        return receiver_words(_organisation(self.first), [row.receiver_role for row in self.rows])

    @property
    def title(self) -> str:
        """The question in plain words."""
        return self._said(self.first.title)

    @property
    def sentence(self) -> str:
        """Where it stands."""
        return self._said(self.first.sentence)

    @property
    def read_aloud(self) -> str:
        """The whole text that is read to the one who answers."""
        return self._said(self.first.read_aloud)

    @property
    def status(self) -> str:
        """Slug of the shape to draw."""
        return self.first.status

    @property
    def word(self) -> str:
        """The word beside the shape."""
        return self.first.word

    @property
    def usual(self) -> bool:
        """Whether it is for the usual purpose, which the title does not say."""
        return self.first.usual

    @property
    def use(self) -> str:
        """What it is for, to stand after "för att"."""
        return self.first.use

    @property
    def silent(self) -> tuple[GiverReply, ...]:
        """Those whose answer is still to come."""
        return self.first.silent

    @property
    def asked(self) -> tuple[GiverReply, ...]:
        """Those of them who are asked, which one who may learn nothing about the pupil is not."""
        return self.first.asked

    @property
    def roles(self) -> tuple[tuple[str, str], ...]:
        """Each question by itself, by slug and receiver, for an answer that is not the same to all."""
        order = list(Role)
        rows = sorted(self.rows, key=lambda row: order.index(row.receiver_role) if row.receiver_role else -1)
        return tuple((self.slug(row), sentence(row.receiver)) for row in rows)

    def slug(self, row: QuestionRow) -> str:
        """How a form names one of them: by its role, since it may be written only when it is answered; else by id."""
        alike = [other for other in self.rows if other.receiver_role == row.receiver_role]
        return str(row.id) if len(alike) > 1 else row.receiver_role.value if row.receiver_role else "alla"

    def _said(self, words: str) -> str:
        if len(self.rows) == 1:
            return words
        return words.replace(self.first.receiver, self.receiver).replace(
            sentence(self.first.receiver), sentence(self.receiver)
        )


def together(rows: Iterable[QuestionRow]) -> tuple[Together, ...]:
    """The questions, those alike as one, in the order in which the first of each came."""
    found: dict[Likeness, list[QuestionRow]] = {}
    for row in rows:
        found.setdefault(likeness(row), []).append(row)
    return tuple(Together(tuple(alike)) for alike in found.values())


def asked_with(row: QuestionRow, rows: Sequence[QuestionRow]) -> Together:
    """The question with those that are answered in the same breath, itself first."""
    return Together((row, *(other for other in rows if other.id != row.id and likeness(other) == likeness(row))))


def likeness(row: QuestionRow) -> Likeness:
    """Same for questions that say the same of everything but the role, and stand alike with each who answers."""
    return (
        row.matter,
        row.receiver_id,
        row.receiver_role is None,
        row.purpose,
        row.read_aloud.replace(row.title, ""),
        row.classes,
        row.kinds,
        row.origins,
        row.word,
        tuple((giver.person_id, giver.reply) for giver in row.givers),
    )


def receiver_words(organisation: str, roles: Iterable[Role | None]) -> str:
    """The organisation, with the roles there when the question is about some of them only."""
    known = set(roles)
    labels = [role.label for role in Role if role in known]
    return f"{organisation} ({listed(labels)})" if labels else organisation


def _organisation(row: QuestionRow) -> str:
    return row.receiver if row.receiver_role is None else row.receiver.removesuffix(f" ({row.receiver_role.label})")
