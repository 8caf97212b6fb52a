"""R0.4 beyond the bar: whatever tells where a protected person lives is for the named officers alone."""

from samverkan.policy.rules.row import LOGGED, Distance, K, MenGround, Rule
from samverkan.policy.vocabulary import Answer, Flag, Tie

WHEREABOUTS = frozenset({K.PROTECTED_WHEREABOUTS})

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
        flags=frozenset({Flag.HUMAN, Flag.RECORD}),
        men=MenGround("OSL 21:3, 21:3 a, 22:2", "en namngiven person"),
    ),
)
