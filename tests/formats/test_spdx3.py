# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""SPDX 3 files: licenses, relationships, components of the framework, and damage."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import openlic
from fuzzing import fuzzing, mutated_bytes, mutated_json, reads_or_refuses
from openlic.errors import InputError
from openlic.formats import _spdx3
from openlic.formats._source import Source
from openlic.formats._spdx3_graph import Graph
from openlic.formats._spdx3_relations import COMPONENT_USES, RELATIONS
from openlic.formats._spdx3_terms import ARTIFACTS, PURPOSES
from openlic.frameworks import framework
from openlic.model import Component, GlobalLicense, LocalLicense, Model, Origin
from openlic.terms import USES

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
TERMS = "https://spdx.org/rdf/3.0.1/terms"
LISTED = "https://spdx.org/licenses"
MIT_TEXT = """MIT License

Permission is hereby granted, free of charge, to any person obtaining a copy of this software
and associated documentation files (the "Software"), to deal in the Software without
restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING
BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

Value = dict[str, Any]


def element(type: str, id: str, name: str = "", **more: Any) -> Value:
    named = {"name": name} if name else {}
    return {"type": type, "spdxId": f"urn:x:{id}", "creationInfo": "_:c", **named, **more}


def package(id: str, **more: Any) -> Value:
    return element("software_Package", id, id, **more)


def file(id: str, purpose: str = "", **more: Any) -> Value:
    if purpose:
        more["software_primaryPurpose"] = purpose
    return element("software_File", id, id, **more)


def model_package(id: str = "model") -> Value:
    return element("ai_AIPackage", id, id)


def dataset(id: str) -> Value:
    return element("dataset_DatasetPackage", id, id)


def expression(id: str, text: Any, **more: Any) -> Value:
    more["simplelicensing_licenseExpression"] = text
    return element("simplelicensing_LicenseExpression", id, **more)


def relation(source: str, kind: str, *targets: str, **more: Any) -> Value:
    more |= {"from": _id(source), "to": [_id(each) for each in targets]}
    id = f"{source}-{kind}-{'-'.join(targets)}"
    return element("Relationship", id, relationshipType=kind, **more)


def _id(word: str) -> str:
    return word if ":" in word else f"urn:x:{word}"


def read_value(folder: Path, value: Any) -> Model:
    path = folder / "bom.spdx3.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return _spdx3.load(Source(path))


def read(folder: Path, *elements: Any) -> Model:
    return read_value(folder, {"@context": CONTEXT, "@graph": list(elements)})


def problems(folder: Path, *elements: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read(folder, *elements)
    assert all(each.repair for each in caught.value.problems)
    return [(each.message, each.where) for each in caught.value.problems]


def by_id(model: Model, id: str) -> Component:
    return next(each for each in model.components if each.id == f"urn:x:{id}")


def uses(component: Component) -> list[tuple[str, str | None]]:
    return [(origin.use, origin.component or origin.work) for origin in component.derived_from]


def messages(model: Model, code: str) -> list[str]:
    return [finding.message for finding in model.findings if finding.code == code]


def facts(model: Model) -> set[tuple[str, str, str]]:
    return {(fact.subject, fact.field, fact.value) for fact in model.license_facts}


def with_license(folder: Path, *elements: Any, to: str = "license") -> str | None:
    """Return the license of a package that is declared to be under an element."""
    return by_id(
        read(folder, package("p"), relation("p", "hasDeclaredLicense", to), *elements), "p"
    ).license


AI_BOM: list[Value] = [
    {
        "type": "CreationInfo",
        "@id": "_:c",
        "specVersion": "3.0.1",
        "created": "2026-01-01T00:00:00Z",
        "createdBy": ["urn:x:ada"],
    },
    element("Person", "ada", "Ada"),
    element("SpdxDocument", "doc", "Parrot BOM", rootElement=["urn:x:bom"]),
    element("software_Sbom", "bom", rootElement=["urn:x:parrot"]),
    {
        **model_package("parrot"),
        "software_packageVersion": "1.0",
        "suppliedBy": "urn:x:ada",
        "software_copyrightText": "2026 Ada",
        "description": "A model that repeats.",
    },
    dataset("tweets"),
    dataset("books"),
    dataset("quiz"),
    package("torch", software_packageVersion="2.5.0", software_primaryPurpose="library"),
    expression("apache", "Apache-2.0"),
    expression("nc", "CC-BY-NC-4.0"),
    expression("by", "CC-BY-4.0"),
    expression("bsd", "BSD-3-Clause"),
    relation("parrot", "hasDeclaredLicense", "apache"),
    relation("tweets", "hasDeclaredLicense", "nc"),
    relation("books", "hasConcludedLicense", "by"),
    relation("quiz", "hasConcludedLicense", "by"),
    relation("torch", "hasDeclaredLicense", "bsd"),
    relation("parrot", "trainedOn", "tweets", "books"),
    relation("parrot", "testedOn", "quiz"),
    relation("parrot", "dependsOn", "torch"),
]


def test_an_ai_bom_is_read_as_a_release(tmp_path: Path) -> None:
    model = read(tmp_path, *AI_BOM)
    assert (model.name, model.version, model.producer) == ("Parrot BOM", "1.0", "Ada")
    assert (model.format, model.complete) == ("spdx3", False)
    parrot = by_id(model, "parrot")
    assert (parrot.license, parrot.declared) == ("Apache-2.0", "Apache-2.0")
    assert (parrot.kind, parrot.content) == ("ai-package", "data")
    assert (parrot.version, parrot.owner, parrot.copyright) == ("1.0", "Ada", "2026 Ada")
    assert parrot.description == "A model that repeats."
    assert uses(parrot) == [
        ("train-on", "tweets"),
        ("train-on", "books"),
        ("evaluate-on", "quiz"),
        ("tool", "torch"),
    ]
    assert [(each.name, each.part_of) for each in model.components] == [
        ("parrot", "Model parameters (Final)"),
        ("tweets", "Datasets"),
        ("books", "Datasets"),
        ("quiz", "Evaluation data"),
        ("torch", "Supporting libraries and tools"),
    ]
    assert messages(model, "document-warning") == []


def test_an_ai_bom_is_assessed(tmp_path: Path) -> None:
    result = openlic.assess(read(tmp_path, *AI_BOM))
    assert result.components["Datasets"].license == "CC-BY-NC-4.0 AND CC-BY-4.0"
    assert result.components["Model parameters (Final)"].verdict == "yes"
    assert result.components["Supporting libraries and tools"].license == "BSD-3-Clause"
    assert result.components["Evaluation data"].verdict == "yes"
    assert result.components["Model card"].status == "not-stated"
    assert result.components["Training code"].verdict == "unknown"
    assert result.tier == 0


def test_a_conflict_between_model_and_data_is_found(tmp_path: Path) -> None:
    conflict = openlic.solve(read(tmp_path, *AI_BOM))
    assert "train-on of tweets (CC-BY-NC-4.0)" in str(conflict)
    assert "commercial-use" in str(conflict)
    research = openlic.solve(read(tmp_path, *AI_BOM), use_case="research")
    assert "train-on of tweets" not in str(research)


def test_license_facts_and_counts_are_those_of_the_file(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        *AI_BOM[:3],
        element("SpdxDocument", "d2", dataLicense="CC0-1.0"),
        expression("l1", "MIT OR Apache-2.0"),
        package("p", licenseDeclared="GPL-2.0-only"),
        {"type": "software_Package", "spdxId": "urn:x:q", "creationInfo": "_:c"},
        relation("p", "hasConcludedLicense", "l1"),
        relation("q", "hasDeclaredLicense", f"{LISTED}/MIT"),
        relation("p", "other", "l1", comment="hasEffectiveLicense"),
        relation("p", "other", "q", comment="friends"),
        element("expandedlicensing_ListedLicense", "isc", "ISC"),
    )
    assert facts(model) == {
        ("urn:x:d2", "dataLicense", "CC0-1.0"),
        ("urn:x:l1", "simplelicensing_licenseExpression", "MIT OR Apache-2.0"),
        ("ISC", "expandedlicensing_ListedLicense", "ISC"),
        ("p", "licenseDeclared", "GPL-2.0-only"),
        ("p", "hasConcludedLicense", "MIT OR Apache-2.0"),
        ("p", "hasEffectiveLicense", "MIT OR Apache-2.0"),
        ("urn:x:q", "hasDeclaredLicense", "MIT"),
    }
    p = by_id(model, "p")
    assert (p.license, p.declared) == ("MIT OR Apache-2.0", "GPL-2.0-only")
    counts = dict(model.counts)
    assert (counts["elements"], counts["packages"], counts["relationships"]) == (12, 2, 4)
    assert (counts["license_elements"], counts["files"], counts["snippets"]) == (2, 0, 0)
    assert counts["license_expressions"] == 1
    assert (counts["types.Relationship"], counts["relationship_types.other"]) == (4, 2)


def test_the_data_license_may_be_an_element(tmp_path: Path) -> None:
    document = element("SpdxDocument", "d", "D", dataLicense="urn:x:l")
    model = read(tmp_path, document, expression("l", "CC0-1.0"))
    assert ("D", "dataLicense", "urn:x:l") in facts(model)
    unknown = element("SpdxDocument", "d", "D", dataLicense={"@id": "urn:x:far"})
    assert ("D", "dataLicense", "urn:x:far") in facts(read(tmp_path, unknown))
    nested = {**document, "dataLicense": expression("m", "CC0-1.0")}
    assert ("D", "dataLicense", "urn:x:m") in facts(read(tmp_path, nested))


# Shapes of JSON-LD


def test_an_object_without_a_graph_is_read(tmp_path: Path) -> None:
    model = read_value(
        tmp_path,
        {
            "@context": CONTEXT,
            "type": "software_Package",
            "spdxId": "urn:x:p",
            "name": "p",
            "software_packageVersion": "12.2",
            "creationInfo": {"type": "CreationInfo", "created": "2026-01-01T00:00:00Z"},
            "verifiedUsing": [{"type": "Hash", "algorithm": "sha1", "hashValue": "0"}],
        },
    )
    assert (model.name, model.version) == ("p", "12.2")
    counts = dict(model.counts)
    assert (counts["elements"], counts["types.Hash"], counts["packages"]) == (3, 1, 1)


def test_nested_elements_are_read_where_they_stand(tmp_path: Path) -> None:
    link = relation("p", "hasDeclaredLicense")
    link["from"] = package("p")
    link["to"] = [expression("l", "MIT")]
    model = read(tmp_path, link)
    assert by_id(model, "p").license == "MIT"
    assert dict(model.counts)["elements"] == 1
    blank = {"type": "simplelicensing_LicenseExpression", "licenseExpression": "ISC"}
    link["to"] = [blank]
    assert by_id(read(tmp_path, link), "p").license == "ISC"


def test_expanded_json_ld_is_read(tmp_path: Path) -> None:
    def value(text: str) -> list[Value]:
        return [{"@value": text}]

    model = read_value(
        tmp_path,
        [
            {
                "@id": "urn:x:p",
                "@type": [f"{TERMS}/Software/Package"],
                f"{TERMS}/Core/name": value("p"),
                f"{TERMS}/Software/packageVersion": value("2"),
                f"{TERMS}/Software/primaryPurpose": [
                    {"@id": f"{TERMS}/Software/SoftwarePurpose/library"}
                ],
            },
            {
                "@id": "urn:x:l",
                "@type": [f"{TERMS}/SimpleLicensing/LicenseExpression"],
                f"{TERMS}/SimpleLicensing/licenseExpression": value("MIT"),
            },
            {
                "@id": "urn:x:r",
                "@type": [f"{TERMS}/Core/Relationship"],
                f"{TERMS}/Core/from": [{"@id": "urn:x:p"}],
                f"{TERMS}/Core/to": [{"@list": [{"@id": "urn:x:l"}]}],
                f"{TERMS}/Core/relationshipType": [
                    {"@id": f"{TERMS}/Core/RelationshipType/hasDeclaredLicense"}
                ],
            },
        ],
    )
    p = by_id(model, "p")
    assert (p.name, p.version, p.license) == ("p", "2", "MIT")
    assert dict(model.counts)["relationship_types.hasDeclaredLicense"] == 1


def test_lists_of_targets_may_be_wrapped(tmp_path: Path) -> None:
    link = relation("p", "hasDeclaredLicense", "l")
    link["to"] = {"@list": ["urn:x:l"]}
    assert by_id(read(tmp_path, package("p"), expression("l", "MIT"), link), "p").license == "MIT"
    link["to"] = "urn:x:l"
    assert by_id(read(tmp_path, package("p"), expression("l", "MIT"), link), "p").license == "MIT"


def test_graphs_may_be_single_objects_or_in_a_list(tmp_path: Path) -> None:
    model = read_value(tmp_path, {"@context": CONTEXT, "@graph": package("p")})
    assert [each.name for each in model.components] == ["p"]
    model = read_value(tmp_path, [{"@context": CONTEXT, "@graph": [package("p"), package("q")]}])
    assert [each.name for each in model.components] == ["p", "q"]


def test_other_spellings_of_classes_are_read(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        {"@type": "spdx:software_Package", "@id": "urn:x:p", "spdx:name": "p"},
        {"type": "AIPackage", "id": "urn:x:m", "name": "m"},
        {"type": ["", "Dataset"], "spdxId": "urn:x:d", "name": "d"},
    )
    assert [each.kind for each in model.components] == ["package", "ai-package", "dataset-package"]


def test_names_in_another_case_are_read(tmp_path: Path) -> None:
    value = {"type": "software_package", "spdxId": "urn:x:p", "creationinfo": "_:c", "Name": "p"}
    model = read(tmp_path, {**value, "software_packageversion": "2"})
    assert (by_id(model, "p").name, by_id(model, "p").version) == ("p", "2")
    assert messages(model, "document-warning") == [
        "there is no class 'software_package' ($.@graph[0])",
        "there is no property `creationinfo` ($.@graph[0])",
        "there is no property `Name` ($.@graph[0])",
        "there is no property `software_packageversion` ($.@graph[0])",
    ]


def test_prefixes_of_ids_are_replaced(tmp_path: Path) -> None:
    link = relation("p", "hasDeclaredLicense")
    link |= {"from": "ex:p", "to": ["ours:license"]}
    document = element(
        "SpdxDocument",
        "doc",
        namespaceMap=[{"type": "NamespaceMap", "prefix": "ours", "namespace": "urn:x:"}],
    )
    context = [CONTEXT, {"ex": "urn:x:", "@vocab": "urn:y:", "odd": {"@id": "urn:z"}}]
    elements = [document, package("p"), expression("license", "MIT"), link]
    model = read_value(tmp_path, {"@context": context, "@graph": elements})
    assert by_id(model, "p").license == "MIT"


# Licenses


@pytest.mark.parametrize(
    ("elements", "license"),
    [
        ([expression("license", "MIT OR GPL-2.0-only")], "MIT OR GPL-2.0-only"),
        ([expression("license", "NOASSERTION")], "NOASSERTION"),
        ([expression("license", "")], "NOASSERTION"),
        ([element("simplelicensing_LicenseExpression", "license")], "NOASSERTION"),
        ([element("expandedlicensing_ListedLicense", "license", "MIT")], "MIT"),
        (
            [element("expandedlicensing_ListedLicense", "license", "M", licenseId="MIT")],
            "MIT",
        ),
        ([element("expandedlicensing_NoneLicense", "license")], "NONE"),
        ([element("expandedlicensing_NoAssertionLicense", "license")], "NOASSERTION"),
        ([element("expandedlicensing_CustomLicense", "license", "Our terms")],
         "LicenseRef-local-Our-terms"),
        ([element("expandedlicensing_License", "license")], "LicenseRef-local-urn-x-license"),
        ([element("simplelicensing_SimpleLicensingText", "LicenseRef-7")], "urn:x:license"),
        ([package("license")], "NOASSERTION"),
    ],
)  # fmt: skip
def test_license_elements_are_read(
    tmp_path: Path, elements: list[Value], license: str | None
) -> None:
    assert with_license(tmp_path, *elements) == license


@pytest.mark.parametrize(
    ("reference", "license"),
    [
        (f"{LISTED}/MIT", "MIT"),
        (f"{LISTED}/GPL-2.0-or-later.html", "GPL-2.0-or-later"),
        (f"{LISTED}/MIT.jsonld", "MIT"),
        (f"{TERMS}/ExpandedLicensing/NoneLicense", "NONE"),
        (f"{TERMS}/ExpandedLicensing/NoAssertionLicense", "NOASSERTION"),
        ("https://spdx.org/rdf/3.0.0/terms/Licensing/None", "NONE"),
        ("https://spdx.org/rdf/3.0.0/terms/Licensing/NoAssertion", "NOASSERTION"),
        ("urn:expandedlicensing:NoneLicense", "urn:expandedlicensing:NoneLicense"),
        ("_:MIT", "NOASSERTION"),
        ("urn:x:nothing", "urn:x:nothing"),
    ],
)
def test_licenses_outside_of_the_file_are_read(
    tmp_path: Path, reference: str, license: str
) -> None:
    assert with_license(tmp_path, to=reference) == license


def test_individuals_are_read_by_their_short_names(tmp_path: Path) -> None:
    link = relation("p", "hasDeclaredLicense")
    link["to"] = ["expandedlicensing_NoneLicense"]
    assert by_id(read(tmp_path, package("p"), link), "p").license == "NONE"
    whole = {"type": "expandedlicensing_IndividualLicensingInfo", "creationInfo": "_:c",
             "spdxId": f"{TERMS}/ExpandedLicensing/NoneLicense"}  # fmt: skip
    link["to"] = [whole["spdxId"]]
    assert by_id(read(tmp_path, package("p"), link, whole), "p").license == "NONE"


def test_a_license_that_is_no_element_is_named_or_missing(tmp_path: Path) -> None:
    link = relation("p", "hasDeclaredLicense")
    link["to"] = ["Apache-2.0"]
    model = read(tmp_path, package("p"), link)
    assert by_id(model, "p").license == "Apache-2.0"
    assert any(
        "where an element is asked for" in each for each in messages(model, "document-warning")
    )
    link["to"] = ["_:MIT"]
    model = read(tmp_path, package("p"), link)
    assert by_id(model, "p").license == "NOASSERTION"
    assert "_:MIT" in messages(model, "reference-to-nothing")[0]
    link["to"] = ["SPDXRef-License-MIT"]
    model = read(tmp_path, package("p"), link)
    assert by_id(model, "p").license == "SPDXRef-License-MIT"
    assert openlic.normalize("SPDXRef-License-MIT").expression is None
    assert "SPDXRef-License-MIT" in messages(model, "reference-to-nothing")[0]


def license_set(kind: str, id: str, **more: Any) -> Value:
    return element(
        f"expandedlicensing_{kind}",
        id,
        **{f"expandedlicensing_{key}": each for key, each in more.items()},
    )


def test_license_sets_become_expressions(tmp_path: Path) -> None:
    license = with_license(
        tmp_path,
        license_set("ConjunctiveLicenseSet", "license", member=["urn:x:or", "urn:x:with"]),
        license_set("DisjunctiveLicenseSet", "or", member=[f"{LISTED}/MIT", "urn:x:later"]),
        license_set("OrLaterOperator", "later", subjectLicense=f"{LISTED}/GPL-2.0-only"),
        license_set(
            "WithAdditionOperator",
            "with",
            subjectExtendableLicense="urn:x:plus",
            subjectAddition="urn:x:classpath",
        ),
        license_set("OrLaterOperator", "plus", subjectLicense=f"{LISTED}/GPL-2.0"),
        element("expandedlicensing_ListedLicenseException", "classpath", "Classpath-exception-2.0"),
    )
    assert license == "(MIT OR GPL-2.0-or-later) AND (GPL-2.0+ WITH Classpath-exception-2.0)"
    assert openlic.parse(license)


def test_a_set_of_one_is_that_one(tmp_path: Path) -> None:
    once = license_set("ConjunctiveLicenseSet", "license", member=[f"{LISTED}/MIT"])
    assert with_license(tmp_path, once) == "MIT"
    later = license_set("OrLaterOperator", "license", subjectLicense=f"{LISTED}/GPL-2.0-or-later")
    assert with_license(tmp_path, later) == "GPL-2.0-or-later"


def test_sets_without_parts_are_unknown(tmp_path: Path) -> None:
    assert with_license(tmp_path, license_set("ConjunctiveLicenseSet", "license")) == "NOASSERTION"
    half = license_set("WithAdditionOperator", "license", subjectAddition="urn:x:a")
    assert with_license(tmp_path, half) == "NOASSERTION"


def test_a_license_that_contains_itself_is_unknown(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        package("p"),
        relation("p", "hasDeclaredLicense", "a"),
        license_set("ConjunctiveLicenseSet", "a", member=["urn:x:b", f"{LISTED}/MIT"]),
        license_set("DisjunctiveLicenseSet", "b", member=["urn:x:a", f"{LISTED}/ISC"]),
    )
    assert by_id(model, "p").license == "NOASSERTION AND MIT"
    assert any("contains itself" in each for each in messages(model, "document-warning"))


def test_sets_that_double_at_each_step_do_not_explode(tmp_path: Path) -> None:
    steps = 60
    sets = [
        license_set(
            f"{kind}junctiveLicenseSet",
            f"{kind}{number}",
            member=[f"urn:x:Con{number + 1}", f"urn:x:Dis{number + 1}"],
        )
        for number in range(steps)
        for kind in ("Con", "Dis")
    ]
    ends = [expression(f"Con{steps}", "MIT"), expression(f"Dis{steps}", "ISC")]
    model = read(tmp_path, package("p"), relation("p", "hasDeclaredLicense", "Con0"), *sets, *ends)
    assert len(by_id(model, "p").license or "") < 200_000
    assert any("too long" in each for each in messages(model, "document-warning"))


def test_a_deep_chain_of_sets_is_read(tmp_path: Path) -> None:
    steps = 5_000
    chain = [
        license_set("ConjunctiveLicenseSet", f"s{number}", member=[f"urn:x:s{number + 1}"])
        for number in range(steps)
    ]
    license = with_license(tmp_path, *chain, expression(f"s{steps}", "MIT"), to="s0")
    assert license == "MIT"


def test_licenses_of_the_file_are_local(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        package("p"),
        package("q"),
        relation("p", "hasDeclaredLicense", "l"),
        relation("q", "hasDeclaredLicense", "LicenseRef-own"),
        expression(
            "l",
            "MIT AND LicenseRef-acme WITH AdditionRef-more",
            simplelicensing_customIdToUri=[
                {"type": "DictionaryEntry", "key": "LicenseRef-acme", "value": "urn:x:acme"},
                {"key": "AdditionRef-more", "value": "urn:x:more"},
                {"key": "LicenseRef-acme", "value": "urn:x:acme"},
                {"key": 1, "value": "urn:x:acme"},
                "no entry",
            ],
            simplelicensing_customIdToLicense=[
                {"type": "ElementMap", "key": "LicenseRef-lost", "elementValue": "urn:x:lost"}
            ],
        ),
        element(
            "expandedlicensing_CustomLicense",
            "acme",
            "Acme terms",
            simplelicensing_licenseText="You may look.",
            expandedlicensing_seeAlso=["https://acme.example/terms"],
        ),
        element("expandedlicensing_CustomLicenseAddition", "more", expandedlicensing_additionText="x"),
        element("simplelicensing_SimpleLicensingText", "LicenseRef-own", "Own",
                simplelicensing_licenseText=MIT_TEXT),
    )  # fmt: skip
    acme, more, own = model.local_licenses
    assert (acme.id, acme.name, acme.text) == ("LicenseRef-acme", "Acme terms", "You may look.")
    assert acme.see_also == ("https://acme.example/terms",)
    assert (more.id, more.text) == ("AdditionRef-more", "x")
    assert own.id == by_id(model, "q").license == "LicenseRef-own"
    found = messages(model, "local-license")
    assert found[0] == "the file defines LicenseRef-acme (Acme terms)"
    assert found[2] == "the file defines LicenseRef-own (Own); its text looks like MIT"
    assert by_id(model, "p").license == "MIT AND LicenseRef-acme WITH AdditionRef-more"
    assert "LicenseRef-lost" in messages(model, "reference-to-nothing")[0]


def test_local_licenses_of_one_name_are_told_apart(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        *(element("expandedlicensing_CustomLicense", f"c{n}", "Same") for n in range(3)),
        element("expandedlicensing_CustomLicenseAddition", "a", "?"),
    )
    assert [each.id for each in model.local_licenses] == [
        "LicenseRef-local-Same", "LicenseRef-local-Same-2", "LicenseRef-local-Same-3",
        "AdditionRef-local-unnamed",
    ]  # fmt: skip


def test_a_license_without_a_class_is_taken_by_name_if_its_text_agrees(tmp_path: Path) -> None:
    right = element("License", "license", "MIT", licenseText=MIT_TEXT)
    assert with_license(tmp_path, right) == "MIT"
    assert with_license(tmp_path, element("License", "license", "MIT")) == "MIT"
    wrong = element("License", "license", "Apache-2.0", licenseText=MIT_TEXT)
    assert with_license(tmp_path, wrong) == "LicenseRef-local-Apache-2.0"
    other = element("License", "license", "MIT", licenseText="All rights reserved.")
    assert with_license(tmp_path, other) == "LicenseRef-local-MIT"


def test_a_name_in_place_of_a_text_is_a_license(tmp_path: Path) -> None:
    def own(text: str, name: str = "") -> str | None:
        kind = "simplelicensing_SimpleLicensingText"
        more = {"simplelicensing_licenseText": text}
        return with_license(tmp_path, element(kind, "license", name, **more))

    assert own("MIT License") == "MIT License"
    assert own("MIT\nISC") == own("See our site.") == "LicenseRef-local-urn-x-license"
    assert own("See our site.", "LicenseRef-ours") == "LicenseRef-ours"


def test_only_so_many_texts_are_compared(tmp_path: Path) -> None:
    texts = [
        element("License", f"l{n}", "MIT", licenseText=f"{MIT_TEXT}\n<{n}>") for n in range(51)
    ]
    model = read(tmp_path, *texts)
    assert model.local_licenses[-1].name == "MIT"
    assert len(messages(model, "local-license")) == len(model.local_licenses)


def test_what_was_concluded_goes_before_what_was_declared(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        package("p"),
        package("q"),
        package("r"),
        package("s"),
        expression("mit", "MIT"),
        expression("the-mit", "The MIT License"),
        expression("isc", "ISC"),
        expression("unknown", "NOASSERTION"),
        relation("p", "hasDeclaredLicense", "mit"),
        relation("p", "hasConcludedLicense", "isc"),
        relation("q", "hasDeclaredLicense", "mit"),
        relation("q", "hasConcludedLicense", "the-mit"),
        relation("r", "hasDeclaredLicense", "mit"),
        relation("r", "hasConcludedLicense", "unknown"),
        relation("s", "hasConcludedLicense", "unknown"),
    )
    assert (by_id(model, "p").license, by_id(model, "p").declared) == ("ISC", "MIT")
    assert by_id(model, "q").license == "The MIT License"
    assert by_id(model, "r").license == "MIT"
    assert by_id(model, "s").license == "NOASSERTION"
    assert messages(model, "concluded-differs") == ["p: ISC is concluded, and MIT is declared"]


def test_several_licenses_all_apply(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        package("p"),
        expression("a", "MIT OR ISC"),
        expression("b", "Zlib"),
        relation("p", "hasDeclaredLicense", "a", "b"),
    )
    p = by_id(model, "p")
    assert (p.license, p.licenses) == (None, ("MIT OR ISC", "Zlib"))
    assert p.declared == "(MIT OR ISC) AND Zlib"


def test_an_incomplete_license_leaves_the_rest_unknown(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        package("p"),
        relation("p", "hasDeclaredLicense", f"{LISTED}/MIT", completeness="incomplete"),
    )
    assert by_id(model, "p").licenses == ("MIT", "NOASSERTION")
    assert "incomplete" in messages(model, "list-of-licenses")[0]


def test_two_licenses_of_one_id_both_apply(tmp_path: Path) -> None:
    assert (
        with_license(tmp_path, expression("license", "MIT"), expression("license", "GPL-2.0-only"))
        == "MIT AND GPL-2.0-only"
    )


# Relationships


def test_every_relationship_has_a_use_that_there_is() -> None:
    words = {relation.use for relation in RELATIONS.values()} - {""}
    words |= {use for by_role in COMPONENT_USES.values() for use in by_role.values()} - {""}
    assert words - COMPONENT_USES.keys() <= USES.keys()
    assert all(("", "") in by_role for by_role in COMPONENT_USES.values())
    assert len(RELATIONS) >= 60


def test_the_documentation_names_all_relationships_and_purposes(root: Path) -> None:
    page = (root / "docs" / "formats" / "spdx3.md").read_text(encoding="utf-8")
    assert [name for name in (*RELATIONS, *PURPOSES) if f"`{name}`" not in page] == [
        "hasInputs",
        "hasOutputs",
    ]


@pytest.mark.parametrize(
    ("source", "target", "use"),
    [
        (model_package("a"), package("b"), "tool"),
        (model_package("a"), model_package("b"), "aggregate"),
        (model_package("a"), file("b", "documentation"), "aggregate"),
        (package("a"), dataset("b"), "include-data"),
        (package("a"), file("b"), "link-dynamic"),
        (dataset("a"), dataset("b"), "aggregate"),
        (dataset("a"), package("b"), "tool"),
        (file("a", "documentation"), package("b"), "aggregate"),
        (file("a"), file("b"), "link-dynamic"),
    ],
)
def test_what_is_needed_depends_on_what_needs_it(
    tmp_path: Path, source: Value, target: Value, use: str
) -> None:
    model = read(tmp_path, source, target, relation("a", "dependsOn", "b"))
    assert uses(by_id(model, "a")) == [(use, "b")]


@pytest.mark.parametrize(
    ("type", "made", "origin"),
    [
        ("dependsOn", "a", ("link-dynamic", "b")),
        ("DEPENDS_ON", "a", ("link-dynamic", "b")),
        ("hasStaticLink", "a", ("link-static", "b")),
        ("staticLink", "a", ("link-static", "b")),
        ("contains", "a", ("aggregate", "b")),
        ("descendantOf", "a", ("modify", "b")),
        ("ancestorOf", "b", ("modify", "a")),
        ("ancestor", "a", ("modify", "b")),
        ("generates", "b", ("combine", "a")),
        ("hasInput", "a", ("combine", "b")),
        ("usesTool", "a", ("tool", "b")),
        ("hasTest", "a", ("tool", "b")),
        ("copiedTo", "b", ("combine", "a")),
        ("patchedBy", "b", ("modify", "a")),
        ("hasDistributionArtifact", "b", ("aggregate", "a")),
        ("describes", "", ("", "")),
        ("hasDocumentation", "a", ("aggregate", "b")),
        ("hasVariant", "", ("", "")),
    ],
)
def test_relationships_become_uses(
    tmp_path: Path, type: str, made: str, origin: tuple[str, str]
) -> None:
    model = read(tmp_path, package("a"), package("b"), relation("a", type, "b"))
    found = {each.id[-1]: uses(each) for each in model.components}
    assert found == {"a": [], "b": []} | ({made: [origin]} if made else {})


@pytest.mark.parametrize(
    ("type", "origin"),
    [
        ("trainedOn", ("train-on", "data")),
        ("pretrainedOn", ("train-on", "data")),
        ("finetunedOn", ("train-on", "data")),
        ("dependsOn", ("train-on", "data")),
        ("testedOn", ("evaluate-on", "data")),
        ("validatedOn", ("evaluate-on", "data")),
    ],
)
def test_models_are_made_from_data(tmp_path: Path, type: str, origin: tuple[str, str]) -> None:
    model = read(tmp_path, model_package(), dataset("data"), relation("model", type, "data"))
    assert uses(by_id(model, "model")) == [origin]


@pytest.mark.parametrize("type", ["descendantOf", "finetunedOn", "hasInput"])
def test_models_are_trained_from_models(tmp_path: Path, type: str) -> None:
    model = read(tmp_path, model_package(), model_package("base"), relation("model", type, "base"))
    assert uses(by_id(model, "model")) == [("fine-tune", "base")]


@pytest.mark.parametrize("type", ["ancestorOf", "hasVariant"])
def test_later_models_are_trained_from_earlier_ones(tmp_path: Path, type: str) -> None:
    model = read(
        tmp_path, model_package(), model_package("later"), relation("model", type, "later")
    )
    assert uses(by_id(model, "later")) == [("fine-tune", "model")]


@pytest.mark.parametrize("scope", ["build", "development", "test"])
def test_what_is_needed_to_build_is_a_tool(tmp_path: Path, scope: str) -> None:
    link = relation("a", "dependsOn", "b", scope=scope)
    link["type"] = "LifecycleScopedRelationship"
    model = read(tmp_path, package("a"), package("b"), link)
    assert uses(by_id(model, "a")) == [("tool", "b")]
    model = read(tmp_path, package("a"), package("b"), {**link, "scope": "runtime"})
    assert uses(by_id(model, "a")) == [("link-dynamic", "b")]


def test_builds_relate_what_goes_in_and_comes_out(tmp_path: Path) -> None:
    build = element("build_Build", "b")
    ends = [file("in.c", "source"), file("out", "executable"), file("lib", "library")]
    model = read(
        tmp_path,
        build,
        *ends,
        relation("b", "hasInput", "in.c", "lib"),
        relation("b", "hasOutput", "out"),
        relation("b", "invokedBy", "me"),
    )
    assert uses(by_id(model, "out")) == [("combine", "in.c"), ("combine", "lib")]


def test_builds_with_too_many_pairs_are_left_out(tmp_path: Path) -> None:
    names = [f"f{number}" for number in range(500)]
    model = read(
        tmp_path,
        element("build_Build", "b"),
        *map(file, names),
        relation("b", "hasInput", *names),
        relation("b", "hasOutput", *names),
    )
    assert not any(each.derived_from for each in model.components)
    assert "too many pairs" in messages(model, "document-warning")[-1]


def test_snippets_are_in_their_files(tmp_path: Path) -> None:
    snippet = element("software_Snippet", "s", "s", software_snippetFromFile="urn:x:f")
    model = read(tmp_path, file("f"), snippet)
    assert uses(by_id(model, "f")) == [("snippet", "s")]
    assert dict(model.counts)["snippets"] == 1


def test_what_is_not_in_the_file_is_a_work_from_elsewhere(tmp_path: Path) -> None:
    document = element(
        "SpdxDocument",
        "doc",
        "Doc",
        **{"import": [{"type": "ExternalMap", "externalSpdxId": "urn:x:imported"}]},
    )
    model = read(
        tmp_path,
        document,
        model_package(),
        relation("model", "trainedOn", "lost", "imported"),
        relation("gone", "contains", "model"),
        relation("model", "contains", "NoneElement", f"{TERMS}/Core/NoAssertionElement"),
        *(relation("model", "describes", f"far{number}") for number in range(6)),
    )
    assert uses(by_id(model, "model")) == [
        ("train-on", "urn:x:lost"),
        ("train-on", "urn:x:imported"),
    ]
    (message,) = messages(model, "reference-to-nothing")
    assert message.startswith("relationships name 8 elements that are not there: 'urn:x:lost',")
    assert message.endswith("and 3 more")
    assert openlic.solve(model)


def test_agents_and_cycles_do_no_harm(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        element("Person", "me", "Me"),
        package("a"),
        package("b"),
        relation("a", "dependsOn", "b"),
        relation("b", "dependsOn", "a"),
        relation("a", "dependsOn", "a"),
        relation("a", "dependsOn", "me"),
        relation("me", "dependsOn", "a"),
    )
    assert uses(by_id(model, "a")) == [("link-dynamic", "b")]
    assert openlic.assess(model)


# Components of the framework


def test_parts_are_components_of_the_framework() -> None:
    names = framework("mof").names
    parts = {each.part_of for each in ARTIFACTS.values()} - {""}
    parts |= {each.part_of for each in PURPOSES.values()} - {""}
    assert parts <= set(names)


@pytest.mark.parametrize(
    ("purpose", "content", "part"),
    [
        ("", "code", "Supporting libraries and tools"),
        ("library", "code", "Supporting libraries and tools"),
        ("other", "", "Supporting libraries and tools"),
        ("model", "data", "Model parameters (Final)"),
        ("data", "data", "Datasets"),
        ("documentation", "document", ""),
        ("device", "", ""),
        (f"{TERMS}/Software/SoftwarePurpose/model", "data", "Model parameters (Final)"),
        ("wonder", "code", "Supporting libraries and tools"),
    ],
)
def test_the_purpose_of_a_package_says_what_it_is(
    tmp_path: Path, purpose: str, content: str, part: str
) -> None:
    more = {"software_primaryPurpose": purpose} if purpose else {}
    model = read(tmp_path, package("p", **more))
    p = by_id(model, "p")
    assert (p.content, p.part_of) == (content, part)
    assert bool(messages(model, "part-read-as")) is (content == "data")
    assert any("wonder" in each for each in messages(model, "document-warning")) is (
        purpose == "wonder"
    )


def test_source_code_of_a_model_is_not_its_parameters(tmp_path: Path) -> None:
    code = file("model.py", "model", software_additionalPurpose=["source", "executable"])
    found = by_id(read(tmp_path, code), "model.py")
    assert (found.part_of, found.content) == ("", "code")


@pytest.mark.parametrize(
    ("purpose", "part"),
    [("", ""), ("source", ""), ("model", "Model parameters (Final)"), ("data", "Datasets")],
)
def test_files_are_parts_only_if_they_hold_models_or_data(
    tmp_path: Path, purpose: str, part: str
) -> None:
    assert by_id(read(tmp_path, file("f", purpose)), "f").part_of == part


def test_data_for_training_and_testing_is_told_apart(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        model_package(),
        *map(dataset, ("train", "test", "both", "none")),
        relation("model", "trainedOn", "train", "both"),
        relation("model", "testedOn", "test", "both"),
    )
    assert [each.part_of for each in model.components[1:]] == [
        "Datasets", "Evaluation data", "Datasets", "Datasets",
    ]  # fmt: skip
    assert [each.partition(" ")[0] for each in messages(model, "part-read-as")] == ["test", "both"]


def test_files_are_left_to_the_package_that_holds_them(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        model_package(),
        file("weights.bin", "model"),
        file("other.bin", "model"),
        file("deep.bin", "model"),
        file("folder"),
        file("outside.bin", "model"),
        package("torch"),
        relation("model", "contains", "weights.bin", "other.bin", "folder", "torch", "gone"),
        relation("folder", "contains", "deep.bin", "folder"),
        relation("other.bin", "hasDeclaredLicense", f"{LISTED}/MIT"),
    )
    parts = {each.name: each.part_of for each in model.components}
    assert (parts["weights.bin"], parts["deep.bin"]) == ("", "")
    assert parts["other.bin"] == parts["outside.bin"] == "Model parameters (Final)"
    assert parts["torch"] == "Supporting libraries and tools"


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Model Card.md", "Model card"),
        ("MODEL_CARD.md", "Model card"),
        ("datasheet.pdf", "Data card"),
        ("technical-report.pdf", "Technical report"),
        ("README.md", ""),
        ("remodelcardboard", ""),
    ],
)
def test_documents_of_a_model_are_known_by_name(tmp_path: Path, name: str, part: str) -> None:
    document = element("software_File", "d", name, software_primaryPurpose="documentation")
    link = relation("model", "hasDocumentation", "d")
    d = by_id(read(tmp_path, model_package(), document, link), "d")
    assert (d.part_of, d.content) == (part, "document")
    assert by_id(read(tmp_path, model_package(), document), "d").part_of == ""
    assert by_id(read(tmp_path, package("model"), document, link), "d").part_of == ""


def test_a_license_of_a_package_of_the_same_name_is_not_taken(tmp_path: Path) -> None:
    twin = element("software_Package", "twin", "model")
    license = relation("twin", "hasDeclaredLicense", f"{LISTED}/MIT")
    model = read(tmp_path, model_package(), twin, license)
    assert by_id(model, "model").license is None
    assert "nothing says that they are the same" in messages(model, "part-read-as")[0]
    assert [each.name for each in model.components] == [
        "model [urn:x:model]",
        "model [urn:x:twin]",
    ]


# Who, and what about


def test_owners_are_those_who_made_it_or_supply_it(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        element("Person", "ada", "Ada"),
        element("Organization", "nameless"),
        package("a", originatedBy=["urn:x:ada", "Bo"], suppliedBy="urn:x:nameless"),
        package("b", originatedBy=["urn:x:nameless"], suppliedBy="urn:x:ada"),
        package("c", originatedBy=["_:lost"]),
    )
    assert [each.owner for each in model.components] == ["Ada, Bo", "Ada", ""]


def test_the_release_is_named_after_the_document_or_what_it_is_about(tmp_path: Path) -> None:
    bom = element("software_Sbom", "bom", "My BOM")
    assert read(tmp_path, package("p"), bom, element("SpdxDocument", "d", "Doc")).name == "Doc"
    assert read(tmp_path, package("p"), bom).name == "My BOM"
    about = element("SpdxDocument", "d", rootElement=["urn:x:d", "urn:x:lost", "urn:x:p"])
    assert read(tmp_path, package("q"), package("p"), about).name == "p"
    described = [element("SpdxDocument", "d"), relation("d", "describes", "p")]
    assert read(tmp_path, package("q"), package("p"), *described).name == "p"
    assert read(tmp_path, package("p")).name == "p"
    assert read(tmp_path, package("p"), package("q")).name == "bom"


def test_elements_without_a_name_or_id_are_kept(tmp_path: Path) -> None:
    model = read(tmp_path, {"type": "software_Package"}, {"type": "software_File", "spdxId": "f"})
    assert [each.name for each in model.components] == ["_:$.@graph[0]", "f"]


# What the format does not allow


def test_what_the_format_does_not_allow_is_noted(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        "text",
        {"name": "no type"},
        package("p", packageVersion=3, software_copyrightText=True, primaryPurpose=["a", "b"]),
        package("p"),
        package("p"),
        element("software_SoftwareArtifact", "a"),
        element("software_Wonder", "w"),
        element("Relationship", "r"),
        relation("p", "likes", "p"),
        {"type": "software_Package", "originatedBy": [1]},
    )
    found = "\n".join(messages(model, "document-warning"))
    for words in (
        "an entry is no object ($.@graph[0])",
        "an element has no type ($.@graph[1])",
        "`packageVersion` is no text",
        "there is no property `packageVersion`",
        "`software_copyrightText` is no text",
        "`primaryPurpose` is no text",
        "several elements have the id 'urn:x:p'",
        "the class 'software_SoftwareArtifact' has no elements of its own",
        "'software_Wonder' is read as nothing",
        "a relationship lacks `relationshipType`",
        "a relationship lacks `from`",
        "a relationship lacks `to`",
        "there is no relationship 'likes'",
        "an element has no `spdxId` ($.@graph[9])",
        "`originatedBy` does not refer to an element",
    ):
        assert words in found
    assert by_id(model, "p").version == "3"
    assert len(model.components) == 4


def test_findings_are_limited(tmp_path: Path) -> None:
    odd = [package(f"p{number}", **{f"odd{number}": 1}) for number in range(30)]
    tests = [file(f"f{number}", "data") for number in range(60)]
    model = read(tmp_path, *odd, *tests)
    warnings = messages(model, "document-warning")
    assert len(warnings) == 21
    assert warnings[-1] == "10 more of these are not listed"
    assert messages(model, "part-read-as")[-1] == "10 more of these are not listed"
    many = read(tmp_path, *(package(f"p{number}", odd=1) for number in range(5)))
    assert messages(many, "document-warning") == [
        "there is no property `odd` ($.@graph[0], $.@graph[1], $.@graph[2] and 2 more)"
    ]


def test_a_file_without_a_context_is_noted(tmp_path: Path) -> None:
    model = read_value(tmp_path, {"@graph": [package("p")]})
    assert messages(model, "document-warning") == ["there is no `@context` ($)"]


@pytest.mark.parametrize(
    ("elements", "message", "where"),
    [
        ([], "the file has no elements", "$"),
        ([{"name": "x"}], "the file has no elements", "$"),
        ([{"type": 1}], "the type is no text", "$.@graph[0]"),
        ([{"type": None}], "the type is no text", "$.@graph[0]"),
        (
            [expression("l", 1)],
            "`simplelicensing_licenseExpression` is no text",
            "$.@graph[0].simplelicensing_licenseExpression",
        ),
        (
            [expression("l", ["MIT", "ISC"])],
            "`simplelicensing_licenseExpression` is no text",
            "$.@graph[0].simplelicensing_licenseExpression",
        ),
        (
            [relation("a", "contains") | {"to": [1]}],
            "`to` does not refer to an element",
            "$.@graph[0].to",
        ),
        (
            [relation("a", "contains") | {"to": [{}]}],
            "`to` does not refer to an element",
            "$.@graph[0].to",
        ),
        (
            [relation("a", "contains") | {"from": ["urn:a", "urn:b"]}],
            "`from` names several elements",
            "$.@graph[0].from",
        ),
        (
            [relation("a", "contains") | {"relationshipType": 1}],
            "`relationshipType` is no text",
            "$.@graph[0].relationshipType",
        ),
        (
            [package("p", licenseDeclared=[True])],
            "`licenseDeclared` does not refer to an element",
            "$.@graph[0].licenseDeclared",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, elements: list[Any], message: str, where: str
) -> None:
    assert problems(tmp_path, *elements)[0] == (message, where)


def test_problems_are_limited(tmp_path: Path) -> None:
    assert len(problems(tmp_path, *(expression(f"l{number}", 1) for number in range(90)))) == 50


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\xff",
        b'{"@graph": [',
        b'{"@graph": 1}',
        b'{"@context": "https://spdx.org/rdf/3.0.1/x", "@graph": "text"}',
        b'"text"',
        b"17",
        b"[]",
        b'{"@graph": [{"type": "software_Package", "name": NaN}]}',
        b'{"a":' * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
    ],
)
def test_broken_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bom.json"
    path.write_bytes(content)
    assert _spdx3.recognizes(Source(path)) in (True, False)
    with pytest.raises(InputError) as caught:
        _spdx3.load(Source(path))
    assert all(each.message and each.repair for each in caught.value.problems)


def test_deeply_nested_values_are_walked(tmp_path: Path) -> None:
    value: Any = package("deep")
    for _ in range(300):
        value = {"type": "Annotation", "subject": [value]}
    assert by_id(read(tmp_path, value), "deep").name == "deep"


def test_elements_that_are_too_deep_to_compare_differ() -> None:
    graph = Graph()
    for place in ("$[0]", "$[1]"):
        value: Any = 1
        for _ in range(50_000):
            value = [value]
        graph.add(package("p", odd=value), place)
    assert len(graph.nodes) == 2


def test_many_elements_may_have_one_id(tmp_path: Path) -> None:
    many = 3_000
    model = read(
        tmp_path,
        *(package("p", summary=str(number)) for number in range(many)),
        *(expression("l", f"LicenseRef-{number}") for number in range(many)),
        relation("p", "hasDeclaredLicense", "l"),
    )
    assert len(model.components) == many
    assert {len(each.declared) for each in model.components} == {len(by_id(model, "p").declared)}


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        _spdx3.load(Source(tmp_path / "none.json"))
    assert not _spdx3.recognizes(Source(tmp_path / "none.json"))


@pytest.mark.parametrize(
    ("value", "is_spdx3"),
    [
        ({"@context": CONTEXT, "@graph": []}, True),
        ({"@graph": [{"type": "SpdxDocument"}]}, True),
        ({"type": "software_Package", "spdxId": "urn:x:p"}, True),
        ({"type": "software_Package"}, False),
        ({"type": 1, "spdxId": "urn:x:p"}, False),
        ({"@graph": [{"type": "CreationInfo", "specVersion": "3.0.1"}]}, True),
        ({"@graph": [{"type": "CreationInfo"}]}, False),
        ({"type": "spdx:Relationship", "relationshipType": "contains"}, True),
        ({"@graph": "text"}, False),
        ({"@graph": ["text"]}, False),
        ({"spdxVersion": "SPDX-2.3", "packages": []}, False),
        ({"bomFormat": "CycloneDX"}, False),
        ({"@context": {"@vocab": "https://schema.org/"}, "@type": "Dataset"}, False),
        ([{"@type": [f"{TERMS}/Core/Relationship"]}], True),
        ({"see": f"{TERMS}/Core/Relationship"}, False),
        ([1], False),
    ],
)
def test_the_format_is_recognized_by_content(tmp_path: Path, value: Any, is_spdx3: bool) -> None:
    path = tmp_path / "some.json"
    path.write_text(json.dumps(value))
    assert _spdx3.recognizes(Source(path)) is is_spdx3


def test_many_elements_are_read(tmp_path: Path) -> None:
    many = 5_000
    model = read(
        tmp_path,
        *(package(f"p{number}") for number in range(many)),
        *(relation("p0", "dependsOn", f"p{number}") for number in range(many)),
    )
    assert len(model.components) == many
    assert len(model.components[0].derived_from) == many - 1


# Recorded files


def recorded(shared: Path) -> list[tuple[Path, Value]]:
    folder = shared / "formats" / "spdx3"
    if not folder.is_dir():
        pytest.skip("the recorded SPDX 3 files are not there")
    listed = json.loads((folder / "manifest.json").read_text())["files"]
    return [(folder / entry["file"], entry) for entry in listed]


def test_recorded_files_are_read_with_all_they_say(shared: Path) -> None:
    for path, entry in recorded(shared):
        assert _spdx3.recognizes(Source(path))
        model, want = _spdx3.load(Source(path)), entry["facts"]
        check_counts(model, want)
        check_facts(model, want)
        if entry["validity"] == "valid":
            assert messages(model, "document-warning") == [], path


def check_counts(model: Model, want: Value) -> None:
    counts = dict(model.counts)
    for name in ("elements", "packages", "relationships"):
        assert counts[name] == want[name]
    for name in ("types", "relationship_types"):
        found = {
            key.removeprefix(f"{name}."): number
            for key, number in counts.items()
            if key.startswith(f"{name}.")
        }
        assert found == want[name]
    for name in ("license_elements", "license_expressions"):
        assert counts[name] == len(want[name])
    packages = Counter(
        (each.kind, each.version) for each in model.components if each.kind.endswith("package")
    )
    assert packages == Counter(
        (
            ARTIFACTS[each["type"].partition("_")[2]].kind,
            str(each.get("version") or ""),
        )
        for each in want["package_list"]
    )


def check_facts(model: Model, want: Value) -> None:
    found = facts(model)
    values = {value for _, _, value in found}
    assert set(want["license_expressions"]) <= values
    assert set(want["text_license_mentions"]) <= values
    stated = {
        (field, subject, value)
        for subject, field, value in found
        if field in ("hasDeclaredLicense", "hasConcludedLicense")
    }
    assert stated == set(map(tuple, want["license_relationships"]))
    fields = {f"{field}: {value}" for _, field, value in found}
    assert set(want["package_license_fields"]) <= fields
    subjects = {subject for subject, _, _ in found}
    assert {each.partition(": ")[2] for each in want["license_elements"]} <= subjects


def test_recorded_files_are_assessed(shared: Path) -> None:
    for path, _ in recorded(shared):
        model = _spdx3.load(Source(path))
        assert openlic.assess(model).tier == 0
        assert openlic.solve(model)


# Writing


def dumped(folder: Path, model: Model) -> Model:
    path = folder / "written.spdx3.json"
    path.write_text(_spdx3.dump(model), encoding="utf-8")
    assert _spdx3.recognizes(Source(path))
    return _spdx3.load(Source(path))


def origins(model: Model) -> set[tuple[str, str, str | None]]:
    return {
        (each.name, origin.use, origin.component or origin.work)
        for each in model.components
        for origin in each.derived_from
    }


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    model = read(tmp_path, *AI_BOM)
    again = dumped(tmp_path, model)
    assert [(each.id, each.name, each.license, each.part_of) for each in again.components] == [
        (each.id, each.name, each.license, each.part_of) for each in model.components
    ]
    assert (again.name, again.producer, again.version) == ("Parrot BOM", "Ada", "1.0")
    assert by_id(again, "parrot").copyright == "2026 Ada"
    assert by_id(again, "parrot").declared == "Apache-2.0"
    assert origins(again) == origins(model)
    assert messages(again, "document-warning") == []
    assert _spdx3.dump(model) == _spdx3.dump(model)


def test_licenses_of_the_file_are_written(tmp_path: Path) -> None:
    names = ["LicenseRef-ours", "AdditionRef-more"]
    model = Model(
        "m",
        (Component("c", f"MIT AND {names[0]} WITH {names[1]}"),),
        complete=False,
        local_licenses=(
            LocalLicense(names[0], "Ours", "Text", ("https://ours.example",)),
            LocalLicense(names[1]),
        ),
    )
    again = dumped(tmp_path, model)
    assert again.components[0].license == "MIT AND LicenseRef-ours WITH AdditionRef-more"
    assert again.components[0].declared == ""
    assert [(each.id, each.name, each.text) for each in again.local_licenses] == [
        (names[0], "Ours", "Text"),
        (names[1], names[1], names[1]),
    ]
    assert again.local_licenses[0].see_also == ("https://ours.example",)


@pytest.mark.parametrize(
    ("written", "license"),
    [
        ("Apache 2.0", "Apache-2.0"),
        ("NONE", "NONE"),
        ("unlicensed", "NONE"),
        ("NOASSERTION", "NOASSERTION"),
        ("our own terms", None),
    ],
)
def test_licenses_are_written_as_expressions(
    tmp_path: Path, written: str, license: str | None
) -> None:
    model = Model("m", (Component("c", written),))
    again = dumped(tmp_path, model)
    assert again.components[0].license == license
    assert ("license as written: our own terms" in _spdx3.dump(model)) is (license is None)


def test_licenses_of_the_release_are_concluded(tmp_path: Path) -> None:
    model = Model("m", (Component("c"),), (GlobalLicense("distribution", "MIT"),))
    assert dumped(tmp_path, model).components[0].license == "MIT"


def test_components_of_other_formats_are_written_as_what_they_are(tmp_path: Path) -> None:
    model = Model(
        "m",
        (
            Component("Model parameters (Final)", "MIT"),
            Component("Datasets"),
            Component("Model card", content="document"),
            Component("Model metadata", content="data", owner="Bo"),
            Component("Training code", id="urn:x:1"),
            Component("Inference code", id="urn:x:1"),
        ),
        date="2026-03-04",
    )
    assert '"created": "2026-03-04T00:00:00Z"' in _spdx3.dump(model)
    again = dumped(tmp_path, model)
    assert [(each.kind, each.content) for each in again.components] == [
        ("ai-package", "data"),
        ("dataset-package", "data"),
        ("package", "document"),
        ("package", ""),
        ("package", "code"),
        ("package", "code"),
    ]
    assert again.components[3].owner == "Bo"
    assert len({each.id for each in again.components}) == 6


@pytest.mark.parametrize("use", sorted(USES))
def test_every_use_is_written_and_read_again(tmp_path: Path, use: str) -> None:
    kinds = ("ai-package", "dataset-package", "package", "file")
    model = Model(
        "m",
        tuple(
            Component(f"{kind}-{number}", "MIT", kind=kind, part_of="",
                      derived_from=() if number else
                      tuple(Origin(use, component=f"{other}-1") for other in kinds))
            for number in range(2)
            for kind in kinds
        ),
        complete=False,
    )  # fmt: skip
    assert origins(dumped(tmp_path, model)) == origins(model)


def test_works_from_elsewhere_are_written(tmp_path: Path) -> None:
    model = Model(
        "m",
        (
            Component(
                "c",
                "MIT",
                kind="ai-package",
                derived_from=(
                    Origin("train-on", work="urn:x:far"),
                    Origin("fine-tune", work="Base", license="Apache 2.0", derived_from=(
                        Origin("train-on", work="Old data", license="our own terms"),
                        Origin("train-on", work="Base data"),
                    )),
                    Origin("tool", work="Base tool", license="MIT"),
                    Origin("tool", component="c"),
                    Origin("tool", component="lost"),
                    Origin("evaluate-on", work="Base data"),
                ),
            ),
        ),
    )  # fmt: skip
    again = dumped(tmp_path, model)
    assert messages(again, "reference-to-nothing") == []
    assert origins(again) == {
        ("c", "train-on", "urn:x:far"),
        ("c", "fine-tune", "Base"),
        ("Base", "train-on", "Old data"),
        ("Base", "train-on", "Base data"),
        ("c", "tool", "Base tool"),
        ("c", "tool", "lost"),
        ("c", "evaluate-on", "Base data"),
    }
    assert again.component("Base").license == "Apache-2.0"
    assert again.component("Old data").license is None


def test_only_missing_licenses_are_filled_in(tmp_path: Path) -> None:
    model = read(
        tmp_path,
        "odd",
        package("p"),
        package("q"),
        package("r"),
        package("s"),
        relation("q", "hasDeclaredLicense", f"{LISTED}/ISC"),
        relation("q", "hasConcludedLicense", f"{TERMS}/ExpandedLicensing/NoAssertionLicense"),
        relation("r", "hasConcludedLicense", f"{LISTED}/ISC"),
        {"type": "Relationship", "relationshipType": None, "from": "urn:x:p"},
    )
    path = tmp_path / "bom.spdx3.json"
    for name in "pqr":
        model = model.with_license(name, "MIT")
    path.write_text(_spdx3.dump(model, Source(path)), encoding="utf-8")
    again = _spdx3.load(Source(path))
    assert [each.license for each in again.components] == ["MIT", "MIT", "ISC", None]
    assert by_id(again, "q").declared == "ISC"
    before = path.read_text(encoding="utf-8")
    assert json.loads(_spdx3.dump(again, Source(path))) == json.loads(before)


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        json.dumps(package("p")).encode(),
        json.dumps([package("p")]).encode(),
        json.dumps({"@graph": package("p")}).encode(),
        json.dumps({"@graph": [expression("l", 1)]}).encode(),
        b'{"@graph": [{"type": "software_Package", "odd": 1e999}]}',
    ],
)
def test_originals_that_cannot_be_filled_in_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bom.json"
    path.write_bytes(content)
    with pytest.raises(InputError):
        _spdx3.dump(Model("m"), Source(path))


def test_numbers_that_json_does_not_have_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError):
        _spdx3.dump(Model("m", (Component("c", version=float("nan")),)))  # type: ignore[arg-type]


def test_recorded_files_are_written_and_read_again(shared: Path, tmp_path: Path) -> None:
    for path, _ in recorded(shared):
        model = _spdx3.load(Source(path))
        again = dumped(tmp_path, model)
        assert origins(again) == origins(model)
        for each in model.components:
            written = openlic.normalize(each.license or "NOASSERTION").expression
            found = again.component(each.name).license
            assert found == (None if written is None or not each.license else str(written))


# Damage

SEED: list[Value] = [
    *AI_BOM,
    file("f", "data"),
    element("software_Snippet", "s", "s", software_snippetFromFile="urn:x:f"),
    element("build_Build", "b"),
    relation("b", "hasInput", "f"),
    relation("b", "hasOutput", "s"),
    license_set("ConjunctiveLicenseSet", "and", member=["urn:x:by", "urn:x:own"]),
    license_set("WithAdditionOperator", "with", subjectExtendableLicense="urn:x:own",
                subjectAddition="urn:x:own"),
    license_set("OrLaterOperator", "later", subjectLicense=f"{LISTED}/MIT"),
    element("expandedlicensing_CustomLicense", "own", "Own", simplelicensing_licenseText="Text"),
    expression("custom", "LicenseRef-own", simplelicensing_customIdToUri=[
        {"type": "DictionaryEntry", "key": "LicenseRef-own", "value": "urn:x:own"}]),
    relation("f", "hasDeclaredLicense", "and", "with", "later", "custom"),
]  # fmt: skip
SEED_FILE: Value = {"@context": CONTEXT, "@graph": SEED}


@fuzzing
@given(value=mutated_json([SEED_FILE, SEED_FILE["@graph"]]))
def test_damaged_values_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, value: Any
) -> None:
    path = tmp_path_factory.getbasetemp() / "spdx3-value.json"
    reads_or_refuses(lambda path: _spdx3.load(Source(path)), path, json.dumps(value).encode())


@fuzzing
@given(content=mutated_bytes([json.dumps(SEED_FILE).encode()]))
def test_damaged_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "spdx3-bytes.json"
    reads_or_refuses(lambda path: _spdx3.load(Source(path)), path, content)


@given(order=st.permutations(AI_BOM))
def test_the_order_of_elements_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[Value]
) -> None:
    def known(elements: list[Value]) -> set[tuple[str, str | None, str | None, frozenset[Any]]]:
        return {
            (each.name, each.license, each.part_of, frozenset(each.derived_from))
            for each in read(tmp_path_factory.getbasetemp(), *elements).components
        }

    assert known(order) == known(AI_BOM)
