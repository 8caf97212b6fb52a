"""The room in Swedish: what a cell says, what helps, and why. In the order what, to whom not, why, what now."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from samverkan.meetings.gaps import Gap
from samverkan.meetings.grouping import same_question
from samverkan.meetings.seating import Place
from samverkan.meetings.weighing import HeldBack, Table, can_step_out
from samverkan.people.wording import listed, number, sentence
from samverkan.policy.consenting import ConsentState
from samverkan.policy.deciding import Decision
from samverkan.policy.room import Heard, Remedy, TopicVerdict, Verdict
from samverkan.policy.vocabulary import Answer

REKTOR = "rektor"
YOU = re.compile(r"\b(?:(du|dig)(?: själv)?|(din|ditt|dina))\b", re.IGNORECASE)
HELD_BACK = "Behöver bedömas innan det tas upp"
"""Of a row that somebody may not hear whom the reader may not know: it tells of nobody."""

SLUGS = {
    ConsentState.ASKED: ("fragat", "frågat"),
    ConsentState.NOT_ASKED: ("inte-fragat", "inte frågat"),
    ConsentState.EXPIRED: ("inte-fragat", "inte frågat"),
    ConsentState.SUSPENDED: ("inte-fragat", "inte frågat"),
    ConsentState.GIVEN: ("inte-fragat", "inte frågat"),
}
MAY_HEAR = ("far-hora", "får höra")
MAY_SEE = ("far-hora", "får se")
NOT_SHOWN = "Visa inte filmen"
INSTEAD = "berätta i stället hur det går på lektionen"
MAY_NOT = ("far-inte", "får inte")


@dataclass(frozen=True, slots=True)
class CellWords:
    """One cell of the matrix."""

    status: str
    word: str
    open: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody may not hear a topic, and the legal line that is folded beneath."""

    heading: str
    text: str
    legal: str


def verdict_sentence(verdict: Verdict) -> str:
    """ "Ni kan tala om 6 av 8 ämnen med alla i rummet."."""
    total = len(verdict.rows)
    if total and verdict.open_count == total:
        return "Ni kan tala om allt med alla i rummet."
    return f"Ni kan tala om {verdict.open_count} av {total} ämnen med alla i rummet."


FIRST = "Det här behöver ni ordna först"
"""Over those who may not know of one another."""


def shared_sentence(verdict: Verdict) -> str:
    """The same for one who does not lead: how much is open, and nothing of what is not."""
    count = verdict.open_count
    return f"Ni kan tala om {number(count)} {'ämne' if count == 1 else 'ämnen'} med alla i rummet."


def cell_words(heard: Heard, place: Place, title: str, gap: Gap | None, *, film: bool = False) -> CellWords:
    """The word and shape, and the whole sentence for one who does not see the table."""
    slug, word = _word(heard.decision, gap)
    if film and heard.allowed:
        slug, word = MAY_SEE
    said = f"behöver bedömas av {decider(heard.decision)}" if slug == "behover-bedomas" else word
    return CellWords(slug, word, heard.allowed, f"{place.name}, {title}: {said}")


def decider(decision: Decision) -> str:
    """Who settles what no rule settles."""
    return decision.men.decider if decision.men else REKTOR


def of_another(said: str, name: str) -> str:
    """What the law says to the one it is about, retold to somebody else: "du" is the name, and after that "hen"."""
    names = iter([name])

    def retold(found: re.Match[str]) -> str:
        return next(names, "hen") if found[1] else f"s{found[2][1:].lower()}"

    return sentence(YOU.sub(retold, said))


def summary(row: TopicVerdict, *, film: bool = False) -> str:
    """ "Alla sju får höra", "Fem av sju får höra"; of one the reader may not know, neither role nor number."""
    if film and not isinstance(row, HeldBack):
        return summary(row).replace("höra", "se")
    if isinstance(row, HeldBack):
        return HELD_BACK
    may = sum(heard.allowed for heard in row.heard)
    total = len(row.heard)
    if may == total:
        return f"Alla {number(total)} får höra" if total > 1 else "Får höra"
    return f"{sentence(number(may))} av {number(total)} får höra" if may else "Ingen får höra"


def remedy(table: Table, row: TopicVerdict, gaps: Sequence[Gap]) -> str:
    """What helps, cheapest first (legal specification §2.4): the first way, and the next one if that does not go."""
    if isinstance(row, HeldBack):
        return f"{HELD_BACK}."
    if table.is_film(row.topic):
        return _without_the_film(row, gaps)
    ways = [words for words in (_way(way, table, row, gaps) for way in row.remedies) if words]
    if not ways:
        return ""
    first, *rest = ways
    return f"{sentence(first)}." if not rest else f"{sentence(first)}. Annars: {rest[0]}."


def _without_the_film(row: TopicVerdict, gaps: Sequence[Gap]) -> str:
    """Nobody weighs a film and no need stands for it: it waits for a yes, or the lesson is told of instead."""
    asked = [gap_for(gaps, row.topic, heard.seat) for heard in row.blocked]
    if all(gap is not None and gap.can_be_asked for gap in asked):
        return f"Filmen visas om de som bestämmer säger ja. Annars: {INSTEAD}."
    return f"{NOT_SHOWN}. {sentence(INSTEAD)}."


