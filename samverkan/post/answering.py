"""Where a calendar sends its answer: one address for each meeting and receiver, whose key cannot be guessed.

The key is reckoned from the entry's own UID and the receiver's address with a secret that lies outside the database. So
nothing is kept of it, the outbox does not show it to the sender of the letter, and it stays the same for as long as the
entry does: a calendar takes a change or a cancellation from the organiser it knows and from no other.
"""

from base64 import b32encode
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from icalendar import Calendar, Component, vCalAddress, vText

SALT = "samverkan.post.answering"
KEY_BYTES = 20
"""160 bits, 32 signs of base32: an address's local part takes 64, and mail servers may change capitals to small."""
APART = "+"
ORGANISER = "Samverkan"
"""What the calendar shows instead of the address. Nobody's name."""


def configured() -> str:
    """The address that answers come to; empty when the installation takes in none."""
    return str(getattr(settings, "REPLY_ADDRESS", ""))


def is_for_us(address: str) -> bool:
    """Whether mail to the address is ours: the reply address, with or without a key."""
    local, at, domain = plain(address).rpartition("@")
    name, _, ours = plain(configured()).rpartition("@")
    return bool(at and ours) and domain == ours and local.partition(APART)[0] == name


def address_for(uid: str, attendee: str) -> str:
    """Where the receiver's calendar answers to this entry."""
    name, _, domain = plain(configured()).rpartition("@")
    return f"{name}{APART}{_key(uid, attendee)}@{domain}"


def opens(address: str, uid: str, attendee: str) -> bool:
    """Whether the address is the one that this receiver was given for this entry."""
    return is_for_us(address) and constant_time_compare(plain(address), address_for(uid, attendee))


def asking(calendar: str) -> str:
    """The entry as it is handed over: one that asks for an answer says where to."""
    if not configured() or not calendar:
        return calendar
    made = Calendar.from_ical(calendar)
    asked = [event for event in made.walk("VEVENT") if _asks(event)]
    for event in asked:
        organiser = vCalAddress(f"MAILTO:{address_for(str(event['uid']), plain(event['attendee']))}")
        organiser.params["CN"] = vText(ORGANISER)
        event["organizer"] = organiser
    return str(made.to_ical().decode()) if asked else calendar


def plain(written: object) -> str:
    """The address alone in small letters, of a header or of a calendar."""
    text = str(written)
    bare = text[len("mailto:") :] if text.lower().startswith("mailto:") else text
    return parseaddr(bare)[1].strip().lower()


def _asks(event: Component) -> bool:
    attendee = event.get("attendee")
    return isinstance(attendee, vCalAddress) and str(attendee.params.get("RSVP", "")).upper() == "TRUE"


def _key(uid: str, attendee: str) -> str:
    made = salted_hmac(SALT, f"{uid} {plain(attendee)}", algorithm="sha256").digest()[:KEY_BYTES]
    return b32encode(made).decode().lower()
