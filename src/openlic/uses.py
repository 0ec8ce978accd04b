# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What it means to use one work for another, for every use that openlic knows.

A use says which rights it needs, what the license of the result covers, which words of
the vocabulary describe the result, and for which contents it makes sense. The rules of
:mod:`openlic.compatibility` speak of uses only through these facts.
"""

from __future__ import annotations

__all__ = ["OWN_WORK", "USE_ALIASES", "Use", "check_content", "read_use"]

from collections.abc import Sequence
from difflib import get_close_matches

from attrs import frozen

from openlic.errors import UseError
from openlic.terms import CONTENT_TYPES, USES

#: What a statement can be about and still mean the work itself; None is the work too.
OWN_WORK: frozenset[str | None] = frozenset(
    {
        None, "work", "file", "module", "library", "font", "code", "weights", "data", "docs",
        "hardware",
    }
)  # fmt: skip

#: Names that people use for a use.
USE_ALIASES = {"link": "link-static"}


@frozen
class Use:
    """How one work is used for another.

    Attributes:
        name: a key of :data:`openlic.terms.USES`.
        needs: rights that it takes, terms of the vocabulary; ``distribute`` only where
            copies are given away.
        outbound: what the outbound license covers, in words.
        whole: whether that is the whole result, the inbound work with it.
        shipped: whether copies of the inbound work are given away with the result.
        modifies: whether the inbound work is changed.
        result: what the result is to the inbound work, words of the facet ``on``.
        reach: the scopes of copyleft (words of ``on``) that get to what the outbound
            license covers.
        contents: the content types for which it makes sense.
        events: what it brings about, words of the facet ``when``.
        derives: the question of :data:`openlic.readings.READINGS` on which it depends
            whether the result derives from the inbound work, by content type.
        unrefused: rights that the text may leave unclear, but not keep back.
        onward: what may be made from the result, words of the facet ``on``; its duties
            are listed as well.
        links: whether a program is linked with the inbound work.
    """

    name: str
    needs: tuple[str, ...]
    outbound: str
    whole: bool
    shipped: bool
    modifies: bool
    result: frozenset[str]
    reach: frozenset[str | None]
    contents: tuple[str, ...]
    events: frozenset[str] = frozenset({"use"})
    derives: tuple[tuple[str, str], ...] = ()
    unrefused: tuple[str, ...] = ()
    onward: frozenset[str] = frozenset()
    links: bool = False


_EVERYTHING = tuple(CONTENT_TYPES)
#: Software and works of authorship of any kind, which programs can be.
_PROGRAMS = ("code", "document", "font", "hardware")
#: What models are made from and of; licenses written for code or documents are in use
#: for weights and data as well.
_LEARNING = ("code", "data", "document")

_ALL_SCOPES: frozenset[str | None] = OWN_WORK | {"derivative", "combined-work", "product"}
_BESIDE: frozenset[str | None] = frozenset({"product"})
_LINKED: frozenset[str | None] = frozenset({"work", "combined-work", "product"})
_COPIED = frozenset({"use", "copy"})
_CHANGED = frozenset({"use", "copy", "modify"})


def _taking_in(
    name: str,
    needs: tuple[str, ...] = ("reproduce", "modify", "distribute"),
    contents: tuple[str, ...] = _EVERYTHING,
    events: frozenset[str] = _CHANGED,
) -> Use:
    return Use(
        name=name,
        needs=needs,
        outbound="the whole result",
        whole=True,
        shipped=True,
        modifies=True,
        result=frozenset({"derivative", "combined-work", "product"}),
        reach=_ALL_SCOPES,
        contents=contents,
        events=events,
        unrefused=("modify",) if name == "combine" else (),
    )


def _linking(name: str) -> Use:
    return Use(
        name=name,
        needs=("reproduce", "distribute"),
        outbound="the releaser's own part; the inbound work keeps its license",
        whole=False,
        shipped=True,
        modifies=False,
        result=frozenset({"combined-work", "product"}),
        reach=_LINKED,
        contents=_PROGRAMS,
        events=_COPIED,
        links=True,
    )


def _changing_weights(name: str) -> Use:
    needs = ("use", "reproduce", "modify", "distribute")
    return _taking_in(name, needs, _LEARNING, _CHANGED | {"train"})


def _apart(name: str, needs: tuple[str, ...], contents: tuple[str, ...], shipped: bool) -> Use:
    return Use(
        name=name,
        needs=needs,
        outbound="the releaser's own part; the inbound work keeps its license",
        whole=False,
        shipped=shipped,
        modifies=False,
        result=frozenset({"product"}) if shipped else frozenset(),
        reach=_BESIDE if shipped else frozenset(),
        contents=contents,
        events=_COPIED,
    )


def _made_with(
    name: str,
    outbound: str,
    result: Sequence[str],
    events: Sequence[str],
    needs: tuple[str, ...],
    derives: Sequence[tuple[str, str]],
    reach: Sequence[str],
) -> Use:
    return Use(
        name=name,
        needs=needs,
        outbound=outbound,
        whole=False,
        shipped=False,
        modifies=False,
        result=frozenset(result),
        reach=frozenset(reach),
        contents=_EVERYTHING if name == "generate" else _LEARNING,
        events=frozenset({"use", *events}),
        derives=tuple(derives),
        onward=frozenset({"distilled-model"}) if name == "generate" else frozenset(),
    )


_OF_MODELS = [(content, "outputs-carry-terms") for content in CONTENT_TYPES]

_USES = {
    use.name: use
    for use in (
        *map(_taking_in, ("combine", "modify", "snippet", "document")),
        *map(_linking, ("link-static", "link-dynamic")),
        _apart("aggregate", ("reproduce", "distribute"), _EVERYTHING, shipped=True),
        _apart("tool", ("use",), _EVERYTHING, shipped=False),
        _apart("evaluate-on", ("use", "reproduce"), _EVERYTHING, shipped=False),
        Use(
            name="serve",
            needs=("use", "serve"),
            outbound="the terms of the service",
            whole=False,
            shipped=False,
            modifies=False,
            result=frozenset({"product"}),
            reach=_BESIDE,
            contents=_EVERYTHING,
            events=frozenset({"use", "serve"}),
        ),
        _made_with(
            "train-on",
            "the new weights",
            ("trained-model",),
            ("copy", "train"),
            ("use", "reproduce"),
            [
                ("code", "code-copyleft-reaches-weights"),
                ("data", "training-derives"),
                ("document", "training-derives"),
            ],
            ("trained-model",),
        ),
        *map(_changing_weights, ("fine-tune", "merge-weights")),
        Use(
            name="adapter",
            needs=("use", "modify", "distribute"),
            outbound="the delta",
            whole=True,
            shipped=True,
            modifies=True,
            result=frozenset({"derivative", "adapter"}),
            reach=frozenset({None, "work", "weights", "derivative", "adapter", "data"}),
            contents=_LEARNING,
            events=_CHANGED | {"train"},
        ),
        _made_with(
            "distill", "the student", ("distilled-model",), ("generate", "train"), ("use",),
            _OF_MODELS, ("distilled-model",),
        ),
        _made_with(
            "generate", "the output", ("output", "results"), ("generate",), ("use",),
            _OF_MODELS, ("output", "results"),
        ),
        Use(
            name="include-data",
            needs=("reproduce", "distribute"),
            outbound="the whole result",
            whole=True,
            shipped=True,
            modifies=False,
            result=frozenset({"combined-work", "product"}),
            reach=_ALL_SCOPES - {"font", "derivative"},
            contents=_EVERYTHING,
            events=_COPIED,
        ),
    )
}  # fmt: skip


def check_content(content: str) -> None:
    """Refuse what is no content type.

    Raises:
        ValueError: it is no key of :data:`openlic.terms.CONTENT_TYPES`.

    >>> check_content("code")
    """
    if content not in CONTENT_TYPES:
        raise ValueError(f"{content!r} is no content type; there are {', '.join(CONTENT_TYPES)}")


def read_use(name: str, contents: Sequence[str]) -> Use:
    """Return a use by its name, for a work of one of some content types.

    Parameters:
        name: a key of :data:`openlic.terms.USES`, or ``link``.
        contents: what the work may be, keys of :data:`openlic.terms.CONTENT_TYPES`;
            anything if empty.

    Raises:
        UseError: there is no such use, or it makes no sense for such a work.

    >>> read_use("link", ["code"]).outbound
    "the releaser's own part; the inbound work keeps its license"
    """
    full = USE_ALIASES.get(name, name)
    if full not in _USES:
        known = (*USES, *USE_ALIASES)
        near = get_close_matches(str(name)[:50], known, n=2, cutoff=0.6)
        raise UseError(str(name), contents, near or tuple(USES), known=False)
    use = _USES[full]
    if contents and not set(contents) & set(use.contents):
        fitting = [each for each in USES if set(contents) & set(_USES[each].contents)]
        raise UseError(name, contents, fitting, known=True)
    return use
