"""Acts on questions: asking, answering, taking back."""

from samverkan.consent.actions.answering import (
    CannotStandAlone,
    NotAGiver,
    Overtaken,
    Resting,
    SameDay,
    TooLongAgo,
    record_answer,
    record_hindrance,
    withdraw,
)
from samverkan.consent.actions.asking import (
    LETTER_SUBJECT,
    LETTER_TEXT,
    AlreadyPut,
    BlanketConsent,
    Sent,
    ask,
    by_id,
    discard,
    send_questions,
)

__all__ = [
    "LETTER_SUBJECT",
    "LETTER_TEXT",
    "AlreadyPut",
    "BlanketConsent",
    "CannotStandAlone",
    "NotAGiver",
    "Overtaken",
    "Resting",
    "SameDay",
    "Sent",
    "TooLongAgo",
    "ask",
    "by_id",
    "discard",
    "record_answer",
    "record_hindrance",
    "send_questions",
    "withdraw",
]
