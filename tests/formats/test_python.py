# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What Python distributions and environments say of their licenses is read, and nothing more."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import openlic
from fuzzing import fuzzing, mutated_bytes, reads_or_refuses
from openlic.errors import InputError
from openlic.findings import Finding
from openlic.formats import _license_files, _python_environment, _python_metadata
from openlic.formats._license_files import MOST_FINDINGS, limited, read_beside
from openlic.formats._python_licenses import Decision, Statements, decide, unfolded
from openlic.formats._python_metadata import parse_metadata, required_name
from openlic.formats._source import Source
from openlic.model import Model

MIT_CLASSIFIER = "License :: OSI Approved :: MIT License"
APACHE_CLASSIFIER = "License :: OSI Approved :: Apache Software License"
BSD_CLASSIFIER = "License :: OSI Approved :: BSD License"
GPL2_LATER = "License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)"
GPL3_LATER = "License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)"
LGPL2_LATER = "License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)"
OTHER = "License :: Other/Proprietary License"

MIT_TEXT = "SPDX-License-Identifier: MIT\n\nPermission is hereby granted, free of charge, ...\n"
OWN_TEXT = "You may use this on Sundays only.\n" * 10

METADATA = """\
Metadata-Version: 2.4
Name: Demo.Package
Version: 1.2
Summary: A demonstration
License-Expression: MIT OR Apache-2.0
License-File: LICENSE
License-File: AUTHORS
Classifier: Programming Language :: Python
Requires-Dist: attrs>=23.2
Requires-Dist: Typing_Extensions; python_version < "3.12"
Requires-Dist: pytest; extra == "test"
Requires-Dist: ???
Dynamic: License-File

License: not a header
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write the metadata of a distribution that is installed in a folder."""

    def written(name: str, *headers: str, files: dict[str, str] | None = None) -> Path:
        folder = tmp_path / "site-packages" / f"{name}-1.dist-info"
        folder.mkdir(parents=True)
        lines = ("Metadata-Version: 2.4", f"Name: {name}", "Version: 1", *headers)
        (folder / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for path, text in (files or {}).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        return folder

    return written


def _load(path: Path) -> Model:
    return _python_metadata.load(Source(path))


def _environment(path: Path) -> Model:
    return _python_environment.load(Source(path))


def _codes(model: Model | Decision) -> list[str]:
    return [finding.code for finding in model.findings]


def _decide(license: str | None, *classifiers: str, expression: str | None = None) -> Decision:
    return decide(Statements("demo", expression, license, classifiers))


# --- One distribution -----------------------------------------------------------------


def test_a_distribution_is_one_component_with_every_statement(tmp_path: Path) -> None:
    path = tmp_path / "METADATA"
    path.write_text(METADATA)
    model = _load(path)
    (component,) = model.components
    assert (component.name, component.version, component.kind) == (
        "Demo.Package",
        "1.2",
        "distribution",
    )
    assert component.license == "MIT OR Apache-2.0"
    assert component.part_of == "Supporting libraries and tools"
    assert (component.id, component.description) == ("demo-package", "A demonstration")
    assert [(fact.field, fact.value) for fact in model.license_facts] == [
        ("License-Expression", "MIT OR Apache-2.0"),
        ("License-File", "LICENSE"),
        ("License-File", "AUTHORS"),
    ]
    assert [(each.use, each.work, each.license) for each in component.derived_from] == [
        ("link-dynamic", "attrs", None),
        ("link-dynamic", "typing-extensions", None),
    ]
    assert dict(model.counts)["dynamic"] == 1
    assert not model.complete
    assert model.findings == ()


@pytest.mark.parametrize(
    ("text", "recognized"),
    [
        (METADATA, True),
        ("Name: x\nmetadata-version: 1.0\n", True),
        ("\ufeffMetadata-Version: 1.0\r\nName: x\r\n", True),
        ("Name: x\n\nMetadata-Version: 1.0\n", False),
        ("some text\nMetadata-Version: 1.0\n", False),
        ("release:\n  name: x\n", False),
        ("{}", False),
        ("", False),
    ],
)
def test_metadata_are_recognized_by_their_headers(
    text: str, recognized: bool, tmp_path: Path
) -> None:
    path = tmp_path / "anything"
    path.write_text(text, encoding="utf-8")
    assert _python_metadata.recognizes(Source(path)) is recognized


def test_what_has_no_version_of_the_metadata_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "METADATA"
    path.write_text("Name: x\n")
    with pytest.raises(InputError, match="Metadata-Version"):
        _load(path)
    with pytest.raises(InputError, match="cannot be read"):
        _load(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ("Metadata-Version: 2.1\nName: x\nVersion: 1\nLicense-Expression: MIT", "new in version"),
        ("Metadata-Version: 3.0\nName: x\nVersion: 1", "'3.0' is not known"),
        ("Metadata-Version: new\nName: x\nVersion: 1", "'new' is not known"),
        ("Metadata-Version: 2.4\nName: x\nVersion: 1\nLicense: MIT\nLicense: BSD", "2 times"),
        (
            "Metadata-Version: 2.4\nName: x\nVersion: 1\nLicense-Expression: MIT\nLicense: MIT",
            "beside",
        ),
        ("Metadata-Version: 2.4\nName: x", "no Version"),
        ("Metadata-Version: 2.4\nVersion: 1", "no Name"),
        (
            "Metadata-Version: 2.4\nName: x\nVersion: 1\nno header\nLicense: MIT",
            "ended the headers",
        ),
        (b"Metadata-Version: 2.4\nName: x\nVersion: 1\nAuthor: \xe9", "not UTF-8"),
    ],
)
def test_what_the_core_metadata_do_not_allow_is_read_with_a_finding(
    headers: str | bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "METADATA"
    path.write_bytes(headers if isinstance(headers, bytes) else headers.encode())
    model = _load(path)
    assert [finding.code for finding in model.findings] == ["document-warning"]
    assert message in model.findings[0].message
    assert model.components[0].name


def test_a_whole_text_keeps_its_indentation_as_a_fact_and_loses_it_to_be_read() -> None:
    content = b"Metadata-Version: 2.1\nName: x\nLicense: MIT License\n        \n        Copyright\n"
    license = parse_metadata(content).license
    assert license == "MIT License\n        \n        Copyright"
    assert unfolded(license) == "MIT License\n\nCopyright"
    assert unfolded("a\r\n       |b\n\tc\n  d") == "a\nb\nc\n  d"


@pytest.mark.parametrize(
    ("requirement", "name"),
    [
        ("ruamel.yaml (>=0.15)", "ruamel-yaml"),
        ("Foo_Bar[extra1,extra2]~=1.0 ; sys_platform == 'win32'", "foo-bar"),
        ("x @ https://example.org/x.zip", "x"),
        ("x ; extra=='test'", None),
        ("x ; python_version > '3' and ( extra == 'a' )", None),
        ("x ; 'test' in extras and extra in 'test'", None),
        ("", None),
        ("!", None),
    ],
)
def test_names_are_taken_from_requirements(requirement: str, name: str | None) -> None:
    assert required_name(requirement) == name


# --- Which license holds --------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "license", "classifiers", "holds"),
    [
        ("MIT", "BSD", (), "MIT"),
        ("MIT", None, (MIT_CLASSIFIER,), "MIT"),
        (" ", "MIT", (), "MIT"),
        (None, "Apache License 2.0", (APACHE_CLASSIFIER,), "Apache License 2.0"),
        (None, "BSD-3-Clause", (BSD_CLASSIFIER,), "BSD-3-Clause"),
        (None, "BSD", (BSD_CLASSIFIER,), "BSD"),
        (None, "GPL", (GPL2_LATER,), GPL2_LATER),
        (None, "GPLv2", (GPL2_LATER,), "GPLv2"),
        (None, "UNKNOWN", (MIT_CLASSIFIER,), MIT_CLASSIFIER),
        (None, "see LICENSE", (MIT_CLASSIFIER,), MIT_CLASSIFIER),
        (None, None, (MIT_CLASSIFIER, MIT_CLASSIFIER), MIT_CLASSIFIER),
        (None, None, ("License :: OSI Approved", MIT_CLASSIFIER), MIT_CLASSIFIER),
        (None, None, ("License :: OSI Approved",), "License :: OSI Approved"),
        (None, None, (BSD_CLASSIFIER,), BSD_CLASSIFIER),
        (None, "UNKNOWN", (), "UNKNOWN"),
        (None, "LGPL with exceptions", (), "LGPL with exceptions"),
        (None, None, (), None),
        (None, " \n ", (), None),
    ],
)
def test_the_first_that_says_something_holds(
    expression: str | None, license: str | None, classifiers: tuple[str, ...], holds: str | None
) -> None:
    found = _decide(license, *classifiers, expression=expression)
    assert (found.license, found.licenses) == (holds, ())


