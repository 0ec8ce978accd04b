# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Small pieces of text and HTML, safe for terminals and pages."""

from __future__ import annotations

__all__ = [
    "aligned",
    "html_table",
    "markdown_cell",
    "markdown_table",
    "one_line",
    "printable",
    "shorten",
    "table",
]

from collections.abc import Iterable, Sequence
from html import escape


def printable(text: str) -> str:
    r"""Return text with every control or formatting character written as an escape.

    Line feeds stay. What moves the cursor, changes colors or the direction of
    writing does not reach a terminal.

    >>> printable("red\x1b[31m\nnext")
    'red\\x1b[31m\nnext'
    """
    if text.isprintable():
        return text
    return "".join(
        char if char == "\n" or char.isprintable() else char.encode("unicode_escape").decode()
        for char in text
    )


def one_line(text: str) -> str:
    r"""Return text that is printable and has no line feed, which could forge a line.

    >>> one_line("a\nb")
    'a\\nb'
    """
    return printable(text).replace("\n", "\\n")


def shorten(text: str, limit: int) -> str:
    """Return text of at most so many characters, with a mark where it was cut.

    >>> shorten("Apache-2.0", 7)
    'Apache…'
    """
    return text if len(text) <= limit else text[: limit - 1] + "…"


def aligned(rows: Sequence[tuple[str, str]], indent: str = "  ") -> str:
    """Return rows of a name and a value as two columns."""
    width = max((len(name) for name, _ in rows), default=0)
    lines = (f"{indent}{name:<{width}}  {one_line(value)}" for name, value in rows)
    return "\n".join(line.rstrip() for line in lines)


def table(cells: Sequence[Sequence[str]], indent: str = "  ") -> str:
    """Return rows of cells as columns."""
    rows = [[one_line(cell) for cell in row] for row in cells]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = (
        indent + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def html_table(title: str, rows: Sequence[Sequence[str]], head: Sequence[str] = ()) -> str:
    """Return an HTML table; every text is escaped."""
    cells = "".join(
        "<tr>" + "".join(f"<td>{escape(printable(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    heads = "".join(f"<th>{escape(name)}</th>" for name in head)
    header = f"<thead><tr>{heads}</tr></thead>" if head else ""
    caption = f"<caption>{escape(printable(title))}</caption>"
    return f"<table>{caption}{header}<tbody>{cells}</tbody></table>"


def markdown_cell(text: str) -> str:
    """Return text that cannot leave its cell of a Markdown table or become HTML."""
    text = escape(printable(text.replace("\n", " ")), quote=False)
    for char in "\\|`*_[]":
        text = text.replace(char, "\\" + char)
    return text


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; every cell is escaped."""
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    lines += [f"| {' | '.join(markdown_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)
