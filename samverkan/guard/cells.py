"""Finding or making the cell that a set of facts names. Two writers of the same facts meet in one row."""

from uuid import UUID

from samverkan.guard.models import Case, Cell
from samverkan.policy import facts
from samverkan.policy.rules.regimes import turned
from samverkan.policy.vocabulary import Branch, OrganisationId, Regime


def cell_for(wanted: facts.Cell) -> Cell:
    """The one cell row of these facts, made when it is new. Safe under concurrent writers."""
    row, _ = Cell.objects.unguarded(because="a writer names a cell by facts it already holds").get_or_create(
        huvudman_id=wanted.huvudman,
        case_id=wanted.case,
        unit_id=wanted.unit,
        holder_id=wanted.holder,
        regime=wanted.regime.value,
        branch=wanted.branch.value,
        information_class=wanted.information_class.value,
        kind=wanted.kind.value,
        subject_id=wanted.subject,
        origin_class=None if wanted.origin_class is None else wanted.origin_class.value,
        confided=wanted.confided,
        sealed=wanted.sealed,
        blocked=wanted.blocked,
        party_id=wanted.party,
        profession=None if wanted.profession is None else wanted.profession.value,
    )
    return row


def hold(case: UUID) -> None:
    """Let acts that may happen only once to a case come one after another: others who hold it wait for the commit.

    Needs a transaction. Writing about the case without holding it goes on meanwhile.
    """
    list(Case.objects.select_for_update(no_key=True).filter(id=case).values_list("id"))


def turn_regime(holder: OrganisationId, to: Regime) -> int:
    """Let another law bind everything a school holds, in the caller's transaction. The number of cells changed."""
    held = Cell.objects.unguarded(because="the law that binds a holder changes on a day").filter(holder_id=holder)
    medical = held.filter(branch=Branch.EMI).update(regime=turned(Branch.EMI, to).value)
    return medical + held.exclude(branch=Branch.EMI).update(regime=to.value)


def cells_of(case: Case) -> list[Cell]:
    """Every cell of one case, for acts that change the whole case (sealing, moving) and for "Vem kan se det här?"."""
    return list(Cell.objects.unguarded(because="an act on the whole case").filter(case=case))
