# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""SPDX 2 documents in their five forms."""

from __future__ import annotations

import builtins
import json
import sys
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import given

from fuzzing import fuzzing, mutated_bytes, mutated_json, reads_or_refuses
from openlic.errors import InputError, MissingPackageError
from openlic.findings import Finding
from openlic.formats import _spdx2, _spdx2_check
from openlic.formats import load as load_any
from openlic.formats._source import Source
from openlic.formats._spdx2_relations import RELATIONS, relation, written_as
from openlic.formats._spdx2_values import SameLicense
from openlic.model import Component, GlobalLicense, LicenseFact, LocalLicense, Model, Origin
from openlic.terms import USES

MIT_TEXT = "MIT License\n\nPermission is hereby granted, free of charge"

DOCUMENT: dict[str, Any] = {
    "spdxVersion": "SPDX-2.3",
    "dataLicense": "CC0-1.0",
    "SPDXID": "SPDXRef-DOCUMENT",
    "name": "greeter",
    "documentNamespace": "https://example.com/greeter",
    "creationInfo": {"created": "2024-01-01T00:00:00Z", "creators": ["Tool: hand"]},
    "documentDescribes": ["SPDXRef-app"],
    "externalDocumentRefs": [
        {
            "externalDocumentId": "DocumentRef-other",
            "spdxDocument": "https://example.com/other",
            "checksum": {"algorithm": "SHA1", "checksumValue": "a" * 40},
        }
    ],
    "packages": [
        {
            "SPDXID": "SPDXRef-app",
            "name": "greeter",
            "versionInfo": "1.10",
            "downloadLocation": "NOASSERTION",
            "filesAnalyzed": True,
            "licenseConcluded": "NOASSERTION",
            "licenseDeclared": "(MIT OR Apache-2.0)",
            "copyrightText": "2024 Greeter",
            "originator": "Organization: Greeters Inc.",
            "supplier": "Person: Jo",
            "summary": "It greets",
            "primaryPackagePurpose": "APPLICATION",
            "hasFiles": ["SPDXRef-main"],
        },
        {
            "SPDXID": "SPDXRef-lib",
            "name": "words",
            "versionInfo": "2",
            "downloadLocation": "NOASSERTION",
            "filesAnalyzed": False,
            "licenseConcluded": "LicenseRef-words",
            "licenseDeclared": "BSD-3-Clause",
            "copyrightText": "NOASSERTION",
            "supplier": "NOASSERTION",
        },
    ],
    "files": [
        {
            "SPDXID": "SPDXRef-main",
            "fileName": "./main.py",
            "fileTypes": ["SOURCE"],
            "checksums": [{"algorithm": "SHA1", "checksumValue": "b" * 40}],
            "licenseConcluded": "MIT",
            "licenseInfoInFiles": ["MIT", "Apache-2.0"],
            "copyrightText": "NOASSERTION",
            "annotations": [
                {
                    "annotationDate": "2024-01-01T00:00:00Z",
                    "annotationType": "OTHER",
                    "annotator": "Person: Jo",
                    "comment": "seen",
                }
            ],
        }
    ],
    "snippets": [
        {
            "SPDXID": "SPDXRef-part",
            "name": "a part",
            "snippetFromFile": "SPDXRef-main",
            "ranges": [
                {
                    "startPointer": {"offset": 1, "reference": "SPDXRef-main"},
                    "endPointer": {"offset": 20, "reference": "SPDXRef-main"},
                }
            ],
            "licenseConcluded": "GPL-2.0-only",
            "licenseInfoInSnippets": ["GPL-2.0-only"],
            "copyrightText": "NOASSERTION",
        }
    ],
    "relationships": [
        {
            "spdxElementId": "SPDXRef-app",
            "relationshipType": "DEPENDS_ON",
            "relatedSpdxElement": "SPDXRef-lib",
        },
        {
            "spdxElementId": "SPDXRef-app",
            "relationshipType": "STATIC_LINK",
            "relatedSpdxElement": "DocumentRef-other:SPDXRef-math",
        },
        {
            "spdxElementId": "SPDXRef-app",
            "relationshipType": "GENERATED_FROM",
            "relatedSpdxElement": "NOASSERTION",
        },
    ],
    "hasExtractedLicensingInfos": [
        {
            "licenseId": "LicenseRef-words",
            "name": "Words License",
            "extractedText": MIT_TEXT,
            "seeAlsos": ["https://example.com/license"],
        }
    ],
}

TAGS = """\
SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: greeter
DocumentNamespace: https://example.com/greeter
ExternalDocumentRef: DocumentRef-other https://example.com/other SHA1: {sha}
Creator: Tool: hand
Created: 2024-01-01T00:00:00Z

# What there is
PackageName: greeter
SPDXID: SPDXRef-app
PackageVersion: 1.10
PackageOriginator: Organization: Greeters Inc.
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: true
PackageLicenseConcluded: NOASSERTION
PackageLicenseDeclared: (MIT OR Apache-2.0)
PackageCopyrightText: <text>2024
Greeter</text>
PrimaryPackagePurpose: APPLICATION

FileName: ./main.py
SPDXID: SPDXRef-main
FileType: SOURCE
FileChecksum: SHA1: {sha}
LicenseConcluded: MIT
LicenseInfoInFile: MIT
LicenseInfoInFile: Apache-2.0
FileCopyrightText: NOASSERTION

SnippetSPDXID: SPDXRef-part
SnippetFromFileSPDXID: SPDXRef-main
SnippetByteRange: 1:20
SnippetLicenseConcluded: GPL-2.0-only
LicenseInfoInSnippet: GPL-2.0-only
SnippetCopyrightText: NOASSERTION

PackageName: words
SPDXID: SPDXRef-lib
PackageVersion: 2
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: false
PackageLicenseConcluded: LicenseRef-words
PackageLicenseDeclared: BSD-3-Clause
PackageCopyrightText: NOASSERTION

LicenseID: LicenseRef-words
LicenseName: Words License
LicenseCrossReference: https://example.com/license
ExtractedText: <text>MIT License

Permission is hereby granted, free of charge</text>

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app
Relationship: SPDXRef-app DEPENDS_ON SPDXRef-lib
RelationshipComment: <text>it does</text>

Annotator: Person: Jo
AnnotationDate: 2024-01-01T00:00:00Z
AnnotationType: OTHER
SPDXREF: SPDXRef-main
AnnotationComment: seen
""".format(sha="b" * 40)

