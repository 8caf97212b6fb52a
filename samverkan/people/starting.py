"""Before a huvudman begins in earnest: what is signed, what is left, and the gate that opens when all of it is.

While a huvudman prepares no letter leaves the house, and families and outside parties do not come in. What a signature
opened stays open when the rules change or a year has gone: it is asked for anew, and nobody is shut out overnight.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samverkan.people.models import Assignment, Huvudman, Organisation, OrganisationKind, SignedStart, Unit
from samverkan.people.start_steps import ANYWAY, StartStep, step_called, steps
from samverkan.people.wording import LEAST_REASON, counted, day_with_year, listed, local_day
from samverkan.policy.acting import Action, may
from samverkan.policy.facts import Reader
from samverkan.policy.rules import pack
from samverkan.policy.rules.pack import Changes
from samverkan.policy.signing import Signatory, signatory, signers_of_a_step, signers_of_the_law
from samverkan.policy.vocabulary import HuvudmanId, OrganisationId, Role

NOTHING_CHANGED = Changes((), (), ())
MONTHS_OF_YEAR = 12


class NotSigned(ValueError):
    """The signature cannot be made. The message says in Swedish what to mend."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed what, when and in which capacity."""

    by: str
    role: str
    when: str
    reference: str
    day: str
    holds: bool


@dataclass(frozen=True, slots=True)
class StepState:
    """One row of the page: how it stands, in shape and words, and what has been signed before."""

    step: StartStep
    status: str
    words: str
    signed: bool
    """Whether it counts as done, for the gate."""
    latest: Signature | None
    earlier: tuple[Signature, ...]
    changes: Changes
    signatory: Signatory


@dataclass(frozen=True, slots=True)
class StartPage:
    """Innan ni börjar på riktigt."""

    huvudman: Huvudman
    began: str
    """The day it began, in words; empty while it prepares."""
    states: tuple[StepState, ...]
    anyway: Signature | None
    """Signed in the place of what is left."""
    may_begin_anyway: Signatory
    version: str

    @property
    def left(self) -> int:
        """How many are not signed."""
        return sum(not state.signed for state in self.states)

    @property
    def demanded(self) -> tuple[str, ...]:
        """What has to be signed before anybody may begin without the rest."""
        return tuple(state.step.title for state in self.states if state.step.demanded and not state.signed)

    @property
    def left_words(self) -> str:
        """ "5 saker kvar"."""
        return counted(self.left, "sak kvar", "saker kvar")


def own_huvudman(reader: Reader) -> Huvudman | None:
    """The huvudman of the schools where the reader works; the first by name when they are several."""
    employers = {row.organisation for row in reader.standings if row.case is None and row.organisation}
    schools = Organisation.objects.filter(id__in=employers, kind=OrganisationKind.SCHOOLS)
    return Huvudman.objects.filter(id__in=schools.values("huvudman")).order_by("name").first()


def page(huvudman: Huvudman, *, reader: Reader, today: date) -> StartPage:
    """How everything stands for the huvudman, and what the reader may sign."""
    signed = _signed(huvudman)
    anyway = next(iter(signed.get(ANYWAY, [])), None)
    return StartPage(
        huvudman=huvudman,
        began=day_with_year(huvudman.began_at) if huvudman.began_at else "",
        states=tuple(
            _state(step, signed.get(step.slug, []), who_signs(huvudman, reader, step), today) for step in steps()
        ),
        anyway=_signature(anyway) if anyway is not None and anyway.holds else None,
        may_begin_anyway=who_signs(huvudman, reader, None),
        version=pack.version(),
    )


def left(huvudman: HuvudmanId | UUID) -> int:
    """How many things are not signed yet."""
    newest = _newest(huvudman)
    return sum(not _holds(newest.get(step.slug)) for step in steps())


