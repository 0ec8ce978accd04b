# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Model and dataset cards of the Hugging Face hub.

What counts is the front matter, as in the hub's documentation of model cards and dataset
cards. Where it is no YAML, its lines are read.
"""

from __future__ import annotations

__all__ = [
    "KINDS",
    "RELATIONS",
    "Card",
    "Kind",
    "add_card",
    "dump",
    "load",
    "read_card",
    "recognizes",
    "settle",
]

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from attrs import frozen

from openlic.findings import Finding
from openlic.formats import _hf_patch
from openlic.formats._front_matter import (
    Value,
    find_front_matter,
    read_front_matter,
    read_lines,
)
from openlic.formats._inventory import Inventory
from openlic.formats._source import Source
from openlic.model import Component, Model, Origin
from openlic.normalization import normalize


@frozen
class Kind:
    """What a repository of the hub holds.

    Attributes:
        part: the component that the license of its card is for, with its content type.
        content: content type of that component.
        card: the component that the card itself is.
        part_of: whether these are components of a framework.
        keys: keys of front matter that cards of other kinds do not have.
    """

    part: str
    content: str
    card: str
    keys: frozenset[str]
    part_of: bool = True


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Kinds of repositories, by name.
KINDS: dict[str, Kind] = {
    "model": Kind(
        "Model parameters (Final)",
        "data",
        "Model card",
        _words(
            "base_model base_model_relation co2_eq_emissions datasets inference library_name"
            " metrics model-index model_creator model_name model_type new_version pipeline_tag"
            " prompt_template quantized_by widget"
        ),
    ),
    "dataset": Kind(
        "Datasets",
        "data",
        "Data card",
        _words(
            "annotations_creators configs dataset_info language_bcp47 language_creators"
            " language_details license_details licenses multilinguality paperswithcode_id"
            " pretty_name size_categories source_datasets task_categories task_ids"
            " train-eval-index viewer"
        ),
    ),
    "space": Kind(
        "Space",
        "code",
        "Space card",
        _words("app_build_command app_file app_port python_version sdk sdk_version"),
        part_of=False,
    ),
}

#: What ``base_model_relation`` says that a model is of its base model, as a use.
RELATIONS: dict[str, str] = {
    "finetune": "fine-tune",
    "adapter": "adapter",
    "merge": "merge-weights",
    "quantized": "modify",
}

#: Keys by which a file that is not named as Markdown is recognized.
_TELLING = frozenset({"license", "license_name", "language", "tags"}).union(
    *(kind.keys for kind in KINDS.values())
) - {"configs", "inference", "metrics", "datasets", "viewer", "widget", "python_version"}

#: Keys under which licenses stand.
_LICENSE_KEYS = ("license", "licenses", "license_name", "license_link", "license_details")

_HEADING = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)
_LONGEST_TITLE = 200
_LOOKED_AT = 65_536

Values = Mapping[str, Sequence[Value]]


_RELEASE = re.compile(r"^(?:release|openlic)\s*:", re.MULTILINE)


@frozen
class Card:
    """What a card says.

    Attributes:
        kind: a key of :data:`KINDS`.
        certain: whether the card says which kind it is.
        title: its name for what it describes; empty if it has none.
        licenses: those that apply, as written.
        open: the one of these that stands for a license that is not known, because the card
            says ``other`` and names none; empty if there is none.
        link: where the text of the license is.
        line: of the license.
        works: what the repository was made from.
        pipeline: the task of a model.
        counts: of what stands in it.
    """

    kind: str
    certain: bool
    title: str
    licenses: tuple[str, ...] = ()
    open: str = ""
    link: str = ""
    line: int | None = None
    works: tuple[Origin, ...] = ()
    pipeline: str = ""
    counts: tuple[tuple[str, int], ...] = ()


def recognizes(source: Source) -> bool:
    """Whether a file is Markdown that describes no release, or has front matter with keys of cards.

    Markdown without front matter is a card that states nothing.
    """
    if source.is_folder:
        return False
    found = find_front_matter(source.head)
    if PurePath(source.path).suffix.lower() in (".md", ".markdown"):
        return found is not None or _RELEASE.search(source.head) is None
    if found is None:
        return False
    return found.tail.startswith("---") and not _TELLING.isdisjoint(read_lines(found))


def load(source: Source) -> Model:
    """Read a card.

    Raises:
        InputError: it is no text, or cannot be read.
    """
    if source.is_folder:
        raise source.refuse("this is a folder, not a card", "name the README.md in it")
    inventory = Inventory()
    card = read_card(source, inventory, PurePath(source.path).name)
    add_card(inventory, card, card.licenses, PurePath(source.path).name)
    return inventory.model(
        card.title or _name_of(source.path),
        type=card.pipeline,
        format="hf-card",
        path=source.path,
        counts=card.counts,
    )


def dump(model: Model, original: Source | None = None) -> str:
    """Write a card, or fill in the license of one.

    Parameters:
        model: the release; the license of its parameters, or of its datasets, is written.
        original: a card in which only the keys of the license change; None for a new one.

    Raises:
        InputError: the original cannot be read, or its front matter cannot be filled in.
    """
    if original is None:
        return _hf_patch.new_card(model)
    card = read_card(original, Inventory(), "")
    return _hf_patch.patched(original, model, KINDS[card.kind].part, card.licenses)


def _name_of(path: str) -> str:
    """Name a card by its file, or by its folder if the file is called README."""
    file = PurePath(path)
    is_readme = file.stem.lower() == "readme"
    return (file.parent.name if is_readme else "") or file.stem or file.name or "card"


def read_card(source: Source, inventory: Inventory, subject: str) -> Card:
    """Read a card, with all licenses in it and what is doubtful.

    Parameters:
        source: the file.
        inventory: takes licenses and findings.
        subject: what its licenses are noted to be about.

    Raises:
        InputError: it is no text, or cannot be read.
    """
    found = find_front_matter(source.text)
    values: Values = {}
    if found is not None:
        for doubt in found.doubts:
            inventory.find("document-warning", doubt, "put it at the top, between two lines ---")
        values, problem = read_front_matter(source, found)
        if problem is not None:
            message = f"the front matter was read line by line, as {problem.message}"
            inventory.findings.append(
                Finding("document-warning", message, problem.repair, line=problem.line)
            )
    body = source.text if found is None else found.body
    kind, certain = _kind(values, body)
    _note_licenses(values, inventory, subject)
    licensed = [*values.get("license", ()), *values.get("licenses", ())]
    licenses = _licenses(values, licensed, inventory)
    return Card(
        kind=kind,
        certain=certain,
        title=_title(values, body),
        licenses=licenses,
        open=_open(licensed, licenses),
        link=_first(values, "license_link"),
        line=licensed[0].line if licensed else None,
        works=tuple(_works(kind, values, inventory)),
        pipeline=_first(values, "pipeline_tag"),
        counts=_counts(values, licensed),
    )


def add_card(
    inventory: Inventory,
    card: Card,
    licenses: tuple[str, ...],
    path: str,
) -> None:
    """Add the components of which a card states the license: the card, and what it is about.

    Parameters:
        inventory: takes the components and findings.
        card: the card.
        licenses: those that apply.
        path: where the card is.
    """
    kind = KINDS[card.kind]
    if not card.certain:
        message = f"the card does not say what it is about, and was read as one of a {card.kind}"
        inventory.find("part-read-as", message, "add `pipeline_tag` or `task_categories`")
    for name, content, place in ((kind.part, kind.content, ""), (kind.card, "document", path)):
        component = Component(
            name,
            license=licenses[0] if len(licenses) == 1 else None,
            licenses=licenses if len(licenses) > 1 else (),
            license_path=card.link,
            component_path=place,
            kind="card" if place else card.kind,
            content=content,
            part_of=name if kind.part_of else "",
            line=card.line,
        )
        element = inventory.add(name, component)
        if name == kind.part:
            element.works += card.works


def _kind(values: Values, body: str) -> tuple[str, bool]:
    """Say what a card is about, and whether that is certain."""
    if "sdk" in values:
        return "space", True
    found = {name: len(kind.keys & values.keys()) for name, kind in KINDS.items()}
    if found["model"] != found["dataset"]:
        return max(("model", "dataset"), key=found.__getitem__), True
    heading = _heading(body).lower()
    if "dataset" in heading or "data card" in heading:
        return "dataset", True
    return "model", "model card" in heading


def _title(values: Values, body: str) -> str:
    title = _first(values, "pretty_name") or _first(values, "model_name") or _heading(body)
    return " ".join(title.split())[:_LONGEST_TITLE]


def _heading(body: str) -> str:
    match = _HEADING.search(body, 0, _LOOKED_AT)
    return match.group(1).strip(" \t\r#*`") if match is not None else ""


def _first(values: Values, key: str) -> str:
    texts = values.get(key, ())
    return texts[0].text if texts else ""


def _counts(values: Values, licensed: Sequence[Value]) -> tuple[tuple[str, int], ...]:
    return (
        ("licenses", len(licensed)),
        ("base_models", len(values.get("base_model", ()))),
        ("datasets", len(values.get("datasets", ()))),
    )


def _note_licenses(values: Values, inventory: Inventory, subject: str) -> None:
    for key in _LICENSE_KEYS:
        for value in values.get(key, ()):
            inventory.note(value.part or subject, key, value.text)
        if key in ("license", "licenses") and key in values and not values[key]:
            inventory.find("null-license", f"the key {key!r} has no value", "name the license")


def _licenses(values: Values, licensed: Sequence[Value], inventory: Inventory) -> tuple[str, ...]:
    """Return the licenses that apply."""
    texts = tuple(dict.fromkeys(value.text for value in licensed))
    if "" in texts:
        inventory.find("empty-license", "a license is an empty text", "name the license")
    if len(texts) > 1 and not all(value.part for value in licensed):
        message = f"the card lists {len(texts)} licenses, and was read as if all applied"
        inventory.find("list-of-licenses", message, "say which license is for what")
    names = [value.text for value in values.get("license_name", ())]
    links = [value.text for value in values.get("license_link", ())]
    return settle([text for text in texts if text.strip()], names, links, inventory)


def _open(licensed: Sequence[Value], licenses: tuple[str, ...]) -> str:
    said = {value.text for value in licensed} - {"other"}
    last = licenses[-1] if licenses else ""
    return "" if last in said or _reading(last) else last


def settle(
    tags: Sequence[str], names: Sequence[str], links: Sequence[str], inventory: Inventory
) -> tuple[str, ...]:
    """Return the licenses that apply by license, name and link.

    ``other`` stands for the license that the name names, or else the link. A name or link
    that names another license than the tag applies as well. One that names no license, or
    may name several, decides nothing.

    Parameters:
        tags: values of ``license``.
        names: values of ``license_name``.
        links: values of ``license_link``.
        inventory: takes the findings.
    """
    said = [tag for tag in tags if tag.strip().casefold() != "other"]
    own: dict[str, str] = {}
    for text in (*names, *links):
        own.setdefault(_reading(text), text)
    known = {"", *map(_reading, said)}
    further = tuple(text for reading, text in own.items() if reading not in known)
    if tags and len(said) == len(tags):
        if further:
            _find_disagreement((*said, *further), inventory)
        return (*said, *further)
    if not tags and not further and not names:
        return ()
    if len(further) > 1:
        _find_disagreement(further, inventory)
    elif further and names and further[0] not in names:
        message = f"license_name {names[0]!r} names no license that is known; license_link decides"
        inventory.find("license-read-as", message, f"write license_name: {_reading(further[0])}")
    return (*said, *(further or _unread(names)))


def _reading(text: str) -> str:
    """Return the expression that a text is read as, or an empty text."""
    expression = normalize(text).expression
    return "" if expression is None else str(expression)


def _unread(names: Sequence[str]) -> tuple[str, ...]:
    """Return what stands for a license that is not known: its name, if it looks like one."""
    for name in names:
        read = normalize(name)
        if read.basis == "ambiguous" or read.kind == "other":
            return (name,)
    return ("other",)


def _find_disagreement(texts: Sequence[str], inventory: Inventory) -> None:
    message = f"the keys of the license name {', '.join(map(repr, texts))}; all were taken to apply"
    inventory.find("licenses-disagree", message, "let license, license_name and license_link agree")


def _works(kind: str, values: Values, inventory: Inventory) -> Iterator[Origin]:
    if kind == "dataset":
        for value in values.get("source_datasets", ()):
            name = value.text.removeprefix("extended|").strip()
            if name not in ("", "original", "extended"):
                yield Origin("include-data", work=name)
        return
    bases = dict.fromkeys(value.text for value in values.get("base_model", ()) if value.text)
    use = _relation(_first(values, "base_model_relation"), inventory) if bases else ""
    for base in bases:
        yield Origin(use, work=base)
    for name in dict.fromkeys(value.text for value in values.get("datasets", ()) if value.text):
        yield Origin("train-on", work=name)


def _relation(word: str, inventory: Inventory) -> str:
    if word in RELATIONS:
        return RELATIONS[word]
    said = f"is {word!r}" if word else "is not given"
    message = f"base_model_relation {said}; the model was taken to be fine-tuned"
    inventory.find("document-warning", message, f"write {', '.join(RELATIONS)}")
    return "fine-tune"
