"""Text messages, by whichever gateway the installation has.

Knows no pupil, and a message says nothing of one. Nothing is kept: a message is handed over while somebody waits for
it, or it is not sent. How a gateway is set up stands in docs/guests.md.
"""

import re

from django.conf import settings

from samverkan.post.gateways import Gateway

MOBILE = re.compile(r"(?:\+46|0046|0)\s*7[0236-9](?:[\s-]*\d){7}")
"""A Swedish mobile number as people write it (Post- och telestyrelsens nummerplan: 070, 072, 073, 076 to 079)."""


def configured() -> Gateway | None:
    """The gateway of the settings; None when the installation has none."""
    found: Gateway | None = settings.TEXT_GATEWAY
    return found


def is_a_mobile(number: str) -> bool:
    """Whether the number is one that gets text messages."""
    return MOBILE.fullmatch(number.strip()) is not None


def send(number: str, text: str) -> bool:
    """Hand a message to the gateway, the number as gateways want it (E.164). False when it did not take it."""
    gateway = configured()
    return gateway is not None and is_a_mobile(number) and gateway.send(international(number), text)


def international(number: str) -> str:
    """+46701234567."""
    digits = "".join(sign for sign in number if sign.isdigit())
    return f"+46{digits.removeprefix('0046').removeprefix('46').lstrip('0')}"
