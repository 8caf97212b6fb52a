"""How much of one text stands in another, word for word. A pure measure, without a word on what the texts are.

The measure: both texts are read as words in lower case, without signs, spaces and accents of writing. The same words in
the same order, `RUN` of them or more, are a copy. A text that is shorter than that, but of `FEW` words at least, is a
copy when the whole of it is there. Fewer words than `FEW` are how anybody would say it.

Twelve words is longer than what two people happen to say alike about the same child, and shorter than a sentence of an
assessment: a copy with a word changed in the middle of each sentence still has a run of them.
"""

import re
import unicodedata

RUN, FEW = 12, 6
WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words alone, as they are compared."""
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", ""))


def copied(text: str, other: str) -> str:
    """The first words of `text` that stand in `other` too, as they are compared; empty when it is no copy.

    Linear in the lengths of the two.
    """
    mine, theirs = words(text), words(other)
    size = min(RUN, len(theirs))
    if size < FEW or len(mine) < size:
        return ""
    runs = {tuple(theirs[at : at + size]) for at in range(len(theirs) - size + 1)}
    for at in range(len(mine) - size + 1):
        if tuple(mine[at : at + size]) in runs:
            return " ".join(mine[at : at + size])
    return ""
