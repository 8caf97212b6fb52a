"""Accessible PDF from frozen pages: typst writes PDF/UA-1, or refuses. Knows no pupils."""

from samverkan.paper.pages import (
    Block,
    Facts,
    Heading,
    Items,
    PaperPage,
    Paragraph,
    Picture,
    Question,
    Quote,
    Signatures,
    Table,
)
from samverkan.paper.rendering import PaperError, Standard, render

__all__ = [
    "Block",
    "Facts",
    "Heading",
    "Items",
    "PaperError",
    "PaperPage",
    "Paragraph",
    "Picture",
    "Question",
    "Quote",
    "Signatures",
    "Standard",
    "Table",
    "render",
]
