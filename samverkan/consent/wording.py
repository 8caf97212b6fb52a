"""What a question says, in words that can be read aloud. Neutral: what, from whom, to whom, why, how long."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from samverkan.people.wording import day_with_year, listed, sentence, short_day
from samverkan.policy.answers import LONGEST_BACK, OPENING
from samverkan.policy.consenting import (
    HEARD_FROM,
    OWN_CONSENT_FROM,
    USUAL,
    ConsentState,
    Reply,
    Suspension,
    alone_from,
)
from samverkan.policy.facts import ADULT_AT
from samverkan.policy.vocabulary import Manner, Purpose, Stance

MANNER_WORDS: dict[Manner, str] = {
    Manner.SPEAK: "berättas på möten",
    Manner.RECORD: "antecknas",
    Manner.SEND: "lämnas skriftligt",
}
A_FILM = "en kort film från ett arbetspass"
"""The one thing that is seen: a short film of the pupil at work, which is shown and never handed in."""
SHOWN_WORDS: dict[Manner, str] = {
    Manner.SPEAK: "visas på mötet",
    Manner.RECORD: "beskrivas i minnesanteckningarna",
    Manner.SEND: "lämnas som en kopia",
}
"""The manners of a film."""
PURPOSE_WORDS: dict[Purpose, str] = {
    Purpose.SUPPORT: "samordna stödet kring {name}",
    Purpose.TRANSITION: "förbereda att {name} byter skola",
    Purpose.PRELIMINARY_ASSESSMENT: "hjälpa socialtjänsten att bedöma om den ska utreda",
    Purpose.OWN_INSIGHT: "ge insyn",
    Purpose.CUSTODY_INQUIRY: "hjälpa den som utreder vårdnad, boende eller umgänge",
    Purpose.AUTHORITY_REQUEST: "svara en annan myndighet som har frågat",
}
REPLY_WORDS: dict[Reply, str] = {
    Reply.YES: "Ja",
    Reply.NO: "Nej",
    Reply.TALK: "Vill prata först",
    Reply.WITHDRAWN: "Tillbakataget",
    Reply.SILENT: "Inget svar än",
    Reply.HINDERED: "Nåddes inte",
    Reply.ATTENDED: "Kom till mötet",
}
SAID_BY_YOU: dict[Reply, str] = {
    Reply.YES: "har sagt ja",
    Reply.NO: "har sagt nej",
    Reply.TALK: "vill prata först",
    Reply.WITHDRAWN: "har tagit tillbaka ditt ja",
    Reply.ATTENDED: "kom till mötet",
}
"""What somebody has written that one has said, to stand after "att du"."""
SINCE: dict[Reply, str] = {
    Reply.NO: "Personen har svarat nej {day}.",
    Reply.TALK: "Personen har svarat att den vill prata först {day}.",
    Reply.WITHDRAWN: "Personen tog tillbaka sitt ja {day}.",
}
"""What a yes from an earlier day comes too late after."""
AFTER: dict[Reply, str] = {
    Reply.NO: "sitt nej",
    Reply.TALK: "att ha velat prata först",
    Reply.WITHDRAWN: "att ha tagit tillbaka sitt ja",
}
"""The same, to stand after "Olof sa det här efter"."""
STATUS_SLUGS: dict[ConsentState, str] = {
    ConsentState.NOT_ASKED: "inte-fragat",
    ConsentState.ASKED: "fragat",
    ConsentState.GIVEN: "ja",
    ConsentState.REFUSED: "nej",
    ConsentState.DIFFERING: "olika-svar",
    ConsentState.WITHDRAWN: "tillbakataget",
    ConsentState.EXPIRED: "inte-fragat",
    ConsentState.SUSPENDED: "vilande",
}
WITHOUT_ONE: dict[Reply, str] = {
    Reply.YES: "Du har sagt ja.",
    Reply.HINDERED: "Skolan nådde inte dig, och frågan kunde inte vänta. Du kan svara nu. Säger du nej stängs det.",
    Reply.SILENT: "Du har inte svarat. Här räcker det att en av er säger ja. Du kan svara nu. Säger du nej stängs det.",
}
"""What one has said oneself of what is open. A yes that others have given is not one's own."""
RIGHTS = ("far-saga-nej", "ta-tillbaka")
"""What must have been told before an answer is worth anything: that one may refuse, and take a yes back."""
EXPLAINED: tuple[tuple[str, str], ...] = (
    ("vad-nej-innebar", "Vad som händer vid ett nej"),
    ("vem-far-veta", "Vem som får veta, och vad den ska ha det till"),
    ("hur-lange", "Hur länge ett ja gäller"),
)
"""What else the one who asks may have told: slug and words."""
GUARDIANS_DIFFER = "Vårdnadshavarna har svarat olika"
THEY_DIFFER = "Svaren är olika"


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
    own: bool = False
    """Whether the one who is asked is asked of themselves, and not of the pupil."""

    @property
    def use(self) -> str:
        """What it would be used for, to stand after "för att"."""
        return use_of(self.purpose, self.pupil)

    @property
    def film(self) -> bool:
        """Whether it is a film that is shown, and no text that is told."""
        return is_film(self.matter)

    @property
    def wish(self) -> str:
        """What the receiver would do with it, to stand after "får". The usual purpose is told beside it."""
        return wish_for(self.matter, self.purpose, self.pupil)


