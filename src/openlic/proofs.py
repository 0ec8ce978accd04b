# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The part of a graph that proves that licenses go together, or that they cannot."""

from __future__ import annotations

__all__ = ["proof_network"]

from itertools import pairwise
from typing import TYPE_CHECKING

from openlic.choosing import Conflict, Member, Solution
from openlic.provenance import trace

if TYPE_CHECKING:
    import networkx as nx

    #: A directed multigraph whose nodes are texts.
    Network = nx.MultiDiGraph[str]


def proof_network(answer: Conflict | Solution) -> Network:
    """Return the nodes and edges on which a conflict or a solution rests.

    Parameters:
        answer: of a conflict all that it has, with the facts, the way of each through the
            provenance, and the licenses that clash; of a solution what is elected.
    """
    proof = _Proof(answer.question.model.name, str(answer.verdict))
    if isinstance(answer, Conflict):
        for number, conflict in enumerate(answer.all, 1):
            proof.add_conflict(number, conflict)
    else:
        proof.add_solution(answer)
    return proof.network


class _Proof:
    """Collects the part of a graph that proves an answer."""

    def __init__(self, model: str, verdict: str) -> None:
        import networkx as nx

        self.network: Network = nx.MultiDiGraph()
        self._model = f"model:{model}"
        self._related: set[tuple[str, str, str, str]] = set()
        self.network.add_node(self._model, kind="model", label=model, verdict=verdict)

    def add_conflict(self, number: int, conflict: Conflict) -> None:
        """Add a conflict with its members, and the licenses that clash in each."""
        key, verdict = f"conflict:{number}", str(conflict.verdict)
        self.network.add_node(key, kind="conflict", label=f"conflict {number}", verdict=verdict)
        self.network.add_edge(self._model, key, relation="has-conflict")
        for place, member in enumerate(conflict.members, 1):
            fact = f"fact:{number}.{place}"
            self.network.add_node(
                fact, kind=member.kind, label=str(member), verdict=str(member.verdict)
            )
            self.network.add_edge(key, fact, relation="needs")
            if member.use:
                self._add_use(fact, member)
            else:
                self._add_requirement(fact, member)

    def _add_use(self, fact: str, member: Member) -> None:
        names = member.path
        for made, source in pairwise(names):
            use = member.use if source == names[-1] else ""
            self._relate(self._work(made), self._work(source), "derived-from", use)
        self.network.add_edge(fact, self._work(names[-2]), relation="about")
        for pairing in member.pairings:
            into = self._license(self._work(names[-1]), pairing.inbound)
            out = self._license(self._work(names[-2]), pairing.outbound)
            reasons = "; ".join(map(str, pairing.grounds))
            verdict = str(pairing.verdict)
            self.network.add_edge(
                into, out, relation="clashes-with", use=member.use, reason=reasons, verdict=verdict
            )

    def _add_requirement(self, fact: str, member: Member) -> None:
        key = f"class:{member.asks}"
        self.network.add_node(key, kind="class", label=member.asks, verdict=str(member.verdict))
        self.network.add_edge(fact, key, relation="about")
        component = self._work(member.component)
        self._relate(key, component, "requires", "")
        for pairing in member.pairings:
            if member.license:
                license = self._license(component, pairing.inbound)
                self.network.nodes[license]["verdict"] = str(pairing.verdict)
            reason = "; ".join(map(str, pairing.grounds))
            self.network.nodes[component].update(verdict=str(pairing.verdict), reason=reason)

    def add_solution(self, solution: Solution) -> None:
        """Add every component and work with what is elected, and the uses among them."""
        keys = []
        for each in solution.elected:
            key = self._work(" <- ".join(each.path))
            self.network.nodes[key]["verdict"] = "yes"
            keys.append(key)
            if each.own:
                self._relate(self._model, key, "has-component", "")
            for leaf in dict.fromkeys(each.license.leaves):
                self._license(key, str(leaf))
        for link in trace(solution.model).links:
            self._relate(keys[link.result], keys[link.source], "derived-from", link.use)

    def _work(self, name: str) -> str:
        key = f"part:{name}"
        if key not in self.network:
            self.network.add_node(key, kind="component", label=name.rpartition(" <- ")[2])
        return key

    def _license(self, part: str, name: str) -> str:
        key = f"license:{name}"
        if key not in self.network:
            self.network.add_node(key, kind="license", label=name)
        self._relate(part, key, "licensed-under", "")
        return key

    def _relate(self, source: str, target: str, relation: str, use: str) -> None:
        if (source, target, relation, use) not in self._related:
            self._related.add((source, target, relation, use))
            more = {"use": use} if use else {}
            self.network.add_edge(source, target, relation=relation, **more)
