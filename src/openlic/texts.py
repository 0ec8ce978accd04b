# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Say which license a license text is.

A tag in the text, its title and, with the extra ``openlic[texts]``, its words are looked
at. An answer is given only where nothing in the text speaks against it; otherwise
there are candidates.
"""

from __future__ import annotations

__all__ = ["BASES_OF_MATCH", "MAX_LENGTH", "TextMatch", "detector_available", "identify"]

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from attrs import frozen

from openlic._headings import Title, read_tags, read_title
from openlic.catalog import Catalog, default_catalog
from openlic.expression import Expression
from openlic.normalization import Normalized, normalize

#: What an identification rests on.
BASES_OF_MATCH: dict[str, str] = {
    "spdx-tag": "the text names its license by an SPDX-License-Identifier tag",
    "heading": "the title at the top of the text, not its words",
    "detector": "the text was compared with the known license texts and notices",
    "none": "nothing was recognized",
}

#: Longest text that is read to its end, in characters.
MAX_LENGTH = 1024 * 1024

#: Share of the words that known texts have to cover. It is the default of the detector, and
#: docs/license-texts.md shows what others would give.
MIN_COVERAGE = 0.75

#: Scores of a title, by itself and in doubt.
_BY_TITLE, _BY_TITLE_IN_DOUBT = 0.6, 0.3

#: The most that a comparison gives: by itself, where it leaves the variant of a GNU license open,
#: and in doubt. Only a tag gives 1.
_MOST, _MOST_OF_FAMILY, _MOST_IN_DOUBT = 0.99, 0.9, 0.5

_WORD = re.compile(r"\w+")
#: Words that may set conditions beyond those of the license that was recognized.
_CONDITION = re.compile(
    r"\b(?:shall|must|may not|not be|only|prohibit\w*|restrict\w*|provided that|exceptions?|unless"
    r"|(?:non-?)?commercial\w*|military|forbid\w*|(?<!everyone is )permitted|conditions?|requires?|terminat\w*"
    r"|cannot|you may|agree to|fees?|pay(?:ments?)?|royalt\w*|notify)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"\b(?:dual\w*|either|choice|choose|at your option|one of|or the)\b", re.IGNORECASE
)
_COPYRIGHT = re.compile(r"copyright|©|\(c\)", re.IGNORECASE)
#: Words before a license that the detector counts as part of it.
_LONGEST_LEAD = 50
#: How stewards begin what they print around a license; conditions in it are not further ones.
_BEFORE_LICENSE = re.compile(
    r"creative commons corporation\b.{0,40}\bis not a law firm", re.IGNORECASE | re.DOTALL
)
_AFTER_LICENSE = re.compile(
    r"how to (?:apply|use) (?:these terms|the apache license|this license)"
    r"|creative commons is not a party", re.IGNORECASE
)  # fmt: skip


@frozen
class TextMatch:
    """What license a text was found to be.

    Attributes:
        expression: the license, or None where it is not certain enough; licenses that
            stand beside each other are joined by ``AND``.
        score: how well that is founded, from 0 to 1: 1 only for a tag, 0.6 or more with an
            expression, 0.5 or less without.
        basis: a key of :data:`BASES_OF_MATCH`.
        candidates: ids or expressions that come into question, each with its score, best
            first; what the expression is made of comes with them.
        notes: what speaks against certainty, as sentences.
    """

    expression: Expression | None
    score: float
    basis: str
    candidates: tuple[tuple[str, float], ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        name = "no license for certain" if self.expression is None else str(self.expression)
        text = f"{name} ({self.basis}, score {self.score:.2f}: {BASES_OF_MATCH[self.basis]})"
        others = [id for id, _ in self.candidates if id != name]
        if others:
            text += f"; candidates: {', '.join(others)}"
        return "; ".join((text, *self.notes))

    def __rich_repr__(self) -> Iterator[Any]:
        yield "expression", self.expression
        yield "score", self.score
        yield "basis", self.basis
        yield "candidates", self.candidates, ()
        yield "notes", self.notes, ()

    def to_dict(self) -> dict[str, Any]:
        """Return the match as plain values."""
        return {
            "expression": None if self.expression is None else str(self.expression),
            "score": self.score,
            "basis": self.basis,
            "candidates": [{"id": id, "score": score} for id, score in self.candidates],
            "notes": list(self.notes),
        }


@frozen
class _Comparison:
    """What the detector recognized.

    Attributes:
        readings: the licenses, each once, as the catalog has them.
        coverage: share of the words that it recognized.
        rest: the other words, less what stewards print around their licenses.
    """

    readings: tuple[Normalized, ...]
    coverage: float
    rest: str

    @property
    def expression(self) -> Expression | None:
        parts = [each.expression for each in self.readings if each.expression is not None]
        return Expression.all_of(parts) if parts else None

    @property
    def score(self) -> float:
        is_family = any(each.candidates for each in self.readings)
        return round(min(self.coverage, _MOST_OF_FAMILY if is_family else _MOST), 2)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for each in self.readings for name in _names(each))

    def doubts(self, title: str) -> tuple[str, ...]:
        """Return what speaks against the expression; words of the title set no conditions."""
        doubts = []
        found = (match.group() for match in _CONDITION.finditer(self.rest))
        condition = next((word for word in found if word.lower() not in title.lower()), None)
        if self.coverage < MIN_COVERAGE:
            doubts.append(f"only {self.coverage:.0%} of the words were recognized")
        elif condition is not None:
            doubts.append(f"the rest of the text may set conditions ({condition!r})")
        unknown = [each.text for each in self.readings if each.expression is None]
        if unknown:
            doubts.append(f"the catalog does not hold {', '.join(unknown)}")
        if len(self.readings) > 1 and _CHOICE.search(self.rest) is not None:
            doubts.append("the text may offer a choice among the licenses")
        return tuple(doubts)


def detector_available() -> bool:
    """Return whether texts are compared, that is, whether ``openlic[texts]`` is installed."""
    return find_spec("licenseclassifier") is not None


def identify(text: str, catalog: Catalog | None = None) -> TextMatch:
    """Say which license a license text is.

    A tag at the top of the text decides (SPDX 2.3, annex E). Otherwise its title and, if
    the extra ``openlic[texts]`` is installed, its words are looked at; they must not
    contradict each other. The text of a GNU license alone says neither "only" nor "or later":
    as in :func:`openlic.normalize`, the narrower is taken, and both are candidates.

    Parameters:
        text: the content of a file such as ``LICENSE``. Of more than :data:`MAX_LENGTH`
            characters the beginning is read, and only a tag in it is an answer.
        catalog: the licenses that exist; the built-in ones if None.

    Returns:
        TextMatch: the license with score and basis, or candidates.

    Raises:
        TypeError: ``text`` is not a string.

    >>> found = identify("SPDX-License-Identifier: MIT OR Apache-2.0")
    >>> str(found.expression), found.score, found.basis
    ('MIT OR Apache-2.0', 1.0, 'spdx-tag')
    >>> found = identify("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT")
    >>> str(found.expression), found.score, found.basis
    ('LicenseRef-scancode-llama-3.1-license-2024', 0.6, 'heading')
    """
    if not isinstance(text, str):
        raise TypeError(f"a license text is a str, not {type(text).__name__}")
    known = catalog if catalog is not None else default_catalog()
    tags = read_tags(text, known)
    if len(tags) == 1:
        return TextMatch(tags[0], 1.0, "spdx-tag", ((str(tags[0]), 1.0),))
    title = read_title(text, known)
    compared = _compare(text[:MAX_LENGTH], known) if detector_available() else None
    match = _by_title(title) if compared is None else _decide(title, compared, known)
    return match if len(text) <= MAX_LENGTH else _cut(match)


def _names(reading: Normalized) -> tuple[str, ...]:
    if reading.candidates:
        return reading.candidates
    return (reading.text,) if reading.expression is None else (str(reading.expression),)


def _compare(text: str, catalog: Catalog) -> _Comparison:
    """Compare a text with the texts and notices that the detector knows."""
    from licenseclassifier import identify_license

    regions = identify_license(text, coverage_threshold=0.0)
    ends = [0, *(region.end for region in regions)]
    starts = [*(region.start for region in regions), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    words, unknown = len(_WORD.findall(text)), sum(len(_WORD.findall(gap)) for gap in gaps)
    readings = _stated([normalize(region.id, catalog) for region in regions])
    coverage = 1 - unknown / words if words and regions else 0.0
    leads = (_lead(text[region.start : region.end], region.id) for region in regions)
    return _Comparison(readings, coverage, "\n".join((_without_frame(gaps), *leads)))


def _lead(region: str, id: str) -> str:
    """Return the words before the license itself in a region that was recognized.

    From a copyright line on, the detector counts up to 50 words as part of what follows, and
    conditions may stand among them. It finds the license without that line too.
    """
    from licenseclassifier import identify_license

    start, masked = 0, region
    for copyright in _COPYRIGHT.finditer(region[: _LONGEST_LEAD * 10]):
        blank = " " * (copyright.end() - copyright.start())
        masked = masked[: copyright.start()] + blank + masked[copyright.end() :]
        same = [each for each in identify_license(masked, 0.0) if each.id == id]
        if not same or len(region[: same[0].start].split()) > _LONGEST_LEAD:
            break  # the word was one of the license
        start = same[0].start
    return region[:start]


def _stated(readings: Sequence[Normalized]) -> tuple[Normalized, ...]:
    """Return the licenses that a text is under, by what was recognized in it, in order.

    A notice above the text of a GNU license says which variant is meant. One below it is the
    sample that the text brings along, and says nothing.
    """
    found: dict[str, Normalized] = {}
    for reading in readings:
        name = str(reading.expression or reading.text)
        is_sample = any(name in each.candidates for each in found.values())
        is_stated = reading.basis == "family" and found.keys() & set(reading.candidates)
        if not is_sample and not is_stated:
            found.setdefault(name, reading)
    return tuple(found.values())


def _without_frame(gaps: Sequence[str]) -> str:
    """Join what was not recognized, without what stewards print around their licenses.

    What the appendix of a license hides may still be an exception, so that word stays.
    """
    first, *others = gaps
    before = _BEFORE_LICENSE.search(first) if others else None
    rest = "\n".join((first[: before.start()] if before is not None else first, *others))
    after = _AFTER_LICENSE.search(rest) if others else None
    if after is None:
        return rest
    hidden = re.findall(r"\bexceptions?\b", rest[after.end() :], re.IGNORECASE)
    return " ".join((rest[: after.start()], *hidden))


def _by_title(title: Title | None, doubt: str = "") -> TextMatch:
    """Decide by the title alone."""
    if title is None:
        return TextMatch(None, 0.0, "none")
    expression = None if doubt else title.expression
    score = _BY_TITLE if expression is not None else _BY_TITLE_IN_DOUBT
    candidates = {} if expression is None else {str(expression): score}
    candidates.update(dict.fromkeys(_of_title(title), score))
    if not candidates:
        score = 0.0
    notes = [doubt] if doubt else []
    if title.altered is not None:
        notes.append(f"the title speaks of changes: {title.text!r}")
    elif expression is None and not doubt:
        notes.append(f"the title fits several licenses or versions: {title.text!r}")
    return TextMatch(expression, score, "heading", _ranked(candidates), tuple(notes))


def _of_title(title: Title) -> tuple[str, ...]:
    """Return what a title may mean."""
    reading = title.reading
    return reading.candidates if reading.expression is None else _names(reading)


def _decide(title: Title | None, compared: _Comparison, catalog: Catalog) -> TextMatch:
    """Decide by the title and the comparison of the text."""
    named = None if title is None else title.expression
    is_reference = named is not None and str(named).startswith("LicenseRef-")
    if is_reference and compared.coverage < MIN_COVERAGE:
        return _by_title(title)  # the detector knows no such license
    if not compared.readings:
        doubt = "" if named is None else f"the text is not the known one of {named}"
        return _by_title(title, doubt)
    doubts = list(compared.doubts("" if title is None else title.text))
    if title is not None:
        doubts.extend(_contradictions(title, compared, catalog))
    expression = None if doubts else compared.expression
    score = compared.score if expression is not None else min(compared.score, _MOST_IN_DOUBT)
    candidates = dict.fromkeys(compared.names, score)
    if doubts and title is not None:
        for id in _of_title(title):
            candidates.setdefault(id, _BY_TITLE_IN_DOUBT)
    return TextMatch(expression, score, "detector", _ranked(candidates), tuple(doubts))


def _contradictions(title: Title, compared: _Comparison, catalog: Catalog) -> Iterator[str]:
    """Yield what the title says against the comparison."""
    known = (*compared.names, str(compared.expression))
    if title.altered is not None:
        base = normalize(title.altered, catalog).expression
        if base is None or str(base) in known:
            yield f"the title speaks of changes: {title.text!r}"
    elif title.expression is not None and str(title.expression) not in known:
        yield f"the title names another license: {title.expression}"


def _ranked(candidates: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(candidates.items(), key=lambda candidate: -candidate[1]))


def _cut(match: TextMatch) -> TextMatch:
    """Withdraw the answer for a text that was not read to its end."""
    note = f"only the first {MAX_LENGTH:,} characters were read"
    candidates = tuple((id, min(score, _MOST_IN_DOUBT)) for id, score in match.candidates)
    score = min(match.score, _MOST_IN_DOUBT)
    return TextMatch(None, score, match.basis, candidates, (*match.notes, note))
