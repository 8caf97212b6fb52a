"""Gaps that a guardian would hear as one question: the same thing, to one organisation, in one or more roles there."""

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.consent.queries import QuestionRow
from samverkan.consent.wording import have
from samverkan.meetings.gaps import Gap
from samverkan.plans.together import Together, likeness, receiver_words


@dataclass(frozen=True, slots=True)
class Asking:
    """One question on the screen. Each of its gaps is asked, and answered, for itself."""

    gaps: tuple[Gap, ...]

    @property
    def first(self) -> Gap:
        """The one that lends the others its words."""
        return self.gaps[0]

    @property
    def key(self) -> str:
        """How addresses and forms name it."""
        return self.first.key

    @property
    def unasked(self) -> bool:
        """Whether the question is still to be put."""
        return self.first.unasked

    @property
    def about_team(self) -> bool:
        """Whether it is about who works together, and not about what is said."""
        return self.first.about_team

    @property
    def about_film(self) -> bool:
        """Whether it is about seeing a film of the pupil at work."""
        return self.first.about_film

    @property
    def asked(self) -> Together | None:
        """The questions that have been put and wait; None when there are none."""
        rows: dict[object, QuestionRow] = {gap.question.id: gap.question for gap in self.gaps if gap.question}
        return Together(tuple(rows.values())) if rows and not self.unasked else None

    @property
    def title(self) -> str:
        """The question in plain words."""
        if self.asked is not None:
            return self.asked.title
        receiver = receiver_words(self.first.organisation.name, (gap.receiver.role for gap in self.gaps))
        return f"Får {receiver} {have(self.first.matter)}?"


def askings(gaps: Iterable[Gap]) -> tuple[Asking, ...]:
    """What can be asked, or has been and waits, those alike as one, in the order in which they came."""
    found: dict[object, list[Gap]] = {}
    for gap in gaps:
        if gap.can_be_asked:
            found.setdefault(_likeness(gap), []).append(gap)
    return tuple(Asking(tuple(alike)) for alike in found.values())


def one_each(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """One gap for each question, for counting them as people do; and a film that has got a no, which nobody asks about
    and nobody shows.
    """
    found = tuple(gaps)
    refused = (gap for gap in found if gap.about_film and not gap.can_be_asked)
    return (*(asking.first for asking in askings(found)), *refused)


def same_question(gaps: Iterable[Gap]) -> bool:
    """Whether one answer would settle all of them."""
    return len({_likeness(gap) for gap in gaps}) == 1


def _likeness(gap: Gap) -> object:
    said = likeness(gap.question) if gap.question is not None and not gap.unasked else None
    return (gap.matter, gap.organisation.id, gap.receiver.role is None, said)