def who_answers(stances: Collection[Stance]) -> str:
    """Who answers for a pupil of which age, as it is at this huvudman."""
    alone, one = alone_from(stances), Stance.ONE_GUARDIAN in stances
    signed = one or alone < ADULT_AT
    steps = [(HEARD_FROM, "håller eleven med"), (OWN_CONSENT_FROM, "svarar eleven själv och vårdnadshavarna")]
    said = ["Under 12 år svarar vårdnadshavarna."]
    said += [f"Från {age} år {words}." for age, words in steps if age < alone]
    said.append(f"Från {alone} år svarar eleven ensam.")
    if one:
        said.append("Det räcker att en vårdnadshavare säger ja, om den andra inte säger nej eller vill prata först.")
        said.append("Är frågan av ingripande betydelse för barnets framtid behöver båda säga ja.")
    return " ".join([*said, *(["Så har huvudmannen beslutat."] if signed else [])])


def too_long_ago() -> str:
    """Why an answer from so long ago is not written down, and what to do."""
    return f"Svaret är äldre än {LONGEST_BACK.days} dagar. Fråga igen, så gäller svaret det som frågas nu."


def wish_for(matter: str, purpose: Purpose, name: str) -> str:
    """What one would do with it, to stand after "får", with the purpose when it is not the usual one."""
    return have(matter) if purpose is USUAL else f"{have(matter)} för att {use_of(purpose, name)}"


def use_of(purpose: Purpose, name: str) -> str:
    """What a yes for the purpose is used for; the pupil by first name."""
    return PURPOSE_WORDS[purpose].format(name=name)


def have(matter: str) -> str:
    """What the receiver would do with it, to stand after "får": a thing is taken part of, a clause is known, a film is
    seen.
    """
    if is_film(matter):
        return f"se {matter}"
    known = matter.split(" ", 1)[0] in ("att", "hur", "vad", "vem", "vilka", "vilken", "vilket")
    return f"veta {matter}" if known else f"ta del av {matter}"


def is_film(matter: str) -> bool:
    """Whether the thing is a film of the pupil at work."""
    return matter == A_FILM


def title(asked: Asked) -> str:
    """ "Får Habiliteringen ta del av skolans bedömning?"."""
    return f"Får {asked.receiver} {asked.wish}?"


