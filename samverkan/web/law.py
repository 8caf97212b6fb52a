"""`bin/samverkan law matrix`: the law as a table, for officials and lawyers."""

import sys

from django.utils import timezone

from samverkan.policy.matrix import as_csv


def matrix(words: list[str]) -> int:
    """Write the table to the file named, or to the terminal. Ages are counted from today."""
    table = as_csv(timezone.localdate())
    if words:
        with open(words[0], "w", encoding="utf-8") as out:
            out.write(table)
    else:
        sys.stdout.write(table)
    return 0
