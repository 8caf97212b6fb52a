"""Who might come in round a pupil and is not there yet, as data: "Vad ändras om …" needs no real person."""

from dataclasses import dataclass
from datetime import date

from samverkan.policy.deciding import ELSEWHERE, NOBODY
from samverkan.policy.facts import Reader, Standing
from samverkan.policy.vocabulary import BRANCH_OF_ROLE, Branch, CaseId, OrganisationId, Role, Tie, UnitId


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A kind of professional who takes part in the work: slug in addresses, words, and what the law looks at."""

    slug: str
    label: str
    """In the middle of a sentence: "en psykolog på BUP"."""
    role: Role
    of_the_school: bool = False
    """Whether the school employs them."""
    public: bool = True
    """False for private care."""

    @property
    def branch(self) -> Branch:
        """The branch of the role."""
        return BRANCH_OF_ROLE.get(self.role, Branch.SCHOOL)


NEWCOMERS = (
    Newcomer("bup-psykolog", "en psykolog på BUP", Role.BUP_CLINICIAN),
    Newcomer("habilitering-logoped", "en logoped på habiliteringen", Role.SPEECH_THERAPIST),
    Newcomer("habilitering-arbetsterapeut", "en arbetsterapeut på habiliteringen", Role.HABILITATION),
    Newcomer("forsta-linjen", "en behandlare i första linjen", Role.FIRST_LINE),
    Newcomer("privat-vard", "en behandlare i privat vård", Role.FIRST_LINE, public=False),
    Newcomer("socialsekreterare", "en socialsekreterare", Role.SOCIAL_WORKER),
    Newcomer("spsm-radgivare", "en rådgivare på SPSM", Role.SPSM_ADVISER),
    Newcomer("skollakare", "skolläkaren", Role.DOCTOR, of_the_school=True),
    Newcomer("skolskoterska", "skolsköterskan", Role.NURSE, of_the_school=True),
    Newcomer("skolpsykolog", "skolpsykologen", Role.PSYCHOLOGIST, of_the_school=True),
    Newcomer("kurator", "kuratorn", Role.COUNSELLOR, of_the_school=True),
    Newcomer("specialpedagog", "specialpedagogen", Role.SPECIAL_EDUCATOR, of_the_school=True),
    Newcomer("larare", "en lärare till", Role.TEACHER, of_the_school=True),
)


def newcomer(slug: str) -> Newcomer:
    """The one of that slug. Raises KeyError for one that is not known."""
    return {one.slug: one for one in NEWCOMERS}[slug]


def seated(one: Newcomer, case: CaseId, *, school: OrganisationId, unit: UnitId | None, born_on: date | None) -> Reader:
    """The newcomer as a reader with a seat in the work round the pupil, and no other tie. Outside the school they work
    at a place that holds nothing of the pupil and has been given no yes. `born_on` is the pupil's.
    """
    seat = Standing(
        tie=Tie.TEAM,
        role=one.role,
        organisation=school if one.of_the_school else ELSEWHERE,
        branch=one.branch,
        public=one.public,
        case=case,
        born_on=born_on,
        school=unit if one.of_the_school else None,
    )
    return Reader(NOBODY, (seat,))
