"""R0.4 beyond the bar: whatever tells where a protected person lives is for the named officers alone."""

from samverkan.policy.rules.row import LOGGED, WEIGHED, Distance, K, MenGround, Rule
from samverkan.policy.vocabulary import Answer, Purpose, Tie

WHEREABOUTS = frozenset({K.PROTECTED_WHEREABOUTS})
ASKED_FOR = frozenset(Purpose) - {Purpose.LAW_ENFORCEMENT_CONTACT, Purpose.CURIOSITY, Purpose.SENSITIVE_SORTING}
"""Whatever it is wanted for, a person weighs it; a contact detail for the police by R2.5 b."""

RULES = (
    Rule(
        "R0.4",
        "OSL 21:3, 21:3 a, 22:2",
        Answer.ALLOW,
        "Uppgiften är skyddad och du är en av de namngivna.",
        ties=frozenset({Tie.NAMED}),
        classes=WHEREABOUTS,
        distance=Distance.SAME_HOLDER,
        flags=LOGGED,
    ),
    Rule(
        "R0.4",
        "OSL 21:3, 21:3 a, 22:2",
        Answer.MEN,
        "Var en skyddad person finns lämnas inte ut. En namngiven person prövar varje fråga för sig.",
        ties=frozenset(Tie) - {Tie.NAMED},
        classes=WHEREABOUTS,
        purposes=ASKED_FOR,
        flags=WEIGHED,
        men=MenGround("OSL 21:3, 21:3 a, 22:2", "en namngiven person"),
    ),
    Rule(
        "R0.4",
        "OSL 26:2, 26:14 c",
        Answer.MEN,
        "Var ett placerat barn finns lämnas inte ut. Socialtjänsten prövar varje fråga för sig.",
        ties=frozenset(Tie),
        classes=frozenset({K.HIDDEN_PLACEMENT}),
        purposes=ASKED_FOR,
        flags=WEIGHED,
        men=MenGround("OSL 26:2, 26:14 c", "den i socialtjänsten som äger uppgiften"),
    ),
)