def read_aloud(asked: Asked) -> str:
    """The whole question as it is read to the one who answers; one idea in a sentence."""
    how = listed((SHOWN_WORDS if asked.film else MANNER_WORDS)[manner] for manner in Manner if manner in asked.manners)
    return "\n".join(
        (
            f"{sentence(asked.school)} frågar om en sak som gäller {'dig' if asked.own else asked.pupil}.",
            *(("Det är en uppgift om dig själv. Bara du bestämmer om den.",) if asked.own else ()),
            title(asked),
            *_what_it_is(asked),
            f"Säger du ja får {'den' if asked.film else 'det'} {how}.",
            f"Ett ja gäller från {short_day(asked.begins_on)} till {day_with_year(asked.ends_on)}.",
            "Du kan ta tillbaka ditt ja när du vill. Det räcker att du säger till.",
            f"Säger du nej {'visas filmen inte' if asked.film else 'lämnas uppgiften inte på det här sättet'}. "
            "Ibland säger en lag att något ändå ska eller får lämnas, till exempel när ett barn kan fara illa.",
            f"Säger du nej får {asked.pupil} stöd i skolan ändå.",
            "Vad säger du: ja, nej eller vill du prata först?",
        )
    )


def _what_it_is(asked: Asked) -> tuple[str, ...]:
    """Where it is and what it is for; of a film also what becomes of it, since that is what one wonders."""
    if not asked.film:
        return (f"Uppgiften finns hos {listed(asked.senders)}. Den ska användas för att {asked.use}.",)
    return (
        f"Filmen visar hur {asked.pupil} arbetar i skolan när det fungerar. Den ska användas för att {asked.use}.",
        "Filmen sparas inte i Samverkan. Skolan ska ta bort den efter mötet.",
    )


def row_sentence(
    asked: Asked,
    state: ConsentState,
    replies: Iterable[tuple[str, Reply]],
    asked_on: date | None,
    *,
    guardians_differ: bool = True,
    why: Suspension | None = None,
    shared: str = "",
) -> str:
    """One sentence or two that say where the question stands, who has answered and what that means."""
    said = tuple(replies)
    match state:
        case ConsentState.NOT_ASKED:
            return f"Frågan är inte ställd än. {_may_not(asked)}"
        case ConsentState.GIVEN:
            yes = listed(name for name, reply in said if reply is Reply.YES)
            until = f"Det gäller till {day_with_year(asked.ends_on)}."
            return f"{yes} har sagt ja. {until}{_not_handed_over(asked)}{_alone(said)}"
        case ConsentState.REFUSED:
            no = [name for name, reply in said if reply is Reply.NO]
            return f"{listed(no)} har sagt nej till {_that(asked)} {_until_other(no[0] if len(no) == 1 else 'de')}"
        case ConsentState.DIFFERING:
            first = GUARDIANS_DIFFER if guardians_differ else THEY_DIFFER
            return f"{first}. Det här får ni inte dela. Ta stöd av jurist."
        case ConsentState.WITHDRAWN:
            before = f" Det {shared} innan det togs tillbaka." if shared else ""
            return f"Ett ja är tillbakataget. {_may_not(asked, '')}{before}"
        case ConsentState.EXPIRED:
            return f"Det gällde till {day_with_year(asked.ends_on)}. Fråga igen om uppgiften fortfarande behövs."
        case ConsentState.SUSPENDED:
            because = f"{why.label} " if why is not None else ""
            return f"Frågan är vilande. {because}{_may_not(asked)}"
        case ConsentState.ASKED:
            return f"{_waiting(said, asked_on)} {_may_not(asked)}"


def own_word(state: ConsentState, own: Reply, word: str) -> str:
    """The word beside the shape for one in the family: never a yes for one who has not said it."""
    if state is not ConsentState.GIVEN or own in OPENING:
        return word
    return "Du nåddes inte" if own is Reply.HINDERED else "Du har inte svarat"


