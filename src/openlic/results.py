# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The parts of an assessment: answers for components and classes."""

from __future__ import annotations

__all__ = ["STATUSES", "ComponentVerdict", "Reading", "TierVerdict"]

from typing import Any

from attrs import frozen

from openlic.expression import Expression
from openlic.judging import Reason
from openlic.normalization import Normalized
from openlic.terms import Verdict

#: What becomes of a component, in the words of the Model Openness Tool where it has one.
STATUSES: dict[str, str] = {
    "included": "required, and its license meets the requirement",
    "optional": "optional, and its license meets the requirement",
    "invalid": "its license does not meet the requirement",
    "unlicensed": "it has no license",
    "unknown": "whether its license meets the requirement is not known",
    "missing": "required, and not in the release",
    "waived": "required, and another component stands for it",
    "covered": "not in the release, and another component that meets its requirement covers it",
    "absent": "optional, and not in the release",
    "not-stated": "the file does not say whether it is in the release",
}


@frozen
class Reading:
    """How a license string of the file was read.

    Attributes:
        component: the component it belongs to.
        read: the string and what became of it.
    """

    component: str
    read: Normalized

    def __str__(self) -> str:
        return f"{self.component}: {self.read}"


@frozen
class ComponentVerdict:
    """The answer for one component.

    Attributes:
        name: of the component, as the framework writes it.
        content: its content type.
        tier: the class from which it counts.
        required: whether the class needs it.
        present: whether the release has it.
        status: a key of :data:`STATUSES`.
        verdict: whether it meets what the framework asks of it.
        license: the expression, or the text where it was not read; None if absent.
        written: the license as the file has it; None if absent.
        origin: where the license comes from: ``component``, ``release`` (with the
            scope), ``none``, or empty if absent.
        chosen: the licenses that apply when each choice takes its best arm; None
            where nothing was read or the license is not open.
        open: whether the license is open; None if unknown or absent.
        type_appropriate: whether it is also written for the content type; None if
            unknown or absent.
        reasons: the facts that decided.
    """

    name: str
    content: str
    tier: int
    required: bool
    present: bool
    status: str
    verdict: Verdict
    license: str | None = None
    written: str | None = None
    origin: str = ""
    chosen: Expression | None = None
    open: bool | None = None
    type_appropriate: bool | None = None
    reasons: tuple[Reason, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values."""
        return {
            "content": self.content,
            "tier": self.tier,
            "required": self.required,
            "present": self.present,
            "status": self.status,
            "verdict": str(self.verdict),
            "license": self.license,
            "written": self.written,
            "origin": self.origin,
            "chosen": None if self.chosen is None else str(self.chosen),
            "open": self.open,
            "type_appropriate": self.type_appropriate,
            "reasons": [reason.to_dict() for reason in self.reasons],
        }


@frozen
class TierVerdict:
    """The answer for one class.

    Attributes:
        tier: the class.
        name: its name.
        verdict: whether the release reaches it.
        progress: percent of what it needs that is there; 0 if an easier class is
            not complete.
        stopped_by: what keeps it from a yes, as the framework names it.
    """

    tier: int
    name: str
    verdict: Verdict
    progress: float
    stopped_by: tuple[str, ...] = ()
