"""What the one who read in a list is told of its protected pupils: who is named for them, and where they are seen.

Told once, to the one who held the list, about rows that stood in it. Nobody else is told anything anywhere.
"""

from collections.abc import Set as AbstractSet
from uuid import UUID

from samverkan.exchange.difference import Category, Difference, Doing
from samverkan.exchange.known import Known
from samverkan.people import registering
from samverkan.people.models import Huvudman
from samverkan.people.queries import names
from samverkan.people.wording import listed, number
from samverkan.policy.vocabulary import PersonId

HIDDEN = frozenset({Doing.FRESH, Doing.SEALING, Doing.RETURNING})
"""What puts a protected pupil where lists of classes no longer show her."""
WHERE = "under Elever, när du har loggat in också med kod"


def told_of_protected(difference: Difference, *, to: PersonId) -> str:
    """After the import: what has become of its protected pupils, in words; empty when it has none."""
    persons = [
        change.facts.person
        for change in difference.changes
        if change.category is Category.PUPIL
        and change.doing in HIDDEN
        and change.facts
        and change.facts.person.protected
    ]
    if not persons:
        return ""
    known = Known.of(Huvudman.objects.get(pk=difference.huvudman_id), difference.roster.source)
    links = [link for person in persons if (link := known.person(person)) is not None]
    pupils = registering.pupils(link.row_id for link in links).values()
    named = {row.person_id for pupil in pupils if pupil.case.sealed for row in registering.named_for(pupil.case)}
    one = len(persons) == 1
    start = f"{number(len(persons)).capitalize()} av eleverna har skyddade uppgifter."
    only = f"På skolan ser bara den som är namngiven att {'eleven' if one else 'de'} finns."
    return f"{start} {only} {_named(named, them='eleven' if one else 'dem', to=to)}"


def _named(named: AbstractSet[UUID], *, them: str, to: PersonId) -> str:
    if not named:
        return (
            "Ingen är det, eftersom skolan inte har någon rektor här än. "
            "Ångra inläsningen, lägg till rektorn under Personer och roller och läs in listan igen."
        )
    others = sorted(names(named - {to}).values())
    who = listed(["Du", *others] if to in named else others)
    word = "namngiven" if len(named) == 1 else "namngivna"
    then = f"Du hittar {them} {WHERE}." if to in named else f"Du ser inte {them}."
    return f"{who} är {word}. {then}"
