# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the words of SPDX 3 mean for licenses: its classes, purposes and properties.

The words are those of SPDX 3.0.1. Those of 3.0.0, of the drafts before it and of the draft
of 3.1 are listed where they differ.
"""

from __future__ import annotations

__all__ = [
    "ABSTRACT",
    "ARTIFACTS",
    "CLASS_NAMES",
    "CORE",
    "DATASETS",
    "DOCUMENTS",
    "EVALUATION",
    "KNOWN_KINDS",
    "LICENSES",
    "PARAMETERS",
    "PREFIXED",
    "PROPERTY_NAMES",
    "PURPOSES",
    "SUPPORT",
    "Artifact",
    "Purpose",
]

import re

from attrs import frozen

PARAMETERS = "Model parameters (Final)"
DATASETS = "Datasets"
EVALUATION = "Evaluation data"
SUPPORT = "Supporting libraries and tools"


@frozen
class Artifact:
    """A class whose elements are components.

    Attributes:
        kind: what they are called in a model.
        role: ``model``, ``data``, ``code`` or ``document``; empty if the class does not say.
        part_of: the component of the framework; empty if none.
    """

    kind: str
    role: str = ""
    part_of: str = ""


#: Classes whose elements are components, by name without profile.
ARTIFACTS: dict[str, Artifact] = {
    "AIPackage": Artifact("ai-package", "model", PARAMETERS),
    "DatasetPackage": Artifact("dataset-package", "data", DATASETS),
    "Dataset": Artifact("dataset-package", "data", DATASETS),
    "Package": Artifact("package", "code", SUPPORT),
    "File": Artifact("file"),
    "Snippet": Artifact("snippet"),
    "SoftwareArtifact": Artifact("artifact"),
    "Artifact": Artifact("artifact"),
}


@frozen
class Purpose:
    """A purpose of a software artifact.

    Attributes:
        role: ``model``, ``data``, ``code`` or ``document``; empty if it does not say.
        part_of: the component of the framework that a package is part of; a file is part
            of it only if it holds a model or data.
    """

    role: str = ""
    part_of: str = ""


_SOFTWARE = Purpose("code", SUPPORT)

#: All values of ``software_primaryPurpose``.
PURPOSES: dict[str, Purpose] = {
    "application": _SOFTWARE,
    "archive": Purpose("", SUPPORT),
    "bom": Purpose("document"),
    "configuration": Purpose(),
    "container": _SOFTWARE,
    "data": Purpose("data", DATASETS),
    "device": Purpose(),
    "deviceDriver": _SOFTWARE,
    "diskImage": _SOFTWARE,
    "documentation": Purpose("document"),
    "evidence": Purpose(),
    "executable": _SOFTWARE,
    "file": Purpose("", SUPPORT),
    "filesystemImage": _SOFTWARE,
    "firmware": _SOFTWARE,
    "framework": _SOFTWARE,
    "install": _SOFTWARE,
    "library": _SOFTWARE,
    "manifest": Purpose(),
    "model": Purpose("model", PARAMETERS),
    "module": _SOFTWARE,
    "operatingSystem": _SOFTWARE,
    "other": Purpose("", SUPPORT),
    "patch": _SOFTWARE,
    "platform": _SOFTWARE,
    "requirement": Purpose("document"),
    "source": _SOFTWARE,
    "specification": Purpose("document"),
    "test": _SOFTWARE,
}

#: Names of documents that say what component they are.
DOCUMENTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<![a-z]){words}(?![a-z])", re.IGNORECASE), part)
    for words, part in (
        (r"model[ _-]?card", "Model card"),
        (r"data(?:set)?[ _-]?(?:card|sheet)", "Data card"),
        (r"technical[ _-]?report", "Technical report"),
        (r"research[ _-]?paper", "Research paper"),
        (r"evaluation[ _-]?results?", "Evaluation results"),
    )
)

#: Classes of licenses, and of what is added to them.
LICENSES = frozenset(
    {
        "AnyLicense", "AnyLicenseInfo", "ConjunctiveLicenseSet", "CustomLicense",
        "CustomLicenseAddition", "DisjunctiveLicenseSet", "ExtendableLicense",
        "IndividualLicense", "IndividualLicensingInfo", "License", "LicenseAddition",
        "LicenseExpression", "ListedLicense", "ListedLicenseException", "NoAssertionLicense",
        "NoneLicense", "OrLaterOperator", "SimpleLicensingText", "WithAdditionOperator",
    }
)  # fmt: skip

#: Classes that only have subclasses.
ABSTRACT = frozenset(
    {
        "AnyLicenseInfo", "Artifact", "Element", "ExtendableLicense", "License",
        "LicenseAddition", "SoftwareArtifact",
    }
)  # fmt: skip

#: All other classes of which elements are expected.
KNOWN_KINDS = (
    LICENSES
    | ARTIFACTS.keys()
    | {
        "Agent", "Annotation", "Bom", "Build", "Bundle", "CreationInfo", "Element",
        "IndividualElement", "Organization", "Person", "Sbom", "SoftwareAgent",
        "SpdxDocument", "Tool", "Vulnerability",
    }
)  # fmt: skip

#: Properties that have a profile in their names, by name without it.
PREFIXED: dict[str, str] = {
    "additionalPurpose": "software_additionalPurpose",
    "copyrightText": "software_copyrightText",
    "customIdToLicense": "simplelicensing_customIdToLicense",
    "customIdToUri": "simplelicensing_customIdToUri",
    "downloadLocation": "software_downloadLocation",
    "licenseExpression": "simplelicensing_licenseExpression",
    "member": "expandedlicensing_member",
    "packageUrl": "software_packageUrl",
    "packageVersion": "software_packageVersion",
    "primaryPurpose": "software_primaryPurpose",
    "snippetFromFile": "software_snippetFromFile",
    "subjectAddition": "expandedlicensing_subjectAddition",
    "subjectExtendableLicense": "expandedlicensing_subjectExtendableLicense",
    "subjectLicense": "expandedlicensing_subjectLicense",
}

#: Properties without a profile in their names: those of Core in 3.0.1.
CORE = frozenset(
    {
        "algorithm", "annotationType", "beginIntegerRange", "builtTime", "comment",
        "completeness", "contentType", "context", "created", "createdBy", "createdUsing",
        "creationInfo", "dataLicense", "definingArtifact", "description", "element", "elementValue",
        "endIntegerRange", "endTime", "extension", "externalIdentifier",
        "externalIdentifierType", "externalRef", "externalRefType", "externalSpdxId", "from",
        "hashValue", "identifier", "identifierLocator", "import", "issuingAuthority", "key",
        "locationHint", "locator", "name", "namespace", "namespaceMap", "originatedBy",
        "packageVerificationCodeExcludedFile", "prefix", "profileConformance",
        "relationshipType", "releaseTime", "rootElement", "scope", "spdxId", "specVersion",
        "standardName", "startTime", "statement", "subject", "suppliedBy", "summary",
        "supportLevel", "to", "type", "validUntilTime", "value", "verifiedUsing",
    }
)  # fmt: skip

#: Names of classes and properties as SPDX 3 writes them, by the same in small letters.
CLASS_NAMES = {
    name.casefold(): name
    for name in (*KNOWN_KINDS, "LifecycleScopedRelationship", "Relationship", "ExternalMap")
}
PROPERTY_NAMES = {
    name.casefold(): name
    for name in (
        *CORE, *PREFIXED, "additionId", "additionText", "licenseId", "licenseText", "seeAlso",
    )
}  # fmt: skip