RDF = """\
<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:spdx="http://spdx.org/rdf/terms#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <spdx:SpdxDocument rdf:about="https://example.com/greeter#SPDXRef-DOCUMENT">
    <spdx:specVersion>SPDX-2.3</spdx:specVersion>
    <spdx:name>greeter</spdx:name>
    <spdx:dataLicense rdf:resource="http://spdx.org/licenses/CC0-1.0"/>
    <spdx:creationInfo>
      <spdx:CreationInfo>
        <spdx:creator>Tool: hand</spdx:creator>
        <spdx:created>2024-01-01T00:00:00Z</spdx:created>
      </spdx:CreationInfo>
    </spdx:creationInfo>
    <spdx:externalDocumentRef>
      <spdx:ExternalDocumentRef rdf:about="https://example.com/greeter#DocumentRef-other">
        <spdx:spdxDocument rdf:resource="https://example.com/other"/>
        <spdx:checksum>
          <spdx:Checksum>
            <spdx:algorithm rdf:resource="http://spdx.org/rdf/terms#checksumAlgorithm_sha1"/>
            <spdx:checksumValue>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</spdx:checksumValue>
          </spdx:Checksum>
        </spdx:checksum>
      </spdx:ExternalDocumentRef>
    </spdx:externalDocumentRef>
    <spdx:hasExtractedLicensingInfo>
      <spdx:ExtractedLicensingInfo rdf:about="https://example.com/greeter#LicenseRef-words">
        <spdx:licenseId>LicenseRef-words</spdx:licenseId>
        <spdx:extractedText>MIT License</spdx:extractedText>
        <rdfs:seeAlso>https://example.com/license</rdfs:seeAlso>
      </spdx:ExtractedLicensingInfo>
    </spdx:hasExtractedLicensingInfo>
    <spdx:describesPackage>
      <spdx:Package rdf:about="https://example.com/greeter#SPDXRef-app">
        <spdx:name>greeter</spdx:name>
        <spdx:versionInfo>1.10</spdx:versionInfo>
        <spdx:downloadLocation rdf:resource="http://spdx.org/rdf/terms#noassertion"/>
        <spdx:filesAnalyzed rdf:datatype="http://www.w3.org/2001/XMLSchema#boolean">false</spdx:filesAnalyzed>
        <spdx:licenseConcluded rdf:resource="http://spdx.org/rdf/terms#noassertion"/>
        <spdx:licenseDeclared>
          <spdx:DisjunctiveLicenseSet>
            <spdx:member>
              <spdx:ConjunctiveLicenseSet>
                <spdx:member rdf:resource="http://spdx.org/licenses/MIT"/>
                <spdx:member rdf:resource="https://example.com/greeter#LicenseRef-words"/>
              </spdx:ConjunctiveLicenseSet>
            </spdx:member>
            <spdx:member>
              <spdx:WithExceptionOperator>
                <spdx:member rdf:resource="http://spdx.org/licenses/GPL-2.0-only"/>
                <spdx:licenseException>
                  <spdx:ListedLicenseException
                      rdf:about="http://spdx.org/licenses/Classpath-exception-2.0">
                    <spdx:licenseExceptionId>Classpath-exception-2.0</spdx:licenseExceptionId>
                  </spdx:ListedLicenseException>
                </spdx:licenseException>
              </spdx:WithExceptionOperator>
            </spdx:member>
          </spdx:DisjunctiveLicenseSet>
        </spdx:licenseDeclared>
        <spdx:primaryPackagePurpose rdf:resource="http://spdx.org/rdf/terms#purpose_operatingSystem"/>
        <spdx:hasFile>
          <spdx:File rdf:about="https://example.com/greeter#SPDXRef-main">
            <spdx:fileName>./main.py</spdx:fileName>
            <spdx:fileType rdf:resource="http://spdx.org/rdf/terms#fileType_source"/>
            <spdx:licenseConcluded>
              <spdx:OrLaterOperator>
                <spdx:member rdf:resource="http://spdx.org/licenses/Apache-1.1"/>
              </spdx:OrLaterOperator>
            </spdx:licenseConcluded>
            <spdx:licenseInfoInFile rdf:resource="http://spdx.org/licenses/Apache-1.1"/>
          </spdx:File>
        </spdx:hasFile>
        <spdx:relationship>
          <spdx:Relationship>
            <spdx:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_dynamicLink"/>
            <spdx:relatedSpdxElement rdf:resource="https://example.com/other#SPDXRef-math"/>
          </spdx:Relationship>
        </spdx:relationship>
      </spdx:Package>
    </spdx:describesPackage>
  </spdx:SpdxDocument>
  <spdx:Snippet rdf:about="https://example.com/greeter#SPDXRef-part">
    <spdx:snippetFromFile rdf:resource="https://example.com/greeter#SPDXRef-main"/>
    <spdx:licenseConcluded>GPL-2.0-only</spdx:licenseConcluded>
    <spdx:licenseInfoInSnippet>GPL-2.0-only</spdx:licenseInfoInSnippet>
  </spdx:Snippet>
</rdf:RDF>
"""


def read(path: Path) -> Model:
    """Read a file whatever it is called."""
    return _spdx2.load(Source(path))


def written(folder: Path, content: str | bytes | dict[str, Any] | list[Any]) -> Path:
    if isinstance(content, (dict, list)):
        content = json.dumps(content)
    path = folder / "document"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def given_text(folder: Path, content: str | bytes | dict[str, Any] | list[Any]) -> Model:
    return read(written(folder, content))


def changed(**changes: Any) -> dict[str, Any]:
    """Return the document with other sections; those that are None are left out."""
    found = {**json.loads(json.dumps(DOCUMENT)), **changes}
    return {key: value for key, value in found.items() if value is not None}


def one_package(**package: Any) -> dict[str, Any]:
    entry = {"SPDXID": "SPDXRef-one", "name": "one", **package}
    sections = dict.fromkeys(("files", "snippets", "relationships", "documentDescribes"))
    return changed(packages=[entry], **sections)


def found_of(model: Model, code: str) -> list[Finding]:
    return [each for each in model.findings if each.code == code]


def uses(model: Model) -> set[tuple[str, str, str]]:
    return {
        (each.name, origin.use, str(origin.component or origin.work))
        for each in model.components
        for origin in each.derived_from
    }


def xml_of(value: Any, tag: str) -> str:
    """Return a document as spdx-tools writes XML: a list is one element after the other."""
    if isinstance(value, list):
        return "".join(xml_of(each, tag) for each in value)
    if isinstance(value, dict):
        return f"<{tag}>{''.join(xml_of(each, key) for key, each in value.items())}</{tag}>"
    return f"<{tag}>{str(value).lower() if isinstance(value, bool) else value}</{tag}>"


