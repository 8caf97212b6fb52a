"""Text that came from somebody else is not written again as one's own (OSL 7:2): its mark would be lost, and with it
what protects it.

What is written is held against the texts round the pupil that are another's, or bear a mark of where they came from,
and that the writer may read: of others nothing is told. It is compared in memory and kept nowhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.forms import Form as Written

from samverkan.guard.models import Form, Statement
from samverkan.guard.scope import Scope
from samverkan.people.models import Organisation
from samverkan.people.queries import PupilCard, names
from samverkan.people.wording import day_with_year, local_day
from samverkan.plans.likeness import FEW, copied, words
from samverkan.plans.queries.received import OF_EMI, received
from samverkan.policy.capacities import capacity
from samverkan.policy.facts import Standing
from samverkan.policy.releasing import changes_hands
from samverkan.policy.vocabulary import Branch, InformationClass
from samverkan.vault.texts import texts

K = InformationClass
LATER = (Form.TOPIC, Form.PURPOSE, Form.EVENT)
"""What names a meeting or tells of an act is nobody's papers."""
CAME_FROM: dict[InformationClass, str] = {
    K.REGION_CARE: "vården",
    K.PRIVATE_CARE: "vården",
    K.SOCIAL_SERVICES: "socialtjänsten",
    K.MEDICAL: OF_EMI,
    K.PSYCHOSOCIAL: "elevhälsan",
}
REFUSED = (
    "Orden står redan i en text som kommer från någon annan. Inget är sparat, och det du skrev står kvar. "
    "Skriv med egna ord vad skolan behöver veta eller göra."
)


@dataclass(frozen=True, slots=True)
class Copied:
    """A text that what was written repeats."""

    statement: UUID
    owner: str
    """Whose it is: "Barn- och ungdomshabiliteringen", "vården"."""
    author: str
    day: str
    run: str
    """The first words that are the same."""
    may_take_in: bool
    """Whether it lies in another's section, from which it is taken in with its mark and with leave to record."""


def copied_in(scope: Scope, card: PupilCard, said: Iterable[Any], *, besides: UUID | None = None) -> tuple[Copied, ...]:
    """What of another's the writer repeats, the latest first. To one from outside all that is not their own place's is
    another's; the family may say again what it reads. `besides` is the statement that is looked at.
    """
    written = [text for text in said if isinstance(text, str) and len(words(text)) >= FEW]
    standing = capacity(scope.reader, card.case, card.unit)
    if not written or standing is None or standing.organisation is None:
        return ()
    own = Q(cell__holder_id=standing.organisation)
    elsewhere = ~own | Q(cell__branch=Branch.EMI.value) | Q(cell__origin_class__isnull=False)
    rows = Statement.objects.within(scope).filter(elsewhere, cell__case_id=card.case, replaced_by=None)
    if besides is not None:
        rows = rows.exclude(id=besides)
    rows = rows.exclude(form__in=LATER).select_related("cell").order_by("-made_at", "-id")
    found = [row for row in rows if _anothers(row, standing)]
    came = {row.statement_id: row.came_from for row in received(scope, card.case, statements=[row.id for row in found])}
    # One's own words are one's own, but not what one has once taken in from another.
    found = [row for row in found if row.author_id != scope.reader.person or row.id in came]
    told = texts(found)
    runs = {row.id: next((run for text in written if (run := copied(text, told[row.id]))), "") for row in found}
    return _told([row for row in found if runs[row.id]], runs, came, card)


def clean_of_copies(scope: Scope, card: PupilCard, form: Written) -> tuple[Copied, ...]:
    """The same for what is new in a valid form, which then is valid no longer: nothing is saved, nor lost."""
    found = copied_in(scope, card, (form.cleaned_data.get(name) for name in form.changed_data))
    if found:
        field = next((name for name in form.fields if _repeats(form.cleaned_data.get(name), found)), None)
        form.add_error(field, REFUSED)
    return found


def _anothers(row: Statement, writer: Standing) -> bool:
    """What the pupil has told the school is the pupil's to have said again, such as in a goal."""
    marked = row.cell.origin_class is not None and row.form != Form.WORDS
    return marked or changes_hands(row.cell.facts, writer)


def _repeats(said: Any, found: Iterable[Copied]) -> bool:
    return isinstance(said, str) and any(one.run in " ".join(words(said)) for one in found)


def _told(
    rows: list[Statement], runs: Mapping[UUID, str], came: Mapping[UUID, str], card: PupilCard
) -> tuple[Copied, ...]:
    authors = names({row.author_id for row in rows})
    holders = {row.id: row.name for row in Organisation.objects.filter(id__in={row.cell.holder_id for row in rows})}
    return tuple(
        Copied(
            statement=row.id,
            owner=came.get(row.id) or _owner(row, card, holders[row.cell.holder_id]),
            author=authors.get(row.author_id, ""),
            day=day_with_year(local_day(row.made_at)),
            run=runs[row.id],
            may_take_in=row.cell.holder_id != card.holder or row.cell.branch == Branch.EMI.value,
        )
        for row in rows
    )


def _owner(row: Statement, card: PupilCard, holder: str) -> str:
    cell = row.cell.facts
    if cell.holder == card.holder and cell.branch is Branch.EMI:
        return OF_EMI
    if cell.holder != card.holder or cell.origin_class is None:
        return holder
    return CAME_FROM.get(cell.origin_class, cell.origin_class.label.lower())
