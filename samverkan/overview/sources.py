"""Asking each source of a page by itself, so that one that fails takes only its own cards with it.

The fault goes to the log, where the house's formatter leaves out its words (web/tracebacks.py). A database fault is
undone to where the source began, so that the journal can still be written; when it cannot, nothing is shown at all.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import transaction
from django.http import Http404

from samverkan.journal.acts import Refused, TooWeak
from samverkan.journal.writing import JournalUnwritable

T = TypeVar("T")
logger = logging.getLogger(__name__)


class Sources:
    """What one page has asked, and which of its cards lack something since a source failed."""

    def __init__(self) -> None:
        self.broken: set[str] = set()

    def ask(self, cards: tuple[str, ...], source: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
        """The rows of the source; none when it fails, and then the cards that rest on it are among the broken."""
        try:
            with transaction.atomic():
                return source()
        except (Http404, Refused, TooWeak, JournalUnwritable):
            raise
        except Exception:
            logger.exception("Kan inte visas på Idag: %s.", ", ".join(cards))
            self.broken.update(cards)
            return ()