class TestComponents:
    @pytest.fixture
    def model(self, tmp_path: Path) -> Model:
        return given_text(tmp_path, DOCUMENT)

    def test_what_is_declared_holds_where_nothing_is_concluded(self, model: Model) -> None:
        app = model.component("greeter")
        assert app.license == app.declared == "(MIT OR Apache-2.0)"

    def test_what_is_concluded_comes_before_what_is_declared(self, model: Model) -> None:
        lib = model.component("words")
        assert (lib.license, lib.declared) == ("LicenseRef-words", "BSD-3-Clause")

    def test_packages_are_parts_of_libraries_and_tools(self, model: Model) -> None:
        app = model.component("greeter")
        assert (app.kind, app.content) == ("package", "code")
        assert app.part_of == "Supporting libraries and tools"

    def test_the_rest_of_a_package_is_read(self, model: Model) -> None:
        app = model.component("greeter")
        assert (app.id, app.version, app.copyright) == ("SPDXRef-app", "1.10", "2024 Greeter")
        assert (app.owner, app.description) == ("Greeters Inc.", "It greets")
        assert model.component("words").owner == ""

    def test_files_and_snippets_are_parts_of_nothing(self, model: Model) -> None:
        file, part = model.component("./main.py"), model.component("a part")
        assert (file.kind, file.content, file.part_of, file.license) == ("file", "code", "", "MIT")
        assert (part.kind, part.content, part.part_of) == ("snippet", "", "")

    def test_relationships_are_uses(self, model: Model) -> None:
        assert uses(model) == {
            ("greeter", "link-dynamic", "words"),
            ("greeter", "link-static", "DocumentRef-other:SPDXRef-math"),
            ("greeter", "aggregate", "./main.py"),
            ("./main.py", "snippet", "a part"),
        }
        assert not found_of(model, "reference-to-nothing")

    def test_every_license_is_noted_as_it_is_written(self, model: Model) -> None:
        assert model.license_facts == tuple(
            LicenseFact(f"SPDXRef-{subject}", field, value)
            for subject, field, value in (
                ("DOCUMENT", "dataLicense", "CC0-1.0"),
                ("app", "licenseConcluded", "NOASSERTION"),
                ("app", "licenseDeclared", "(MIT OR Apache-2.0)"),
                ("lib", "licenseConcluded", "LicenseRef-words"),
                ("lib", "licenseDeclared", "BSD-3-Clause"),
                ("main", "licenseConcluded", "MIT"),
                ("main", "licenseInfoInFiles", "MIT"),
                ("main", "licenseInfoInFiles", "Apache-2.0"),
                ("part", "licenseConcluded", "GPL-2.0-only"),
                ("part", "licenseInfoInSnippets", "GPL-2.0-only"),
            )
        )

    def test_the_document_says_how_much_it_has(self, model: Model) -> None:
        assert dict(model.counts) == {
            "packages": 2,
            "files": 1,
            "snippets": 1,
            "relationships": 3,
            "document_describes": 1,
            "has_files_links": 1,
            "annotations": 1,
            "extracted_licenses": 1,
            "external_document_refs": 1,
        }
        assert (model.name, model.format, model.complete) == ("greeter", "spdx", False)

    def test_extracted_licenses_are_local_ones(self, model: Model) -> None:
        assert model.local_licenses == (
            LocalLicense(
                "LicenseRef-words", "Words License", MIT_TEXT, ("https://example.com/license",)
            ),
        )
        [finding] = found_of(model, "local-license")
        assert finding.message.startswith("'LicenseRef-words' is defined by the file; its text")

    def test_a_license_text_that_is_known_is_named(self, tmp_path: Path) -> None:
        text = "SPDX-License-Identifier: MIT\n"
        licenses = [{"licenseId": "LicenseRef-a", "extractedText": text}]
        model = given_text(tmp_path, changed(hasExtractedLicensingInfos=licenses))
        [finding] = found_of(model, "local-license")
        assert "its text looks like MIT (spdx-tag, 1.00)" in finding.message

    def test_many_local_licenses_are_all_found_and_not_all_compared(self, tmp_path: Path) -> None:
        licenses = [{"licenseId": f"LicenseRef-{n}", "extractedText": "x"} for n in range(60)]
        model = given_text(tmp_path, changed(hasExtractedLicensingInfos=licenses))
        messages = [each.message for each in found_of(model, "local-license")]
        assert len(messages) == 60
        assert sum("its text" in each for each in messages) == 50

    @pytest.mark.parametrize(
        ("purpose", "part_of", "content"),
        [
            (None, "Supporting libraries and tools", "code"),
            ("OPERATING-SYSTEM", "Supporting libraries and tools", "code"),
            ("OPERATING_SYSTEM", "Supporting libraries and tools", "code"),
            ("archive", "Supporting libraries and tools", ""),
            ("DEVICE", "", ""),
            ("SOMETHING", "", ""),
        ],
    )
    def test_the_purpose_of_a_package_says_what_it_is_part_of(
        self, tmp_path: Path, purpose: str | None, part_of: str, content: str
    ) -> None:
        [one] = given_text(tmp_path, one_package(primaryPackagePurpose=purpose)).components
        assert (one.part_of, one.content) == (part_of, content)

    def test_types_of_a_file_that_say_different_things_say_nothing(self, tmp_path: Path) -> None:
        file = {"SPDXID": "SPDXRef-f", "fileName": "f", "fileTypes": ["SOURCE", "DOCUMENTATION"]}
        model = given_text(tmp_path, changed(files=[file]))
        assert model.component("f").content == ""

    @pytest.mark.parametrize(
        ("concluded", "declared", "license"),
        [
            ("NONE", "MIT", "NONE"),
            ("NOASSERTION", "NOASSERTION", "NOASSERTION"),
            ("NOASSERTION", None, "NOASSERTION"),
            (None, "MIT", "MIT"),
            (None, None, None),
            ("", " ", None),
        ],
    )
    def test_what_is_not_known_stays_so(
        self, tmp_path: Path, concluded: str | None, declared: str | None, license: str | None
    ) -> None:
        document = one_package(licenseConcluded=concluded, licenseDeclared=declared)
        assert given_text(tmp_path, document).component("one").license == license

    def test_a_supplier_of_no_stated_kind_is_the_owner(self, tmp_path: Path) -> None:
        [one] = given_text(tmp_path, one_package(supplier="Acme: Works")).components
        assert one.owner == "Acme: Works"

    def test_a_version_may_be_a_number(self, tmp_path: Path) -> None:
        assert given_text(tmp_path, one_package(versionInfo=5)).component("one").version == "5"
        assert given_text(tmp_path, one_package(versionInfo=True)).component("one").version == ""

    def test_elements_without_names_are_called_by_their_ids(self, tmp_path: Path) -> None:
        model = given_text(tmp_path, changed(packages=[{"SPDXID": "SPDXRef-x"}, {}]))
        assert [each.name for each in model.components[:2]] == ["SPDXRef-x", "$.packages[1]"]


class TestDifferences:
    def test_a_concluded_license_that_was_not_declared_is_found(self, tmp_path: Path) -> None:
        [finding] = found_of(given_text(tmp_path, DOCUMENT), "concluded-differs")
        assert "SPDXRef-lib" in finding.message
        assert "'LicenseRef-words' is concluded, and 'BSD-3-Clause' was declared" in finding.message

    @pytest.mark.parametrize(
        ("concluded", "declared"),
        [
            ("MIT OR Apache-2.0", "(Apache-2.0 or MIT)"),
            ("GPL-2.0", "GPL-2.0-only"),
            ("Apache 2", "Apache-2.0"),
            ("NOASSERTION", "MIT"),
            ("something odd", "something odd"),
        ],
    )
    def test_the_same_in_other_words_is_not(
        self, tmp_path: Path, concluded: str, declared: str
    ) -> None:
        document = one_package(licenseConcluded=concluded, licenseDeclared=declared)
        assert not found_of(given_text(tmp_path, document), "concluded-differs")

    def test_no_more_than_fifty_are_listed(self, tmp_path: Path) -> None:
        packages = [
            {
                "SPDXID": f"SPDXRef-{n}",
                "name": "p",
                "licenseConcluded": "MIT",
                "licenseDeclared": "ISC",
            }
            for n in range(60)
        ]
        found = found_of(given_text(tmp_path, changed(packages=packages)), "concluded-differs")
        assert len(found) == 51
        assert "10 more" in found[-1].message

    def test_choice_and_conjunction_differ(self) -> None:
        same = SameLicense()
        assert same("MIT AND (ISC OR 0BSD)", "(0BSD OR ISC) AND MIT")
        assert not same("MIT AND ISC", "MIT OR ISC")
        assert not same("what is this", "what was this")


