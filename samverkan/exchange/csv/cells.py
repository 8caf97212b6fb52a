"""What one cell says: dates, numbers, marks. Reads leniently, guesses nothing."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b

from personnummer import personnummer

NO = frozenset({"", "-", "–", "nej", "n", "no", "0", "false", "falskt", "ingen", "inga", "none", "null", "ej"})
PROTECTION_WORDS = (
    "sekretessmark",
    "skyddad folkbokf",
    "skyddad identitet",
    "skyddade personuppg",
    "kvarskrivning",
    "fingerade",
)
EMPTY = frozenset({"", "-", "–", "—", "saknas", "okänd", "okänt", "n/a", "#n/a", "null", "none"})
MAIL = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"']+")
TEMPORARY = re.compile(r"([0-9]{6}|[0-9]{8})[-+]?[A-ZÅÄÖ]{1,2}[0-9]{2,3}", re.IGNORECASE)
"""T-nummer, TF-nummer and reservnummer: a date and letters instead of a check digit."""


def value(cell: str) -> str:
    """The cell, empty when it only says that nothing is there."""
    return "" if cell.casefold() in EMPTY else cell


def name(cell: str) -> str:
    """The cell as a name, empty when it has no letter. Null and None are names that people have."""
    return cell if any(sign.isalpha() for sign in cell) else ""


def says_no(cell: str) -> bool:
    """Whether a mark is absent. Everything else counts as a mark: a protection is never lost for a strange word."""
    return cell.casefold() in NO


def names_protection(cell: str) -> bool:
    """Whether the cell, whatever its column, says that somebody has protected data."""
    folded = cell.casefold()
    return any(word in folded for word in PROTECTION_WORDS)


def is_formula(cell: str, *, phone: bool = False) -> bool:
    """Whether a spreadsheet would take the text for a formula. A phone number may begin with plus."""
    if cell[:1] in ("+", "-") and (phone or value(cell) == ""):
        return False
    return cell[:1] in ("=", "+", "-", "@")


def day(cell: str) -> date | None:
    """A date as Swedes write it: 2014-03-12, 20140312, 2014/03/12, 12/3 2014, 12.3.2014. None when it is none."""
    digits = re.findall(r"[0-9]+", cell)
    if re.fullmatch(r"[0-9]{8}", cell):
        digits = [cell[:4], cell[4:6], cell[6:]]
    if len(digits) < 3 or not re.fullmatch(r"[0-9\s./:\-T]+", cell):
        return None
    parts = [int(part) if len(part) <= 4 else 0 for part in digits[:3]]
    year, month, of_month = parts if len(digits[0]) == 4 else parts[::-1]
    try:
        return date(year, month, of_month) if year >= 1900 else None
    except ValueError:
        return None


class CivicFault(StrEnum):
    """Why a personnummer is doubtful. It is never a reason to leave the pupil out."""

    UNREADABLE = "unreadable"
    CHECKSUM = "checksum"
    NO_DAY = "no-day"


@dataclass(frozen=True, slots=True)
class CivicNumber:
    """A personnummer, samordningsnummer or temporary number, in one form. `born` is None when it tells no date."""

    digits: str
    born: date | None
    fault: CivicFault | None = None

    def __repr__(self) -> str:
        return "CivicNumber(…)"


def civic_number(cell: str, *, today: date) -> CivicNumber:
    """Read a number in any of its written forms; the century of a short one is the latest that is not in the future."""
    compact = re.sub(r"\s", "", cell)
    if TEMPORARY.fullmatch(compact):
        letters = re.sub(r"[-+]", "", compact).upper()
        return CivicNumber(letters, _born(_full(re.sub(r"[^0-9].*", "", letters), "-", today)))
    found = re.fullmatch(r"([0-9]{6}|[0-9]{8})([-+]?)([0-9]{4})", compact)
    if not found:
        return CivicNumber(compact.upper(), None, CivicFault.UNREADABLE)
    born_digits = _full(found.group(1), found.group(2), today)
    digits = born_digits + found.group(3)
    # The library is asked with twelve digits only: for a short number it would look at the clock.
    born = _born(born_digits)
    fault = CivicFault.NO_DAY if born is None else None if _checks(digits) else CivicFault.CHECKSUM
    return CivicNumber(digits, born, fault)


def _checks(digits: str) -> bool:
    try:
        return bool(personnummer.valid(digits))
    except (ValueError, personnummer.PersonnummerException):
        return False


def _full(digits: str, sign: str, today: date) -> str:
    if len(digits) == 8:
        return digits
    year = today.year - today.year % 100 + int(digits[:2])
    if year > today.year or (year == today.year and digits[2:4] > f"{today.month:02}"):
        year -= 100
    return f"{year - (100 if sign == '+' else 0)}{digits[2:]}"


def _born(digits: str) -> date | None:
    of_month = int(digits[6:])
    # A samordningsnummer has sixty added to the day.
    return day(f"{digits[:6]}{of_month - 60 if of_month > 60 else of_month:02}")


def class_year(cell: str) -> int | None:
    """The school year a class name or a year cell begins with: 7B → 7, Åk 4 → 4, FA and F-klass → 0."""
    folded = cell.casefold().strip()
    if re.fullmatch(r"f(örskoleklass|[\s-]?klass|[\s-]?[a-zåäö]?[0-9]?)", folded):
        return 0
    found = re.match(r"(?:åk|årskurs|gy|år|na|te|ek|sa|es|hu)?[\s.-]*([0-9]{1,2})(?![0-9])", folded)
    year = int(found.group(1)) if found else -1
    return year if 0 <= year <= 10 else None


def school_form(cell: str) -> str | None:
    """The slug of a school form written in words or as a code; None when it is neither."""
    return SCHOOL_FORMS.get("".join(sign for sign in cell.casefold() if sign.isalnum()))


SCHOOL_FORMS = {
    "fklass": "forskoleklass",
    "förskoleklass": "forskoleklass",
    "gr": "grundskola",
    "grundskola": "grundskola",
    "grs": "anpassad-grundskola",
    "anpassadgrundskola": "anpassad-grundskola",
    "grundsärskola": "anpassad-grundskola",
    "gy": "gymnasieskola",
    "gymnasium": "gymnasieskola",
    "gymnasieskola": "gymnasieskola",
    "gys": "anpassad-gymnasieskola",
    "anpassadgymnasieskola": "anpassad-gymnasieskola",
    "gymnasiesärskola": "anpassad-gymnasieskola",
    "sp": "specialskola",
    "specialskola": "specialskola",
    "sam": "sameskola",
    "sameskola": "sameskola",
    "fth": "fritidshem",
    "fritidshem": "fritidshem",
    "fs": "forskola",
    "förskola": "forskola",
}


def split_name(cell: str) -> tuple[str, str]:
    """Given and family name out of one cell: `Lind, Ebba` or `Ebba Lind`. One word alone is a given name."""
    if "," in cell:
        family, _, given = cell.partition(",")
        return given.strip(), family.strip()
    given, _, family = cell.rpartition(" ")
    return (given, family) if given else (family, "")


def folded_name(*parts: str) -> str:
    """A name for comparison: letters only, without case, as NFC."""
    joined = unicodedata.normalize("NFC", " ".join(parts)).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in joined).split())


def phone_key(cell: str) -> str:
    """A phone number for comparison: the national digits, empty when there are too few to be one."""
    digits = re.sub(r"[^0-9]", "", cell)
    digits = re.sub(r"^(00)?46", "0", digits)
    return digits if len(digits) >= 7 else ""


def fingerprint(*parts: str) -> str:
    """A short id made of facts that must not stand in clear as an id."""
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