def test_several_classifiers_all_apply() -> None:
    found = _decide(None, MIT_CLASSIFIER, APACHE_CLASSIFIER)
    assert found.license is None
    assert found.licenses == (MIT_CLASSIFIER, APACHE_CLASSIFIER)
    assert _codes(found) == ["list-of-licenses"]


def test_a_field_makes_a_list_of_classifiers_precise() -> None:
    found = _decide("MIT OR Apache-2.0", MIT_CLASSIFIER, APACHE_CLASSIFIER)
    assert found.license == "MIT OR Apache-2.0"
    assert found.findings == ()


def test_classifiers_make_a_vague_field_precise_only_if_each_fits_it() -> None:
    assert _decide("GPL", GPL2_LATER, GPL3_LATER).licenses == (GPL2_LATER, GPL3_LATER)
    found = _decide("GPL", GPL2_LATER, MIT_CLASSIFIER)
    assert found.licenses == ("GPL", MIT_CLASSIFIER)
    assert _codes(found) == ["licenses-disagree"]


@pytest.mark.parametrize("field", ["MIT with a special restriction", "Dual License", "MIT, BSD"])
def test_a_field_that_is_not_read_is_not_overridden_by_a_classifier(field: str) -> None:
    found = _decide(field, MIT_CLASSIFIER)
    assert found.licenses == (field, MIT_CLASSIFIER)
    assert _codes(found) == ["list-of-licenses"]


