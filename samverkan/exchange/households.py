"""Who shares a roof with a protected person, as far as a source can tell.

An address or a phone number of a guardian, of a brother or of the other guardian leads to the protected person as
surely as her own (OSL 21:3, 22:2), so the whole household is read without contact details.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from samverkan.exchange.roster import Person, Relation, Responsible

LIVES_WITH = frozenset({Relation.GUARDIAN, Relation.FOSTER_PARENT, Relation.HOME_PARENT, Relation.OTHER})
"""A god man or a contact person has many children in many homes: the secret does not spread through them.
They are still without contact details themselves when they belong to a protected child."""


def shielded(marked: Iterable[str], bonds: Iterable[Responsible], known: Callable[[str], bool]) -> frozenset[str]:
    """Ids of all whose contact details may not be read: the marked, their households and those who stand for them.

    `known` answers for persons that were protected already before this read, so that an incremental read in which
    only the guardian occurs does not let her number through.
    """
    bonds = tuple(bonds)
    ids = {bond.child for bond in bonds} | {bond.adult for bond in bonds}
    hidden = set(marked) | {person for person in ids if known(person)}
    neighbours: dict[str, set[str]] = {}
    for bond in bonds:
        if bond.relation in LIVES_WITH:
            neighbours.setdefault(bond.child, set()).add(bond.adult)
            neighbours.setdefault(bond.adult, set()).add(bond.child)
    waiting = list(hidden)
    while waiting:
        for neighbour in neighbours.get(waiting.pop(), set()) - hidden:
            hidden.add(neighbour)
            waiting.append(neighbour)
    outside = {bond.adult for bond in bonds if bond.child in hidden}
    return frozenset(hidden | outside)


def without_contacts(
    persons: Iterable[Person], bonds: Iterable[Responsible], *, known: Callable[[str], bool]
) -> tuple[Person, ...]:
    """The persons, those who must be shielded without phone and mail."""
    persons = tuple(persons)
    known_ids = {person.id for person in persons if any(known(each) for each in (person.id, *person.other_ids))}
    marked = {person.id for person in persons if person.protected} | known_ids
    hidden = shielded(marked, bonds, known)
    return tuple(replace(person, contact=None) if person.id in hidden else person for person in persons)
