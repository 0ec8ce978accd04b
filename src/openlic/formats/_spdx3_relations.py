# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the relationships of SPDX 3 mean for licenses."""

from __future__ import annotations

__all__ = [
    "COMPONENT_USES",
    "RELATIONS",
    "TESTING",
    "TOOL_SCOPES",
    "TRAINING",
    "USE_COMMENT",
    "Relation",
    "choose_use",
    "read_relation",
    "relation_of",
]

from collections.abc import Mapping

from attrs import frozen

from openlic.terms import USES

#: Uses that depend on what is related, by the roles of result and source. Where a pair has no
#: entry, the one of the result without a source holds, and then the one without both.
COMPONENT_USES: dict[str, dict[tuple[str, str], str]] = {
    # What is needed: parameters are read by programs, they are not linked with them.
    "needs": {
        ("", ""): "link-dynamic",
        ("model", ""): "aggregate",
        ("model", "data"): "train-on",
        ("model", "code"): "tool",
        ("data", ""): "aggregate",
        ("data", "code"): "tool",
        ("code", "data"): "include-data",
        ("code", "model"): "aggregate",
        ("code", "document"): "aggregate",
        ("document", ""): "aggregate",
    },
    # What was made from an earlier work
    "derives": {("", ""): "modify", ("model", "model"): "fine-tune", ("model", "data"): "train-on"},
    # Variants may stand side by side; only of models one is trained from the other.
    "varies": {("", ""): "", ("model", "model"): "fine-tune"},
    # What came out when the source was run, compiled or converted
    "results": {
        ("", ""): "combine",
        ("model", "code"): "tool",
        ("model", "data"): "train-on",
        ("model", "model"): "fine-tune",
        ("data", "code"): "tool",
        ("data", "data"): "modify",
        ("data", "model"): "generate",
        ("data", ""): "modify",
        ("document", "code"): "tool",
        ("document", "model"): "generate",
        ("code", "model"): "generate",
        ("", "model"): "generate",
    },
    # Training that starts from a model
    "trains": {("", ""): "train-on", ("model", "model"): "fine-tune"},
}


@frozen
class Relation:
    """What a relationship says of licenses.

    Attributes:
        use: a use, or a key of :data:`COMPONENT_USES`; empty if it says nothing.
        backwards: whether ``to`` is made from ``from``, not ``from`` from ``to``.
    """

    use: str = ""
    backwards: bool = False


_NOTHING = Relation()
_AGGREGATES = Relation("aggregate")
_NEEDS = Relation("needs")

#: All types of relationship: those of 3.0.1, then those of 3.0.0 and of the draft of 3.1.
RELATIONS: dict[str, Relation] = {
    "affects": _NOTHING,
    "amendedBy": Relation("derives", backwards=True),
    "ancestorOf": Relation("derives", backwards=True),
    "availableFrom": _NOTHING,
    "configures": _NOTHING,
    "contains": _AGGREGATES,
    "coordinatedBy": _NOTHING,
    "copiedTo": Relation("combine", backwards=True),
    "delegatedTo": _NOTHING,
    "dependsOn": _NEEDS,
    "descendantOf": Relation("derives"),
    "describes": _NOTHING,
    "doesNotAffect": _NOTHING,
    "expandsTo": _AGGREGATES,
    "exploitCreatedBy": _NOTHING,
    "fixedBy": _NOTHING,
    "fixedIn": _NOTHING,
    "foundBy": _NOTHING,
    "generates": Relation("results", backwards=True),
    "hasAddedFile": _AGGREGATES,
    "hasAssessmentFor": _NOTHING,
    "hasAssociatedVulnerability": _NOTHING,
    "hasConcludedLicense": _NOTHING,
    "hasDataFile": Relation("include-data"),
    "hasDeclaredLicense": _NOTHING,
    "hasDeletedFile": _NOTHING,
    "hasDependencyManifest": _NOTHING,
    "hasDistributionArtifact": Relation("aggregate", backwards=True),
    "hasDocumentation": _AGGREGATES,
    "hasDynamicLink": Relation("link-dynamic"),
    "hasEvidence": _NOTHING,
    "hasExample": _NOTHING,
    "hasHost": _NOTHING,
    "hasInput": Relation("results"),
    "hasMetadata": _NOTHING,
    "hasOptionalComponent": _AGGREGATES,
    "hasOptionalDependency": _NEEDS,
    "hasOutput": Relation("results", backwards=True),
    "hasPrerequisite": _NEEDS,
    "hasProvidedDependency": _NEEDS,
    "hasRequirement": _NOTHING,
    "hasSpecification": _NOTHING,
    "hasStaticLink": Relation("link-static"),
    "hasTest": Relation("tool"),
    "hasTestCase": Relation("tool"),
    "hasVariant": Relation("varies", backwards=True),
    "invokedBy": _NOTHING,
    "modifiedBy": Relation("derives", backwards=True),
    "other": _NOTHING,
    "packagedBy": Relation("aggregate", backwards=True),
    "patchedBy": Relation("derives", backwards=True),
    "publishedBy": _NOTHING,
    "reportedBy": _NOTHING,
    "republishedBy": _NOTHING,
    "serializedInArtifact": _NOTHING,
    "testedOn": Relation("evaluate-on"),
    "trainedOn": Relation("trains"),
    "underInvestigationFor": _NOTHING,
    "usesTool": Relation("tool"),
    # 3.0.0
    "hasInputs": Relation("results"),
    "hasOutputs": Relation("results", backwards=True),
    # Draft of 3.1
    "assumes": _NOTHING,
    "conformsTo": _NOTHING,
    "createdBy": _NOTHING,
    "evaluatedOn": Relation("evaluate-on"),
    "finetunedOn": Relation("trains"),
    "follows": _NOTHING,
    "hasContactPoint": _NOTHING,
    "hasNeed": _NOTHING,
    "hasResolution": _NOTHING,
    "hasRoleIn": _NOTHING,
    "implementedBy": _NOTHING,
    "isQualifiedFor": _NOTHING,
    "locatedAt": _NOTHING,
    "performedBy": _NOTHING,
    "pretrainedOn": Relation("trains"),
    "providesSupportFor": _NOTHING,
    "resolved": _NOTHING,
    "runsOn": _NOTHING,
    "satisfies": _NOTHING,
    "tracedToDetail": _NOTHING,
    "validatedOn": Relation("evaluate-on"),
    "verifiedBy": _NOTHING,
}

