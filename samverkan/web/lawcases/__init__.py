"""Fact patterns that a jurist writes in a spreadsheet, put to the law. docs/lagfall.md says how they are written."""
