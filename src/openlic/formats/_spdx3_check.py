# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What SPDX 3 does not allow, as far as it matters for reading licenses.

This is no validation: only names and the identity of elements are looked at.
"""

from __future__ import annotations

__all__ = ["check_nodes"]

from openlic.formats._spdx3_graph import Graph, Node
from openlic.formats._spdx3_terms import ABSTRACT, CORE, KNOWN_KINDS, PREFIXED
from openlic.formats._spdx3_values import local_name

#: Properties that are known by their names.
_KNOWN = CORE | PREFIXED.keys()

_SEE_MODEL = "see the model of SPDX 3"


def check_nodes(graph: Graph) -> None:
    """Note what the format does not allow.

    Parameters:
        graph: the nodes; findings go to its doubts.
    """
    for node in graph.nodes:
        _check_names(graph, node)
        is_element = node.kind in KNOWN_KINDS or node.kind.endswith("Relationship")
        if is_element and node.kind != "CreationInfo":
            _check_element(graph, node)
        elif not is_element and "spdxId" in node.fields:
            graph.doubts.warn(f"{node.type!r} is read as nothing", "", node.place)


def _check_names(graph: Graph, node: Node) -> None:
    if local_name(node.type) != node.kind:
        repair = f"write {node.kind!r} with its profile"
        graph.doubts.warn(f"there is no class {node.type!r}", repair, node.place)
    for name, (written, _) in node.fields.items():
        is_core = name in CORE or name.startswith("@")
        if local_name(written) == name and (written != name or is_core):
            continue
        repair = f"write `{PREFIXED.get(name, name)}`" if name in _KNOWN else _SEE_MODEL
        graph.doubts.warn(f"there is no property `{written}`", repair, node.place)


def _check_element(graph: Graph, node: Node) -> None:
    for name in ("spdxId", "creationInfo"):
        if name not in node.fields:
            message = f"an element has no `{name}`"
            graph.doubts.warn(message, f"add its `{name}`", node.place)
    if node.kind in ABSTRACT:
        message = f"the class {node.type!r} has no elements of its own"
        graph.doubts.warn(message, "use one of its subclasses", node.place)