#: Relationships that lead to what a model was trained on, and to what it was evaluated on.
TRAINING = frozenset({"trainedOn", "finetunedOn", "pretrainedOn"})
TESTING = frozenset({"testedOn", "evaluatedOn", "validatedOn"})

#: Names in drafts before 3.0.0.
_FORMER_NAMES: dict[str, str] = {
    "ancestor": "descendantOf",
    "buildTool": "usesTool",
    "concludedLicense": "hasConcludedLicense",
    "copy": "copiedTo",
    "dataFile": "hasDataFile",
    "declaredLicense": "hasDeclaredLicense",
    "descendant": "ancestorOf",
    "devTool": "usesTool",
    "documentation": "hasDocumentation",
    "dynamicLink": "hasDynamicLink",
    "expandedFromArchive": "expandsTo",
    "fileAdded": "hasAddedFile",
    "fileDeleted": "hasDeletedFile",
    "fileModified": "modifiedBy",
    "optionalComponent": "hasOptionalComponent",
    "optionalDependency": "hasOptionalDependency",
    "packages": "packagedBy",
    "patch": "patchedBy",
    "prerequisite": "hasPrerequisite",
    "providedDependency": "hasProvidedDependency",
    "runtimeDependency": "dependsOn",
    "staticLink": "hasStaticLink",
    "test": "hasTest",
    "testCase": "hasTestCase",
    "testTool": "usesTool",
    "variant": "hasVariant",
}


def _folded(names: Mapping[str, str]) -> dict[str, str]:
    return {name.casefold(): type for name, type in names.items()}


_TYPES = _folded(_FORMER_NAMES) | _folded({name: name for name in RELATIONS})


def read_relation(word: str) -> str | None:
    """Return the type of relationship that a word stands for, or None.

    Parameters:
        word: without profile; case and underscores do not matter.

    >>> read_relation("DEPENDS_ON"), read_relation("staticLink"), read_relation("likes")
    ('dependsOn', 'hasStaticLink', None)
    """
    return _TYPES.get(word.replace("_", "").casefold())


#: Scopes in which what is needed is not shipped.
TOOL_SCOPES = frozenset({"build", "design", "development", "test"})

#: Starts the comment of a relationship ``other`` that says a use without a type of its own.
USE_COMMENT = "openlic use: "


def relation_of(type: str, comment: str) -> Relation:
    """Return what a relationship says of licenses.

    Parameters:
        type: a key of :data:`RELATIONS`.
        comment: of the relationship.

    >>> relation_of("other", "openlic use: distill").use
    'distill'
    """
    use = comment.removeprefix(USE_COMMENT)
    if type == "other" and use != comment and use in USES:
        return Relation(use)
    return RELATIONS[type]


def choose_use(use: str, result: str, source: str) -> str:
    """Return the use that a relationship stands for between two works; empty if none.

    Parameters:
        use: of the relationship.
        result: role of the work that was made.
        source: role of the work that was used for it.

    >>> choose_use("needs", "model", "data"), choose_use("tool", "model", "data")
    ('train-on', 'tool')
    """
    if use not in COMPONENT_USES:
        return use
    uses = COMPONENT_USES[use]
    return uses.get((result, source)) or uses.get((result, "")) or uses["", ""]
