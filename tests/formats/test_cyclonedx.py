# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""CycloneDX documents give components, licenses and relations; odd ones an error or findings."""

from __future__ import annotations

import base64
import gc
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import openlic
from fuzzing import fuzzing, mutated_bytes, mutated_json, reads_or_refuses
from openlic.errors import InputError
from openlic.formats import _cyclonedx, _cyclonedx_licenses
from openlic.formats._cyclonedx_document import COMPONENTS, DATA, RELATIONS
from openlic.formats._cyclonedx_json import read_deep
from openlic.formats._source import Source
from openlic.frameworks import framework
from openlic.model import Component, LocalLicense, Model, Origin
from openlic.normalization import normalize
from openlic.terms import CONTENT_TYPES, USES

Read = Callable[[object], Model]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Load a document given as object, text or bytes."""

    def loaded(document: object) -> Model:
        path = tmp_path / "bom.cdx"
        if isinstance(document, bytes):
            path.write_bytes(document)
        else:
            text = document if isinstance(document, str) else json.dumps(document)
            path.write_text(text, encoding="utf-8", newline="")
        source = Source(path)
        assert _cyclonedx.recognizes(source)
        return _cyclonedx.load(source)

    return loaded


def bom(*components: Any, version: str = "1.6", **rest: Any) -> dict[str, Any]:
    """Return a document with components."""
    head = {"bomFormat": "CycloneDX", "specVersion": version, "version": 1}
    return {**head, "components": list(components), **rest}


def part(name: str, type: str = "library", **rest: Any) -> dict[str, Any]:
    """Return a component that is referred to by its name."""
    return {"type": type, "bom-ref": name, "name": name, **rest}


def by_id(id: str, **rest: Any) -> dict[str, Any]:
    """Return an entry of a list of licenses."""
    return {"license": {"id": id, **rest}}


def codes(model: Model) -> list[str]:
    """Return the codes of the findings."""
    return [finding.code for finding in model.findings]


def uses(model: Model, name: str) -> list[tuple[str, str | None]]:
    """Return what a component was made from."""
    found = model.component(name).derived_from
    return [(origin.use, origin.component or origin.work) for origin in found]


def xml(components: str, version: str = "1.6", rest: str = "") -> str:
    """Return a document in XML."""
    namespace = f"http://cyclonedx.org/schema/bom/{version}"
    return f'<bom xmlns="{namespace}"><components>{components}</components>{rest}</bom>'


class TestComponents:
    def test_a_component_keeps_what_the_file_says_of_it(self, read: Read) -> None:
        component = part(
            "zlib",
            version="1.3",
            description="compression",
            copyright="(c) Gailly, Adler",
            supplier={"name": "a distributor"},
            authors=[{"name": "Jean-loup Gailly"}, {"name": "Mark Adler"}],
            licenses=[by_id("Zlib")],
        )
        found = read(bom(component)).components[0]
        assert (found.name, found.version, found.kind) == ("zlib", "1.3", "library")
        assert (found.license, found.licenses, found.declared) == ("Zlib", (), "")
        assert found.owner == "Jean-loup Gailly, Mark Adler"
        assert found.copyright == "(c) Gailly, Adler"
        assert found.part_of == "Supporting libraries and tools"

    @pytest.mark.parametrize("type", COMPONENTS)
    def test_a_type_says_what_the_component_is_a_part_of(self, read: Read, type: str) -> None:
        found = read(bom(part("x", type))).components[0]
        assert (found.part_of, found.content) == (
            COMPONENTS[type].part_of,
            COMPONENTS[type].content,
        )
        assert found.kind == type

    def test_nested_components_are_read_in_the_order_of_the_file(self, read: Read) -> None:
        inner = part("b", components=[part("c")])
        model = read(bom(part("a", components=[inner, part("d")]), part("e")))
        assert [each.name for each in model.components] == ["a", "b", "c", "d", "e"]
        assert uses(model, "a") == [("link-dynamic", "b"), ("link-dynamic", "d")]

    def test_what_is_described_comes_first_and_names_the_release(self, read: Read) -> None:
        main = part("shop", "application", version="2", manufacturer={"name": "ACME"})
        model = read(bom(part("zlib"), metadata={"component": main, "timestamp": "2026-01-01"}))
        assert (model.name, model.version, model.producer) == ("shop", "2", "ACME")
        assert [each.name for each in model.components] == ["shop", "zlib"]
        assert model.components[0].owner == ""
        assert not model.complete

    def test_a_single_model_names_the_release_where_nothing_is_described(self, read: Read) -> None:
        assert read(bom(part("llm", "machine-learning-model"), part("torch"))).name == "llm"
        assert read(bom(part("torch"))).name == "bom.cdx"

    def test_components_of_one_name_get_names_of_their_own(self, read: Read) -> None:
        one, other = ({"type": "library", "name": "x", "version": v} for v in "12")
        model = read(bom(one, other, other))
        assert len({each.name for each in model.components}) == 3
        assert [each.id for each in model.components] == ["x@1", "x@2", "x@2#2"]

    def test_keys_that_look_like_made_up_ones_are_kept_apart(self, read: Read) -> None:
        model = read(bom(part("x#2", version="3"), *({"type": "library", "name": "x"},) * 3))
        assert [each.id for each in model.components] == ["x#2", "x", "x#3", "x#4"]
        assert [each.version for each in model.components] == ["3", "", "", ""]

    def test_services_are_kept_with_their_licenses(self, read: Read) -> None:
        inner = {"name": "quotes", "provider": {"name": "Example"}}
        service = {"bom-ref": "s", "name": "stock", "services": [inner], "licenses": [by_id("MIT")]}
        model = read(bom(services=[service]))
        assert [(each.kind, each.license) for each in model.components] == [
            ("service", "MIT"),
            ("service", None),
        ]
        assert model.components[1].owner == "Example"
        assert dict(model.counts)["services_total"] == 2

    def test_an_excluded_component_is_no_part_and_a_tool(self, read: Read) -> None:
        model = read(
            bom(
                part("app", "application"),
                part("pytest", scope="excluded"),
                part("libc", isExternal=True),
                dependencies=[{"ref": "app", "dependsOn": ["pytest", "libc"]}],
            )
        )
        assert model.component("pytest").part_of == ""
        assert model.component("libc").part_of == ""
        assert uses(model, "app") == [("tool", "pytest"), ("link-dynamic", "libc")]

    def test_counts_are_those_of_the_format(self, read: Read) -> None:
        main = part("app", "application", components=[part("a")])
        document = bom(
            part("b", components=[part("c")], licenses=[by_id("MIT", licensing={})]),
            part("d", "data", data=[{"type": "dataset"}]),
            metadata={"component": main},
            dependencies=[{"ref": "app", "dependsOn": ["b", "c"]}, {"ref": "b"}],
            compositions=[{"aggregate": "complete"}],
        )
        counts = dict(read(document).counts)
        assert counts["components_top"] == 2
        assert counts["components_total"] == 3
        assert counts["metadata_component"] == counts["metadata_component_children"] == 1
        assert (counts["dependencies"], counts["dependency_edges"]) == (2, 2)
        assert counts["with_licenses"] == counts["licensing_blocks"] == 1
        assert counts["data_entries"] == counts["compositions"] == 1
        assert counts["component_types.library"] == 3


class TestLicenses:
    def test_each_form_is_kept_as_written(self, read: Read) -> None:
        model = read(
            bom(
                part("a", licenses=[by_id("MIT")]),
                part("b", licenses=[{"license": {"name": "Apache License 2.0"}}]),
                part("c", licenses=[{"expression": "MIT OR GPL-2.0-only"}]),
                part("d", licenses=[]),
                part("e", licenses=[{"expression": "NOASSERTION"}]),
            )
        )
        held = [each.license for each in model.components]
        assert held == ["MIT", "Apache License 2.0", "MIT OR GPL-2.0-only", None, "NOASSERTION"]
        facts = [(fact.subject, fact.field) for fact in model.license_facts]
        assert facts == [
            ("a", "license.id"),
            ("b", "license.name"),
            ("c", "expression"),
            ("e", "expression"),
        ]

    def test_a_list_is_read_as_all_of_them_with_a_finding(self, read: Read) -> None:
        model = read(bom(part("a", licenses=[by_id("MIT"), by_id("ISC"), by_id("MIT")])))
        assert model.components[0].license is None
        assert model.components[0].licenses == ("MIT", "ISC")
        assert codes(model) == ["list-of-licenses"]

    def test_concluded_comes_before_declared(self, read: Read) -> None:
        entries = [
            by_id("MIT", acknowledgement="declared"),
            by_id("ISC", acknowledgement="declared"),
            {"expression": "MIT OR ISC", "acknowledgement": "concluded"},
        ]
        model = read(bom(part("a", licenses=entries), version="1.7"))
        found = model.components[0]
        assert (found.license, found.licenses, found.declared) == ("MIT OR ISC", (), "MIT AND ISC")
        assert codes(model) == ["concluded-differs"]

    @pytest.mark.parametrize(
        ("declared", "concluded"),
        [
            ("Apache 2.0", "Apache-2.0"),
            ("NOASSERTION", "MIT"),
            ("MIT", "NOASSERTION"),
            ("ISC AND MIT", "MIT AND ISC"),
        ],
    )
    def test_the_same_license_spelled_otherwise_does_not_differ(
        self, read: Read, declared: str, concluded: str
    ) -> None:
        entries = [
            {"license": {"name": declared, "acknowledgement": "declared"}},
            {"expression": concluded, "acknowledgement": "concluded"},
        ]
        assert codes(read(bom(part("a", licenses=entries), version="1.7"))) == []

    def test_what_is_only_declared_holds(self, read: Read) -> None:
        found = read(bom(part("a", licenses=[by_id("MIT", acknowledgement="declared")])))
        assert (found.components[0].license, found.components[0].declared) == ("MIT", "MIT")

    def test_evidence_and_the_license_of_the_document_are_facts_only(self, read: Read) -> None:
        tool = {"type": "application", "name": "scanner", "licenses": [by_id("ISC")]}
        model = read(
            bom(
                part("a", evidence={"licenses": [by_id("GPL-2.0-only")]}),
                metadata={"licenses": [by_id("CC0-1.0")], "tools": {"components": [tool]}},
            )
        )
        assert model.components[0].license is None
        assert [(each.subject, each.field, each.value) for each in model.license_facts] == [
            ("a", "evidence.license.id", "GPL-2.0-only"),
            ("metadata", "metadata.license.id", "CC0-1.0"),
            ("scanner", "metadata.tools.license.id", "ISC"),
        ]

    @pytest.mark.parametrize("encoded", [False, True])
    def test_a_text_without_an_id_is_a_local_license(self, read: Read, encoded: bool) -> None:
        text = "SPDX-License-Identifier: MIT\n\nDo as you like."
        content = {"content": text}
        if encoded:
            content = {
                "content": base64.b64encode(text.encode()).decode(),
                "encoding": "base64",
            }
        license = {"license": {"name": "House license", "text": content}}
        model = read(bom(part("a", licenses=[license]), part("b", licenses=[license])))
        assert model.local_licenses == (LocalLicense("House license", "House license", text),)
        assert model.components[0].license == "House license"
        assert codes(model) == ["local-license"]
        assert "looks like MIT" in model.findings[0].message
        assert dict(model.counts)["license_texts"] == 2

    def test_a_text_without_any_name_gets_a_reference(self, read: Read) -> None:
        entries = [{"license": {"text": {"content": content}}} for content in ("One.", "Two.")]
        model = read(bom(part("a", licenses=entries)))
        assert model.components[0].licenses == ("LicenseRef-text-1", "LicenseRef-text-2")
        assert [each.text for each in model.local_licenses] == ["One.", "Two."]

    def test_two_texts_under_one_name_are_two_local_licenses(self, read: Read) -> None:
        entries = [
            {"license": {"name": "Own", "text": {"content": content}}} for content in ("1", "2")
        ]
        model = read(bom(part("a", licenses=entries)))
        assert [each.id for each in model.local_licenses] == ["Own", "Own (2)"]
        assert model.components[0].license == "Own"

    def test_a_text_of_a_known_license_is_not_local(self, read: Read) -> None:
        entries = [
            by_id("MIT", text={"content": "MIT License"}),
            {"license": {"name": "Apache 2.0", "text": {"content": "Apache License"}}},
        ]
        assert read(bom(part("a", licenses=entries))).local_licenses == ()

    def test_the_details_of_an_expression_define_its_references(self, read: Read) -> None:
        details = [
            {"licenseIdentifier": "LicenseRef-house", "text": {"content": "House rules."}},
            {"licenseIdentifier": "LicenseRef-other", "url": "https://example.org/other"},
            {"licenseIdentifier": "MIT", "text": {"content": "MIT License"}},
            {"licenseIdentifier": "LicenseRef-bare"},
            "nonsense",
        ]
        entry = {"expression": "LicenseRef-house AND MIT", "expressionDetails": details}
        model = read(bom(part("a", licenses=[entry]), version="1.7"))
        assert model.components[0].license == "LicenseRef-house AND MIT"
        assert [(each.id, each.text, each.see_also) for each in model.local_licenses] == [
            ("LicenseRef-house", "House rules.", ()),
            ("LicenseRef-other", "", ("https://example.org/other",)),
        ]

    def test_an_address_stands_for_a_license_without_a_name(self, read: Read) -> None:
        url = "https://www.apache.org/licenses/LICENSE-2.0"
        model = read(bom(part("a", licenses=[{"license": {"url": url}}])))
        assert model.components[0].license == url
        assert codes(model) == ["document-warning"]

    @pytest.mark.parametrize(
        "entries",
        [
            "MIT",
            ["MIT"],
            [{}],
            [{"license": "MIT"}],
            [{"license": {}}],
            [{"license": {"id": 1}}],
            [{"license": {"id": " "}}],
            [{"expression": None}, {"license": None}],
            [{"license": {"name": "", "text": {}}}],
        ],
    )
    def test_what_is_no_license_is_a_warning(self, read: Read, entries: Any) -> None:
        model = read(bom(part("a", licenses=entries)))
        assert model.components[0].license is None
        assert set(codes(model)) == {"document-warning"}

    @pytest.mark.parametrize(
        "entry",
        [
            by_id("Apache-2"),
            by_id("LicenseRef-house"),
            by_id("MIT", name="MIT License"),
            by_id("MIT", acknowledgement="guessed"),
            by_id("MIT", text={"content": "x", "encoding": "base85"}),
            by_id("MIT", text={"content": "x", "encoding": "base64"}),
            by_id("MIT", text="plain text"),
            by_id("MIT", text=7),
        ],
    )
    def test_a_license_that_the_schema_forbids_is_read_with_a_warning(
        self, read: Read, entry: dict[str, Any]
    ) -> None:
        model = read(bom(part("a", licenses=[entry])))
        assert model.components[0].license == entry["license"]["id"]
        expected = [] if entry["license"].get("text") == "plain text" else ["document-warning"]
        assert codes(model) == expected

    def test_an_expression_beside_others_is_a_warning_where_it_was_not_allowed(
        self, read: Read
    ) -> None:
        entries = [by_id("MIT"), {"expression": "ISC"}]
        found = {
            version: codes(read(bom(part("a", licenses=entries), version=version)))
            for version in ("1.4", "1.6", "1.7")
        }
        assert found["1.4"] == found["1.7"] == ["list-of-licenses"]
        assert sorted(found["1.6"]) == ["document-warning", "list-of-licenses"]

    def test_findings_of_a_kind_are_limited(self, read: Read) -> None:
        parts = [part(f"p{n}", licenses=[by_id("MIT"), by_id("ISC")]) for n in range(60)]
        model = read(bom(*parts))
        assert codes(model) == ["list-of-licenses"] * 51
        assert model.findings[-1].message == "and 10 more like these"

    def test_local_licenses_beyond_the_limit_are_kept_without_a_look(self, read: Read) -> None:
        tag = "SPDX-License-Identifier: MIT"
        parts = [
            part(f"p{n}", licenses=[{"license": {"name": f"L {n}", "text": f"{tag}\n{n}"}}])
            for n in range(60)
        ]
        model = read(bom(*parts))
        assert len(model.local_licenses) == 60
        assert codes(model) == ["local-license"] * 51

    def test_beyond_a_limit_licenses_are_compared_as_written(
        self, read: Read, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_cyclonedx_licenses, "_MOST_LOOKS", 3)

        def mixed(number: int) -> list[Any]:
            text = {"content": f"{number}"}
            return [
                {"license": {"name": f"House {number}", "text": text}},
                {"license": {"name": "Apache 2.0", "acknowledgement": "declared"}},
                {"expression": "Apache-2.0", "acknowledgement": "concluded"},
            ]

        parts = [part(f"p{number}", licenses=mixed(number)) for number in range(4)]
        last = part("last", licenses=[{"license": {"name": "MIT License", "text": "MIT"}}])
        model = read(bom(*parts, last, version="1.7"))
        assert [each.id for each in model.local_licenses][-2:] == ["House 3", "MIT License"]


class TestRelations:
    @pytest.mark.parametrize("pair", RELATIONS)
    def test_a_dependency_is_the_use_of_the_table(self, read: Read, pair: tuple[str, str]) -> None:
        types = {kind.role: type for type, kind in COMPONENTS.items()}
        source = part("source", types[pair[1]])
        dependencies = [{"ref": "result", "dependsOn": ["source"]}]
        if pair[0] == "service":
            service = {"bom-ref": "result", "name": "result"}
            model = read(bom(source, services=[service], dependencies=dependencies))
            assert model.component("result").derived_from[0].provide == "service"
        else:
            model = read(bom(part("result", types[pair[0]]), source, dependencies=dependencies))
        assert uses(model, "result") == [(RELATIONS[pair], "source")]

    def test_the_table_has_words_of_the_vocabulary(self) -> None:
        roles = {kind.role for kind in (*COMPONENTS.values(), *DATA.values())} | {"service"}
        assert set(RELATIONS.values()) <= set(USES)
        assert {role for pair in RELATIONS for role in pair} <= roles
        kinds = (*COMPONENTS.values(), *DATA.values())
        assert {kind.content for kind in kinds} - {""} <= set(CONTENT_TYPES)
        names = {known.name for known in framework("mof").components}
        assert {kind.part_of for kind in kinds} - {""} <= names

    def test_a_device_or_a_standard_gives_no_relation(self, read: Read) -> None:
        model = read(
            bom(
                part("board", "device"),
                part("aes", "cryptographic-asset"),
                part("lib"),
                dependencies=[
                    {"ref": "board", "dependsOn": ["lib"]},
                    {"ref": "lib", "provides": ["aes"]},
                ],
            )
        )
        assert not any(each.derived_from for each in model.components)
        assert codes(model) == []

    def test_references_to_nothing_are_one_finding(self, read: Read) -> None:
        model = read(
            bom(
                part("a"),
                dependencies=[
                    {"ref": "a", "dependsOn": ["b", "c", "a", {"d": 1}]},
                    {"ref": "e", "dependsOn": ["a"]},
                    {"dependsOn": ["a"]},
                    "nonsense",
                ],
            )
        )
        assert sorted(codes(model)) == [
            "document-warning",
            "document-warning",
            "reference-to-nothing",
        ]
        assert any("4 references lead to nothing: b, c" in f.message for f in model.findings)
        assert dict(model.counts)["dependency_edges"] == 6

    def test_a_reference_to_another_document_is_a_work(self, read: Read) -> None:
        link = "urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#lib"
        model = read(
            bom(
                part("a"),
                part("m", "machine-learning-model"),
                part("d", "device"),
                dependencies=[{"ref": ref, "dependsOn": [link]} for ref in "amd"],
            )
        )
        assert uses(model, "a") == [("link-dynamic", link)]
        assert uses(model, "m") == [("fine-tune", link)]
        assert uses(model, "d") == []
        assert codes(model) == []

    def test_cycles_are_kept(self, read: Read) -> None:
        model = read(
            bom(
                part("a"),
                part("b"),
                dependencies=[{"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a"]}],
            )
        )
        assert uses(model, "a") == [("link-dynamic", "b")]
        assert uses(model, "b") == [("link-dynamic", "a")]
        assert openlic.assess(model).tier == 0

    def test_a_reference_that_stands_twice_is_a_warning(self, read: Read) -> None:
        model = read(bom(part("a"), part("a"), dependencies=[{"ref": "a"}]))
        assert codes(model) == ["document-warning"]
        assert len(model.components) == 2


class TestPedigree:
    def test_an_ancestor_is_a_work_with_its_license(self, read: Read) -> None:
        grandparent = {"type": "library", "name": "first", "licenses": [by_id("MIT")]}
        ancestor = {
            "type": "library",
            "name": "second",
            "licenses": [by_id("ISC"), {"expression": "MIT OR Zlib"}],
            "pedigree": {"ancestors": [grandparent]},
        }
        pedigree = {"ancestors": [ancestor], "patches": [{"type": "backport"}]}
        model = read(bom(part("third", pedigree=pedigree), version="1.7"))
        assert model.components[0].derived_from == (
            Origin(
                "modify",
                work="second",
                license="ISC AND (MIT OR Zlib)",
                derived_from=(Origin("modify", work="first", license="MIT"),),
            ),
        )
        assert [each.field for each in model.license_facts] == [
            "pedigree.license.id",
            "pedigree.expression",
            "pedigree.license.id",
        ]
        assert dict(model.counts)["patches"] == 1

    def test_models_are_fine_tuned_and_named_with_their_group(self, read: Read) -> None:
        base = {"type": "machine-learning-model", "group": "meta", "name": "llama"}
        model = read(bom(part("m", "machine-learning-model", pedigree={"ancestors": [base]})))
        assert uses(model, "m") == [("fine-tune", "meta/llama")]

    def test_a_descendant_in_the_document_is_made_from_the_component(self, read: Read) -> None:
        pedigree = {
            "descendants": [part("child"), {"type": "library", "name": "elsewhere"}],
            "variants": [part("sibling")],
        }
        model = read(bom(part("parent", pedigree=pedigree), part("child"), part("sibling")))
        assert uses(model, "child") == [("modify", "parent")]
        assert uses(model, "parent") == uses(model, "sibling") == []

    def test_a_very_long_ancestry_is_read_to_a_limit(self, read: Read) -> None:
        pedigree: dict[str, Any] = {}
        for number in range(60):
            ancestor = {"type": "library", "name": f"n{number}", "pedigree": pedigree}
            pedigree = {"ancestors": [ancestor]}
        origins, depth = read(bom(part("x", pedigree=pedigree))).components[0].derived_from, 0
        while origins:
            origins, depth = origins[0].derived_from, depth + 1
        assert depth == 20


class TestModels:
    def test_the_datasets_of_a_card_train_the_model(self, read: Read) -> None:
        inline = {
            "type": "dataset",
            "name": "web",
            "governance": {"owners": [{"organization": {"name": "Crawlers"}}]},
            "contents": {"properties": [{"name": "license", "value": "cc-by-4.0"}]},
        }
        datasets = [{"ref": "books"}, inline, {"type": "configuration", "name": "seed"}, 7]
        model = read(
            bom(
                part(
                    "m",
                    "machine-learning-model",
                    modelCard={"modelParameters": {"datasets": datasets}},
                ),
                part("books", "data"),
            )
        )
        assert uses(model, "m") == [
            ("train-on", "books"),
            ("train-on", "web"),
            ("train-on", "seed"),
        ]
        web = model.component("web")
        assert (web.part_of, web.owner, web.license) == ("Datasets", "Crawlers", "cc-by-4.0")
        assert model.component("seed").part_of == ""
        assert codes(model) == ["document-warning"]
        assert dict(model.counts)["model_cards"] == 1

    def test_datasets_of_one_name_are_kept_apart(self, read: Read) -> None:
        datasets = [{"type": "dataset", "name": "web"}] * 3
        card = {"modelParameters": {"datasets": datasets}}
        model = read(bom(part("m", "machine-learning-model", modelCard=card)))
        assert [each.id for each in model.components] == ["m", "m#web", "m#web#2", "m#web#3"]
        assert [use for use, _ in uses(model, "m")] == ["train-on"] * 3
        assert codes(model) == []

    def test_data_says_what_it_holds(self, read: Read) -> None:
        model = read(
            bom(
                part("one", "data", data=[{"type": "dataset", "bom-ref": "one-data"}]),
                part("code", "data", data=[{"type": "source-code"}]),
                part("mixed", "data", data=[{"type": "definition"}, {"type": "configuration"}]),
                part("both", "data", data=[{"type": "configuration"}, {"type": "dataset"}]),
                part("m", "machine-learning-model"),
                dependencies=[{"ref": "m", "dependsOn": ["one-data"]}],
            )
        )
        found = {each.name: (each.part_of, each.content) for each in model.components}
        assert found["one"] == found["both"] == ("Datasets", "data")
        assert found["code"] == ("", "code")
        assert found["mixed"] == ("", "")
        assert uses(model, "m") == [("train-on", "one")]

    def test_the_properties_of_data_may_name_licenses(self, read: Read) -> None:
        data = [
            {"type": "dataset", "contents": {"properties": [{"name": "license", "value": value}]}}
            for value in ("mit", "cc0-1.0")
        ]
        found = read(bom(part("d", "data", data=data))).components[0]
        assert (found.license, found.licenses) == (None, ("mit", "cc0-1.0"))

    @pytest.mark.parametrize(
        ("usage", "use"),
        [
            ("training", "train-on"),
            ("evaluation|benchmarking", "evaluate-on"),
            ("training and evaluation", "train-on"),
            ("whatever", "train-on"),
        ],
    )
    def test_data_for_evaluation_is_told_by_a_property(
        self, read: Read, usage: str, use: str
    ) -> None:
        data = part("d", "data", properties=[{"name": "usage", "value": usage}])
        model = read(bom(part("m", "machine-learning-model", components=[data])))
        assert uses(model, "m") == [(use, "d")]
        is_evaluation = use == "evaluate-on"
        expected = "Evaluation data" if is_evaluation else "Datasets"
        assert model.component("d").part_of == expected

    def test_a_model_card_elsewhere_is_a_component_and_one_within_is_not(self, read: Read) -> None:
        url = "https://huggingface.co/x/y"
        references = [{"type": "model-card", "url": url}, {"type": "website", "url": url}]
        model = read(
            bom(
                part("m", "machine-learning-model", externalReferences=references),
                part("n", "machine-learning-model", modelCard={}),
            )
        )
        assert [each.part_of for each in model.components].count("Model card") == 1
        card = next(each for each in model.components if each.part_of == "Model card")
        assert (card.license, card.content, card.description) == (None, "document", url)

    def test_tags_and_properties_name_works(self, read: Read) -> None:
        tags = [
            "base_model:a/b",
            "base_model:merge:a/b",
            "base_model:adapter:c/d",
            "license:apache-2.0",
            "text-generation",
            3,
        ]
        properties = [
            {"name": "genai:aibom:modelcard:baseModel", "value": "['e/f', 'g']"},
            {"name": "other", "value": "h"},
            {"name": "base_model"},
        ]
        base = {"type": "machine-learning-model", "name": "g"}
        model = read(
            bom(
                part(
                    "m",
                    "machine-learning-model",
                    tags=tags,
                    modelCard={"properties": properties},
                    pedigree={"ancestors": [base]},
                )
            )
        )
        assert sorted(uses(model, "m"), key=str) == [
            ("adapter", "c/d"),
            ("fine-tune", "e/f"),
            ("fine-tune", "g"),
            ("merge-weights", "a/b"),
        ]
        assert [(each.field, each.value) for each in model.license_facts] == [
            ("tags.license", "apache-2.0")
        ]
        assert model.components[0].license is None


class TestXml:
    def test_it_gives_the_same_model_as_json(self, read: Read) -> None:
        written = xml(
            """<component type="machine-learning-model" bom-ref="m"><name>m</name>
            <version>1</version><scope>required</scope>
            <licenses><license acknowledgement="concluded" bom-ref="l"><id>MIT</id>
            <text encoding="base64" content-type="text/plain">TUlU</text></license></licenses>
            <pedigree><ancestors><component type="machine-learning-model"><name>b</name>
            </component></ancestors></pedigree>
            <modelCard><modelParameters><datasets><ref>d</ref><dataset><type>dataset</type>
            <name>web</name></dataset></datasets></modelParameters></modelCard>
            <tags><tag>base_model:adapter:c/d</tag></tags></component>
            <component type="data" bom-ref="d"><name>d</name><data><type>dataset</type></data>
            <properties><property name="usage">evaluation</property></properties></component>
            <component type="library" bom-ref="a"><name>a</name><components>
            <component type="library" bom-ref="b"><name>b</name><licenses>
            <expression>MIT OR ISC</expression></licenses></component></components></component>""",
            rest="""<dependencies><dependency ref="m"><dependency ref="a"/><provides ref="b"/>
            </dependency></dependencies>""",
        )
        text = {"content": "TUlU", "encoding": "base64"}
        entry = by_id("MIT", acknowledgement="concluded", text=text)
        document = bom(
            part(
                "m",
                "machine-learning-model",
                version="1",
                licenses=[entry],
                pedigree={"ancestors": [{"type": "machine-learning-model", "name": "b"}]},
                modelCard={
                    "modelParameters": {
                        "datasets": [{"ref": "d"}, {"type": "dataset", "name": "web"}]
                    }
                },
                tags=["base_model:adapter:c/d"],
            ),
            part(
                "d",
                "data",
                data=[{"type": "dataset"}],
                properties=[{"name": "usage", "value": "evaluation"}],
            ),
            part("a", components=[part("b", licenses=[{"expression": "MIT OR ISC"}])]),
            dependencies=[{"ref": "m", "dependsOn": ["a"], "provides": ["b"]}],
        )
        assert read(written) == read(document)

    def test_several_ids_are_several_licenses(self, read: Read) -> None:
        license = "<license><id>MIT</id><id>ISC</id><name>X</name></license>"
        component = (
            f'<component type="library"><name>a</name><licenses>{license}</licenses></component>'
        )
        model = read(xml(component))
        assert model.components[0].licenses == ("MIT", "ISC")
        assert codes(model).count("document-warning") == 2

    def test_details_of_expressions_are_read(self, read: Read) -> None:
        component = """<component type="library"><name>a</name><licenses>
            <expression-detailed expression="LicenseRef-x AND MIT" acknowledgement="declared">
            <details license-identifier="LicenseRef-x"><text>Rules.</text></details>
            <licensing><altIds/></licensing></expression-detailed>
            <unknown/></licenses></component>"""
        model = read(xml(component, "1.7"))
        assert model.components[0].declared == "LicenseRef-x AND MIT"
        assert [each.text for each in model.local_licenses] == ["Rules."]
        assert dict(model.counts)["licensing_blocks"] == 1

    def test_other_namespaces_comments_and_attributes_are_passed_over(self, read: Read) -> None:
        component = """<!-- a comment --><?pi?><component xmlns:x="http://example.org/x" type="library"
            x:type="y"><name>a</name><x:name>b</x:name><x:licenses/></component>"""
        model = read(xml(component))
        assert [(each.name, each.kind) for each in model.components] == [("a", "library")]

    def test_the_dependencies_of_version_1_1_are_read(self, read: Read) -> None:
        components = "".join(
            f'<component type="library" bom-ref="{name}"><name>{name}</name></component>'
            for name in "ab"
        )
        rest = """<g:dependencies xmlns:g="http://cyclonedx.org/schema/ext/dependency-graph/1.0">
            <g:dependency ref="a"><g:dependency ref="b"/></g:dependency></g:dependencies>"""
        assert uses(read(xml(components, "1.1", rest)), "a") == [("link-dynamic", "b")]

    @pytest.mark.parametrize(
        "content",
        [
            '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>',
            '<!DOCTYPE bom [<!ENTITY a "b">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>',
            '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">' + "<components>" * 300,
        ],
    )
    def test_what_is_no_xml_is_refused(self, read: Read, content: str) -> None:
        with pytest.raises(InputError):
            read(content)

    def test_another_root_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "x.xml"
        path.write_text("<project/>", encoding="utf-8")
        assert not _cyclonedx.recognizes(Source(path))
        with pytest.raises(InputError, match="root element"):
            _cyclonedx.load(Source(path))


class TestOddDocuments:
    def test_a_document_is_told_by_its_content(self, tmp_path: Path) -> None:
        def recognized(content: bytes) -> bool:
            path = tmp_path / "x"
            path.write_bytes(content)
            return _cyclonedx.recognizes(Source(path))

        assert recognized(b'{"bomFormat": "CycloneDX"')
        assert recognized(b'{"specVersion": "1.4", "components": []}')
        assert recognized(b'{"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json"}')
        assert recognized(
            b'<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.2"/>'
        )
        assert not recognized(b'{"spdxVersion": "SPDX-2.3"}')
        assert not recognized(b"release:\n")
        assert not recognized(b"[]")
        assert not recognized(b"<bom/>")

    @pytest.mark.parametrize(
        "content",
        [
            b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [',
            b'{"bomFormat": "CycloneDX", "version": NaN}',
            b'{"bomFormat": "CycloneDX", "components": {}}',
            b'{"bomFormat": "CycloneDX", "dependencies": "x"}',
            b'{"bomFormat": "CycloneDX", "metadata": []}',
            b'{"bomFormat": "CycloneDX", "name": "\xff"}',
            b'{"bomFormat": "CycloneDX", "version": ' + b"1" * 10_000 + b"}",
        ],
    )
    def test_a_broken_document_is_refused(self, read: Read, content: bytes) -> None:
        with pytest.raises(InputError) as caught:
            read(content)
        assert caught.value.problems[0].repair

    @pytest.mark.parametrize("content", ["[]", "7", '{"a": 1}', '"bomFormat"'])
    def test_what_is_no_document_is_refused(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "x.json"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(InputError):
            _cyclonedx.load(Source(path))

    def test_a_document_that_lists_nothing_is_read(self, read: Read) -> None:
        assert codes(read(bom())) == ["no-components"]

    @pytest.mark.parametrize(
        "document",
        [
            bom(version="9.9"),
            bom({"name": "a"}),
            bom({"type": "library"}),
            bom(part("a", "spaceship")),
            bom({"type": ["x"], "name": "a"}),
            bom(part("a"), 7, None),
            bom(part("a"), serialNumber="urn:uuid:1"),
            {**bom(part("a")), "bomFormat": "AnotherFormat"},
            {**bom(part("a")), "specVersion": ["1.6"]},
            bom(part("a"), metadata={"authors": {"name": "x"}}),
            bom(part("a"), metadata={"tools": {"vendor": "x", "name": "y"}}),
            bom(part("a"), metadata={"tools": {"services": [{"name": "y", "vendor": "x"}]}}),
            bom(part("a", license="MIT")),
            bom(part("a", hashes=[{"alg": "MD5", "content": "xyz"}, {"alg": "MD5"}])),
            bom(part("a", supplier={"name": "x", "url": "https://example.org"})),
            bom(
                part(
                    "a",
                    "data",
                    data=[
                        {
                            "type": "dataset",
                            "governance": {"owners": [{"organization": {"url": "x"}}]},
                        }
                    ],
                )
            ),
            bom(services=[{"name": "a", "type": "library"}]),
        ],
    )
    def test_what_the_schema_forbids_is_a_warning(self, read: Read, document: Any) -> None:
        model = read(document)
        assert "document-warning" in codes(model)

    @pytest.mark.parametrize("length", [32, 40, 64, 96, 128])
    def test_what_the_schema_allows_is_none(self, read: Read, length: int) -> None:
        supplier = {"name": "x", "url": ["https://example.org"]}
        hashes = [{"alg": "SHA-1", "content": "a" * length}]
        tools = {"services": [{"name": "y"}], "components": []}
        document = bom(part("a", hashes=hashes, supplier=supplier), metadata={"tools": tools})
        assert codes(read(document)) == []

    @pytest.mark.parametrize("odd", [None, 1, "x", [], {}, [[]], [{"x": []}], {"x": {}}])
    @pytest.mark.parametrize(
        "key",
        [
            "authors", "bom-ref", "components", "copyright", "data", "description", "evidence",
            "externalReferences", "licenses", "manufacturer", "modelCard", "name", "pedigree",
            "properties", "purl", "scope", "services", "supplier", "swhid", "tags", "type",
            "version",
        ],
    )  # fmt: skip
    def test_odd_values_anywhere_do_no_harm(self, read: Read, key: str, odd: Any) -> None:
        component = {"type": "machine-learning-model", "name": "m", key: odd}
        model = read(bom(component, {**component, "type": "data"}))
        assert isinstance(model, Model)
        json.loads(_cyclonedx.dump(model))

    @pytest.mark.parametrize("depth", [10_000])
    def test_components_may_be_nested_deeply(self, read: Read, depth: int) -> None:
        license = '"licenses":[{"license":{"id":"MIT"}}]'
        opened = "".join(
            f'{{"type":"library","name":"c{number}",{license},"components":['
            for number in range(depth)
        )
        text = f'{{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{opened}'
        model = read(text + "]}" * depth + "]}")
        assert len(model.components) == depth
        assert len(model.license_facts) == depth
        assert openlic.assess(model).tier == 0

    @pytest.mark.parametrize("opening", ["[", '{"a":', '{"components":[', "[{}, "])
    def test_endless_nesting_is_refused(self, read: Read, opening: str) -> None:
        with pytest.raises(InputError, match="this is not JSON"):
            read('{"bomFormat":"CycloneDX","x":' + opening * 100_000)

    def test_a_model_of_any_depth_of_lists_is_harmless(self, read: Read) -> None:
        deep = "[" * 50_000 + "]" * 50_000
        model = read(f'{{"bomFormat":"CycloneDX","specVersion":{deep},"components":[{deep}]}}')
        assert set(codes(model)) == {"document-warning", "no-components"}

    def test_the_garbage_collector_is_left_as_it_was(self, read: Read) -> None:
        assert gc.isenabled()
        read(bom(part("a")))
        assert gc.isenabled()
        gc.disable()
        try:
            read(bom(part("a")))
            assert not gc.isenabled()
        finally:
            gc.enable()


class TestDeepJson:
    @pytest.mark.parametrize(
        "text",
        [
            "{}",
            "[]",
            ' { "a" : [ 1 , -2.5e3, 1E2, true, false, null, "x\\u00e4\\n" ], "b": {"c": []} } ',
            "[[], [[]], {}]",
            '"text"',
            "17",
            '{"a": 1, "a": 2}',
        ],
    )
    def test_it_reads_what_the_parser_of_python_reads(self, text: str) -> None:
        assert read_deep(text) == json.loads(text)

    @pytest.mark.parametrize(
        "text",
        ["", "[", "[1", "[1 2]", "{", '{"a"}', '{"a":}', '{"a":1,}', "{1:2}", "[1,]", "[] []",
         "nul", "[}", '{"a":1]', '"open', "[01]", "-", '["\x01"]'],
    )  # fmt: skip
    def test_it_refuses_what_the_parser_of_python_refuses(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            read_deep(text)
        with pytest.raises(ValueError, match=r"."):
            json.loads(text)

    def test_half_a_surrogate_is_replaced(self) -> None:
        assert read_deep('["\\ud800"]') == ["?"]


class TestWriting:
    def test_a_license_that_was_read_is_concluded(self, read: Read) -> None:
        entries = {
            "a": [{"license": {"name": "Apache 2.0"}}],
            "b": [{"expression": "MIT OR GPL-2.0-only"}],
            "c": [{"license": {"name": "House license", "text": {"content": "Rules."}}}],
            "d": [by_id("MIT"), by_id("ISC")],
            "e": [{"expression": "NOASSERTION"}],
            "f": [{"expression": "NONE"}],
        }
        model = read(bom(*(part(name, licenses=found) for name, found in entries.items())))
        document = json.loads(_cyclonedx.dump(model))
        written = {each["name"]: each.get("licenses") for each in document["components"]}
        assert document["specVersion"] == "1.6"
        assert written["a"] == [by_id("Apache-2.0", acknowledgement="concluded")]
        assert written["b"] == [
            {"expression": "MIT OR GPL-2.0-only", "acknowledgement": "concluded"}
        ]
        assert written["c"] == entries["c"]
        assert written["d"] == entries["d"]
        assert written["e"] is None
        assert written["f"] == [{"license": {"name": "NONE"}}]

    def test_a_declared_license_is_kept_beside_the_concluded_one(self, read: Read) -> None:
        entries = [
            by_id("MIT", acknowledgement="declared"),
            {"expression": "MIT OR ISC", "acknowledgement": "concluded"},
        ]
        model = read(bom(part("a", licenses=entries), version="1.7"))
        document = json.loads(_cyclonedx.dump(model))
        assert document["specVersion"] == "1.7"
        assert document["components"][0]["licenses"] == entries

    def test_a_declared_license_that_was_not_read_is_not_concluded(self, read: Read) -> None:
        entries = [{"license": {"name": "House rules", "acknowledgement": "declared"}}]
        document = json.loads(_cyclonedx.dump(read(bom(part("a", licenses=entries)))))
        assert document["components"][0]["licenses"] == entries

    def test_a_release_of_another_format_comes_back(self, root: Path, read: Read) -> None:
        model = openlic.load(root / "examples" / "starcoder2.yml")
        again = read(_cyclonedx.dump(model))
        assert again.name == model.name
        assert [each.slot for each in again.components] == [each.slot for each in model.components]
        for before, after in zip(model.components, again.components, strict=True):
            if before.license not in (None, "NOASSERTION"):
                assert after.license is not None
                assert normalize(after.license).expression == normalize(before.license).expression

    def test_uses_that_the_format_has_no_words_for_come_back(self, read: Read) -> None:
        deep = Origin("modify", work="deep", license="MIT OR ISC")
        components = (
            Component(
                "m",
                "MIT",
                kind="machine-learning-model",
                part_of="Model parameters (Final)",
                derived_from=(
                    Origin("merge-weights", component="n"),
                    Origin("adapter", component="n"),
                    Origin("distill", work="teacher", license="MIT", derived_from=(deep,)),
                    Origin("train-on", component="gone"),
                ),
            ),
            Component("n", kind="machine-learning-model", part_of="Model parameters (Final)"),
            Component("report", kind="page", content="document", part_of="Technical report"),
            Component("rows", kind="table", content="data", part_of="Evaluation data"),
            Component("same", id="n", kind="snippet", part_of=""),
            Component("api", kind="service", part_of="", owner="Example"),
            Component("card", kind="model-card", content="document", part_of="Model card"),
        )
        again = read(_cyclonedx.dump(Model("release", components)))
        assert again.name == "release"
        assert {(o.use, o.component) for o in again.component("m").derived_from if o.component} == {
            ("merge-weights", "n"),
            ("adapter", "n"),
        }
        work = next(o for o in again.component("m").derived_from if o.work)
        assert (work.use, work.work, work.license) == ("distill", "teacher", "MIT")
        assert work.derived_from == (deep,)
        before = {each.name: each.part_of for each in components}
        assert {each.name: each.part_of for each in again.components} == before
        assert again.component("api").owner == "Example"

    def test_a_document_is_filled_in_and_nothing_else_changes(
        self, read: Read, tmp_path: Path
    ) -> None:
        document = bom(
            part("a", licenses=[{"license": {"name": "Apache 2.0"}}]),
            part("b", licenses=[by_id("MIT", acknowledgement="concluded")]),
            part("c", licenses=[{"license": {"name": "House rules"}}]),
            part("d", licenses=[by_id("MIT"), by_id("ISC")]),
            part("e", licenses=[{"expression": "MIT OR ISC"}]),
            part("f", licenses=[{"expression": "MIT OR Apache 2.0"}]),
            part("g", licenses=[{"license": {"name": "MIT or ISC"}}]),
            part("h", licenses=7, properties=[{"name": "ä", "value": "1"}]),
            part("i", licenses=["MIT"]),
            part("k", licenses=["x", {"license": {"name": "Zlib License"}}]),
            part("j", licenses=[{"expression": "MIT", "acknowledgement": "concluded"}]),
        )
        model = read(document)
        path = tmp_path / "bom.json"
        path.write_text(json.dumps(document, indent="\t", ensure_ascii=False), encoding="utf-8")
        text = _cyclonedx.dump(model, Source(path))
        assert text.startswith('{\n\t"bomFormat"')
        assert "ä" in text
        expected = json.loads(json.dumps(document))
        found = expected["components"]
        found[0]["licenses"].append(by_id("Apache-2.0", acknowledgement="concluded"))
        found[4]["licenses"][0]["acknowledgement"] = "concluded"
        found[9]["licenses"].append(by_id("Zlib", acknowledgement="concluded"))
        found[6]["licenses"].append(
            {"license": {"name": "MIT OR ISC", "acknowledgement": "concluded"}}
        )
        assert json.loads(text) == expected

    @pytest.mark.parametrize(
        ("version", "filled"),
        [
            ("1.4", [{"expression": "MIT OR ISC"}]),
            ("1.6", [{"expression": "MIT OR ISC", "acknowledgement": "concluded"}]),
        ],
    )
    def test_a_license_that_the_model_got_since_is_filled_in(
        self, read: Read, tmp_path: Path, version: str, filled: list[Any]
    ) -> None:
        document = bom(part("a"), part("b", licenses=[by_id("MIT")]), version=version)
        model = read(document).with_license("a", "MIT OR ISC").with_license("b", "ISC")
        path = tmp_path / "bom.cdx"
        found = json.loads(_cyclonedx.dump(model, Source(path)))["components"]
        assert found[0]["licenses"] == filled
        assert len(found[1]["licenses"]) == (1 if version == "1.4" else 2)

    def test_version_1_7_gets_an_expression_beside_the_others(
        self, read: Read, tmp_path: Path
    ) -> None:
        document = bom(part("a", licenses=[{"license": {"name": "MIT or ISC"}}]), version="1.7")
        path = tmp_path / "bom.cdx"
        found = json.loads(
            _cyclonedx.dump(read(json.dumps(document, separators=(",", ":"))), Source(path))
        )
        assert found["components"][0]["licenses"][1] == {
            "expression": "MIT OR ISC",
            "acknowledgement": "concluded",
        }

    def test_xml_and_very_deep_documents_cannot_be_filled_in(
        self, read: Read, tmp_path: Path
    ) -> None:
        path = tmp_path / "bom.cdx"
        model = read(xml(""))
        with pytest.raises(InputError, match="only JSON"):
            _cyclonedx.dump(model, Source(path))
        deep = '{"components":[' * 5_000 + "]}" * 5_000
        model = read('{"bomFormat":"CycloneDX","components":[' + deep + "]}")
        with pytest.raises(InputError, match="too deeply"):
            _cyclonedx.dump(model, Source(path))


def _relations(model: Model) -> dict[str, set[tuple[str, str | None, str | None]]]:
    ids = {each.name: each.id for each in model.components}
    return {
        each.id: {(o.use, ids.get(o.component or "", o.work), o.license) for o in each.derived_from}
        for each in model.components
    }


def _readings(model: Model) -> dict[str, set[str]]:
    found = {}
    for each in model.components:
        texts = each.licenses or ((each.license,) if each.license is not None else ())
        found[each.id] = {str(normalize(text).expression or text) for text in texts} - {
            "NOASSERTION"
        }
    return found


class TestRecordedFiles:
    @pytest.fixture
    def recorded(self, shared: Path) -> list[tuple[Path, dict[str, Any]]]:
        folder = shared / "formats" / "cyclonedx"
        if not folder.is_dir():
            pytest.skip("the recorded files are not beside the repository")
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return [(folder / entry["file"], entry) for entry in manifest["files"]]

    def test_every_readable_one_gives_the_facts_of_the_manifest(
        self, recorded: list[tuple[Path, dict[str, Any]]]
    ) -> None:
        fields = {
            "license_ids": "license.id",
            "license_names": "license.name",
            "license_expressions": "expression",
        }
        for path, entry in recorded:
            facts = entry["facts"]
            if not facts:
                continue
            source = Source(path)
            assert _cyclonedx.recognizes(source), path
            model = _cyclonedx.load(source)
            for name, field in fields.items():
                found = {each.value for each in model.license_facts if each.field == field}
                assert found == set(facts[name]), (path, name)
            evidence = {
                f"{each.field.rpartition('.')[2]}: {each.value}"
                for each in model.license_facts
                if each.field.startswith("evidence.")
            }
            assert evidence == set(facts["evidence_licenses"]), path
            counts = dict(model.counts)
            for name in ("components_top", "components_total", "services_total", "with_licenses"):
                assert counts[name] == facts[name], (path, name)
            for name in ("model_cards", "data_entries", "vulnerabilities", "licensing_blocks"):
                assert counts[name] == facts[name], (path, name)
            if facts["spec_version"] != "1.1":
                assert counts["dependencies"] == facts["dependencies"], path
                assert counts["dependency_edges"] == facts["dependency_edges"], path
            types = {
                name.partition(".")[2]: count
                for name, count in model.counts
                if name.startswith("component_types.")
            }
            assert types == facts["component_types"], path

    def test_the_broken_one_is_refused(self, recorded: list[tuple[Path, dict[str, Any]]]) -> None:
        broken = [path for path, entry in recorded if entry["validity"] == "unreadable"]
        assert broken
        for path in broken:
            with pytest.raises(InputError):
                _cyclonedx.load(Source(path))

    def test_each_is_written_validly_and_comes_back(
        self, recorded: list[tuple[Path, dict[str, Any]]], read: Read
    ) -> None:
        validators = _validators()
        for path, entry in recorded:
            if not entry["facts"]:
                continue
            model = _cyclonedx.load(Source(path))
            text = _cyclonedx.dump(model)
            assert validators[json.loads(text)["specVersion"]](text) is None, path
            again = read(text)
            assert _relations(again) == _relations(model), path
            assert _readings(again) == _readings(model), path

    def test_a_valid_one_has_no_warning_but_on_texts_that_are_not_base64(
        self, recorded: list[tuple[Path, dict[str, Any]]]
    ) -> None:
        for path, entry in recorded:
            if entry["validity"] == "valid":
                model = _cyclonedx.load(Source(path))
                found = [each.message for each in model.findings if each.code == "document-warning"]
                assert all("not base64" in message for message in found), (path, found)

    def test_filling_in_keeps_a_valid_document_valid(
        self, recorded: list[tuple[Path, dict[str, Any]]]
    ) -> None:
        validators = _validators()
        for path, entry in recorded:
            if entry["format"] != "json" or not entry["facts"]:
                continue
            version = entry["facts"]["spec_version"]
            source = Source(path)
            text = _cyclonedx.dump(_cyclonedx.load(source), source)
            if version in validators and validators[version](source.text) is None:
                assert validators[version](text) is None, path


def _validators() -> dict[str, Callable[[str], object]]:
    """Return validators of the versions that are written, from the library of CycloneDX."""
    validation = pytest.importorskip("cyclonedx.validation.json")
    schema = pytest.importorskip("cyclonedx.schema")
    return {
        version: validation.JsonStrictValidator(
            schema.SchemaVersion.from_version(version)
        ).validate_str
        for version in ("1.6", "1.7")
    }


SEED = bom(
    part(
        "m",
        "machine-learning-model",
        licenses=[by_id("MIT", acknowledgement="declared"), {"expression": "MIT OR ISC"}],
        modelCard={
            "modelParameters": {"datasets": [{"ref": "d"}, {"type": "dataset", "name": "w"}]},
            "properties": [{"name": "base_model", "value": "a/b"}],
        },
        pedigree={"ancestors": [part("x", licenses=[by_id("ISC")])], "patches": []},
        tags=["base_model:merge:a/b"],
        externalReferences=[{"type": "model-card", "url": "https://example.org"}],
    ),
    part("d", "data", data=[{"type": "dataset", "contents": {"properties": []}}]),
    part(
        "a",
        components=[part("b", scope="excluded")],
        licenses=[{"license": {"name": "L", "text": {"content": "eA==", "encoding": "base64"}}}],
        evidence={"licenses": [{"license": {"name": "E"}}]},
        properties=[{"name": "openlic:use:b", "value": "tool"}],
    ),
    metadata={"component": part("app", "application"), "licenses": [by_id("CC0-1.0")]},
    services=[{"bom-ref": "s", "name": "s", "services": [{"name": "t"}]}],
    dependencies=[{"ref": "app", "dependsOn": ["a", "m", "s"]}, {"ref": "m", "dependsOn": ["d"]}],
)
SEED_XML = xml(
    """<component type="library" bom-ref="a"><name>a</name><licenses><license><id>MIT</id><text>x
    </text></license><expression>MIT OR ISC</expression></licenses><data><type>dataset</type></data>
    <pedigree><ancestors><component type="library"><name>b</name></component></ancestors></pedigree>
    </component>""",
    "1.7",
    '<dependencies><dependency ref="a"><dependency ref="b"/></dependency></dependencies>',
)


class TestFuzzing:
    @fuzzing
    @given(value=mutated_json([SEED]))
    def test_changed_values(self, tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
        path = tmp_path_factory.getbasetemp() / "fuzzed.cdx.json"
        reads_or_refuses(_read_and_write, path, json.dumps(value).encode())

    @fuzzing
    @given(content=mutated_bytes([json.dumps(SEED).encode(), SEED_XML.encode()]))
    def test_changed_bytes(self, tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
        path = tmp_path_factory.getbasetemp() / "fuzzed.cdx"
        reads_or_refuses(_read_and_write, path, content)


def _read_and_write(path: Path) -> Model:
    source = Source(path)
    _cyclonedx.recognizes(source)
    model = _cyclonedx.load(source)
    json.loads(_cyclonedx.dump(model))
    return model


def test_the_generated_document_is_what_the_measurement_says(root: Path, read: Read) -> None:
    code = "import json, reading; print(json.dumps(reading.cyclonedx(6000)))"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root / "benchmarks",
        capture_output=True,
        check=True,
        text=True,
    )
    model = read(found.stdout)
    assert len(model.components) == 6001
    assert len({fact.value for fact in model.license_facts}) > 3_000
    assert dict(model.counts)["dependency_edges"] == 2 * 5_999
    assert model.findings == ()
