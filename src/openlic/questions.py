# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What can be asked of a release as a whole."""

from __future__ import annotations

__all__ = ["USE_CASES", "Question", "UseCase", "read_question"]

from collections.abc import Iterable
from difflib import get_close_matches
from os import PathLike
from typing import Any

from attrs import field, frozen

from openlic.catalog import Catalog, default_catalog
from openlic.expression import Expression
from openlic.frameworks import Framework
from openlic.model import Model
from openlic.normalization import read_license
from openlic.policies import Policy, read_framework
from openlic.readings import read_reading
from openlic.terms import CATEGORIES


@frozen
class UseCase:
    """What the one who releases does with the release.

    Attributes:
        provide: how components are handed over where the file does not say, a key of
            :data:`openlic.terms.PROVISIONS`.
        purpose: a key of :data:`openlic.situations.PURPOSES`.
        says: the same in words.
    """

    provide: str
    purpose: str
    says: str


#: What one can do with a release.
USE_CASES: dict[str, UseCase] = {
    "commercial": UseCase("binary", "commercial", "handed over by a business, or for profit"),
    "source": UseCase("source", "commercial", "handed over in source form, for any purpose"),
    "service": UseCase("service", "commercial", "offered over a network by a business"),
    "internal": UseCase("internal", "commercial", "kept in the house of a business"),
    "non-commercial": UseCase("binary", "non-commercial", "handed over, not for profit"),
    "research": UseCase("binary", "research", "handed over for research, not for profit"),
}


@frozen
class Question:
    """What is asked of a release.

    Attributes:
        model: the release.
        framework: whose class is asked for; None if none is.
        target: the class, 1 is the best; None if none is asked for.
        outbound: what the whole is to be offered under, or None.
        use_case: a key of :data:`USE_CASES`.
        prefer: ids or categories of licenses, the most wanted first.
        reading: a key of :data:`openlic.readings.READINGS`.
        catalog: what is known of licenses; None for the built-in catalog.
    """

    model: Model
    framework: Framework | None = None
    target: int | None = None
    outbound: Expression | None = None
    use_case: str = "commercial"
    prefer: tuple[str, ...] = ()
    reading: str = "default"
    catalog: Catalog | None = field(default=None, eq=False)

    @property
    def case(self) -> UseCase:
        """The use case."""
        return USE_CASES[self.use_case]

    @property
    def goal(self) -> str:
        """What is to be reached, in words."""
        parts = []
        if self.framework is not None and self.target is not None:
            names = (each.name for each in self.framework.tiers if each.tier == self.target)
            parts.append(next(names))
        if self.outbound is not None:
            parts.append(f"all under {self.outbound}")
        return ", ".join(parts) or "licenses that go together"

    def to_dict(self) -> dict[str, Any]:
        """Return the question as plain values."""
        return {
            "model": self.model.name,
            "framework": None if self.framework is None else self.framework.id,
            "target": self.target,
            "outbound": None if self.outbound is None else str(self.outbound),
            "use_case": self.use_case,
            "prefer": list(self.prefer),
            "reading": self.reading,
        }


def read_question(
    model: Model | str | PathLike[str],
    framework_id: str | PathLike[str] | Framework | Policy | None,
    target: int | None,
    outbound: str | Expression | None = None,
    use_case: str = "commercial",
    prefer: str | Iterable[str] = (),
    reading: str = "default",
    catalog: Catalog | None = None,
) -> Question:
    """Return a question from the words for its parts.

    Parameters:
        model: a release, or the path of its file.
        framework_id: a framework, or its id; a policy, or the path of its file; ``mof`` if
            None and a class is asked for.
        target: a class of the framework, or None.
        outbound: a license, or None.
        use_case: a key of :data:`USE_CASES`.
        prefer: ids or categories of licenses, or one of them.
        reading: a key of :data:`openlic.readings.READINGS`.
        catalog: what is known of licenses; the built-in one if None.

    Raises:
        InputError: the file cannot be read.
        ParseError: ``outbound`` is not well formed.
        UnknownFrameworkError: there is no such framework.
        ValueError: another word is not known, or the framework has no such class.

    >>> from openlic.model import Model
    >>> read_question(Model("x"), None, 3).goal
    'Class III - Open Model'
    """
    if not isinstance(model, Model):
        from openlic.formats import load

        model = load(model)
    if framework_id is None and target is not None:
        framework_id = "mof"
    chosen = None if framework_id is None else read_framework(framework_id, catalog)
    if isinstance(chosen, Policy):
        chosen = chosen.framework_for(model, catalog)
    if chosen is not None and target is not None:
        _check_target(chosen, target)
    if use_case not in USE_CASES:
        raise ValueError(f"there is no use case {use_case!r}; there are {', '.join(USE_CASES)}")
    read_reading(reading)
    wanted = (prefer,) if isinstance(prefer, str) else tuple(prefer)
    known = catalog if catalog is not None else default_catalog()
    return Question(
        model=model,
        framework=chosen,
        target=target,
        outbound=None if outbound is None else _read_outbound(outbound, known),
        use_case=use_case,
        prefer=tuple(_read_preferred(each, known) for each in wanted),
        reading=reading,
        catalog=catalog,
    )


def _check_target(chosen: Framework, target: int) -> None:
    tiers = [each.tier for each in chosen.tiers]
    if target not in tiers:
        known = ", ".join(str(tier) for tier in sorted(tiers))
        raise ValueError(f"{chosen.id} has no class {target}; there are {known}")


def _read_outbound(text: str | Expression, catalog: Catalog) -> Expression:
    read = read_license(text, catalog)
    if read.expression is None:
        raise ValueError(f"the whole is to be offered under one license; {read.why}")
    return read.expression.updated(catalog)


def _read_preferred(word: str, catalog: Catalog) -> str:
    """Return a category, or the id of a license as the catalog spells it."""
    if word in CATEGORIES:
        return word
    found = read_license(word, catalog).expression
    if found is None or found.operator is not None:
        near = get_close_matches(word[:100], [*CATEGORIES, *catalog.facts], 2, 0.6)
        hint = (
            f"did you mean {' or '.join(near)}?" if near else f"categories: {', '.join(CATEGORIES)}"
        )
        raise ValueError(f"{word!r} is neither a license nor a category; {hint}")
    return str(found.updated(catalog))
