"""What the words of a row mean. Raises Unreadable, naming row, column and word, and the words most like it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from samverkan.web.lawcases.reading import Row, Unreadable
from samverkan.web.lawcases.words import UNTIL_FURTHER_NOTICE, UnknownWord, key, look_up

T = TypeVar("T")


def one(row: Row, column: str, known: Mapping[str, Any], otherwise: Any) -> Any:
    """What the word of a column means, or the other when nothing is written."""
    word = row.word(column)
    if not word:
        return otherwise
    try:
        return look_up(word, known)
    except UnknownWord as unknown:
        raise fault(row, column, str(unknown)) from None


def many(row: Row, column: str, known: Mapping[str, Any], kind: type[T]) -> list[T]:
    """What each word of a column means."""
    try:
        return [look_up(word, known) for word in row.listed(column)]
    except UnknownWord as unknown:
        raise fault(row, column, str(unknown)) from None


def day(row: Row, column: str) -> date | None:
    """The day of a column, None when nothing is written."""
    word = row.word(column)
    if not word:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise fault(row, column, f"”{word}” är ingen dag. Skriv den som 2026-11-24.") from None


def until_further_notice(row: Row) -> bool:
    """Whether what the row's yes is for has no last day."""
    return key(row.word("gäller till")) == UNTIL_FURTHER_NOTICE


def fault(row: Row, column: str, what: str) -> Unreadable:
    """Something that cannot be understood, where it stands."""
    return Unreadable(f"Rad {row.number}, kolumnen ”{column}”: {what}")
