"""How sure one must be of who sits at the keyboard, act by act."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from samverkan.policy.acting.actions import Action
from samverkan.policy.facts import Reader
from samverkan.policy.vocabulary import CaseId


class Level(IntEnum):
    """How sure one is of who sits at the keyboard. A higher level is enough for what asks for a lower one."""

    LINK = 0
    """A link of one's own and a code that came another way. Enough for a guest's own acts and for nothing else."""
    PASSWORD = 1
    """A password alone, or a sign-in at work that says nothing of how it was done."""
    SECOND_FACTOR = 2
    """A code or a passkey as well, or a sign-in at work that says as much (acr, amr)."""
    EID = 3
    """An e-legitimation at level of assurance 3 (Digg's tillitsramverk, LOA3)."""


SEALED = "skyddad-identitet"
"""The act-like word for opening anything at all about a pupil with protected identity."""
FLOORS: dict[str, tuple[Level, str]] = {
    SEALED: (Level.SECOND_FACTOR, "Var en skyddad elev finns är det första som skyddas (OSL 21:3, 21:3 a)."),
    Action.OFFICER_NAME: (Level.SECOND_FACTOR, "Ett fel ja till en skyddad elev går inte att ta tillbaka."),
    Action.SEAL_LIFT: (Level.SECOND_FACTOR, "Den som ber om att skyddet lyfts öppnar för hela skolan."),
    Action.SEAL_LIFT_CONFIRM: (Level.SECOND_FACTOR, "Det som har setts kan inte bli osett."),
    Action.BAR_DECIDE: (Level.SECOND_FACTOR, "Beslutet stänger ute någon från sitt barns ärende, samma stund."),
    Action.BAR_END: (Level.SECOND_FACTOR, "Det som öppnas för någon som inte borde se det kan inte bli osett."),
    Action.ENTRUST: (Level.SECOND_FACTOR, "Rollerna öppnar hemligheter eller själva huset."),
    Action.STAFF_WRITE: (Level.SECOND_FACTOR, "Den som ger roller och konton öppnar vägar in för andra."),
    Action.OWN_KEY: (Level.SECOND_FACTOR, "Nyckeln öppnar en väg in för någon annan."),
    Action.START_SIGN: (Level.SECOND_FACTOR, "Underskriften öppnar huset för familjer och andra verksamheter."),
    Action.STANCE_SIGN: (Level.SECOND_FACTOR, "Läsningen ändrar vad många får se, hos hela huvudmannen."),
    Action.REGIME_SIGN: (Level.SECOND_FACTOR, "En annan lag binder allt som skolan har skrivit."),
}
"""The lowest level of each act that needs more than a password, and why. A huvudman may raise it, never lower it."""
BY_LINK = frozenset(
    {
        Action.GUEST_ENTER,
        Action.GUEST_READ,
        Action.GUEST_ANSWER,
        Action.GUEST_MEASURE,
        Action.GUEST_PROMISE,
        Action.GUEST_PULSE,
        Action.GUEST_AFTERWARDS_READ,
        Action.GUEST_CONSENT,
        Action.GUEST_WITHDRAW,
    }
)
"""The acts of one who is invited and has no account. A huvudman that raises one of them asks for an e-legitimation."""
BY_CALENDAR = frozenset({Action.INVITATION_REPLY, Action.GUEST_ANSWER})
"""What the answer of a calendar does: that somebody comes or not. It reads nothing, and is no sitting at all, so it is
enough for these alone, never about a protected pupil, and not where a huvudman has raised the act."""
LEVELLED = frozenset(Action) | {SEALED}
"""What a huvudman may raise. To raise SIGN_IN is to raise every act."""


@dataclass(frozen=True, slots=True)
class Assurance:
    """How sure one is of this sitting, what the reader's huvudmän have raised, and what the sitting is too weak for."""

    level: Level
    raised: tuple[tuple[str, Level], ...] = ()
    closed: frozenset[CaseId] = frozenset()
    """Sealed cases that the reader is named for and that open at a higher level."""

    def lacks(self, act: str) -> Level | None:
        """The level that the act needs and the sitting has not reached; None when it is enough."""
        needed = level_needed(act, self.raised)
        return needed if self.level < needed else None


def level_needed(act: str, raised: Iterable[tuple[str, Level]] = ()) -> Level:
    """The level of an act or of SEALED: the floor, or what a huvudman has raised it to. Signing in needs none."""
    if act == Action.SIGN_IN:
        return Level.PASSWORD
    floor = FLOORS[act][0] if act in FLOORS else Level.LINK if act in BY_LINK else Level.PASSWORD
    return max([floor, *(level for what, level in raised if what in (act, Action.SIGN_IN))])


def may_come_by_calendar(act: str, raised: Iterable[tuple[str, Level]] = ()) -> bool:
    """Whether the answer of a calendar is enough for the act."""
    return act in BY_CALENDAR and not any(what in (act, Action.SIGN_IN) for what, _ in raised)


def at_level(reader: Reader, assurance: Assurance) -> tuple[Reader, Assurance]:
    """The reader as far as this sitting carries: below the level of sealed cases those are not there."""
    if assurance.lacks(SEALED) is None or not reader.named_for:
        return reader, assurance
    standings = tuple(standing for standing in reader.standings if standing.case not in reader.named_for)
    return (
        replace(reader, standings=standings, named_for=frozenset()),
        replace(assurance, closed=reader.named_for),
    )
