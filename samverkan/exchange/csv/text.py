"""From bytes to rows of text: encoding and separator found out, never asked for."""

import codecs
import csv
import io
import re

from samverkan.exchange.faults import SourceFault

SEPARATORS = (";", "\t", ",")
MANGLED = re.compile("Ã[\u0080-\u00bf…–„†‡ˆ‰Š‹ŒŽ‘’“”•—˜™š›œžŸƒ]")
"""UTF-8 that somebody has read as Windows-1252: Ã¥ for å. Such names must never reach the register."""
SAVE_AGAIN = "Öppna listan i Excel, välj Spara som och sedan CSV UTF-8, och försök igen."


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8 (with or without mark), UTF-16 or Windows-1252/Latin-1.

    Raises SourceFault for what is not text, and for text whose å ä ö are already broken.
    """
    text, encoding = _decode(data)
    if "\x00" in text:
        raise SourceFault("Filen är inte en textlista.", "Spara den som CSV eller som Excel (.xlsx) och försök igen.")
    if MANGLED.search(text):
        raise SourceFault("Bokstäverna å, ä och ö går inte att läsa i filen.", SAVE_AGAIN)
    return text, encoding


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as(data, "utf-16"), "utf-16"
    if _looks_like_utf16(data):
        encoding = "utf-16-le" if data[1] == 0 else "utf-16-be"
        return _decode_as(data, encoding), encoding
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1"


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise SourceFault("Filen slutar mitt i ett tecken och är inte hel.", SAVE_AGAIN) from None


def _looks_like_utf16(data: bytes) -> bool:
    sample = data[:200]
    if len(sample) < 4:
        return False
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return max(even, odd) > len(sample) // 4 and min(even, odd) == 0


def rows(text: str) -> tuple[list[list[str]], str]:
    """All rows, blank ones too (they keep the numbering), and the separator.

    Raises SourceFault when the rows cannot be told apart.
    """
    separator, text = _separator(text)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)), separator
    except csv.Error:
        raise SourceFault(
            "Raderna i filen går inte att skilja åt.",
            'Leta efter ett citattecken (") som saknar sitt par, eller spara listan som Excel (.xlsx).',
        ) from None


def _separator(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=([;,\t])\r?", first)
    if told:
        return told.group(1), "\n" + rest
    sample = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    return max(SEPARATORS, key=lambda separator: _width(sample, separator)), text


def _width(sample: list[str], separator: str) -> int:
    """How many columns the separator gives over the first lines; the best one gives many in most of them."""
    try:
        return sum(len(row) - 1 for row in csv.reader(sample, delimiter=separator))
    except csv.Error:
        return -1
