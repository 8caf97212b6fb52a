"""Why the reader sees what stands in a section: the ground of each cell shown, as sentence and provision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samverkan.consent.releases import signers
from samverkan.consent.reservations import reservations
from samverkan.guard.scope import Scope
from samverkan.policy import facts
from samverkan.policy.lanes import Ground
from samverkan.policy.vocabulary import GrantId, StatementId


@dataclass(frozen=True, slots=True)
class Why:
    """One reason."""

    sentence: str
    provision: str


def why(
    scope: Scope, cells: Iterable[facts.Cell], statements: Iterable[tuple[facts.Cell, StatementId]] = ()
) -> tuple[Why, ...]:
    """The reasons for the cells, each once, in the order met, and for statements that are open where their cell is not.
    An assessment is told with who signed it, and a förbehåll with its words: it binds whoever reads.
    """
    found = [scope.reading.ground(cell) for cell in dict.fromkeys(cells)]
    found += [scope.reading.ground(*one) for one in statements if not scope.reading.covers(one[0])]
    grounds = [ground for ground in found if ground is not None]
    signed = signers(scope, [ground.grant for ground in grounds if ground.grant is not None and ground.rule == "R7"])
    bound = [ground.grant for ground in grounds if ground.grant is not None and ground.reserved]
    told = reservations(scope, bound) if bound else {}
    return tuple(dict.fromkeys(Why(_sentence(ground, signed, told), ground.provision) for ground in grounds))


def _sentence(ground: Ground, signed: Mapping[GrantId, str], told: Mapping[GrantId, tuple[str, ...]]) -> str:
    if ground.grant is None:
        return ground.sentence
    who = signed.get(ground.grant, "")
    parts = [ground.sentence, f"Bedömt av {who}." if who else ""]
    parts += [f"Förbehåll: {words}" for words in told.get(ground.grant, ())]
    return " ".join(part for part in parts if part)