class TestRelationships:
    def test_the_table_has_every_type_of_spdx_tools(self) -> None:
        types = import_module("spdx_tools.spdx.model").RelationshipType
        assert set(RELATIONS) == {each.name for each in types}
        assert len(RELATIONS) == 45

    def test_every_use_is_known_and_has_a_result(self) -> None:
        for each in RELATIONS.values():
            assert each.why
            assert (each.use in USES and each.result in ("A", "B")) or each.use == each.result == ""

    @pytest.mark.parametrize("type", [type for type, each in RELATIONS.items() if each.use])
    def test_a_type_becomes_its_use_in_its_direction(self, tmp_path: Path, type: str) -> None:
        entry = {
            "spdxElementId": "SPDXRef-app",
            "relationshipType": type,
            "relatedSpdxElement": "SPDXRef-lib",
        }
        model = given_text(tmp_path, changed(relationships=[entry], files=None, snippets=None))
        made, source = (
            ("greeter", "words") if RELATIONS[type].result == "A" else ("words", "greeter")
        )
        assert uses(model) == {(made, RELATIONS[type].use, source)}

    @pytest.mark.parametrize("use", sorted(USES))
    def test_a_written_use_is_read_again(self, use: str) -> None:
        entry = written_as(use, "SPDXRef-a", "SPDXRef-b")
        found = relation(entry["relationshipType"], entry.get("comment"))
        assert found is not None
        assert found.use == use
        sides = (entry["spdxElementId"], entry["relatedSpdxElement"])
        assert found.made(*sides) == ("SPDXRef-a", "SPDXRef-b")

    def test_other_says_nothing_without_a_known_use(self) -> None:
        for comment in (None, 5, "it is", "openlic use: nonsense"):
            found = relation("OTHER", comment)
            assert found is not None
            assert found.use == ""

    def test_types_are_read_in_any_spelling(self) -> None:
        assert relation("depends-on") is RELATIONS["DEPENDS_ON"]
        assert relation("NEEDS") is None

    def test_a_type_that_does_not_exist_is_a_warning(self, tmp_path: Path) -> None:
        entry = {
            "spdxElementId": "SPDXRef-app",
            "relationshipType": "NEEDS",
            "relatedSpdxElement": "SPDXRef-lib",
        }
        model = given_text(tmp_path, changed(relationships=[entry]))
        messages = [each.message for each in found_of(model, "document-warning")]
        assert "$.relationships[0]: there is no relationship type 'NEEDS'" in messages

    def test_what_is_not_there_is_found_once(self, tmp_path: Path) -> None:
        entries = [
            {
                "spdxElementId": "SPDXRef-app",
                "relationshipType": "DEPENDS_ON",
                "relatedSpdxElement": f"SPDXRef-gone-{n % 7}",
            }
            for n in range(14)
        ]
        snippet = {"SPDXID": "SPDXRef-s", "snippetFromFile": "SPDXRef-no-file"}
        model = given_text(tmp_path, changed(relationships=entries, snippets=[snippet]))
        [finding] = found_of(model, "reference-to-nothing")
        assert "8 elements" in finding.message
        assert "'SPDXRef-gone-0'" in finding.message

    def test_cycles_and_relations_to_itself_are_read(self, tmp_path: Path) -> None:
        pairs = [("app", "lib"), ("lib", "app"), ("app", "app")]
        entries = [
            {
                "spdxElementId": f"SPDXRef-{left}",
                "relationshipType": "DEPENDS_ON",
                "relatedSpdxElement": f"SPDXRef-{right}",
            }
            for left, right in pairs
        ]
        model = given_text(tmp_path, changed(relationships=entries, files=None, snippets=None))
        assert {each[:3:2] for each in uses(model)} == {("greeter", "words"), ("words", "greeter")}


class TestForms:
    def test_all_forms_say_the_same(self, tmp_path: Path) -> None:
        as_json = given_text(tmp_path, DOCUMENT)
        as_yaml = given_text(tmp_path, yaml.safe_dump(DOCUMENT))
        as_xml = given_text(tmp_path, xml_of(DOCUMENT, "Document"))
        assert as_json == as_yaml == as_xml
        assert not found_of(as_json, "document-warning")
        assert as_json.findings == as_yaml.findings == as_xml.findings

    def test_tag_value_is_read(self, tmp_path: Path) -> None:
        model = given_text(tmp_path, TAGS)
        assert not found_of(model, "document-warning")
        assert uses(model) == {
            ("greeter", "link-dynamic", "words"),
            ("greeter", "aggregate", "./main.py"),
            ("./main.py", "snippet", "SPDXRef-part"),
        }
        app = model.component("greeter")
        assert (app.license, app.copyright) == ("(MIT OR Apache-2.0)", "2024\nGreeter")
        assert dict(model.counts)["has_files_links"] == 0
        assert dict(model.counts)["external_document_refs"] == 1
        facts = {(each.field, each.value) for each in model.license_facts}
        of_json = {(e.field, e.value) for e in given_text(tmp_path, DOCUMENT).license_facts}
        assert facts == of_json
        assert model.local_licenses == given_text(tmp_path, DOCUMENT).local_licenses

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
    @pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
    def test_tag_value_is_read_in_other_encodings(
        self, tmp_path: Path, encoding: str, ends: str
    ) -> None:
        model = given_text(tmp_path, TAGS)
        path = written(tmp_path, TAGS.replace("\n", ends).encode(encoding))
        assert _spdx2.recognizes(Source(path))
        assert read(path) == model

    def test_lines_of_tag_value_that_say_nothing_are_warnings(self, tmp_path: Path) -> None:
        text = (
            "SPDXVersion: SPDX-2.3\nLicenseConcluded: MIT\nLicenseInfoInFile: MIT\n"
            "PackageName: a\nPackageVersion: 1\nPackageVersion: 2\nUnknownTag: x\nno tag here\n"
            "Relationship: a b\n"
        )
        model = given_text(tmp_path, text)
        messages = "\n".join(each.message for each in found_of(model, "document-warning"))
        assert "line 2: LicenseConcluded stands before what it is about" in messages
        assert "line 3: LicenseInfoInFile stands before" in messages
        assert "line 6: PackageVersion stands twice in one element" in messages
        assert "line 9: 'a b' is not of the form `A TYPE B`" in messages
        assert model.component("a").version == "1"

    def test_rdf_is_read(self, tmp_path: Path) -> None:
        model = given_text(tmp_path, RDF)
        app, file = model.component("greeter"), model.component("./main.py")
        assert (
            app.declared
            == "GPL-2.0-only WITH Classpath-exception-2.0 OR (LicenseRef-words AND MIT)"
        )
        assert (app.license, app.part_of) == (app.declared, "Supporting libraries and tools")
        assert (file.license, file.content) == ("Apache-1.1+", "code")
        assert uses(model) == {
            ("greeter", "link-dynamic", "DocumentRef-other:SPDXRef-math"),
            ("greeter", "aggregate", "./main.py"),
            ("./main.py", "snippet", "SPDXRef-part"),
        }
        assert [each.id for each in model.local_licenses] == ["LicenseRef-words"]
        assert dict(model.counts)["has_files_links"] == 1

    def test_rdf_without_a_document_is_not_shown_to_spdx_tools(self, tmp_path: Path) -> None:
        no_document = RDF.replace("spdx:SpdxDocument", "spdx:Thing")
        model = given_text(tmp_path, no_document)
        assert {each.kind for each in model.components} == {"package", "file", "snippet"}
        assert model.name == "SPDXRef-DOCUMENT"

    def test_elements_of_rdf_without_address_are_read(self, tmp_path: Path) -> None:
        text = RDF.replace(' rdf:about="https://example.com/greeter#SPDXRef-app"', "")
        assert given_text(tmp_path, text).component("greeter").id == ""

    def test_license_sets_without_end_are_no_license(self, tmp_path: Path) -> None:
        text = RDF.replace(
            "<spdx:ConjunctiveLicenseSet>",
            '<spdx:ConjunctiveLicenseSet rdf:nodeID="a"><spdx:member rdf:nodeID="a"/>',
        )
        model = given_text(tmp_path, text)
        assert model.component("greeter").declared == ""
        assert "has no end" in str(model.findings)

    def test_license_sets_that_grow_without_bound_are_no_license(self, tmp_path: Path) -> None:
        sets = "".join(
            f'<spdx:ConjunctiveLicenseSet rdf:nodeID="n{n}"><spdx:member><spdx:DisjunctiveLicenseSet'
            f' rdf:nodeID="m{n}"><spdx:member rdf:nodeID="n{n + 1}"/></spdx:DisjunctiveLicenseSet>'
            f'</spdx:member><spdx:member rdf:nodeID="n{n + 1}"/></spdx:ConjunctiveLicenseSet>'
            for n in range(60)
        )
        text = RDF.replace("</rdf:RDF>", f"{sets}</rdf:RDF>").replace(
            "<spdx:licenseConcluded>GPL-2.0-only</spdx:licenseConcluded>",
            '<spdx:licenseConcluded rdf:nodeID="n0"/>',
        )
        model = given_text(tmp_path, text)
        assert model.component("SPDXRef-part").license is None
        assert "is too large" in str(model.findings)

    def test_yaml_keeps_versions_as_they_are_written(self, tmp_path: Path) -> None:
        text = yaml.safe_dump(one_package()) + "\n"
        text = text.replace("name: one", "name: one\n  versionInfo: 1.10").replace(
            "created: '2024-01-01T00:00:00Z'", "created: 2024-01-01T00:00:00Z"
        )
        model = given_text(tmp_path, text)
        assert model.component("one").version == "1.10"
        assert "created" not in str(model.findings)

    def test_yaml_with_its_version_far_down_is_recognized(self, tmp_path: Path) -> None:
        packages = [{"SPDXID": f"SPDXRef-{n}", "name": "x" * 100} for n in range(2000)]
        text = yaml.safe_dump({"packages": packages, "spdxVersion": "SPDX-2.3", "zeta": [[], {}]})
        assert _spdx2.recognizes(Source(written(tmp_path, text)))
        assert len(given_text(tmp_path, text).components) == 2000

    def test_xml_may_have_a_name_space_and_an_element_around_it(self, tmp_path: Path) -> None:
        inner = xml_of({**DOCUMENT, "zeta": [1, 2, 3]}, "Document")
        text = f'<?xml version="1.0"?><SPDX xmlns="http://spdx.org/x">{inner}</SPDX>'
        assert _spdx2.recognizes(Source(written(tmp_path, text)))
        assert given_text(tmp_path, text) == given_text(tmp_path, DOCUMENT)

    def test_empty_lists_of_xml_are_empty(self, tmp_path: Path) -> None:
        text = xml_of(DOCUMENT, "Document").replace("</Document>", "<seeAlsos/></Document>")
        assert given_text(tmp_path, text) == given_text(tmp_path, DOCUMENT)

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "{}",
            "[1]",
            '{"spdxVersion": ',
            '{"bomFormat": "CycloneDX"}',
            "<html><body>spdx</body></html>",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
            "release:\n  name: x\n",
            "@context: https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
        ],
    )
    def test_other_files_are_not_recognized(self, tmp_path: Path, content: str) -> None:
        assert not _spdx2.recognizes(Source(written(tmp_path, content)))

    def test_folders_and_missing_files_are_not_recognized(self, tmp_path: Path) -> None:
        assert not _spdx2.recognizes(Source(tmp_path))
        assert not _spdx2.recognizes(Source(tmp_path / "none"))
        with pytest.raises(InputError, match="this is a folder"):
            read(tmp_path)

    @pytest.mark.parametrize("content", [json.dumps(DOCUMENT), TAGS, RDF, yaml.safe_dump(DOCUMENT)])
    def test_each_form_is_recognized(self, tmp_path: Path, content: str) -> None:
        assert _spdx2.recognizes(Source(written(tmp_path, content)))


