"""Menprövning: under which provisions something may be handed over, and who weighs it. The outcome is a person's.

The rows of the law name provision and decider; here the two are read so that a person can be asked. Nothing in this
room says yes.
"""

from datetime import date, timedelta

from samverkan.policy.acting import FIRST_OFFICERS
from samverkan.policy.consenting import longest_end
from samverkan.policy.deciding import Decision, decide
from samverkan.policy.facts import ADULT_AT, Cell, Facts, Grant, Reader, Standing
from samverkan.policy.rules.classes import class_row
from samverkan.policy.rules.harm import HARMS, Harm
from samverkan.policy.rules.row import (
    CASE_TIES,
    ELEVHALSA_EXCEPT_EMI,
    GENERALKLAUSUL,
    LEADERS,
    SECRET_FROM_THE_START,
    WHERE_IT_CAME_FROM,
    MenGround,
    provisions_named,
)
from samverkan.policy.vocabulary import FAMILY, Branch, CaseId, Manner, Role, StatementId, Tie

AT_EMI = frozenset({Role.NURSE, Role.DOCTOR})
IN_CARE = frozenset({Role.BUP_CLINICIAN, Role.HABILITATION, Role.SPEECH_THERAPIST, Role.FIRST_LINE})
AT_SOCIAL = frozenset({Role.SOCIAL_WORKER})
ADVISERS = frozenset({Role.SPSM_ADVISER})
OF_BRANCH: dict[Branch, frozenset[Role]] = {
    Branch.SCHOOL: LEADERS,
    Branch.ELEVHALSA: LEADERS | ELEVHALSA_EXCEPT_EMI,
    Branch.EMI: AT_EMI,
    Branch.SOCIAL: AT_SOCIAL,
    Branch.CARE: IN_CARE,
    Branch.SPSM: ADVISERS,
}
"""Whoever has the thing in hand weighs it first (OSL 6:3): the kurator what elevhälsan holds, EMI its own."""
ROLES_OF_DECIDER: dict[str, frozenset[Role] | None] = {
    "rektor": None,
    "rektor eller den som har gjort anmälan": LEADERS,
    "förskolans rektor": LEADERS,
    "skolsköterskan eller skolläkaren": AT_EMI,
    "den som ger vården just nu": AT_EMI,
    "skolsköterskan, skolläkaren eller den i vården som äger uppgiften": AT_EMI | IN_CARE,
    "den i vården som äger uppgiften": AT_EMI | IN_CARE,
    "den i socialtjänsten som äger uppgiften": AT_SOCIAL,
    "socialsekreteraren": AT_SOCIAL,
    "psykologen eller kuratorn": frozenset({Role.PSYCHOLOGIST, Role.COUNSELLOR}),
    "rådgivaren": ADVISERS,
    "den som äger uppgiften": None,
    "en namngiven person": LEADERS | ELEVHALSA_EXCEPT_EMI,
}
"""The roles that the words of a rule row mean. None: by the branch that holds the thing."""
SERVING_THE_UNIT = LEADERS | AT_EMI
"""Who answers for what a whole school unit holds, without a seat round each pupil."""


def ways_to_weigh(ground: MenGround, cell: Cell, today: date) -> tuple[Harm, ...]:
    """The provisions the ground names that reach this very information on the day."""
    named = provisions_named(ground)
    return tuple(harm for harm in HARMS if harm.provision in named and reaches(harm, cell, today))


def left_to_a_person(decision: Decision, cell: Cell, today: date) -> tuple[Harm, ...]:
    """The provisions under which a person may weigh it; none for what is open already, or what no assessment opens."""
    if decision.allowed or decision.men is None:
        return ()
    return ways_to_weigh(decision.men, cell, today)


def reaches(harm: Harm, cell: Cell, today: date) -> bool:
    """Whether the provision may be used for the cell at all: for its class, or as the section it came under (OSL 7:2).
    Two accounts of the same law must agree on OSL 10:27.
    """
    row = class_row(cell.information_class, cell.regime, today)
    closed = cell.origin_class in SECRET_FROM_THE_START or (row is not None and row.not_10_27)
    came_under = WHERE_IT_CAME_FROM.get(cell.origin_class)
    meant = cell.information_class in harm.classes or (
        came_under is not None and harm.provision in provisions_named(came_under)
    )
    return harm.in_force(today) and meant and not (harm.provision == GENERALKLAUSUL and closed)


def weighs(ground: MenGround, cell: Cell, standing: Standing) -> bool:
    """Whether one who stands so may sign the assessment: the holder's own, near enough to know the pupil."""
    if standing.organisation != cell.holder or standing.role not in roles_that_weigh(ground, cell):
        return False
    if standing.tie in CASE_TIES:
        return standing.case == cell.case
    at_unit = standing.tie is Tie.UNIT and cell.unit is not None and standing.unit == cell.unit
    return at_unit and standing.role in SERVING_THE_UNIT


def roles_that_weigh(ground: MenGround, cell: Cell) -> frozenset[Role]:
    """The roles that the row means by its decider, for this holder."""
    roles = ROLES_OF_DECIDER.get(ground.decider, frozenset())
    return OF_BRANCH.get(cell.branch, frozenset()) if roles is None else roles


def changes_hands(cell: Cell, writer: Standing) -> bool:
    """Whether writing it down as the writer would moves it out of its owner's space (OSL 7:2): another holder's, or
    what the medical elevhälsa has and somebody else at the school writes.
    """
    return cell.holder != writer.organisation or (cell.branch is Branch.EMI and writer.branch is not Branch.EMI)


def leave_to_record(cell: Cell, facts: Facts, statement: StatementId | None = None) -> Grant | None:
    """The yes, by consent or assessment, that lets the reader write it down: the cell, or the one statement.

    A rule that lets one read is no such leave, and a bar stands before every yes.
    """
    if facts.manner is not Manner.RECORD or not decide(cell, facts, statement).allowed:
        return None
    return next((grant for grant in facts.grants if grant.opens(cell, statement) and facts.may_use(grant)), None)


def longest_release(born_on: date | None, today: date) -> date:
    """The last day that a release may hold when it is signed today: the school year's, and for a child no longer than
    childhood. OSL 25:12 and 26:9 speak of one under 18, what a guardian is told ends with custody (R1.6), and from that
    day the pupil answers alone.
    """
    last, eve = longest_end(today), last_day_as_child(born_on)
    return last if eve is None or eve < today else min(last, eve)


def last_day_as_child(born_on: date | None) -> date | None:
    """The day before the 18th birthday; None when nobody knows it. One born on 29 February is of age on 1 March."""
    if born_on is None:
        return None
    try:
        birthday = born_on.replace(year=born_on.year + ADULT_AT)
    except ValueError:
        birthday = date(born_on.year + ADULT_AT, 3, 1)
    return birthday - timedelta(days=1)


def in_the_family(reader: Reader) -> Standing | None:
    """The reader's standing as guardian or pupil, if there is one."""
    return next((row for row in reader.standings if row.role in FAMILY), None)


def asks_in_private(reader: Reader, case: CaseId) -> bool:
    """Whether the reader is of the pupil's family and nothing else: who may have a no in writing (OSL 6:3)."""
    own = [standing for standing in reader.standings if standing.case == case]
    return bool(own) and all(standing.role in FAMILY for standing in own)


def asked_first(standing: Standing) -> bool:
    """Whether this is who is proposed when several may weigh: the one who leads answers for the school."""
    return standing.role in FIRST_OFFICERS
