# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the first lines of a text say about its license: tags and titles."""

from __future__ import annotations

__all__ = ["Title", "read_tags", "read_title"]

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from openlic.catalog import Catalog
from openlic.errors import ParseError
from openlic.expression import NOASSERTION, NONE, Expression, parse
from openlic.normalization import Normalized, normalize

#: Lines from the top in which a tag speaks for the whole text, and for a title.
_TAG_LINES, _TITLE_LINES = 30, 6

#: Characters from the top that are looked at, and of one line.
_TOP, _LONGEST_LINE = 8000, 400

_TAG = re.compile(
    r"^[^\w`]{0,40}SPDX-License-Identifier:[ \t]*(?P<value>[^\r\n]{1,300})$", re.MULTILINE
)
_TAG_END = re.compile(r"\s*(?:\*+/|--+>|#\}|%>|\*\)|\"\"\"|''')\s*$")

_MARKUP = re.compile(r"<[^<>]{0,200}>|[*_`]{2,}")
_FRAME = re.compile(r"^[^\w(]+|^_+|[^\w).+]+$|_+$")
_IS_TITLE = re.compile(
    r"licen[cs]e|agreement|terms of|public domain|creative commons|attribution|dedication|cc0|\brail\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:version|ver\b|v\b|v?\.? ?\d|dated|last modified|release|licen[cs]e|public licen[cs]e"
    r"|international|unported|agreement)",
    re.IGNORECASE,
)
_ALTERED = re.compile(
    r"(?<!last )\b(?:modified|modifications?|amended|based on|variant)\b", re.IGNORECASE
)
#: Lines that hold no title: a copyright, a field of a form, an address, the middle of a sentence.
_NO_TITLE = re.compile(r"^(?:(?i:copyright\b|\(c\)|licen[cs]e ?:)|[^A-Z\d(]|.*://)")
_CHOICE = re.compile(r"\b(?:dual|either|multi|tri)\b", re.IGNORECASE)

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH}) (?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}}) (?P<month2>{_MONTH})),? "
    r"(?P<year>\d{4})\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"[\s,]{{0,3}}(?:\bdated )?(?:\d{{1,2}} )?\b(?:{_MONTH})(?: \d{{1,2}},?)? \d{{4}}$",
    re.IGNORECASE,
)
_IN_PARENTHESES = re.compile(r"\s*\([^()]{1,60}\)$")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@frozen
class Title:
    """The title of a license at the top of a text.

    Attributes:
        text: the title as it stands there.
        reading: what it was read as.
        altered: what it says that the license was made from by changes; None if it
            does not speak of changes.
    """

    text: str
    reading: Normalized
    altered: str | None = None

    @property
    def expression(self) -> Expression | None:
        """The one license that the title names, or None."""
        return self.reading.expression


def read_tags(text: str, catalog: Catalog) -> tuple[Expression, ...]:
    """Return what the ``SPDX-License-Identifier`` tags at the top say, each once.

    Tags of what is no expression, or of ``NONE`` and ``NOASSERTION``, say nothing.
    """
    found: dict[Expression, None] = {}
    top = "\n".join(text[:_TOP].splitlines()[:_TAG_LINES])
    for match in _TAG.finditer(top):
        try:
            tag = parse(_TAG_END.sub("", match["value"]).strip(), catalog)
        except ParseError:
            continue
        if not {NONE, NOASSERTION}.intersection(tag.licenses):
            found[tag.updated(catalog)] = None
    return tuple(found)


def read_title(text: str, catalog: Catalog) -> Title | None:
    """Return the title at the top that names a license, or may name one of several.

    A title is a line of a few words, perhaps with its version and date in the next ones.
    The first that names one license counts; one with several candidates only if there is none.
    """
    lines, best = _top_lines(text), None
    dates = {iso for line in lines for iso in _dates(line)}
    for title in _titles(lines[:_TITLE_LINES]):
        reading = _with_date(_read(title, catalog), dates, catalog)
        altered = _ALTERED.sub("", title) if reading.expression is None else title
        if reading.expression is not None or altered != title:
            return Title(title, reading, altered if altered != title else None)
        if best is None and reading.candidates and reading.basis == "ambiguous":
            best = Title(title, reading)
    return best


def _top_lines(text: str) -> list[str]:
    """Return the first lines with words in them, without markup and comment marks."""
    lines = []
    for raw in text[:_TOP].splitlines():
        line = " ".join(_FRAME.sub("", _MARKUP.sub(" ", raw[:_LONGEST_LINE]).strip()).split())
        if line:
            lines.append(line)
        if len(lines) == _TITLE_LINES + 2:
            break
    return lines


def _titles(lines: Sequence[str]) -> Iterator[str]:
    """Yield what may be titles, each with the lines that continue it first."""
    for number, line in enumerate(lines):
        if len(line.split()) > 16 or _CHOICE.search(line):
            return  # a sentence: the text has begun
        if _NO_TITLE.match(line):
            continue
        parts = [line]
        for more in lines[number + 1 : number + 3]:
            if len(more.split()) > 10 or not _GOES_ON.match(more):
                break
            parts.append(more)
        for count in range(len(parts), 0, -1):
            title = " ".join(parts[:count])
            if _IS_TITLE.search(title):
                yield title


def _read(title: str, catalog: Catalog) -> Normalized:
    """Read a title as it is, and without its date and what stands in parentheses."""
    undated = _DATED.sub("", title).strip(" ,-–")
    first = normalize(title, catalog)
    for text in (title, undated, _IN_PARENTHESES.sub("", undated)):
        reading = normalize(text, catalog)
        is_single = reading.expression is not None and len(reading.expression.tokens) == 1
        if is_single:
            return reading
        if reading.candidates and not first.candidates:
            first = reading
    return evolve(first, expression=None)


def _dates(line: str) -> Iterator[str]:
    """Yield the dates of a line in the form YYYY-MM-DD."""
    for match in _DATE.finditer(line):
        name, day = match["month"] or match["month2"], match["day"] or match["day2"]
        month = next(n for n, each in enumerate(_MONTHS, 1) if each.startswith(name.lower()))
        yield f"{match['year']}-{month:02}-{int(day):02}"


def _with_date(reading: Normalized, dates: set[str], catalog: Catalog) -> Normalized:
    """Let the date at the top decide among licenses that have theirs in the id."""
    if reading.expression is None:
        fits = [id for id in reading.candidates if dates.intersection(_ISO_DATE.findall(id))]
        if len(fits) != 1:
            return reading
        return evolve(reading, expression=parse(fits[0], catalog), candidates=())
    own = set(_ISO_DATE.findall(str(reading.expression)))
    if own and dates and not own & dates:
        name = str(reading.expression)
        return evolve(reading, expression=None, basis="ambiguous", candidates=(name,))
    return reading
