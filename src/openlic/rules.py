# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The rules by which compatibility follows from what licenses say."""

from __future__ import annotations

__all__ = ["RULES", "Example", "Ground", "Rule"]

import re
from typing import Any

from attrs import frozen

from openlic.terms import Verdict

#: A clause as statements cite it.
_CITED = re.compile(r"\[([^\[\]]+)\]")


@frozen
class Example:
    """A question that a rule decides.

    Attributes:
        inbound: the license of the work that is used.
        outbound: the license of the result.
        options: the rest of the question, as named arguments.
        verdict: the answer.
    """

    inbound: str
    outbound: str
    options: tuple[tuple[str, str], ...]
    verdict: str


@frozen
class Rule:
    """A general rule.

    Attributes:
        id: its name in reasons.
        says: the rule in a sentence.
        premises: what it looks at, in terms of the vocabulary.
        example: a question that it decides.
    """

    id: str
    says: str
    premises: str
    example: Example


@frozen
class Ground:
    """A rule as it was applied, or a fact that decided.

    Attributes:
        rule: a key of :data:`RULES`.
        verdict: what follows from it.
        says: what was found, with the licenses and clauses.
        source: where a stated fact comes from; else empty.
    """

    rule: str
    verdict: Verdict
    says: str
    source: str = ""

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that are cited, as the texts number them.

        >>> Ground("copyleft-reach", Verdict.NO, "GPL-2.0-only requires same-license [2(b)]").clauses
        ('2(b)',)
        """
        return tuple(_CITED.findall(self.says))

    def __str__(self) -> str:
        source = f" (source: {self.source})" if self.source else ""
        return f"{self.says}{source} [{self.rule}]"

    def to_dict(self) -> dict[str, Any]:
        """Return the ground as plain values."""
        found = {"rule": self.rule, "verdict": str(self.verdict), "says": self.says}
        return found | ({"source": self.source} if self.source else {})


def _rule(
    id: str, says: str, premises: str, inbound: str, outbound: str, verdict: str, **options: str
) -> Rule:
    return Rule(id, says, premises, Example(inbound, outbound, tuple(options.items()), verdict))


#: The rules, by id.
RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        _rule(
            "unknown-license",
            "Of a license of which nothing is known, or whose text was not read, a fact that "
            "matters is unknown, and so is the answer; what has no license grants nothing.",
            "the review state of both licenses; `NONE` and `LicenseRef-proprietary` inbound",
            "LicenseRef-Foo", "MIT", "unknown",
        ),
        _rule(
            "right-not-granted",
            "Every right that the use needs has to be granted.",
            "`permit` of `use`, `reproduce`, `modify` or `distribute`, with its conditions; "
            "`prohibit` of the same on the work or on derivatives",
            "CC-BY-ND-4.0", "CC-BY-ND-4.0", "no", use="modify",
        ),
        _rule(
            "purpose",
            "A use for a purpose that the license leaves out is outside of its grant, "
            "copying included.",
            "`permit` and `prohibit` of `commercial-use`, conditions such as `research`",
            "CC-BY-NC-4.0", "Apache-2.0", "no", use="train-on",
        ),
        _rule(
            "use-forbidden",
            "What the license forbids to do in this way stays forbidden.",
            "`prohibit` of `train`, `train-other-models`, `use-outputs`, `serve`; "
            "`field-of-use` with `hosting`",
            "LicenseRef-scancode-llama-2-license-2023", "LicenseRef-proprietary", "no",
            use="distill",
        ),
        _rule(
            "exception-lifts",
            "An exception takes away the duties that it names, for the uses that it covers.",
            "`lifts` and `modifies` of the exception",
            "GPL-2.0-only WITH Classpath-exception-2.0", "MIT", "yes", use="link-static",
        ),
        _rule(
            "same-license",
            "A work may go out again under the license that it came with.",
            "the ids of both licenses, withdrawn ones included",
            "GPL-2.0-only", "GPL-2.0-only", "yes",
        ),
        _rule(
            "copyleft-reach",
            "Where the use takes copyleft as far as what the outbound license covers, that "
            "has to be the same license or one that it names.",
            "`require` of `same-license` with `on`, `when` and `form`; `prohibit` of "
            "`relicense`; the reach of the use",
            "MPL-2.0", "MIT", "no",
        ),
        _rule(
            "named-license",
            "A later version, or another license that the license lets one take, is a way out "
            "of copyleft.",
            "`permit` of `relicense` with `value`; the trait `later_versions`",
            "LGPL-2.1-only", "GPL-3.0-or-later", "yes",
        ),
        _rule(
            "no-further-restrictions",
            "A copyleft license that forbids further restrictions takes in only what asks for "
            "nothing beyond it but notices.",
            "outbound: `prohibit` of `further-restrict` with `same-license`; inbound: every "
            "`require` and `prohibit` that the outbound license does not have itself, the "
            "traits `retaliation` and `governing_law`",
            "Apache-2.0", "GPL-2.0-only", "no",
        ),
        _rule(
            "restrictions-travel",
            "The outbound license may not give recipients more than the inbound one lets pass: "
            "what recipients may not do has to be forbidden, or not granted, by it too.",
            "inbound: rights not permitted, `prohibit` of `commercial-use`, `field-of-use`, "
            "`compete`, `territory` and the like, limits such as monthly users, `pass-through`; "
            "outbound: the same",
            "LicenseRef-scancode-bigscience-open-rail-m", "Apache-2.0", "no", use="fine-tune",
        ),
        _rule(
            "closed-terms",
            "Closed terms of one's own carry every restriction, but give no source and no "
            "freedom to copy, which copyleft and duties of source ask for.",
            "outbound `LicenseRef-proprietary`; inbound: `same-license`, `provide-source`, "
            "`permit` of `relicense` to `any` for object form",
            "MPL-2.0", "LicenseRef-proprietary", "yes",
        ),
        _rule(
            "stated-fact",
            "Where no rule can derive the answer, a statement of the license's steward or of "
            "the Free Software Foundation about the pair decides.",
            "`data/compatibility.toml`",
            "CPL-1.0", "EPL-1.0", "yes",
        ),
    )
}  # fmt: skip