def left_though_begun(reader: Reader) -> int:
    """How many things are not signed where it has begun and the reader follows what is left; the most of several."""
    employers = {row.organisation for row in reader.standings if row.case is None and row.organisation}
    followed = [at for at in employers if may(reader, Action.START_READ, holder=at).allowed]
    if not followed:
        return 0
    schools = Organisation.objects.filter(id__in=followed, kind=OrganisationKind.SCHOOLS)
    begun = Huvudman.objects.filter(id__in=schools.values("huvudman")).exclude(began_at=None)
    rows = SignedStart.objects.filter(huvudman__in=begun).order_by("huvudman", "step", "-signed_at", "-id")
    signed: dict[UUID, set[str]] = {}
    for row in rows.distinct("huvudman", "step").defer("pack"):
        signed.setdefault(row.huvudman_id, set()).update({row.step} if row.holds else ())
    return max((sum(step.slug not in those for step in steps()) for those in signed.values()), default=0)


def stands(huvudman: UUID) -> str:
    """Where the huvudman stands, in a sentence for the one who just signed."""
    row, waits = Huvudman.objects.get(id=huvudman), left(huvudman)
    if row.began_at is None:
        return f"Ni provar än: {counted(waits, 'sak', 'saker')} kvar."
    return f"Ni är igång, med {counted(waits, 'sak', 'saker')} kvar." if waits else "Allt är klart, och ni är igång."


def who_signs(huvudman: Huvudman, reader: Reader, step: StartStep | None) -> Signatory:
    """Whether the reader signs the step; None: that they begin without what is left."""
    schools = Organisation.objects.filter(huvudman=huvudman, kind=OrganisationKind.SCHOOLS)
    at = frozenset(map(OrganisationId, schools.values_list("id", flat=True)))
    count = Unit.objects.filter(organisation__in=schools).count()
    signers = signers_of_the_law(count) if step is None else signers_of_a_step(step.signers, count)
    return signatory(reader, Action.START_SIGN, signers, organisations=at)


@transaction.atomic
def sign(
    *, huvudman: HuvudmanId | UUID, step: str, reference: str, on: date | None, by: Reader, now: datetime
) -> SignedStart:
    """Sign that a thing is in place, with where the paper is. The last one opens the gate.

    Raises NotSigned for an unknown thing, for one who does not sign it, and without a reference.
    """
    row = Huvudman.objects.select_for_update().get(id=huvudman)
    try:
        wanted = step_called(step)
    except KeyError:
        raise NotSigned("Punkten finns inte.") from None
    if wanted.day and on is None:
        raise NotSigned(f"{wanted.day} Skriv dagen.")
    if on is not None and on > local_day(now):
        raise NotSigned("Dagen har inte varit än.")
    return _write(
        row,
        wanted.slug,
        reference,
        who_signs(row, by, wanted),
        by=by,
        now=now,
        on=on,
        signed_pack=pack.as_signed() if wanted.pack else None,
    )


@transaction.atomic
def begin_anyway(*, huvudman: HuvudmanId | UUID, reason: str, by: Reader, now: datetime) -> SignedStart:
    """Sign, by name and with a reason, that they begin without what is left. Raises NotSigned, also while something is
    left that nobody begins without.
    """
    row = Huvudman.objects.select_for_update().get(id=huvudman)
    who, newest = who_signs(row, by, None), _newest(row.id)
    first = [step.title for step in steps() if step.demanded and not _holds(newest.get(step.slug))]
    if who.allowed and first:
        raise NotSigned(f"Det här skrivs under först, och det går inte att börja utan: {listed(first)}.")
    if who.allowed and len(reason.strip()) < LEAST_REASON:
        raise NotSigned("Skriv skälet i en mening, så att den som läser det sedan förstår.")
    return _write(row, ANYWAY, reason, who, by=by, now=now)


@transaction.atomic
def take_back(*, huvudman: HuvudmanId | UUID, step: str, reason: str, by: Reader, now: datetime) -> SignedStart:
    """Take a signature back, with the reason. When something is left then, the huvudman prepares again.

    Raises NotSigned for what is not signed.
    """
    row = Huvudman.objects.select_for_update().get(id=huvudman)
    if not _holds(_newest(row.id).get(step)):
        raise NotSigned("Det är inte underskrivet, så det finns inget att ta tillbaka.")
    wanted = None if step == ANYWAY else step_called(step)
    return _write(row, step, reason, who_signs(row, by, wanted), by=by, now=now, holds=False)


