"""Which of one giver's answers holds. The day it was given decides, never the day it was written down.

A yes is a waiver that can be taken back at any time (OSL 12:2). So a yes that somebody else writes down never outranks
what the giver has said later, and on the same day only when somebody states that it was said after it (decision 0025).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samverkan.policy.consenting import Reply

LONGEST_BACK = timedelta(days=60)
"""How long ago an answer may have been given when it is written down. An oral answer is noted at once; an older paper
was about another time and another wording, so the question is put anew.
"""
OPENING = (Reply.YES, Reply.ATTENDED)
"""What may open something."""
CLOSING = (Reply.NO, Reply.TALK, Reply.WITHDRAWN)
"""What stands until the giver says otherwise."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, as far as it matters for which of them holds."""

    reply: Reply
    on: date
    own: bool = False
    """Sent by the giver, who is signed in: then the order in which they came is the order in which they were said."""
    after: bool = False
    """Somebody states that it was said after the giver's no of the same day."""


def that_holds(said: Sequence[Said]) -> int:
    """Which of one giver's answers to one question holds, in the order in which they were written down.

    That somebody could not be reached is no answer: whatever they have said themselves comes before it. Raises
    ValueError where nothing has been said.
    """
    if not said:
        raise ValueError("Of no answers none holds.")
    held, *later = sorted(range(len(said)), key=lambda place: (said[place].reply is not Reply.HINDERED, said[place].on))
    for place in later:
        if not stands_in_the_way(said[held], said[place]):
            held = place
    return held


def stands_in_the_way(latest: Said, new: Said) -> bool:
    """Whether the yes is from before the giver's no, wish to talk or withdrawal, or may be."""
    if new.reply not in OPENING or latest.reply not in CLOSING:
        return False
    return new.on < latest.on or (new.on == latest.on and not (new.own or new.after))
