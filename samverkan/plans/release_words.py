"""A request for a harm test and its answer, in words: what, to whom not, why, what now; the statute last."""

from samverkan.consent.releases import ReleaseRow, ReleaseState
from samverkan.consent.wording import use_of, wish_for
from samverkan.people.wording import day_with_year, first_name, sentence
from samverkan.plans.releasing import Opening, Piece
from samverkan.policy.consenting import USUAL
from samverkan.policy.vocabulary import Purpose

Facts = tuple[tuple[str, str], ...]


def title(row: ReleaseRow, name: str) -> str:
    """ "Får Peter Ny, socialsekreterare, ta del av skolsköterskans anteckningar?"; the pupil by first name."""
    return f"Får {row.receiver}, {wish_for(row.matter, row.purpose, name)}?"


def thing_words(piece: Piece, purpose: Purpose, name: str) -> str:
    """The thing among others, with the purpose where it is not the usual one."""
    return piece.matter if purpose is USUAL else f"{piece.matter}, för att {use_of(purpose, name)}"


def stands(found: Opening, name: str) -> str:
    """What may not be handed over to whom yet, and the ground in everyday words."""
    wish = wish_for(found.piece.matter, found.purpose, name)
    if found.decision.allowed:
        return f"{found.person.label}, får redan {wish}. {found.decision.sentence}"
    return f"{found.person.label}, får inte {wish} än. {found.decision.sentence}"


def no_way(found: Opening, *, of_the_family: bool = False) -> str:
    """What can be done when no assessment would open it, or nobody near may make one. The family asks for itself, and
    is not told how to speak of its own child.
    """
    if found.decision.allowed:
        return "Ingen bedömning behövs."
    if not found.ways and found.decision.givers:
        return "Det finns ingen bedömning som öppnar det här. Ett ja från dem som bestämmer öppnar det."
    if not found.ways and of_the_family:
        return (
            f"Det finns ingen bedömning som öppnar det här. Prata med rektor om vad du behöver veta. "
            f"{sentence(found.piece.holder)} kan själv välja att berätta."
        )
    if not found.ways:
        return (
            f"Det finns ingen bedömning som öppnar det här. Säg vad eleven behöver, utan att säga varför. "
            f"{sentence(found.piece.holder)} kan själv välja att berätta."
        )
    return (
        f"Bedömningen görs av {found.weighing_roles or 'den som har uppgiften'} hos {found.piece.holder}. "
        "Ingen av dem som du känner till kring eleven kan göra den. Fråga rektor vem ni kan vända er till."
    )


def request_facts(row: ReleaseRow, name: str) -> Facts:
    """Who asks whom for what and why."""
    asked = f"{row.asker}, {day_with_year(row.asked_on)}"
    goal = f"{row.decider}, gärna senast {day_with_year(row.promised_on)}"
    return (
        ("Frågar", asked),
        ("Gäller", sentence(row.matter)),
        ("Till", f"{row.receiver}, {row.organisation}" if row.organisation else row.receiver),
        ("Ändamål", sentence(use_of(row.purpose, name))),
        ("Ska användas till", row.use),
        ("Varför", row.why),
        ("Bedömer", goal if row.waits else row.decider),
    )


def decision_facts(row: ReleaseRow) -> Facts:
    """What was decided, as far as the reader may know."""
    made = row.decided
    if made is None:
        return ()
    found = [("Svar", made.outcome), ("Bedömt av", f"{made.by}, {day_with_year(made.decided_on)}")]
    if row.state is not ReleaseState.REFUSED and made.ends_on is not None:
        to = f"Den som är {row.receiver_role.label}, {row.organisation}" if made.for_role else row.receiver
        found += [("Del", made.extent)] if made.extent else []
        found += [("Lämnat", made.handed_over)] if made.handed_over else []
        found += [("Till", to), ("Får", made.manners), ("Gäller till", day_with_year(made.ends_on))]
        found += [("Förbehåll", made.reservation)] if made.reservation else []
    found += [("Stängt", day_with_year(made.ended_on))] if made.ended_on is not None else []
    found += [("Ditt skäl", made.reason)] if made.reason else []
    found += [("Familjen får inte veta det än", made.untold)] if made.untold else []
    return tuple(found)


def to_decide(row: ReleaseRow) -> str:
    """For the decider's Idag: who has asked for what."""
    return f"{first_name(row.asker)} har bett dig bedöma om {row.matter} kan lämnas."
