"""Reading questions about consent within a scope, in words."""

from samverkan.consent.queries.questions import (
    missing,
    question,
    questions,
    questions_of_each,
    standing,
    where_it_stands,
)
from samverkan.consent.queries.rows import NEVER_ASKED, SOON, GiverReply, QuestionRow, Receiver, Stood

__all__ = [
    "NEVER_ASKED",
    "SOON",
    "GiverReply",
    "QuestionRow",
    "Receiver",
    "Stood",
    "missing",
    "question",
    "questions",
    "questions_of_each",
    "standing",
    "where_it_stands",
]