@pytest.mark.parametrize(
    ("license", "classifier"),
    [
        ("MIT", APACHE_CLASSIFIER),
        ("BSD", APACHE_CLASSIFIER),
        ("BSD-3-Clause", MIT_CLASSIFIER),
        ("GPL-2.0-only", GPL2_LATER),
        ("MIT", OTHER),
        ("MIT", "License :: Free for non-commercial use"),
        ("MIT", "License :: Public Domain"),
    ],
)
def test_a_field_and_a_classifier_that_cannot_be_the_same_disagree(
    license: str, classifier: str
) -> None:
    found = _decide(license, classifier)
    assert found.licenses == (license, classifier)
    assert _codes(found) == ["licenses-disagree"]
    assert repr(classifier) in found.findings[0].message


@pytest.mark.parametrize(
    ("license", "classifier"),
    [
        ("BSD", BSD_CLASSIFIER),
        ("BSD-2-Clause", BSD_CLASSIFIER),
        ("GPLv3+", GPL3_LATER),
        ("LGPL-2.1-or-later", LGPL2_LATER),
        ("MIT AND BSD-3-Clause", MIT_CLASSIFIER),
        ("BUSL-1.1", OTHER),
        ("LicenseRef-Own", OTHER),
        ("MIT", "License :: OSI Approved"),
        ("MIT", "License :: Repoze Public License"),
        ("Apache-2.0", "License :: DFSG approved"),
    ],
)
def test_what_may_be_the_same_does_not_disagree(license: str, classifier: str) -> None:
    assert _decide(license, classifier).findings == ()


def test_an_expression_is_compared_with_the_field_and_the_classifiers() -> None:
    found = _decide("GPL-3.0-only", APACHE_CLASSIFIER, expression="MIT")
    assert found.license == "MIT"
    assert _codes(found) == ["licenses-disagree", "licenses-disagree"]


def test_a_license_text_in_the_field_is_identified() -> None:
    found = _decide(MIT_TEXT * 5, MIT_CLASSIFIER)
    assert found.license == "MIT"
    assert _codes(found) == ["license-read-as"]
    assert _decide("MIT License\n\nsee below").license is not None


def test_a_license_text_that_is_not_recognized_stays_a_license_of_its_own() -> None:
    found = _decide(OWN_TEXT, MIT_CLASSIFIER)
    assert found.licenses == ("LicenseRef-demo-License", MIT_CLASSIFIER)
    assert [each.text for each in found.local] == [OWN_TEXT.strip()]
    assert _codes(found) == ["local-license", "list-of-licenses"]


def test_a_text_beside_an_expression_is_not_taken() -> None:
    found = _decide(OWN_TEXT, expression="MIT")
    assert (found.license, found.local, found.findings) == ("MIT", (), ())


