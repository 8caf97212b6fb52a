"""From bytes to rows of text: encoding and separator found out, never asked for."""

import codecs
import csv
import io
import re

from samverkan.exchange.faults import SourceFault

SEPARATORS = (";", "\t", ",")
MANGLED = re.compile("Ã[\u0080-\u00bf…–„†‡ˆ‰Š‹ŒŽ‘’“”•—˜™š›œžŸƒ]")
"""UTF-8 that somebody has read as Windows-1252: Ã¥ for å. Such names must never reach the register."""
FOREIGN = re.compile(r"[√├\ufffd]|[^\W\d_][€‚ƒ„†‡ˆ‰‹”•˜™›][^\W\d_]")
"""What no list of names holds, such as Bj”rn and Bj√∂rn: once opened as something it was not, and saved again."""
TOUCHING = re.compile(r"[^\W\d_][€‚ƒ„…†‡ˆ‰‹›”•˜™]|[€‚ƒ„…†‡ˆ‰‹›”•˜™][^\W\d_]|[ŠŒŽšœžŸ]")
"""What å, ä, ö and é of DOS (CP850) and of the older Mac (Mac Roman) become when they are read as Windows-1252."""
SWEDISH = re.compile(r"[åäöÅÄÖ]")
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b\x1c\x1e\x1f\x7f]")
"""What no program writes in a list. 0b and 1d are FileMaker's new lines, 1a the end of a file in DOS."""
SAVE_AGAIN = "Öppna listan i Excel, välj Spara som och sedan CSV UTF-8, och försök igen."


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8 (with or without mark), UTF-16 or Windows-1252, which holds Latin-1.

    Raises SourceFault for what is not text, and for text whose å ä ö are broken or may be.
    """
    text, encoding = _decode(data)
    if NO_TEXT.search(text):
        raise SourceFault("Filen är inte en textlista.", "Spara den som CSV eller som Excel (.xlsx) och försök igen.")
    if MANGLED.search(text) or FOREIGN.search(text) or (encoding == "cp1252" and _doubtful(text)):
        raise SourceFault("Bokstäverna å, ä och ö går inte att läsa i filen.", SAVE_AGAIN)
    return text, encoding


def _doubtful(text: str) -> bool:
    """Whether it may be DOS's or the older Mac's. They share bytes, and Žan in one is Äan in another: nobody's name is
    guessed at. A list that holds å, ä or ö where Windows has them may hold a Šarić too.
    """
    return TOUCHING.search(text) is not None and SWEDISH.search(text) is None


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as(data, "utf-16"), "utf-16"
    if _looks_like_utf16(data):
        encoding = "utf-16-le" if data[1] == 0 else "utf-16-be"
        return _decode_as(data, encoding), encoding
    try:
        return data.decode("utf-8-sig"), "utf-8-sig"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "cp1252"


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
    found: list[list[str]] = []
    try:
        # Strict, or a quotation mark without its pair takes the rest of the file for one cell and says nothing.
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            found.append(row)
    except csv.Error:
        raise SourceFault(
            f'Ett citattecken (") på rad {len(found) + 1} står fel eller saknar sitt par.',
            "Ta bort det, eller hämta listan som Excel (.xlsx), och försök igen.",
        ) from None
    return found, separator


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