class TestWarnings:
    def test_what_spdx_tools_refuses_is_read_with_its_messages(self, tmp_path: Path) -> None:
        packages = [{**DOCUMENT["packages"][0]}, {**DOCUMENT["packages"][1]}]
        del packages[1]["downloadLocation"]
        model = given_text(tmp_path, changed(packages=packages, creationInfo=None))
        messages = [each.message for each in found_of(model, "document-warning")]
        assert any(each.startswith("SPDXRef-lib: ") and "None" in each for each in messages)
        assert any("CreationInfo does not exist" in each for each in messages)
        assert model.component("words").license == "LicenseRef-words"

    def test_messages_of_the_validator_name_the_element(self, tmp_path: Path) -> None:
        package = {**DOCUMENT["packages"][1], "licenseConcluded": "LicenseRef-gone"}
        packages = [DOCUMENT["packages"][0], package]
        messages = [
            each.message
            for each in found_of(
                given_text(tmp_path, changed(packages=packages)), "document-warning"
            )
        ]
        assert any(each.startswith("SPDXRef-lib: Unrecognized license") for each in messages)

    def test_no_more_than_twenty_are_listed(self, tmp_path: Path) -> None:
        packages = [{"SPDXID": f"SPDXRef-{n}"} for n in range(40)]
        found = found_of(given_text(tmp_path, changed(packages=packages)), "document-warning")
        assert len(found) == 21
        assert found[-1].message.endswith("more things that SPDX does not allow")

    def test_ids_that_stand_twice_are_warnings(self, tmp_path: Path) -> None:
        packages = [DOCUMENT["packages"][0], DOCUMENT["packages"][0]]
        model = given_text(tmp_path, changed(packages=packages))
        assert "SPDXRef-app: the id stands more than once" in str(model.findings)
        assert sum(each.kind == "package" for each in model.components) == 2

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("licenseConcluded", ["MIT"]),
            ("licenseDeclared", 5),
            ("licenseInfoFromFiles", [{"id": "MIT"}]),
            ("licenseConcluded", ""),
        ],
    )
    def test_licenses_that_are_no_text_are_warnings(
        self, tmp_path: Path, key: str, value: Any
    ) -> None:
        model = given_text(tmp_path, one_package(**{key: value}))
        assert f"SPDXRef-one: {key}" in str(model.findings)
        assert model.component("one").license is None
        assert not [each for each in model.license_facts if each.field == key]

    def test_a_single_license_in_place_of_a_list_is_read(self, tmp_path: Path) -> None:
        model = given_text(tmp_path, one_package(licenseInfoFromFiles="MIT"))
        assert LicenseFact("SPDXRef-one", "licenseInfoFromFiles", "MIT") in model.license_facts
        model = given_text(tmp_path, one_package(licenseInfoFromFiles=["MIT", None]))
        assert LicenseFact("SPDXRef-one", "licenseInfoFromFiles", "MIT") in model.license_facts

    def test_elements_that_are_no_objects_are_warnings(self, tmp_path: Path) -> None:
        document = changed(
            packages=["a", None], relationships=[7], hasExtractedLicensingInfos=[[], {"name": "x"}]
        )
        model = given_text(tmp_path, document)
        messages = [each.message for each in found_of(model, "document-warning")]
        assert "$.packages[0]: expected an object, not 'a'" in messages
        assert "$.relationships[0]: expected an object, not 7" in messages
        assert any("licenseId '' is empty" in each for each in messages)

    def test_old_versions_are_read(self, tmp_path: Path) -> None:
        model = given_text(tmp_path, changed(spdxVersion="SPDX-2.1"))
        assert model.component("greeter").declared == "(MIT OR Apache-2.0)"
        assert "SPDX-2.1" in str(found_of(model, "document-warning"))

    def test_large_documents_are_parsed_and_not_validated(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_spdx2_check, "MAX_VALIDATED", 3)
        model = given_text(tmp_path, changed(spdxVersion="SPDX-2.1"))
        assert not found_of(model, "document-warning")

    def test_documents_that_would_take_too_long_are_not_parsed(self, tmp_path: Path) -> None:
        described = [f"SPDXRef-{n}" for n in range(2000)]
        model = given_text(tmp_path, changed(documentDescribes=described))
        assert "too large to be checked by spdx-tools" in str(model.findings)

    @pytest.mark.parametrize(
        "document",
        [
            one_package(licenseConcluded="MIT AND " * 1000 + "MIT"),
            one_package(supplier="Person: " + "(" * 1_000_000),
            one_package(annotations=[5, {"annotator": "Person: " + "(" * 1_000_000}]),
            changed(creationInfo={"creators": ["Person: " + "(" * 1_000_000]}),
            TAGS.replace("Tool: hand", "Person: " + "(" * 1_000_000),
            TAGS.replace("/other SHA1", "/other" + " " * 1_000_000 + "SHA1"),
            RDF.replace("Tool: hand", "Person: " + "(" * 1_000_000),
        ],
        ids=range(7),
    )
    def test_texts_that_spdx_tools_is_slow_on_are_not_shown_to_it(
        self, tmp_path: Path, document: Any
    ) -> None:
        assert "too large to be checked" in str(given_text(tmp_path, document).findings)

    def test_a_document_of_odd_values_is_read(self, tmp_path: Path) -> None:
        model = given_text(tmp_path, changed(creationInfo=5, name=5))
        assert model.name == "5"
        assert "spdx-tools fails on it (AttributeError" in str(model.findings)

    def test_long_texts_of_tag_value_are_not_shown_to_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for limit in ("MAX_TAGGED", "MAX_TAGGED_LICENSES"):
            with monkeypatch.context() as patch:
                patch.setattr(_spdx2_check, limit, 5)
                assert "too large to be checked" in str(given_text(tmp_path, TAGS).findings)

    def test_whatever_spdx_tools_raises_is_a_message(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        validator = import_module("spdx_tools.spdx.validation.document_validator")
        for error in (SystemExit(1), RecursionError("deep"), KeyError("x")):

            def fails(_document: Any, error: BaseException = error) -> None:
                raise error

            monkeypatch.setattr(validator, "validate_full_spdx_document", fails)
            model = given_text(tmp_path, DOCUMENT)
            assert type(error).__name__ in str(found_of(model, "document-warning"))


class TestRefusals:
    @pytest.mark.parametrize("section", ["packages", "files", "relationships"])
    @pytest.mark.parametrize("value", [{}, "x", 5, True])
    def test_sections_that_are_no_lists(self, tmp_path: Path, section: str, value: Any) -> None:
        with pytest.raises(InputError) as caught:
            given_text(tmp_path, changed(**{section: value}))
        assert caught.value.problems[0].where == f"$.{section}"

    def test_spdx_3(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"this is SPDX-3\.0, not SPDX 2"):
            given_text(tmp_path, changed(spdxVersion="SPDX-3.0"))

    def test_messages_of_spdx_tools_come_along(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as caught:
            given_text(tmp_path, {"name": "x"})
        assert len(caught.value.problems) > 1
        assert "no version, no packages and no files" in caught.value.problems[0].message

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"SPDXVersion: SPDX-2.3\nDocumentName: \xff", "not UTF-8"),
            (b'{"spdxVersion": "SPDX-2.3", "name": "\xff"}', "not UTF-8"),
            (b"", "the file is empty"),
            (b"   \n", "the file is empty"),
            (b"hello: world", "neither `SPDXVersion:`"),
            (b'{"spdxVersion": "SPDX-2.3"', "not JSON"),
            (b'{"spdxVersion": NaN}', "not JSON"),
            (b"[]", "an SPDX document is an object, not list"),
            (b"spdxVersion: [", "not YAML"),
            (b"- a\n- spdxVersion\n- |\nspdxVersion: x", "not YAML"),
            (b"SPDXVersion: SPDX-2.3\nDocumentName: <text>abc\ndef", "<text> of DocumentName"),
            (b"<Document><spdxVersion>SPDX-2.3</spdxVersion>", "not XML"),
            (b"[" * 100_000, "nested too deeply"),
            (b"spdxVersion: " + b"[" * 1000, "levels of nesting"),
            (b"<Document>" + b"<a>" * 100_000, "levels of nesting"),
            (b"<rdf:RDF>spdx.org/rdf/terms</rdf:RDF>", "not XML"),
        ],
    )
    def test_what_is_broken(self, tmp_path: Path, content: bytes, message: str) -> None:
        with pytest.raises(InputError, match=message) as caught:
            given_text(tmp_path, content)
        assert all(each.repair for each in caught.value.problems)

    def test_the_line_of_a_text_that_is_not_closed(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as caught:
            given_text(tmp_path, "SPDXVersion: SPDX-2.3\nDocumentName: <text>abc\ndef")
        assert caught.value.problems[0].line == 2

    def test_document_types_and_entities(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret"
        secret.write_text("secret words", encoding="utf-8")
        doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        for text in (xml_of(DOCUMENT, "Document").replace("words", "&e;"), RDF.partition("?>")[2]):
            path = written(tmp_path, doctype + text)
            with pytest.raises(InputError, match="document type") as caught:
                read(path)
            assert "secret words" not in str(caught.value)

    def test_aliases_of_yaml_that_grow_without_bound(self, tmp_path: Path) -> None:
        levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12))
        text = f"spdxVersion: SPDX-2.3\nl0: &l0 [x]\n{levels}\npackages: *l11\n"
        with pytest.raises(InputError, match="too large with its aliases"):
            given_text(tmp_path, text)

    def test_aliases_of_yaml_within_bounds_are_read(self, tmp_path: Path) -> None:
        text = (
            "spdxVersion: SPDX-2.3\nx: &p {SPDXID: SPDXRef-p, name: p, licenseConcluded: MIT}\n"
            "packages: [*p, *p]\n"
        )
        assert [each.license for each in given_text(tmp_path, text).components] == ["MIT", "MIT"]

    @pytest.mark.parametrize(
        "attribute",
        [
            'rdf:parseType="Literal"',
            'rdf:datatype="http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"',
        ],
    )
    def test_literals_of_rdf_that_are_documents(self, tmp_path: Path, attribute: str) -> None:
        text = RDF.replace("<spdx:name>", f"<spdx:name {attribute}>", 1)
        with pytest.raises(InputError, match="a literal of type"):
            given_text(tmp_path, text)

    def test_rdf_that_is_xml_only(self, tmp_path: Path) -> None:
        text = RDF.replace("</spdx:CreationInfo>", "</spdx:CreationInfo><spdx:CreationInfo/>")
        with pytest.raises(InputError, match="this is not RDF/XML"):
            given_text(tmp_path, text)

    def test_odd_literals_of_rdf_give_no_warning(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = RDF.replace(">false<", ">perhaps<").replace(
            "https://example.com/other#", "https://example.com/o t<her#".replace("<", "&lt;")
        )
        given_text(tmp_path, text)
        assert capsys.readouterr() == ("", "")

    @pytest.mark.parametrize("content", [json.dumps(DOCUMENT), TAGS, RDF])
    def test_spdx_tools_is_needed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
    ) -> None:
        before = builtins.__import__

        def without(name: str, *rest: Any, **named: Any) -> Any:
            if name.partition(".")[0] == "rdflib":
                raise ImportError(name)
            return before(name, *rest, **named)

        monkeypatch.setattr(builtins, "__import__", without)
        for name in [each for each in sys.modules if each.startswith("spdx_tools")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "spdx_tools", None)
        with pytest.raises(MissingPackageError, match="spdx-tools"):
            given_text(tmp_path, content)