def test_any_classifier_is_kept_as_written() -> None:
    for classifier in (
        MIT_CLASSIFIER,
        "License ::",
        "License",
        "License :: \x00",
        "License :: " * 99,
    ):
        assert _decide(None, classifier).license == classifier


# --- License files --------------------------------------------------------------------


def test_license_files_are_read_where_nothing_else_says_anything(
    write: Callable[..., Path],
) -> None:
    folder = write("a", "License-File: LICENSE", files={"licenses/LICENSE": MIT_TEXT})
    model = _load(folder / "METADATA")
    assert model.components[0].license == "MIT"
    assert _codes(model) == ["license-read-as"]


def test_license_files_are_not_read_where_the_metadata_say_something(
    write: Callable[..., Path],
) -> None:
    folder = write("a", "License: Apache-2.0", files={"LICENSE": MIT_TEXT})
    model = _load(folder / "METADATA")
    assert (model.components[0].license, model.findings) == ("Apache-2.0", ())


def test_license_files_without_a_field_are_found_by_their_names(write: Callable[..., Path]) -> None:
    files = {"LICENSE.txt": MIT_TEXT, "COPYING": "SPDX-License-Identifier: ISC", "AUTHORS": "A"}
    model = _load(write("a", "License: UNKNOWN", files=files) / "METADATA")
    assert model.components[0].licenses == ("ISC", "MIT")
    assert _codes(model) == ["license-read-as", "license-read-as", "list-of-licenses"]


def test_a_license_file_that_is_not_recognized_is_a_local_license(
    write: Callable[..., Path],
) -> None:
    model = _load(write("a", files={"LICENSE": OWN_TEXT}) / "METADATA")
    assert model.components[0].license == "LicenseRef-a-LICENSE"
    assert [each.id for each in model.local_licenses] == ["LicenseRef-a-LICENSE"]
    assert openlic.assess(model).components[model.components[0].slot].open is not True


def test_license_files_outside_of_the_folder_are_not_read(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "LICENSE").write_text(MIT_TEXT)
    folder = write("a", "License-File: ../../LICENSE", f"License-File: {tmp_path}/LICENSE")
    (folder / "LICENSE").symlink_to(tmp_path / "LICENSE")
    model = _load(folder / "METADATA")
    assert model.components[0].license is None
    assert read_beside(folder, "LICENSE") is None
    assert read_beside(tmp_path, "LICENSE") == MIT_TEXT
    assert read_beside(tmp_path, "a\x00b") is None
    assert read_beside(tmp_path, "") is None


def test_license_files_beside_other_files_are_not_taken_for_those_of_the_distribution(
    tmp_path: Path,
) -> None:
    (tmp_path / "LICENSE").write_text(MIT_TEXT)
    (tmp_path / "METADATA").write_text("Metadata-Version: 2.4\nName: a\nVersion: 1\n")
    assert _load(tmp_path / "METADATA").components[0].license is None


