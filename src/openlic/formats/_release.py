# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The YAML of the Model Openness Tool, and openlic's own format, which extends it."""

from __future__ import annotations

__all__ = ["dump", "load", "recognizes"]

from collections.abc import Iterator

from openlic.findings import Finding
from openlic.formats import _mof_json
from openlic.formats._document import Node, read_document
from openlic.formats._fields import Fields
from openlic.formats._model import build_model, claimed_class, note_unknown_keys
from openlic.formats._mot_write import dump
from openlic.formats._source import Source
from openlic.model import Component, GlobalLicense, Model, Origin
from openlic.problems import Problem
from openlic.provenance import check_provenance
from openlic.terms import CONTENT_TYPES, PROVISIONS, USES

#: Version of openlic's format that this module reads.
FORMAT = 1

_TEXTS = (
    "producer",
    "type",
    "architecture",
    "treatment",
    "origin",
    "contact",
    "repository",
    "huggingface",
)
_RELEASE_KEYS = {"name", "version", "date", "license", "components", *_TEXTS}
_OWN_RELEASE_KEYS = {"claimed_class", "configuration_file", "complete"}
_COMPONENT_KEYS = {"name", "description", "license", "license_path", "component_path"}
_OWN_TEXTS = ("owner", "copyright", "swhid", "id", "kind", "declared")
_OWN_COMPONENT_KEYS = {
    "licenses", "covers", "derived_from", "version", "content", "part_of", *_OWN_TEXTS,
}  # fmt: skip
_SCOPES = ("distribution", "code", "data", "document")


def recognizes(_source: Source) -> bool:
    """Take any file: what is no release is refused with a reason."""
    return True


def load(source: Source) -> Model:
    """Read a description of a release in YAML or JSON.

    Raises:
        InputError: with all problems of the document.
    """
    root = read_document(source)
    problem = _wrong_shape(root)
    if problem is not None:
        raise source.error(problem)
    if isinstance(root.value.get("components", Node(None, 0)).value, dict):
        return _mof_json.read(root, source.path)
    return _read(root, source.path)


def _wrong_shape(root: Node) -> Problem | None:
    if not isinstance(root.value, dict):
        message = f"this is of no known format: a release is a mapping, this is {root.kind}"
        return Problem(message, f"start with `release:`{_OTHERS}", root.line)
    release = root.value.get("release")
    if release is None:
        message = "this is of no known format: there is no release"
        return Problem(message, f"add the key `release`{_OTHERS}", root.line)
    if not isinstance(release.value, dict):
        message = f"a release is a mapping, this is {release.kind}"
        return Problem(message, "give it a name and components", release.line, "$.release")
    return None


#: Said of what no format takes.
_OTHERS = ", or name a file in one of the formats that `openlic formats` lists"


def _read(root: Node, path: str) -> Model:
    problems: list[Problem] = []
    document = Fields(root, "$", problems)
    own = document.has("openlic")
    if own and document.get("openlic", int) not in (FORMAT, None):
        document.wrong("openlic", "this version of the format is not known", f"write {FORMAT}")
    release = document.below("release")
    assert release is not None
    findings: list[Finding] = []
    name = release.name("the release")
    components = tuple(_components(release, findings))
    complete = not own or release.get("complete", bool) is not False
    problems += check_provenance(components, mutual=not complete)
    licenses = tuple(_licenses(release, findings))
    known = _RELEASE_KEYS | (_OWN_RELEASE_KEYS if own else set())
    return build_model(
        release,
        components,
        findings,
        name=name,
        path=path,
        texts=_TEXTS,
        licenses=licenses,
        claimed_class=claimed_class(release, "claimed_class") if own else None,
        configuration_file=own and bool(release.get("configuration_file", bool)),
        complete=complete,
        unknown_keys=note_unknown_keys(release, known, findings),
        format="openlic" if own else "mot",
    )


def _components(release: Fields, findings: list[Finding]) -> Iterator[Component]:
    if not release.has("components"):
        release.wrong("components", "the release has no components", "add `components`")
    for entry in release.each("components"):
        name = entry.name("the component")
        license, licenses = _component_license(entry, name, findings)
        note_unknown_keys(entry, _COMPONENT_KEYS | _OWN_COMPONENT_KEYS, findings, name)
        yield Component(
            name=name,
            license=license,
            licenses=licenses,
            description=entry.text("description"),
            license_path=entry.text("license_path"),
            component_path=entry.text("component_path"),
            covers=entry.texts("covers"),
            derived_from=tuple(_origins(entry)),
            version=entry.loose_text("version"),
            content=entry.word("content", CONTENT_TYPES) or "",
            part_of=entry.text("part_of") if entry.has("part_of") else None,
            line=entry.node.line,
            **{key: entry.text(key) for key in _OWN_TEXTS},
        )


def _component_license(
    entry: Fields, name: str, findings: list[Finding]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the license of a component, or its several licenses."""
    several = entry.texts("licenses")
    node = entry.node.value.get("license")
    if node is not None and isinstance(node.value, list):
        several += entry.texts("license")
    elif node is not None and node.value is None:
        message = f"the license of {name!r} is null, so the license of the release applies"
        repair = "leave the key out, or write `unlicensed`"
        findings.append(Finding("null-license", message, repair, name, node.line))
    elif node is not None:
        license = entry.get("license", str, "put it in quotes if it is meant as a text")
        if several:
            entry.wrong("licenses", "both license and licenses are given", "keep one of them")
        return license, several
    return None, several


def _origins(entry: Fields, *, of_work: bool = False) -> Iterator[Origin]:
    for origin in entry.each("derived_from"):
        use = origin.word("use", USES)
        component, work = origin.text("component"), origin.text("work")
        if use is None and not origin.has("use"):
            origin.wrong("use", "how it was used is missing", f"add `use`: {', '.join(USES)}")
        named = [key for key in ("component", "work") if not origin.is_blank(key)]
        if len(named) != 1:
            origin.wrong(
                "component", "name either a component of the release or a work", "keep one of them"
            )
        elif component and of_work:
            message = "a work from elsewhere is not made from a component of the release"
            origin.wrong("component", message, "name it as a `work`")
        elif component and origin.has("derived_from"):
            message = f"what {component!r} was made from stands with the component"
            origin.wrong("derived_from", message, "move it there")
        provide = origin.word("provide", PROVISIONS)
        license = origin.text("license") or None
        below = () if component else tuple(_origins(origin, of_work=True))
        yield Origin(use or "", component or None, work or None, license, provide, below)


def _licenses(release: Fields, findings: list[Finding]) -> Iterator[GlobalLicense]:
    node = release.node.value.get("license")
    if node is None or node.value is None:
        return
    if isinstance(node.value, str):
        message = f"the license of the release is the text {node.value!r} and has no effect"
        repair = f"write `license: {{distribution: {{name: {node.value}}}}}`"
        findings.append(Finding("license-is-text", message, repair, line=node.line))
        return
    scopes = release.below("license")
    for scope in scopes or ():
        assert scopes is not None
        entry = scopes.below(scope)
        if scope not in _SCOPES:
            message = f"there is no license scope {scope!r}; it has no effect"
            repair = f"use one of {', '.join(_SCOPES)}"
            findings.append(
                Finding("unknown-license-scope", message, repair, line=scopes.line(scope))
            )
        if entry is not None:
            yield GlobalLicense(scope, entry.text("name") or None, entry.text("path"))
