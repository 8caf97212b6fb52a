"""What a question says, in words that can be read aloud. Neutral: what, from whom, to whom, why, how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samverkan.people.wording import day_with_year, listed, sentence, short_day
from samverkan.policy.consenting import ConsentState, Reply
from samverkan.policy.vocabulary import Manner, Purpose

MANNER_WORDS: dict[Manner, str] = {
    Manner.SPEAK: "berättas på möten",
    Manner.RECORD: "antecknas",
    Manner.SEND: "lämnas skriftligt",
}
PURPOSE_WORDS: dict[Purpose, str] = {
    Purpose.SUPPORT: "samordna stödet kring {name}",
    Purpose.OWN_INSIGHT: "ge insyn",
}
REPLY_WORDS: dict[Reply, str] = {
    Reply.YES: "Ja",
    Reply.NO: "Nej",
    Reply.TALK: "Vill prata först",
    Reply.WITHDRAWN: "Tillbakataget",
    Reply.SILENT: "Inget svar än",
    Reply.ATTENDED: "Kom till mötet",
}
STATUS_SLUGS: dict[ConsentState, str] = {
    ConsentState.NOT_ASKED: "inte-fragat",
    ConsentState.ASKED: "fragat",
    ConsentState.GIVEN: "ja",
    ConsentState.REFUSED: "nej",
    ConsentState.DIFFERING: "olika-svar",
    ConsentState.WITHDRAWN: "tillbakataget",
    ConsentState.EXPIRED: "inte-fragat",
}
EXPLAINED: tuple[tuple[str, str], ...] = (
    ("far-saga-nej", "Att man får säga nej"),
    ("vad-nej-innebar", "Vad som händer vid ett nej"),
    ("ta-tillbaka", "Att svaret kan tas tillbaka"),
)
"""What the one who asks must have told: slug and words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a question that its words are made of."""

    pupil: str
    """First name."""
    matter: str
    senders: tuple[str, ...]
    receiver: str
    purpose: Purpose
    manners: tuple[Manner, ...]
    begins_on: date
    ends_on: date
    school: str


def have(matter: str) -> str:
    """What the receiver would do with it, to stand after "får": a thing is taken part of, a clause is known."""
    known = matter.split(" ", 1)[0] in ("att", "hur", "vad", "vem", "vilka", "vilken", "vilket")
    return f"veta {matter}" if known else f"ta del av {matter}"


def title(asked: Asked) -> str:
    """ "Får Habiliteringen ta del av skolans bedömning?"."""
    return f"Får {asked.receiver} {have(asked.matter)}?"


def read_aloud(asked: Asked) -> str:
    """The whole question as it is read to the one who answers; one idea in a sentence."""
    why = PURPOSE_WORDS[asked.purpose].format(name=asked.pupil)
    how = listed(MANNER_WORDS[manner] for manner in Manner if manner in asked.manners)
    return "\n".join(
        (
            f"{sentence(asked.school)} frågar om en sak som gäller {asked.pupil}.",
            title(asked),
            f"Uppgiften finns hos {listed(asked.senders)}. Den ska användas för att {why}.",
            f"Säger du ja får det {how}.",
            f"Ett ja gäller från {short_day(asked.begins_on)} till {day_with_year(asked.ends_on)}.",
            "Du kan ta tillbaka ditt ja när du vill. Det räcker att du säger till.",
            f"Säger du nej lämnas inte uppgiften. {asked.pupil} får stöd i skolan ändå.",
            "Vad säger du: ja, nej eller vill du prata först?",
        )
    )


def row_sentence(asked: Asked, state: ConsentState, replies: Iterable[tuple[str, Reply]], asked_on: date | None) -> str:
    """One sentence or two that say where the question stands, who has answered and what that means."""
    said = tuple(replies)
    match state:
        case ConsentState.NOT_ASKED:
            return f"Frågan är inte ställd än. {_may_not(asked)}"
        case ConsentState.GIVEN:
            yes = listed(name for name, reply in said if reply is Reply.YES)
            return f"{yes} har sagt ja. Det gäller till {day_with_year(asked.ends_on)}."
        case ConsentState.REFUSED | ConsentState.DIFFERING:
            no = listed(name for name, reply in said if reply is Reply.NO)
            first = "Svaren är olika. " if state is ConsentState.DIFFERING else ""
            return f"{first}{no} har sagt nej. {_may_not(asked, '')}"
        case ConsentState.WITHDRAWN:
            return f"Ett ja är tillbakataget. {_may_not(asked, '')}"
        case ConsentState.EXPIRED:
            return f"Det gällde till {day_with_year(asked.ends_on)}. Fråga igen om uppgiften fortfarande behövs."
        case ConsentState.ASKED:
            return f"{_waiting(said, asked_on)} {_may_not(asked)}"


def _may_not(asked: Asked, yet: str = " än") -> str:
    """After a no there is no "yet": an answer is an answer."""
    return f"{sentence(asked.receiver)} får inte {have(asked.matter)}{yet}."


def _waiting(said: tuple[tuple[str, Reply], ...], asked_on: date | None) -> str:
    yes = [name for name, reply in said if reply is Reply.YES]
    talk = [name for name, reply in said if reply is Reply.TALK]
    silent = [name for name, reply in said if reply is Reply.SILENT]
    since = f" sedan {short_day(asked_on)}" if asked_on else ""
    parts = [
        f"{listed(yes)} har sagt ja." if yes else "",
        f"{listed(talk)} vill prata först." if talk else "",
        f"{listed(silent)} har inte svarat{since}." if silent else "",
    ]
    return " ".join(part for part in parts if part) or "Ingen har svarat än."