class TestSize:
    def test_a_hundred_thousand_elements_are_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_spdx2_check, "MAX_STEPS", -1)
        packages = [{"SPDXID": f"SPDXRef-{n}", "name": f"p{n}"} for n in range(100_000)]
        relationships = [
            {
                "spdxElementId": f"SPDXRef-{n}",
                "relationshipType": "CONTAINS",
                "relatedSpdxElement": f"SPDXRef-{n + 1}",
            }
            for n in range(99_999)
        ]
        document = {"spdxVersion": "SPDX-2.3", "packages": packages, "relationships": relationships}
        model = given_text(tmp_path, document)
        assert len(model.components) == 100_000
        assert len(uses(model)) == 99_999


def messages_of_spdx_tools(text: str) -> list[str]:
    document = _spdx2_check._parser("json")(json.loads(text))
    return _spdx2_check._validated(document)


class TestWriting:
    def test_what_is_written_is_valid_and_read_again(self, tmp_path: Path) -> None:
        model = given_text(tmp_path, DOCUMENT)
        text = _spdx2.dump(model)
        assert messages_of_spdx_tools(text) == []
        again = given_text(tmp_path, text)
        assert [each.name for each in again.components] == [each.name for each in model.components]
        # Written are readings of licenses, not how they were written.
        assert [each.license for each in again.components] == [
            "MIT OR Apache-2.0",
            "LicenseRef-words",
            "MIT",
            "GPL-2.0-only",
        ]
        assert uses(again) == {each for each in uses(model) if "DocumentRef" not in each[2]}
        assert again.local_licenses == model.local_licenses

    def test_licenses_that_were_not_read_are_not_concluded(self, tmp_path: Path) -> None:
        texts = ["BSD", "see the file", "NOASSERTION", "NONE", "Apache 2", None]
        parts = tuple(Component(f"c{n}", license=text) for n, text in enumerate(texts))
        model = Model("m", parts, complete=False)
        text = _spdx2.dump(model)
        assert messages_of_spdx_tools(text) == []
        packages = json.loads(text)["packages"]
        assert [each["licenseConcluded"] for each in packages] == [
            "NOASSERTION",
            "NOASSERTION",
            "NOASSERTION",
            "NONE",
            "Apache-2.0",
            "NOASSERTION",
        ]
        assert {each["licenseDeclared"] for each in packages} == {"NOASSERTION"}
        assert packages[0]["licenseComments"] == "as written: 'BSD'"

    def test_a_license_of_the_release_applies_to_its_parts(self) -> None:
        model = Model("m", (Component("c"),), licenses=(GlobalLicense("distribution", "MIT"),))
        [package] = json.loads(_spdx2.dump(model))["packages"]
        assert package["licenseConcluded"] == "MIT"

    def test_all_of_several_licenses_apply(self) -> None:
        model = Model("m", (Component("c", licenses=("MIT", "ISC OR 0BSD")),))
        [package] = json.loads(_spdx2.dump(model))["packages"]
        assert package["licenseConcluded"] == "MIT AND (ISC OR 0BSD)"

    def test_a_release_declares_its_licenses(self) -> None:
        parts = (Component("a", license="MIT"), Component("b", license="unlicensed"))
        packages = json.loads(_spdx2.dump(Model("m", parts)))["packages"]
        assert [each["licenseDeclared"] for each in packages] == ["MIT", "NONE"]
        assert [each["licenseConcluded"] for each in packages] == ["MIT", "NONE"]

    @pytest.mark.parametrize(
        "license", ["DocumentRef-a:LicenseRef-b", "MIT AND NOASSERTION", "MIT OR NONE"]
    )
    def test_what_only_another_document_can_say_is_not_concluded(self, license: str) -> None:
        text = _spdx2.dump(Model("m", (Component("c", license=license),)))
        assert json.loads(text)["packages"][0]["licenseConcluded"] == "NOASSERTION"
        assert messages_of_spdx_tools(text) == []

    def test_references_of_the_catalog_are_explained(self) -> None:
        text = _spdx2.dump(Model("m", (Component("c", license="bigcode-openrail-m"),)))
        document = json.loads(text)
        [extracted] = document["hasExtractedLicensingInfos"]
        assert extracted["licenseId"] == document["packages"][0]["licenseConcluded"]
        assert "not part of this document" in extracted["extractedText"]
        assert messages_of_spdx_tools(text) == []

    def test_works_from_elsewhere_become_packages(self, tmp_path: Path) -> None:
        below = Origin("train-on", work="texts", license="CC-BY-4.0")
        base = Origin("fine-tune", work="base", license="Apache-2.0", derived_from=(below,))
        unnamed = Origin("combine")
        parts = (
            Component("weights", kind="machine-learning-model", derived_from=(base, unnamed)),
            Component("other weights", kind="library", derived_from=(base,)),
        )
        text = _spdx2.dump(Model("m", parts))
        assert messages_of_spdx_tools(text) == []
        again = given_text(tmp_path, text)
        assert uses(again) == {
            ("weights", "fine-tune", "base"),
            ("other weights", "fine-tune", "base"),
            ("base", "train-on", "texts"),
        }
        assert again.component("texts").license == "CC-BY-4.0"
        purposes = [each.get("primaryPackagePurpose") for each in json.loads(text)["packages"]]
        assert purposes == ["OTHER", "LIBRARY", "OTHER", "OTHER"]

    def test_parts_that_use_each_other_are_all_described(self) -> None:
        parts = (
            Component("a", derived_from=(Origin("link-dynamic", component="b"),)),
            Component("b", derived_from=(Origin("link-dynamic", component="a"),)),
        )
        text = _spdx2.dump(Model("m", parts))
        assert messages_of_spdx_tools(text) == []
        assert text.count('"DESCRIBES"') == 2

    def test_an_empty_release_is_one_package(self) -> None:
        text = _spdx2.dump(Model(""))
        assert messages_of_spdx_tools(text) == []
        assert [each["name"] for each in json.loads(text)["packages"]] == ["release"]

    def test_odd_ids_and_equal_names_give_ids_of_their_own(self) -> None:
        names = ["a b", "a-b", "a_b", "日本"]
        parts = tuple(Component(name, id="x y") for name in names)
        text = _spdx2.dump(Model("日本", parts))
        assert messages_of_spdx_tools(text) == []
        ids = [each["SPDXID"] for each in json.loads(text)["packages"]]
        assert ids == ["SPDXRef-a-b", "SPDXRef-a-b-2", "SPDXRef-a-b-3", "SPDXRef-part"]

    def test_an_empty_address_is_left_out(self) -> None:
        local = LocalLicense("LicenseRef-z", text="terms", see_also=("no address",))
        model = Model("m", (Component("c", license="LicenseRef-z"),), local_licenses=(local,))
        [extracted] = json.loads(_spdx2.dump(model))["hasExtractedLicensingInfos"]
        assert extracted == {"licenseId": "LicenseRef-z", "extractedText": "terms"}

    def test_the_time_can_be_set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
        model = Model("m", (Component("c"),))
        text = _spdx2.dump(model)
        assert json.loads(text)["creationInfo"]["created"] == "1970-01-01T00:00:00Z"
        assert _spdx2.dump(model) == text
        for odd in ("soon", "9" * 30):
            monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)
            assert json.loads(_spdx2.dump(model))["creationInfo"]["created"] > "2024"


