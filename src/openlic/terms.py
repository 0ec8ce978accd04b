# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The closed vocabularies: verdicts, categories, content types and their like.

Knowledge files may use these words and no others; the documentation of the
catalog is made from the definitions here.
"""

from __future__ import annotations

__all__ = [
    "BASES",
    "CATEGORIES",
    "CONTENT_TYPES",
    "COPYLEFT_SCOPES",
    "EXCEPTION_KINDS",
    "MUTUAL_USES",
    "PROVISIONS",
    "REVIEW_STATES",
    "STATEMENT_KINDS",
    "USES",
    "Verdict",
]

from enum import StrEnum


class Verdict(StrEnum):
    """An answer in three values, ordered ``no < unknown < yes``.

    A verdict equals its word, so ``verdict == "yes"`` works. ``min`` of verdicts
    is their conjunction, ``max`` their disjunction (the words happen to sort in
    that order, which a test pins down).

    >>> min(Verdict.YES, Verdict.UNKNOWN)
    <Verdict.UNKNOWN: 'unknown'>
    """

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    def __bool__(self) -> bool:
        raise TypeError("a verdict has three values; compare it with 'yes', 'no' or 'unknown'")


CATEGORIES: dict[str, str] = {
    "public-domain": "rights are waived, or the work is said to be in the public domain",
    "permissive": "change and pass on for any purpose; notices and the like are all it asks",
    "copyleft-weak": "changed files, modules, libraries or fonts stay under the license; "
    "larger works need not",
    "copyleft-strong": "derivative or combined works must be under the same license",
    "copyleft-network": "copyleft that offering over a network triggers as well",
    "sharealike": "a content or data license whose adaptations must keep it",
    "use-restricted": "listed uses, fields of use or kinds of users are excluded",
    "non-commercial": "non-commercial, research, evaluation or personal use only",
    "no-derivatives": "changed versions may not be made or passed on",
    "source-available": "the source is public, but production, hosting or competing use is not",
    "proprietary-free": "free of charge, but a basic right such as changing or passing on is kept",
    "proprietary": "paid or unpublished terms",
    "unspecified": "an id that stands for no single text",
    "unknown": "the terms could not be read",
}

CONTENT_TYPES: dict[str, str] = {
    "code": "software in source or object form",
    "data": "data, databases and model parameters",
    "document": "documentation and other works of authorship",
    "font": "fonts",
    "hardware": "hardware designs",
}

COPYLEFT_SCOPES: dict[str, str] = {
    "file": "files that hold licensed material",
    "module": "the module and additions to it",
    "library": "the library, not what links with it",
    "font": "the font, not documents that use it",
    "work": "the whole derivative work",
}

REVIEW_STATES: dict[str, str] = {
    "text": "every statement was read against the text of the license",
    "family": "the same as a reviewed license of its family but for stated differences",
    "category": "only the category is known; any other term is unknown",
}

BASES: dict[str, str] = {
    "text": "decided by reading the text",
    "sources": "taken from the named sources, the text was not read for it",
}

STATEMENT_KINDS: dict[str, str] = {
    "permit": "what the license allows",
    "require": "what it asks in return",
    "prohibit": "what it does not allow",
    "disclaim": "what it does not promise or give",
}

EXCEPTION_KINDS: dict[str, str] = {
    "linking": "lets the work be linked or combined with works under other terms",
    "output": "frees generated output, templates, macros or embedded fonts",
    "copyleft-scope": "narrows what counts as a derivative work",
    "additional-terms": "adds or changes another permission",
}

USES: dict[str, str] = {
    "combine": "code taken into one work",
    "link-static": "linked into the same file",
    "link-dynamic": "linked when the program runs",
    "modify": "changed",
    "snippet": "a part copied",
    "aggregate": "shipped side by side",
    "tool": "used to build, not shipped",
    "serve": "offered over a network",
    "train-on": "used as training data",
    "fine-tune": "trained further",
    "merge-weights": "parameters merged",
    "adapter": "an adapter trained for it",
    "distill": "its behavior learned by another model",
    "generate": "its outputs used",
    "evaluate-on": "used to evaluate",
    "include-data": "data included in the release",
    "document": "described or quoted",
}

#: Uses that two works can make of each other; by any other use, one is made from the other.
MUTUAL_USES = frozenset(
    {"link-static", "link-dynamic", "aggregate", "tool", "serve", "evaluate-on", "document"}
)

PROVISIONS: dict[str, str] = {
    "source": "handed over in source form",
    "binary": "handed over in object form",
    "service": "offered as a service",
    "internal": "kept in the house",
}
