"""What can be read on a paper, for stories that look at the file that was handed out."""

import re
from io import BytesIO

import pikepdf


def text_of(file: bytes) -> str:
    """All words of the file, without the breaks of lines and syllables."""
    with pikepdf.open(BytesIO(file)) as pdf:
        said = " ".join(page_text(page) for page in pdf.pages)
    return squeezed(said)


def papers_in(file: bytes) -> list[str]:
    """All words of each paper in a file of several, in the same way. The empty backs of sheets are no paper."""
    with pikepdf.open(BytesIO(file)) as pdf:
        said = [squeezed(page_text(page)) for page in pdf.pages]
    found: list[str] = []
    for words in said:
        if "Sida1(" in words:
            found.append(words)
        elif words:
            found[-1] += words
    return found


def squeezed(text: str) -> str:
    """The text without spaces and soft hyphens: a line may break anywhere in a word."""
    return "".join(text.replace("\u00ad", "").split())


def page_text(page: pikepdf.Page) -> str:
    """The letters of a page, through each font's own table of what its signs mean."""
    fonts = page.resources["/Font"] if "/Font" in page.resources else pikepdf.Dictionary()
    tables = {str(name): _table(font) for name, font in fonts.items()}
    said, table = "", dict[int, str]()
    for step in pikepdf.parse_content_stream(page):
        operands, operator = list(step.operands), step.operator
        if str(operator) == "Tf":
            table = tables.get(str(operands[0]), {})
        for operand in operands if str(operator) in ("Tj", "TJ", "'", '"') else ():
            for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
                if isinstance(part, pikepdf.String):
                    signs = bytes(part)
                    pairs = zip(signs[::2], signs[1::2], strict=False)
                    said += "".join(table.get(high << 8 | low, "") for high, low in pairs)
        said += " " if str(operator) in ("Td", "Tm", "T*") else ""
    return said


def _table(font: pikepdf.Object) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    told = font["/ToUnicode"].read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", told, re.S):
        for sign, means in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(sign, 16)] = bytes.fromhex(means).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", told, re.S):
        for first, last, means in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(means, 16) + step)
    return found