class TestFilling:
    def test_only_what_is_not_concluded_is_filled_in(self, tmp_path: Path) -> None:
        text = json.dumps(DOCUMENT, indent=3)
        path = written(tmp_path, text)
        filled = _spdx2.dump(read(path), Source(path))
        assert filled == text.replace(
            '"licenseConcluded": "NOASSERTION"', '"licenseConcluded": "MIT OR Apache-2.0"'
        )

    def test_a_missing_license_gets_a_line_of_its_own(self, tmp_path: Path) -> None:
        text = (
            '{\n "spdxVersion": "SPDX-2.3", "n": 1.0e5,\n "packages": [\n  {\n   "name": "a",'
            '\n   "SPDXID": "SPDXRef-a", "licenseDeclared": "Apache 2", "x": [{"SPDXID": "no"}, "y"]'
            '\n  },\n  {"SPDXID":"SPDXRef-b","licenseDeclared":"ISC"}, {}\n ]\n}\n'
        )
        path = written(tmp_path, text)
        filled = _spdx2.dump(read(path), Source(path))
        assert filled == text.replace(
            '"name": "a"', '"licenseConcluded": "Apache-2.0",\n   "name": "a"'
        ).replace('{"SPDXID":"SPDXRef-b"', '{"licenseConcluded": "ISC","SPDXID":"SPDXRef-b"')

    def test_references_that_are_not_defined_are_not_filled_in(self, tmp_path: Path) -> None:
        for licenses in (None, 5, [5, {"licenseId": 1}]):
            document = one_package(licenseDeclared="LicenseRef-x")
            document["hasExtractedLicensingInfos"] = licenses
            text = json.dumps(document)
            path = written(tmp_path, text)
            model = Model("m", (Component("one", id="SPDXRef-one", license="LicenseRef-x"),))
            assert _spdx2.dump(model, Source(path)) == text

    def test_a_null_license_is_filled_in(self, tmp_path: Path) -> None:
        text = json.dumps(one_package(licenseConcluded=None, licenseDeclared="MIT"))
        path = written(tmp_path, text)
        filled = json.loads(_spdx2.dump(read(path), Source(path)))
        assert filled["packages"][0]["licenseConcluded"] == "MIT"

    def test_an_original_that_is_no_object_is_refused(self, tmp_path: Path) -> None:
        for text in ("[]", TAGS):
            with pytest.raises(InputError):
                _spdx2.dump(Model("m"), Source(written(tmp_path, text)))