def test_files_that_vanish_while_they_are_read_are_left_out(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise OSError("gone")

    folder = write("a", files={"LICENSE": MIT_TEXT})
    monkeypatch.setattr(_license_files, "read_start", fail)
    assert _load(folder / "METADATA").components[0].license is None
    monkeypatch.setattr(Path, "iterdir", fail)
    assert _load(folder / "METADATA").components[0].license is None
    monkeypatch.undo()
    monkeypatch.setattr(_python_environment, "read_start", fail)
    assert _codes(_environment(folder.parent)) == ["file-not-read"]


# --- Environments ---------------------------------------------------------------------


def test_an_environment_has_its_distributions_and_what_they_need(
    write: Callable[..., Path],
) -> None:
    write("app", "License: MIT", "Requires-Dist: Lib_One", "Requires-Dist: absent")
    folder = write("lib.one", "License-Expression: ISC", 'Requires-Dist: app; extra == "x"').parent
    model = _environment(folder)
    assert [(each.name, each.license) for each in model.components] == [
        ("app", "MIT"),
        ("lib.one", "ISC"),
    ]
    assert [(each.use, each.component) for each in model.components[0].derived_from] == [
        ("link-dynamic", "lib.one")
    ]
    assert model.components[1].derived_from == ()
    assert dict(model.counts) == {"distributions": 2, "requirements": 1}
    assert model.format == "python-environment"


def test_a_virtual_environment_is_read_by_its_site_packages(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write("app", "License: MIT").parent
    root = tmp_path / "venv"
    packages = root / "lib" / "python3.12"
    packages.mkdir(parents=True)
    (root / "lib64").symlink_to("lib")
    folder.rename(packages / "site-packages")
    config = root / "pyvenv.cfg"
    config.write_text("include-system-site-packages = false\n")
    assert _python_environment.recognizes(Source(root))
    model = _environment(root)
    assert (model.name, len(model.components), model.findings) == ("venv", 1, ())
    config.write_text("include-system-site-packages = true\n")
    assert _codes(_environment(root)) == ["document-warning"]


def test_a_virtual_environment_without_packages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyvenv.cfg").write_text("")
    with pytest.raises(InputError, match="no site-packages"):
        _environment(tmp_path)
    with pytest.raises(InputError, match="no folder"):
        _environment(tmp_path / "pyvenv.cfg")


def test_older_layouts_are_read(tmp_path: Path) -> None:
    text = "Metadata-Version: 1.0\nName: {}\nVersion: 1\nLicense: ISC\n"
    (tmp_path / "one.egg-info").write_text(text.format("one"))
    (tmp_path / "two.egg-info").mkdir()
    (tmp_path / "two.egg-info" / "PKG-INFO").write_text(text.format("two"))
    (tmp_path / "five.dist-info").mkdir()
    (tmp_path / "five.dist-info" / "PKG-INFO").write_text(text.format("five"))
    (tmp_path / "three.egg" / "EGG-INFO").mkdir(parents=True)
    (tmp_path / "three.egg" / "EGG-INFO" / "PKG-INFO").write_text(text.format("three"))
    (tmp_path / "four.dist-info").write_text(text.format("four"))
    (tmp_path / "zipped.egg").write_bytes(b"PK")
    names = [each.name for each in _environment(tmp_path).components]
    assert names == ["five", "one", "three", "two"]


@pytest.mark.parametrize(
    ("names", "recognized"),
    [
        (["a-1.dist-info"], True),
        (["a.egg-info"], True),
        (["a.egg-info", "pyproject.toml"], False),
        (["a.egg-info", "setup.py"], False),
        (["a-1.dist-info", "setup.py"], True),
        (["README.md"], False),
    ],
)
def test_folders_of_packages_are_recognized(
    names: list[str], recognized: bool, tmp_path: Path
) -> None:
    for name in names:
        (tmp_path / name).mkdir()
    assert _python_environment.recognizes(Source(tmp_path)) is recognized
    assert not _python_environment.recognizes(Source(tmp_path / "nothing"))


def test_metadata_that_cannot_be_read_are_left_out_with_a_finding(
    write: Callable[..., Path],
) -> None:
    folder = write("good").parent
    (folder / "empty-1.dist-info").mkdir()
    (folder / "binary-1.dist-info").mkdir()
    (folder / "binary-1.dist-info" / "METADATA").write_bytes(b"\x00\xff" * 100)
    model = _environment(folder)
    assert [each.name for each in model.components] == ["good"]
    assert _codes(model) == ["file-not-read", "file-not-read"]


def test_links_out_of_the_environment_are_not_followed(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write("inside").parent
    outside = tmp_path / "outside-1.dist-info"
    outside.mkdir()
    (outside / "METADATA").write_text("Metadata-Version: 2.4\nName: outside\nVersion: 1\n")
    (folder / "outside-1.dist-info").symlink_to(outside)
    (folder / "linked-1.dist-info").mkdir()
    (folder / "linked-1.dist-info" / "METADATA").symlink_to(outside / "METADATA")
    model = _environment(folder)
    assert [each.name for each in model.components] == ["inside"]
    assert _codes(model) == ["link-not-followed"]
    assert "linked-1.dist-info, outside-1.dist-info" in model.findings[0].message


def test_a_site_packages_that_leads_out_is_not_read(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    packages = write("app").parent
    root = tmp_path / "venv"
    (root / "lib" / "python3.12").mkdir(parents=True)
    (root / "pyvenv.cfg").write_text("")
    (root / "lib" / "python3.12" / "site-packages").symlink_to(packages)
    model = _environment(root)
    assert (model.components, _codes(model)) == ((), ["link-not-followed"])


def test_a_distribution_that_is_there_twice_is_a_finding(write: Callable[..., Path]) -> None:
    folder = write("app", "License: MIT").parent
    other = folder / "app-2.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.4\nName: App\nVersion: 2\n")
    model = _environment(folder)
    assert len(model.components) == 2
    assert _codes(model) == ["document-warning"]
    running = _python_environment.current_environment([str(folder), str(folder / "absent")])
    assert [each.version for each in running.components] == ["1"]


def test_the_running_interpreter_has_an_environment_too() -> None:
    assert _python_environment.recognizes(Source("python:"))
    model = _python_environment.load(Source("python:"))
    names = {each.name.lower() for each in model.components}
    assert {"attrs", "pytest"} <= names
    assert model.path == "python:"
    assert openlic.assess(model).components["Supporting libraries and tools"].license


def test_no_package_is_imported(write: Callable[..., Path]) -> None:
    folder = write("trap").parent
    (folder / "trap.py").write_text("raise SystemExit\n")
    (folder / "trap.pth").write_text("import trap\n")
    before = set(sys.modules)
    _environment(folder)
    assert "trap" not in set(sys.modules) - before


def test_findings_of_one_kind_are_limited() -> None:
    many = [Finding("local-license", str(number)) for number in range(MOST_FINDINGS + 7)]
    found = limited([*many, Finding("list-of-licenses", "x")])
    assert len(found) == MOST_FINDINGS + 2
    assert found[-1].message == "7 more of this kind"


# --- Real and damaged files -----------------------------------------------------------


def _recorded(shared: Path) -> list[dict[str, Any]]:
    entries = json.loads((shared / "formats/python_env/manifest.json").read_text())["files"]
    assert isinstance(entries, list)
    return entries


def test_every_recorded_file_gives_its_facts(shared: Path) -> None:
    for entry in _recorded(shared):
        source = Source(shared / "formats/python_env" / entry["file"])
        assert _python_metadata.recognizes(source)
        model = _python_metadata.load(source)
        facts: dict[str, list[str]] = {}
        for fact in model.license_facts:
            facts.setdefault(fact.field, []).append(fact.value)
        expected = entry["facts"]
        (component,) = model.components
        assert (component.name, component.version) == (expected["name"], expected["version"])
        assert facts.get("License-Expression", [None]) == [expected["license_expression"]]
        assert facts.get("Classifier", []) == expected["license_classifiers"]
        assert facts.get("License-File", []) == expected["license_files"]
        license = facts.get("License", [""])[0]
        assert license.startswith(expected["license"] or "")
        assert len(license) == (expected["license_chars"] or 0)
        assert ("licenses-disagree" not in _codes(model)) == expected["readings_agree"]
        if "expression_ids" in expected:
            read = openlic.parse(component.license or "")
            assert set(read.licenses) == set(expected["expression_ids"])


def test_no_recorded_file_is_unlicensed_that_says_something(shared: Path) -> None:
    for entry in _recorded(shared):
        component = _load(shared / "formats/python_env" / entry["file"]).components[0]
        says_nothing = entry["facts"]["shape"] == "nothing"
        assert (component.license is None and not component.licenses) == says_nothing


SEEDS = [
    METADATA.encode(),
    b"Metadata-Version: 2.1\r\nName: x\r\nLicense: MIT License\r\n        \r\n        Copyright\r\n",
    f"Metadata-Version: 1.1\nName: x\nVersion: 1\nClassifier: {MIT_CLASSIFIER}\n".encode(),
]


@fuzzing
@given(content=mutated_bytes(SEEDS))
def test_damaged_metadata_are_read_or_refused(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "METADATA"
    reads_or_refuses(_load, path, content)
    _python_metadata.recognizes(Source(path))


@given(license=st.text(max_size=300), classifier=st.text(max_size=40))
def test_any_statement_gives_a_decision(license: str, classifier: str) -> None:
    found = _decide(license, f"License :: {classifier}")
    assert found.license is not None or found.licenses


@pytest.mark.parametrize(
    "headers",
    [
        "X: " + "a" * 3_000_000,
        "Description: a\n" + "        b\n" * 300_000,
        "Classifier: License :: OSI Approved :: MIT License\n" * 100_000,
        "Requires-Dist: a" + "-" * 1_000_000,
        "License: " + "\t|" * 1_000_000,
        ":\n" * 100_000,
    ],
)
def test_huge_metadata_are_read(headers: str, tmp_path: Path) -> None:
    path = tmp_path / "METADATA"
    path.write_text(f"Metadata-Version: 2.4\nName: x\nVersion: 1\n{headers}\n")
    assert _load(path).components[0].name == "x"
