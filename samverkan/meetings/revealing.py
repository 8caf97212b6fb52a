"""Would this invitation tell somebody what they may not know? That an organisation knows the child is a secret."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from samverkan.meetings.gaps import Gap
from samverkan.meetings.room_words import decider, of_another
from samverkan.meetings.seating import Place
from samverkan.meetings.weighing import Table, written
from samverkan.people.wording import listed, sentence
from samverkan.policy.deciding import Decision, decide
from samverkan.policy.facts import Facts
from samverkan.policy.vocabulary import Answer


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the invitation cannot be given, and what would mend it."""

    heading: str
    why: str
    """The ground in everyday words, and what can be done now."""
    legal: str = ""
    by_asking: bool = False
    """Whether a consent would mend it."""
    told: str = ""
    """Who may not know what: "Peter Ny får inte veta att Habiliteringen är med."; empty for what is no secret."""
    seat: str = ""
    """Whose it is, by the key of the place; empty for a seat that the reader may not know of."""

    @property
    def text(self) -> str:
        """Who may not know what, why, and what can be done now."""
        return f"{self.told} {self.why}".strip()


@dataclass(frozen=True, slots=True)
class Alike:
    """Those who may not know something for the same reason, with what helps them all."""

    told: tuple[str, ...]
    why: str
    legal: str


def alike(found: Iterable[Stop]) -> tuple[Alike, ...]:
    """The stops, a reason that several share said once, in the order in which they came."""
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for stop in found:
        told[stop.why, stop.legal].append(stop.told)
    return tuple(Alike(tuple(names), why, legal) for (why, legal), names in told.items())


UNSEEN = Stop(
    heading="Inbjudan kan inte skickas än",
    told="Behöver bedömas: alla som är inbjudna får inte veta av varandra.",
    why="Fråga rektor, som avgör hur ni kan ses.",
    legal="OSL 8:1",
)
"""For a seat that the reader may not know of: no name, no role, no organisation, and no statute that would tell."""


def stops(
    table: Table, gaps: Sequence[Gap], *, without: Collection[str] = (), given: Sequence[Gap] = ()
) -> tuple[Stop, ...]:
    """The persons whom the list of invited would tell something without ground; everybody on it is shown to each.

    Those `without` are thought away, and what is `given` thought answered with yes.
    """
    facts, present = _written(table, given), table.present(without)
    found = []
    for place in present:
        refused = [
            (other, decision) for other in present if not (decision := decide(other.cell, facts[place.key])).allowed
        ]
        meeting = decide(table.meeting.cell.facts, facts[place.key])
        if refused or not meeting.allowed:
            found.append(_stop(place, [other for other, _ in refused], [d for _, d in refused] or [meeting], gaps))
    return (*found, UNSEEN) if _tells_of_unseen(table, facts, present) else tuple(found)


def _written(table: Table, given: Sequence[Gap]) -> dict[str, Facts]:
    extra = tuple(gap.as_if_given(table.card.case, table.today) for gap in given)
    return {key: replace(asked, grants=asked.grants + extra) for key, asked in written(table).items()}


def _tells_of_unseen(table: Table, facts: dict[str, Facts], present: Sequence[Place]) -> bool:
    """Whether coming together would tell somebody of a seat that the reader may not know of, or tell that seat."""
    everyone = (*present, *table.unseen)
    pairs = [(one, other) for one in everyone for other in table.unseen]
    pairs += [(hidden, other) for hidden in table.unseen for other in present]
    meeting = table.meeting.cell.facts
    return any(not decide(other.cell, facts[one.key]).allowed for one, other in pairs) or any(
        not decide(meeting, facts[hidden.key]).allowed for hidden in table.unseen
    )


def _stop(place: Place, hidden: Sequence[Place], decisions: Sequence[Decision], gaps: Sequence[Gap]) -> Stop:
    worst = max(decisions, key=lambda decision: list(Answer).index(decision.answer))
    asked = next((gap for gap in gaps if gap.about_team and place.key in gap.seats), None)
    names = listed(dict.fromkeys(other.belongs or other.name for other in hidden if other.id != place.id))
    what = f"att {names} är med" if names else "att det blir ett möte"
    match worst.answer:
        case Answer.CONSENT if asked is not None and asked.can_be_asked:
            now = asked.question.sentence if asked.question else "Fråga om samtycke, eller bjud in till ett eget möte."
        case Answer.MEN:
            now = f"{sentence(decider(worst))} kan bedöma om det går. Till dess kan du bjuda in till ett eget möte."
        case _:
            now = f"Ta bort {place.name} från mötet, eller bjud in till ett eget möte."
    return Stop(
        heading=f"Inbjudan kan inte skickas till {place.name} än",
        told=f"{place.name} får inte veta {what}.",
        why=f"{of_another(worst.sentence, place.name)} {now}",
        legal=f"{worst.provision} (regel {worst.rule})",
        by_asking=asked is not None and asked.unasked,
        seat=place.key,
    )
