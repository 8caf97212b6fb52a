"""Which professions the elevhälsa is made of, and which of them a school must have access to (skollagen 2:25)."""

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.policy.vocabulary import BRANCH_OF_ROLE, Branch, Role

ELEVHALSA = tuple(role for role, branch in BRANCH_OF_ROLE.items() if branch in (Branch.ELEVHALSA, Branch.EMI))


@dataclass(frozen=True, slots=True)
class Profession:
    """A profession the statute names, and the roles that fill it."""

    words: str
    roles: frozenset[Role]


REQUIRED = (
    Profession("skolläkare", frozenset({Role.DOCTOR})),
    Profession("skolsköterska", frozenset({Role.NURSE})),
    Profession("skolpsykolog", frozenset({Role.PSYCHOLOGIST})),
    Profession("kurator", frozenset({Role.COUNSELLOR})),
    Profession("specialpedagog eller speciallärare", frozenset({Role.SPECIAL_EDUCATOR, Role.SPECIAL_TEACHER})),
)
"""Skollagen 2:25 st. 2, in its order. It names no title for special education: either of ours has the competence."""


def missing(held: Iterable[Role]) -> tuple[str, ...]:
    """The required professions that nobody has, in words."""
    has = frozenset(held)
    return tuple(each.words for each in REQUIRED if has.isdisjoint(each.roles))


def profession(*roles: Role | None) -> Role | None:
    """The first of the roles that is a profession of the elevhälsa, None when none is."""
    return next((role for role in roles if role in ELEVHALSA), None)