def holds_letters(person: UUID) -> bool:
    """Whether the person works in schools of a huvudman that only prepares: then no letter of theirs goes out."""
    employers = Organisation.objects.filter(kind=OrganisationKind.SCHOOLS)
    work = Assignment.objects.filter(person=person, organisation__in=employers)
    return work.filter(organisation__huvudman__began_at=None).exists()


def _write(
    row: Huvudman,
    step: str,
    reference: str,
    who: Signatory,
    *,
    by: Reader,
    now: datetime,
    on: date | None = None,
    signed_pack: dict[str, list[str]] | None = None,
    holds: bool = True,
) -> SignedStart:
    if who.standing is None:
        raise NotSigned(who.otherwise)
    if not reference.strip():
        raise NotSigned("Skriv varför." if not holds or step == ANYWAY else "Skriv var underlaget finns.")
    made = SignedStart.objects.create(
        huvudman=row,
        step=step,
        holds=holds,
        reference=reference.strip(),
        happened_on=on,
        pack=signed_pack,
        signed_at=now,
        signed_by_id=by.person,
        role=who.standing.role.value,
    )
    _turn_the_gate(row, now)
    return made


def _turn_the_gate(row: Huvudman, now: datetime) -> None:
    """Open when everything is signed, or what nobody begins without and that they begin without the rest; closed when
    that has been taken back.
    """
    newest = _newest(row.id)
    anyway = _holds(newest.get(ANYWAY))
    ready = all(_holds(newest.get(step.slug)) for step in steps() if step.demanded or not anyway)
    if ready == (row.began_at is not None):
        return
    row.began_at = now if ready else None
    row.save(update_fields=["began_at"])


def _newest(huvudman: HuvudmanId | UUID) -> dict[str, SignedStart]:
    rows = SignedStart.objects.filter(huvudman=huvudman).order_by("step", "-signed_at", "-id").distinct("step")
    return {row.step: row for row in rows.defer("pack")}


def _holds(row: SignedStart | None) -> bool:
    return row is not None and row.holds


def _signed(huvudman: Huvudman) -> dict[str, list[SignedStart]]:
    found: dict[str, list[SignedStart]] = {}
    for row in SignedStart.objects.filter(huvudman=huvudman).select_related("signed_by").order_by("-signed_at", "-id"):
        found.setdefault(row.step, []).append(row)
    return found


def _state(step: StartStep, rows: Iterable[SignedStart], who: Signatory, today: date) -> StepState:
    newest, *earlier = tuple(rows) or (None,)
    changes = pack.changes_since(newest.pack) if newest and newest.holds and newest.pack else NOTHING_CHANGED
    status, words = _stands(step, newest, changes, today)
    return StepState(
        step=step,
        status=status,
        words=words,
        signed=_holds(newest),
        latest=_signature(newest) if newest is not None else None,
        earlier=tuple(_signature(row) for row in earlier if row is not None),
        changes=changes,
        signatory=who,
    )


def _stands(step: StartStep, newest: SignedStart | None, changes: Changes, today: date) -> tuple[str, str]:
    if newest is None:
        return "saknas", "Inte underskrivet än"
    if not newest.holds:
        return "tillbakataget", "Taget tillbaka"
    if changes:
        return "behover-bedomas", "Reglerna har ändrats sedan sist"
    if step.renew_months is not None and _months_after(newest.happened_on or local_day(newest.signed_at), today) >= (
        step.renew_months
    ):
        return "behover-bedomas", "Dags igen"
    return "klart", "Underskrivet"


def _months_after(then: date, today: date) -> int:
    """Whole months from a day to another."""
    return (today.year - then.year) * MONTHS_OF_YEAR + today.month - then.month - (today.day < then.day)


def _signature(row: SignedStart) -> Signature:
    return Signature(
        by=row.signed_by.name,
        role=Role(row.role).label,
        when=day_with_year(row.signed_at),
        reference=row.reference,
        day=day_with_year(row.happened_on) if row.happened_on else "",
        holds=row.holds,
    )
