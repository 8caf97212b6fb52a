"""R3.5: a film of the pupil at work. Shown to nobody but the family until they have said yes to that very thing.

The checklist for samverkansmöten (Specialpedagogiska skolmyndigheten, studiepaketen AKK) shows a short film "with the
guardians' consent". Inside a school no secrecy divides (OSL 8:2 e contrario), but a film tells more than the work needs
(GDPR 5.1 c): whoever works with the pupil knows how the lessons go without it. So a yes opens it, for a colleague as
for an outsider, and no row of the daily work and no harm test does: the rows that open leave it out, and these stand
before those that ask. What a statute demands of the school is not asked for here: the duties (R2) and the requests
(R5.17, R5.18) weigh a film as whatever else the school holds.
"""

from datetime import date

from samverkan.policy.rules.row import LEADERS, OUTSIDERS_TIES, SCHOOLS_OWN, Distance, K, Rule
from samverkan.policy.vocabulary import Answer, Flag, Giver, Kind, Tie

PROVISION = "Dataskyddsförordningen 5.1 c; OSL 12:2"
GDPR_FROM = date(2018, 5, 25)
FILMED = SCHOOLS_OWN | {K.ORDINARY}
"""Whatever of the school's somebody takes a film to be; here it is made as support (K04)."""
FILM = frozenset({Kind.FILM})

RULES = (
    Rule(
        "R3.5",
        PROVISION,
        Answer.CONSENT,
        "En film av eleven visas bara för den som familjen har sagt ja till.",
        ties=OUTSIDERS_TIES | {Tie.MENTOR, Tie.TEACHES},
        classes=FILMED,
        kinds=FILM,
        givers=(Giver.GUARDIANS,),
        flags=frozenset({Flag.LOG}),
        valid_from=GDPR_FROM,
    ),
    Rule(
        "R3.5",
        PROVISION,
        Answer.CONSENT,
        "Den som leder skolan ser en film av eleven bara när familjen har sagt ja till det.",
        ties=frozenset({Tie.UNIT}),
        roles=LEADERS,
        classes=FILMED,
        kinds=FILM,
        distance=Distance.SAME_UNIT,
        givers=(Giver.GUARDIANS,),
        flags=frozenset({Flag.LOG}),
        valid_from=GDPR_FROM,
    ),
)
