"""Who signs for a huvudman. What is signed binds every school there is, so a rektor signs where there is one alone."""

from collections.abc import Collection
from dataclasses import dataclass

from samverkan.policy.acting import SYSTEM_KEEPERS, Action, may
from samverkan.policy.facts import Reader, Standing
from samverkan.policy.vocabulary import OrganisationId, Role

FOR_THE_HUVUDMAN = frozenset({Role.SKOLCHEF})
AT_THE_ONLY_SCHOOL = frozenset({Role.REKTOR})
"""Skollagen 2:9–10: the rektor leads one school; what holds for several is the huvudman's, by its skolchef (2:8 a)."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Whether the reader may sign, in which capacity, and otherwise who can."""

    standing: Standing | None
    otherwise: str

    @property
    def allowed(self) -> bool:
        """Whether the reader may sign."""
        return self.standing is not None


def signatory(
    reader: Reader,
    action: Action,
    signers: Collection[Role],
    *,
    organisations: Collection[OrganisationId],
) -> Signatory:
    """Whether the reader signs at these employers, among the roles that the row names."""
    for standing in reader.standings:
        alone = Reader(reader.person, (standing,))
        if (
            standing.role in signers
            and standing.case is None
            and standing.organisation in organisations
            and may(alone, action).allowed
        ):
            return Signatory(standing, "")
    return Signatory(None, f"Det skrivs under av {_either(signers)}.")


def signers_of_the_law(schools: int) -> frozenset[Role]:
    """Who signs how the huvudman reads the law: the skolchef, and where there is one school its rektor."""
    return FOR_THE_HUVUDMAN | AT_THE_ONLY_SCHOOL if schools == 1 else FOR_THE_HUVUDMAN


def signers_of_a_step(named: Collection[Role], schools: int) -> frozenset[Role]:
    """Who signs one thing to have in place: those it names, as far as they sign for the huvudman or keep its system."""
    return frozenset(named) & (signers_of_the_law(schools) | SYSTEM_KEEPERS)


def _either(signers: Collection[Role]) -> str:
    words = [role.label for role in Role if role in signers]
    return " eller ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
