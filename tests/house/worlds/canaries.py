"""Strings that nobody ever wrote anywhere else, in every form in which they could leave the house."""

import base64
import binascii
import json
import quopri
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from io import BytesIO
from urllib.parse import quote

import pikepdf

from tests.paper import page_text


def forms_of(word: str) -> Iterator[bytes]:
    """The word as it is, and as pages, letters, addresses, files and dumps would write it."""
    plain = word.encode()
    yield plain
    yield "".join(word.split()).encode()
    yield escape(word).encode()
    yield json.dumps(word)[1:-1].encode()
    yield quote(word).encode()
    yield quopri.encodestring(plain)
    yield binascii.hexlify(plain)
    yield word.encode("utf-16-le")
    yield word.encode("utf-16-be")
    yield word.encode("latin-1", "replace")
    for shift in range(3):  # base64 looks different by where in three bytes the word begins
        coded = base64.b64encode(b"\0" * shift + plain)
        yield coded[4 if shift else 0 : len(coded) // 4 * 4 - 4]
    yield base64.b32encode(plain)[: len(plain) * 8 // 5 - 1]


def hits(words: Iterable[str], said: bytes) -> list[str]:
    """Which of the words can be read in what was said, in any form, whatever the case of the letters."""
    folded = said.lower()
    return [word for word in words if any(form in said or form.lower() in folded for form in forms_of(word))]


def opened(said: bytes) -> bytes:
    """A file with all that lies within: parts of an archive, text, metadata and names in a PDF."""
    if said.startswith(b"%PDF"):
        return said + _pdf(said)
    if said.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(said)) as archive:
            return b"\n".join([*(name.encode() for name in archive.namelist()), *map(archive.read, archive.namelist())])
    return said


def _pdf(said: bytes) -> bytes:
    found: list[bytes] = []
    with pikepdf.open(BytesIO(said)) as pdf:
        found += [str(value).encode() for value in (pdf.docinfo or {}).values()]
        with pdf.open_metadata() as metadata:
            found.append(str(metadata).encode())
        found += [name.encode() for name in pdf.attachments]
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                found.append(_read(each))
            elif isinstance(each, pikepdf.Dictionary):
                found += [str(each[key]).encode() for key in ("/Alt", "/ActualText", "/Title", "/URI") if key in each]
        for page in pdf.pages:
            text = page_text(page).replace("\u00ad", "")
            found += [text.encode(), "".join(text.split()).encode()]  # a line may break anywhere in a word
    return b"\n".join(found)


def _read(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()
