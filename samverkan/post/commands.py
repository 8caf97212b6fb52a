"""bin/samverkan post deliver: one round with the letters that wait. bin/run does the same every half minute.
bin/samverkan post receive: one mail that has come in, for a mail server that hands over to a program.
"""

import argparse
import sys
from email import message_from_bytes
from email.errors import MessageError
from email.utils import getaddresses

from django.utils import timezone

from samverkan.post.answering import configured as reply_address
from samverkan.post.reading import LARGEST
from samverkan.post.receiving import receive
from samverkan.post.sending import configured, deliver


def send(words: list[str]) -> int:
    """Send what waits. 0 when every letter went, 1 when some must wait, 2 when no mail server is named."""
    if configured() is None:
        print("Ingen mejlserver är vald. Breven ligger kvar i utkorgen. Sätt SMTP_URL.")  # noqa: T201
        return 2
    done = deliver(timezone.now())
    print(f"{done.sent} brev skickade, {done.failed} väntar till nästa gång.")  # noqa: T201
    return 1 if done.failed else 0


HANDED_OVER_TO = ("Delivered-To", "X-Original-To", "To", "Cc")
TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h: a mail server that reads it keeps the mail and comes again."""


def take_in(words: list[str]) -> int:
    """Read one mail from standard input. Always 0 for what could be read, whatever came of it: what is thrown away is
    not sent back, since a return to a forged sender would trouble somebody else.
    """
    asked = _asked(words)
    if not reply_address():
        print("Ingen svarsadress är vald. Sätt SAMVERKAN_REPLY_ADDRESS.")  # noqa: T201
        return 2
    raw = sys.stdin.buffer.read(LARGEST + 1)
    try:
        receive(raw, [asked.till] if asked.till else _addressed(raw))
    except Exception as fault:  # whatever broke, the mail is not lost
        print(f"Mejlet kunde inte tas emot just nu: {type(fault).__name__}", file=sys.stderr)  # noqa: T201
        return TRY_AGAIN
    return 0


def _asked(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/samverkan post receive")
    parser.add_argument("--till", default="", help="adressen som mejlet kom till, om mejlservern vet den")
    return parser.parse_args(words)


def _addressed(raw: bytes) -> list[str]:
    """Where the mail says that it was going."""
    try:
        mail = message_from_bytes(raw[:LARGEST])
        return [address for _, address in getaddresses([v for n in HANDED_OVER_TO for v in mail.get_all(n, [])])]
    except (MessageError, ValueError, TypeError, AttributeError, RecursionError):
        return []
