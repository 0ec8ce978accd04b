# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the relationship types of SPDX 2 say about the use of one element for another."""

from __future__ import annotations

__all__ = ["RELATIONS", "Relation", "relation", "written_as"]

from attrs import frozen


@frozen
class Relation:
    """What a relationship ``A TYPE B`` says.

    Attributes:
        use: a key of :data:`openlic.terms.USES`; empty if it says nothing about licenses.
        result: which of the two is made with the other, ``A`` or ``B``.
        why: the meaning of the type in a few words (SPDX 2.3, clause 11.1, table 68).
    """

    use: str
    result: str
    why: str

    def made(self, left: str, right: str) -> tuple[str, str]:
        """Return result and source of the elements on the left and right."""
        return (left, right) if self.result == "A" else (right, left)


#: Every relationship type of SPDX 2.3.
RELATIONS: dict[str, Relation] = {
    "AMENDS": Relation("", "", "the SPDX document A corrects B"),
    "ANCESTOR_OF": Relation("modify", "B", "B was made from A, by the same line of work"),
    "BUILD_DEPENDENCY_OF": Relation("tool", "B", "A is needed to build B"),
    "BUILD_TOOL_OF": Relation("tool", "B", "A is used to build B"),
    "CONTAINED_BY": Relation("aggregate", "B", "A is in B"),
    "CONTAINS": Relation("aggregate", "A", "B is in A; how it is combined is not said"),
    "COPY_OF": Relation("combine", "A", "A is an exact copy of B"),
    "DATA_FILE_OF": Relation("include-data", "B", "A is a data file used in B"),
    "DEPENDENCY_MANIFEST_OF": Relation("", "", "A lists dependencies of B"),
    "DEPENDENCY_OF": Relation("link-dynamic", "B", "B depends on A"),
    "DEPENDS_ON": Relation("link-dynamic", "A", "A depends on B"),
    "DESCENDANT_OF": Relation("modify", "A", "A was made from B, by the same line of work"),
    "DESCRIBED_BY": Relation("", "", "the SPDX document B describes A"),
    "DESCRIBES": Relation("", "", "the SPDX document A describes B"),
    "DEV_DEPENDENCY_OF": Relation("tool", "B", "A is needed to develop B"),
    "DEV_TOOL_OF": Relation("tool", "B", "A is used to develop B"),
    "DISTRIBUTION_ARTIFACT": Relation("aggregate", "A", "who distributes A distributes B too"),
    "DOCUMENTATION_OF": Relation("aggregate", "B", "A documents B, and stands beside it"),
    "DYNAMIC_LINK": Relation("link-dynamic", "A", "A links dynamically to B"),
    "EXAMPLE_OF": Relation("", "", "A is an example of B"),
    "EXPANDED_FROM_ARCHIVE": Relation("aggregate", "B", "A was in the archive B"),
    "FILE_ADDED": Relation("combine", "B", "the file A was added to B"),
    "FILE_DELETED": Relation("", "", "the file A was removed from B"),
    "FILE_MODIFIED": Relation("modify", "A", "the file A is B, changed"),
    "GENERATED_FROM": Relation("combine", "A", "A was generated from B"),
    "GENERATES": Relation("combine", "B", "B was generated from A"),
    "HAS_PREREQUISITE": Relation("link-dynamic", "A", "A needs B to run"),
    "METAFILE_OF": Relation("", "", "A is a file about B"),
    "OPTIONAL_COMPONENT_OF": Relation("aggregate", "B", "A may be in B"),
    "OPTIONAL_DEPENDENCY_OF": Relation("link-dynamic", "B", "B may depend on A"),
    "OTHER": Relation("", "", "what a comment says"),
    "PACKAGE_OF": Relation("aggregate", "B", "the package A is a part of B"),
    "PATCH_APPLIED": Relation("combine", "B", "the patch A was applied to B"),
    "PATCH_FOR": Relation("modify", "A", "A is a patch for B"),
    "PREREQUISITE_FOR": Relation("link-dynamic", "B", "B needs A to run"),
    "PROVIDED_DEPENDENCY_OF": Relation("link-dynamic", "B", "B depends on A, which is there"),
    "REQUIREMENT_DESCRIPTION_FOR": Relation("", "", "A says what B has to do"),
    "RUNTIME_DEPENDENCY_OF": Relation("link-dynamic", "B", "B needs A to run"),
    "SPECIFICATION_FOR": Relation("", "", "A specifies B"),
    "STATIC_LINK": Relation("link-static", "A", "A links statically to B"),
    "TEST_CASE_OF": Relation("tool", "B", "A is a test case for B"),
    "TEST_DEPENDENCY_OF": Relation("tool", "B", "A is needed to test B"),
    "TEST_OF": Relation("tool", "B", "A tests B"),
    "TEST_TOOL_OF": Relation("tool", "B", "A is used to test B"),
    "VARIANT_OF": Relation("", "", "A and B are variants; which came first is not clear"),
}

#: Starts the comment of an OTHER relationship that says a use SPDX 2 has no type for.
_USE_COMMENT = "openlic use: "

#: The type by which a use is written, and which side of it the result is on.
_WRITTEN = {
    "aggregate": ("CONTAINS", "A"),
    "combine": ("GENERATED_FROM", "A"),
    "include-data": ("DATA_FILE_OF", "B"),
    "link-dynamic": ("DEPENDS_ON", "A"),
    "link-static": ("STATIC_LINK", "A"),
    "modify": ("DESCENDANT_OF", "A"),
    "tool": ("BUILD_TOOL_OF", "B"),
}


def relation(type: str, comment: object = None) -> Relation | None:
    """Return what a relationship type says; None if there is no such type.

    Parameters:
        type: in any case, with underscores or hyphens.
        comment: of the relationship.

    >>> relation("DEPENDENCY_OF").made("lib", "app")
    ('app', 'lib')
    """
    found = RELATIONS.get(type) or RELATIONS.get(type.strip().upper().replace("-", "_"))
    if found is RELATIONS["OTHER"] and isinstance(comment, str):
        from openlic.terms import USES

        use = comment.removeprefix(_USE_COMMENT)
        if use != comment and use in USES:
            return Relation(use, "A", comment)
    return found


def written_as(use: str, result: str, source: str) -> dict[str, str]:
    """Return the relationship that says a use, as SPDX 2.3 JSON has it.

    >>> written_as("tool", "app", "compiler")["relationshipType"]
    'BUILD_TOOL_OF'
    """
    type, side = _WRITTEN.get(use, ("OTHER", "A"))
    left, right = (result, source) if side == "A" else (source, result)
    entry = {
        "spdxElementId": left,
        "relationshipType": type,
        "relatedSpdxElement": right,
    }
    if type == "OTHER":
        entry["comment"] = _USE_COMMENT + use
    return entry