def given_word(manners: Collection[Manner], said: Iterable[tuple[str, Reply]] = (), *, film: bool = False) -> str:
    """The word for what is given: how, where it may not be done in every way, and on whose yes alone it stands."""
    replies = tuple(said)
    how = "muntligt" if Manner.SPEAK in manners else "bara anteckna"
    yes = "Ja" if film or Manner.SEND in manners else f"Ja, {how}"
    if all(reply in OPENING for _, reply in replies):
        return yes
    return f"{yes}, från {listed(name for name, reply in replies if reply in OPENING)} ensam"


def only_by_mouth(manners: Collection[Manner]) -> str:
    """What a yes to speak or to note does not reach to, for whoever would hand it over."""
    return "" if Manner.SEND in manners else " Det får inte lämnas skriftligt."


def _not_handed_over(asked: Asked) -> str:
    if not asked.film:
        return only_by_mouth(asked.manners)
    return "" if Manner.SEND in asked.manners else " Ingen får en kopia av den."


def own_sentence(asked: Asked, state: ConsentState, own: Reply, why: Suspension | None, *, gives: bool) -> str:
    """The same for one in the family: what they have said themselves, and whether it is shared."""
    thing = f"{sentence(asked.receiver)} får {asked.wish} till {day_with_year(asked.ends_on)}."
    thing += _not_handed_over(asked)
    match state:
        case ConsentState.GIVEN:
            return f"{WITHOUT_ONE.get(own, '')} {thing}".strip() if gives else thing
        case ConsentState.REFUSED:
            return f"Du har sagt nej till {_that(asked)} {_until_other('du')}"
        case ConsentState.WITHDRAWN:
            return f"Du har tagit tillbaka ditt ja. {_may_not(asked, '')}"
        case ConsentState.EXPIRED:
            return f"Det gällde till {day_with_year(asked.ends_on)}. {_may_not(asked, '')}"
        case ConsentState.SUSPENDED:
            if why is Suspension.PLACED:
                return f"Frågan är vilande. Skolan behöver först klara ut vem som svarar. {_may_not(asked)}"
            return f"Frågan är vilande och ska ställas på nytt. {_may_not(asked)}"
    first = {
        Reply.YES: "Du har sagt ja. Alla som behöver säga ja har inte gjort det.",
        Reply.TALK: "Du vill prata först. Skolan hör av sig.",
    }.get(own, "Skolan väntar på ditt svar." if gives and state is ConsentState.ASKED else "")
    return f"{first} {_may_not(asked)}".strip()


def _that(asked: Asked) -> str:
    return f"att {asked.receiver} får {asked.wish}."


def _until_other(who: str) -> str:
    """A no is an answer, and whoever gave it may give another. Nobody is urged."""
    return f"Det gäller till dess att {who} säger något annat."


def _may_not(asked: Asked, yet: str = " än") -> str:
    """After a no there is no "yet": an answer is an answer."""
    return f"{sentence(asked.receiver)} får inte {asked.wish}{yet}."


def _alone(said: tuple[tuple[str, Reply], ...]) -> str:
    hindered = listed(name for name, reply in said if reply is Reply.HINDERED)
    return f" {hindered} nåddes inte, och frågan kunde inte vänta." if hindered else ""


def _waiting(said: tuple[tuple[str, Reply], ...], asked_on: date | None) -> str:
    yes = [name for name, reply in said if reply is Reply.YES]
    talk = [name for name, reply in said if reply is Reply.TALK]
    silent = [name for name, reply in said if reply is Reply.SILENT]
    since = f" sedan {short_day(asked_on)}" if asked_on else ""
    parts = [
        f"{listed(yes)} har sagt ja." if yes else "",
        f"{listed(talk)} vill prata först." if talk else "",
        f"{listed(silent)} har inte svarat{since}." if silent else "",
        _alone(said).strip(),
    ]
    return " ".join(part for part in parts if part) or "Ingen har svarat än."
