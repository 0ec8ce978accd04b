# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Why a verdict is what it is, as a value that a program can walk."""

from __future__ import annotations

__all__ = ["Derivation", "Step", "derive"]

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from openlic.graphs import VERDICTS, Graph
from openlic.solver import Labels
from openlic.terms import Verdict


@frozen
class Step:
    """One statement of a derivation.

    Attributes:
        label: what the statement is about.
        kind: kind of its node.
        verdict: what was decided.
        because: the rule or fact that decided; empty where the premises do.
        premises: numbers of the steps that it rests on, all before it.
    """

    label: str
    kind: str
    verdict: Verdict
    because: str = ""
    premises: tuple[int, ...] = ()


@frozen
class Derivation:
    """Why a verdict is what it is: steps in an order where premises come first.

    The last step is the conclusion. Only what the conclusion rests on is kept.
    """

    steps: tuple[Step, ...]

    @property
    def conclusion(self) -> Step:
        """The last step."""
        return self.steps[-1]

    def outline(self) -> Iterator[tuple[int, Step]]:
        """Yield every step under what it supports, with its depth, conclusion first.

        A step that several others rest on comes once for each of them.
        """
        stack = [(0, len(self.steps) - 1)]
        while stack:
            depth, number = stack.pop()
            step = self.steps[number]
            yield depth, step
            stack.extend((depth + 1, premise) for premise in reversed(step.premises))

    def to_dict(self) -> dict[str, Any]:
        """Return the derivation as plain values."""
        return {
            "steps": [
                {
                    "label": step.label,
                    "kind": step.kind,
                    "verdict": str(step.verdict),
                    "because": step.because,
                    "premises": list(step.premises),
                }
                for step in self.steps
            ]
        }


def derive(graph: Graph, labels: Labels, root: int, because: Mapping[int, str]) -> Derivation:
    """Return the part of a solved graph that decides one node.

    Parameters:
        graph: the graph.
        labels: its solution.
        root: the node to explain.
        because: what decided the leaves, by node number.
    """
    needed = {root}
    pending = [root]
    while pending:
        for premise in labels.support(pending.pop()):
            if premise not in needed:
                needed.add(premise)
                pending.append(premise)
    order = sorted(needed)
    places = {number: place for place, number in enumerate(order)}
    steps = []
    for number in order:
        node = graph.nodes[number]
        premises = tuple(places[premise] for premise in labels.support(number))
        verdict = VERDICTS[labels.values[number]]
        steps.append(Step(node.label, node.kind, verdict, because.get(number, ""), premises))
    return Derivation(tuple(steps))
