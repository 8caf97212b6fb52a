"""`bin/samverkan law matrix`: the law as tables, for officials and lawyers."""

import sys
from pathlib import Path

from django.utils import timezone

from samverkan.policy import matrix as daily
from samverkan.policy import matrix_of_others as others


def matrix(words: list[str]) -> int:
    """Write the table of the daily work to the file named, and that of all who ask from outside beside it; without a
    file both go to the terminal. Ages are counted from today.
    """
    today = timezone.localdate()
    if not words:
        sys.stdout.write(daily.as_csv(today) + "\n" + others.as_csv(today))
        return 0
    path = Path(words[0])
    path.write_text(daily.as_csv(today), encoding="utf-8")
    beside(path).write_text(others.as_csv(today), encoding="utf-8")
    return 0


def beside(path: Path) -> Path:
    """Where the second table lies."""
    return path.with_name(f"{path.stem}-others{path.suffix}")
