"""A new pupil who bears the name of one the school has: the same, in another class, or another of the same name?

Nobody but a person can tell, so it is asked. Pupils of sealed cases go to no unit and are never looked among: the
answer is the same whether there is one or not.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from uuid import UUID

from samverkan.exchange.csv.cells import folded_name
from samverkan.exchange.facts import PersonFacts
from samverkan.exchange.roster import Remark, Severity
from samverkan.people.models import Pupil
from samverkan.people.wording import listed

TWICE = "Läses raden in blir det två elever."


class Namesakes:
    """The running pupils of some units, by unit and name."""

    def __init__(self, pupils: Iterable[Pupil]) -> None:
        self._by_name: dict[tuple[UUID | None, str], list[Pupil]] = defaultdict(list)
        for pupil in pupils:
            name = folded_name(pupil.person.given_name, pupil.person.family_name)
            if name:
                self._by_name[pupil.case.unit_id, name].append(pupil)

    def of(self, facts: PersonFacts, unit: UUID) -> tuple[Pupil, ...]:
        """Those at the unit who may be her: of the same name, and not born another day."""
        name, born = folded_name(facts.person.given_name, facts.person.family_name), facts.person.birth_date
        found = self._by_name.get((unit, name), ())
        return tuple(pupil for pupil in found if not (born and pupil.born_on) or pupil.born_on == born)


def doubt(
    facts: PersonFacts, same: tuple[Pupil, ...], *, told: Callable[[UUID], bool], linked: Callable[[UUID], bool]
) -> Remark:
    """What to ask about a new pupil and those who may be her.

    `told` and `linked` answer for a person whether the list names her too, and whether any list has.
    """
    mend = f"Är det samma elev: {_mend(facts, same, told, linked)}"
    if facts.person.protected:
        text = "Kan vara en elev som redan finns här, och som då inte blir skyddad."
        return Remark(Severity.DOUBT, "En elev med skyddade uppgifter", text, mend)
    name = f"{facts.person.given_name} {facts.person.family_name}".strip()
    where = f"{name}, {facts.school.class_name}" if facts.school and facts.school.class_name else name
    return Remark(Severity.DOUBT, where, f"Kan vara samma som {listed(map(_called, same))}. {TWICE}", mend)


def _mend(
    facts: PersonFacts, same: tuple[Pupil, ...], told: Callable[[UUID], bool], linked: Callable[[UUID], bool]
) -> str:
    first = same[0]
    if len(same) > 1 or told(first.person_id):
        return "ta bort raden ur listan."
    if first.born_on and not facts.person.birth_date:
        return "skriv personnummer eller födelsedag på raden och läs in listan igen."
    if first.group is not None and linked(first.person_id) and not facts.person.protected:
        return f"läs först in listan med klassen {first.group.name} på raden, och sedan med den nya."
    return "ta bort raden ur listan."


def _called(pupil: Pupil) -> str:
    where = f"i {pupil.group.name}" if pupil.group is not None else "utan klass"
    return f"{pupil.person.given_name} {pupil.person.family_name}".strip() + f" {where}"
