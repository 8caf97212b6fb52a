"""The law: secrecy and consent decided per piece of information, receiver, purpose and time.

Standard library only: no Django, no database, no clock. Everything a rule looks at is handed in as frozen facts
(`facts`), the rules are dated data (`rules`), and two functions read them: `deciding.decide` answers for one cell,
`lanes.reading_scope` answers for all cells at once. They agree: `reading_scope(…).covers(cell)` if and only if
`decide(cell, …)` is ALLOW.
"""
