# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Small pieces of text and HTML, safe for terminals and pages."""

from __future__ import annotations

__all__ = ["aligned", "html_table", "markdown_cell", "printable"]

from collections.abc import Sequence
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


def aligned(rows: Sequence[tuple[str, str]], indent: str = "  ") -> str:
    """Return rows of a name and a value as two columns."""
    width = max((len(name) for name, _ in rows), default=0)
    return "\n".join(f"{indent}{name:<{width}}  {value}".rstrip() for name, value in rows)


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