def manifest(shared: Path) -> list[dict[str, Any]]:
    path = shared / "formats" / "spdx2" / "manifest.json"
    if not path.is_file():
        pytest.skip("the recorded documents are not beside the repository")
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["files"]
    return entries


class TestRecorded:
    def test_every_readable_file_gives_its_facts(self, shared: Path) -> None:
        for entry in manifest(shared):
            path = shared / "formats" / "spdx2" / entry["file"]
            if entry["validity"] == "unreadable":
                continue
            model = read(path)
            facts = entry["facts"]
            assert_counts(model, facts)
            assert_licenses(model, facts)
            for package in facts["package_list"]:
                assert any(
                    (package["name"] or "") in each.name
                    and (package["version"] or "") == each.version
                    and (package["concluded"] or "NOASSERTION") in (each.license, "NOASSERTION")
                    for each in model.components
                ), (path, package)

    def test_files_without_messages_have_no_warnings(self, shared: Path) -> None:
        for entry in manifest(shared):
            checked = entry["checks"]["spdx_tools"]
            if entry["validity"] == "unreadable":
                continue
            model = read(shared / "formats" / "spdx2" / entry["file"])
            clean = checked["parsed"] and not checked["messages"]
            assert clean == (not found_of(model, "document-warning")), entry["file"]

    def test_broken_files_are_refused(self, shared: Path) -> None:
        for entry in manifest(shared):
            path = shared / "formats" / "spdx2" / entry["file"]
            if entry["validity"] != "unreadable":
                continue
            if b"SPDXVersion:" in path.read_bytes():
                assert read(path).components  # tag-value that is called .rdf
                continue
            with pytest.raises(InputError):
                read(path)

    def test_what_is_written_is_valid(self, shared: Path) -> None:
        for entry in manifest(shared):
            if entry["validity"] == "unreadable":
                continue
            model = read(shared / "formats" / "spdx2" / entry["file"])
            assert messages_of_spdx_tools(_spdx2.dump(model)) == [], entry["file"]

    def test_filling_in_changes_nothing_else(self, shared: Path) -> None:
        for entry in manifest(shared):
            source = Source(shared / "formats" / "spdx2" / entry["file"])
            if entry["format"] != "json" or not entry["facts"]:
                continue
            filled = json.loads(_spdx2.dump(_spdx2.load(source), source))
            for section in ("packages", "files", "snippets"):
                for before, after in zip(
                    source.json.get(section) or (), filled.get(section) or (), strict=True
                ):
                    if before.get("licenseConcluded") in (None, "", "NOASSERTION"):
                        before["licenseConcluded"] = after["licenseConcluded"] = None
            assert filled == source.json

    def test_releases_of_other_formats_are_written(self, shared: Path, tmp_path: Path) -> None:
        for path in sorted((shared / "mot" / "models").glob("*.yml"))[:20]:
            model = load_any(path)
            text = _spdx2.dump(model)
            assert messages_of_spdx_tools(text) == []
            again = given_text(tmp_path, text)
            assert [each.name for each in again.components] == [e.name for e in model.components]


def assert_counts(model: Model, facts: dict[str, Any]) -> None:
    counts = dict(model.counts)
    for key, number in counts.items():
        if key in facts:
            stated = facts[key]
            assert number == (len(stated) if isinstance(stated, list) else stated), key
    links = facts.get("document_describes_links")
    assert links is None or links == counts["document_describes"]
    assert model.name == (facts["name"] or "SPDXRef-DOCUMENT")
    ids = Counter(each.id for each in model.local_licenses)
    assert ids == Counter(facts["extracted_licenses"])


def assert_licenses(model: Model, facts: dict[str, Any]) -> None:
    kinds = {each.id or each.name: each.kind for each in model.components}
    found = defaultdict(set)
    for fact in model.license_facts:
        if fact.field == "dataLicense":
            assert fact.value == facts["data_license"]
        else:
            found[f"{kinds[fact.subject]}.{fact.field}"].add(fact.value)
    assert found == {key: set(values) for key, values in facts["license_fields"].items()}


class TestDamaged:
    @fuzzing
    @given(mutated_bytes([json.dumps(DOCUMENT).encode(), TAGS.encode(), RDF.encode(),
                          yaml.safe_dump(DOCUMENT).encode(),
                          xml_of(DOCUMENT, "Document").encode()]))  # fmt: skip
    def test_bytes(self, tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
        reads_or_refuses(read, tmp_path_factory.getbasetemp() / "damaged-spdx", content)

    @fuzzing
    @given(mutated_json([DOCUMENT]))
    def test_values(self, tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
        content = json.dumps(value).encode()
        reads_or_refuses(read, tmp_path_factory.getbasetemp() / "damaged-spdx", content)

    @fuzzing
    @given(mutated_json([DOCUMENT]))
    def test_what_was_read_can_be_written(
        self, tmp_path_factory: pytest.TempPathFactory, value: Any
    ) -> None:
        path = tmp_path_factory.getbasetemp() / "damaged-spdx"
        path.write_text(json.dumps(value), encoding="utf-8")
        try:
            model = read(path)
        except InputError:
            return
        again = json.loads(_spdx2.dump(model))
        assert len(again["packages"]) == max(1, len(model.components))
        json.loads(_spdx2.dump(evolve(model, local_licenses=()), Source(path)))