def reasons(table: Table, verdict: Verdict, gaps: Sequence[Gap]) -> tuple[Reason, ...]:
    """Every exception: who may not hear what, the ground in everyday words, what can be done, the statute."""
    return tuple(
        _reason(table, row, heard, gap_for(gaps, row.topic, heard.seat))
        for row in verdict.rows
        for heard in (row.blocked[:1] if table.is_film(row.topic) else row.blocked)
    )


def gap_for(gaps: Sequence[Gap], topic: str, seat: str) -> Gap | None:
    """The question that would open the topic for the seat."""
    return next((gap for gap in gaps if topic in gap.topics and seat in gap.seats), None)


def assumption(table: Table, present: Sequence[Place], when: str) -> str:
    """What the verdict rests on."""
    names = listed(place.short for place in present)
    return (
        f"Så här bedömer Samverkan om {names} är i rummet {when}. "
        "Kommer någon annan, eller ändras ett svar, blir det en ny bedömning."
    )


def questions_count(count: int) -> str:
    """The words of the one button: "Skicka frågan", "Skicka båda frågorna", "Skicka alla tre frågor"."""
    return {1: "Skicka frågan", 2: "Skicka båda frågorna"}.get(count, f"Skicka alla {number(count)} frågor")


def missing_words(count: int) -> str:
    """ "Ett samtycke saknas", "Två samtycken saknas"; empty for none."""
    return "Ett samtycke saknas" if count == 1 else f"{sentence(number(count))} samtycken saknas"


OR_A_YES = "Ett ja från dem som bestämmer öppnar det. Annars gäller en bedömning. "


def _word(decision: Decision, gap: Gap | None) -> tuple[str, str]:
    match decision.answer:
        case Answer.ALLOW:
            return MAY_HEAR
        case Answer.MEN if gap is None or gap.question is None:
            return "behover-bedomas", "behöver bedömas"
        case Answer.CONSENT | Answer.MEN if gap is not None:
            return SLUGS.get(gap.state, MAY_NOT)
    return MAY_NOT


def _way(way: Remedy, table: Table, row: TopicVerdict, gaps: Sequence[Gap]) -> str:
    blocked = [table.place(heard.seat).short for heard in row.blocked]
    match way:
        case Remedy.ASK:
            asked = [gap_for(gaps, row.topic, heard.seat) for heard in row.blocked]
            if not all(gap is not None and gap.can_be_asked for gap in asked):
                return ""
            one = same_question(gap for gap in asked if gap)
            yes = "ett ja till frågan" if one else "ett ja till var sin fråga"
            return f"{yes} öppnar för {listed(blocked)}"
        case Remedy.STEP_OUT:
            if not can_step_out(table, {heard.seat for heard in row.blocked}):
                return ""
            return f"{listed(blocked)} behöver lämna rummet när ni tar det"
        case Remedy.SAY_THE_NEED:
            return _need(table)
        case Remedy.ASSESS:
            who = listed(dict.fromkeys(decider(heard.decision) for heard in row.blocked))
            return f"{who} bedömer om det kan lämnas"
        case Remedy.DROP:
            return "ta det en annan gång, med dem som får höra det"


def _need(table: Table) -> str:
    return f"säg vad {table.card.first_name} behöver, utan att säga varför"


def _stands(gap: Gap | None, table: Table) -> str:
    """Where the question stands. After a no there is something to speak of all the same."""
    if gap is None or gap.question is None:
        return "Frågan är inte ställd än."
    refused = gap.state is ConsentState.REFUSED
    return f"{gap.question.sentence} {sentence(_need(table))}." if refused else gap.question.sentence


def _reason(table: Table, row: TopicVerdict, heard: Heard, gap: Gap | None) -> Reason:
    place = table.place(heard.seat)
    title = table.title(row.topic)
    decision = heard.decision
    if table.is_film(row.topic):
        return _no_film(table, row, decision, gap)
    otherwise = (
        f"Ta det när {place.short} inte är med."
        if can_step_out(table, {place.key})
        else (f"{sentence(_need(table))}, eller ta det en annan gång.")
    )
    now = {
        Answer.CONSENT: _stands(gap, table),
        Answer.MEN: f"{OR_A_YES if gap else ''}{sentence(decider(decision))} avgör. "
        f"Till dess räknas det som att {place.short} inte får höra.",
    }.get(decision.answer, otherwise)
    if decision.answer is Answer.CONSENT and gap is None:
        now = otherwise
    return Reason(
        heading=f"{title} kan inte tas upp när {place.name} är med",
        text=f"{of_another(decision.sentence, place.name)} {now}",
        legal=f"{decision.provision} (regel {decision.rule})",
    )


def _no_film(table: Table, row: TopicVerdict, decision: Decision, gap: Gap | None) -> Reason:
    """One reason for all who may not see it: it is the same for each of them."""
    names = listed(table.place(heard.seat).name for heard in row.blocked)
    stands = "Frågan är inte ställd än." if gap is None or gap.question is None else gap.question.sentence
    return Reason(
        heading=f"Filmen visas inte när {names} är med",
        text=f"{decision.sentence} {stands}",
        legal=f"{decision.provision} (regel {decision.rule})",
    )
