# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Ask spdx-tools what is wrong with an SPDX 2 document."""

from __future__ import annotations

__all__ = ["MAX_STEPS", "MAX_TAGGED", "MAX_TAGGED_LICENSES", "MAX_VALIDATED", "what_is_wrong"]

import re
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

from openlic.errors import MissingPackageError
from openlic.formats._spdx2_reading import Reading

#: Most elements and relationships that are validated: the time grows with their square.
MAX_VALIDATED = 300

#: Most comparisons that parsing may take: links to files and to what is described are looked
#: for among all relationships.
MAX_STEPS = 2_000_000

#: Longest tag-value document that is parsed, in characters, and most licenses in it: texts are
#: read letter by letter, and the list of all licenses is read again for each license.
MAX_TAGGED, MAX_TAGGED_LICENSES = 1024 * 1024, 200

#: Longest license expression, and name of a person, that spdx-tools gets.
_LONGEST = 4_096

_SETTER = re.compile(
    r"SetterError (\w+): Method \S+ parameter (\w+)=(\".*?\") violates type hint .*", re.DOTALL
)
_TAGGED_LICENSE = re.compile(
    r"^[ \t]*(?:(?:Package|Snippet)?License(?:Concluded|Declared|InfoFromFiles)"
    r"|LicenseInfoIn(?:File|Snippet))[ \t]*:",
    re.MULTILINE,
)
_BOUNDED = (
    "licenseConcluded", "licenseDeclared", "supplier", "originator", "annotator", "reviewer",
)  # fmt: skip
_ELEMENTS = ("packages", "files", "snippets")
_NOTES = ("annotations", "revieweds")


def what_is_wrong(reading: Reading) -> list[str]:
    """Return the messages of the parser of spdx-tools or, if it has none, of its validator.

    Documents of more than :data:`MAX_VALIDATED` elements are parsed and not validated.

    Raises:
        MissingPackageError: spdx-tools is not installed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            _module("model")
        except ImportError:
            raise MissingPackageError("spdx-tools", "SPDX 2 documents") from None
        if reading.asked is None:
            return []
        size = _size(reading)
        if size is None:
            return ["the document is too large to be checked by spdx-tools"]
        document, messages = _tried(partial(_parser(reading.form), reading.asked))
        if document is None:
            return _by_element(reading) or messages
        if size > MAX_VALIDATED:
            return []
        found, messages = _tried(partial(_validated, document))
        return messages if found is None else found


def _size(reading: Reading) -> int | None:
    """Return how many elements there are; None if spdx-tools would take too long."""
    record = reading.record
    packages, files, snippets = (_objects(record.get(key)) for key in _ELEMENTS)
    links = len(_list(record.get("documentDescribes")))
    links += sum(len(_list(each["hasFiles"])) for each in packages if "hasFiles" in each)
    relationships = len(_list(record.get("relationships")))
    steps = links * (links + relationships)
    if steps > MAX_STEPS or _has_long_texts(reading, [*packages, *files, *snippets]):
        return None
    return len(packages) + len(files) + len(snippets) + relationships + links


def _has_long_texts(reading: Reading, elements: list[dict[str, Any]]) -> bool:
    """Whether there are licenses or names for which the patterns of spdx-tools are slow."""
    if any(map(_holds_long, elements)):
        return True
    if reading.form == "rdf":
        return any(_is_long(each) and _names_someone(each) for each in reading.asked.objects())
    if reading.form == "tag-value":
        text: str = reading.asked
        if len(text) > MAX_TAGGED or _licenses_in(text) > MAX_TAGGED_LICENSES:
            return True
        return any(_is_long(each) and _names_someone(each) for each in text.split("\n"))
    creation = reading.record.get("creationInfo")
    creators = _list(creation.get("creators")) if isinstance(creation, dict) else []
    return any(map(_is_long, creators)) or any(
        _holds_long(note)
        for each in (reading.record, *elements)
        for key in _NOTES
        if key in each
        for note in _objects(each[key])
    )


def _holds_long(entry: dict[str, Any]) -> bool:
    for key in _BOUNDED:
        value = entry.get(key)
        if value.__class__ is str and len(value) > _LONGEST:
            return True
    return False


def _licenses_in(text: str) -> int:
    return sum(1 for _ in _TAGGED_LICENSE.finditer(text))


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > _LONGEST


def _names_someone(text: str) -> bool:
    return "Person:" in text or "Organization:" in text or "SHA1:" in text


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in _list(value) if isinstance(each, dict)]


def _tried(call: Callable[[], Any]) -> tuple[Any, list[str]]:
    """Return what a call gives, or None and the messages of what it raises.

    spdx-tools raises whatever its own code meets, and ends the program on some graphs.
    """
    try:
        return call(), []
    except (Exception, SystemExit) as error:  # noqa: BLE001
        told = getattr(error, "get_messages", None)
        if told is None:
            return None, [f"spdx-tools fails on it ({type(error).__name__}: {str(error)[:200]})"]
        return None, list(dict.fromkeys(_readable(each) for each in _flat(told())))


def _flat(messages: Any) -> Iterator[str]:
    pending = [messages]
    while pending:
        each = pending.pop()
        if isinstance(each, (list, tuple)):
            pending += reversed(each)
        else:
            yield str(each)


def _readable(message: str) -> str:
    return _SETTER.sub(r"\2 of \1 must not be \3", message.replace("\\'", "'"))


def _module(name: str) -> Any:
    return import_module(f"spdx_tools.spdx.{name}")


def _parser(form: str) -> Callable[[Any], Any]:
    parse: Callable[[Any], Any]
    if form == "rdf":
        parse = _module("parser.rdf.rdf_parser").translate_graph_to_document
    elif form == "tag-value":
        # Without these, tables are written beside the package.
        quiet = {"debug": False, "write_tables": False}
        log = import_module("ply.yacc").NullLogger()
        parse = _module("parser.tagvalue.parser").Parser(errorlog=log, **quiet).parse
    else:
        parse = _module("parser.jsonlikedict.json_like_dict_parser").JsonLikeDictParser().parse
    return parse


#: The parser of every part of a document, by section: its module, class and method.
_PARTS = {
    "packages": ("package_parser", "PackageParser", "parse_package"),
    "files": ("file_parser", "FileParser", "parse_file"),
    "snippets": ("snippet_parser", "SnippetParser", "parse_snippet"),
    "relationships": ("relationship_parser", "RelationshipParser", "parse_relationship"),
    "hasExtractedLicensingInfos": (
        "extracted_licensing_info_parser",
        "ExtractedLicensingInfoParser",
        "parse_extracted_licensing_info",
    ),
}
_CREATION = ("creation_info_parser", "CreationInfoParser", "parse_creation_info")


def _part_parser(module: str, name: str, method: str) -> Callable[[Any], Any]:
    parser = getattr(_module(f"parser.jsonlikedict.{module}"), name)()
    return getattr(parser, method)  # type: ignore[no-any-return]


def _by_element(reading: Reading) -> list[str]:
    """Parse every element by itself, since the messages do not say which one they are about."""
    if reading.form in ("rdf", "tag-value"):
        return []
    _, messages = _tried(partial(_part_parser(*_CREATION), reading.record))
    for section, where in _PARTS.items():
        parse = _part_parser(*where)
        for number, entry in enumerate(_list(reading.record.get(section))):
            _, told = _tried(partial(parse, entry))
            messages += [f"{_called(section, number, entry)}: {each}" for each in told]
    return messages


def _called(section: str, number: int, entry: Any) -> str:
    id = entry.get("SPDXID") if isinstance(entry, dict) else None
    return id if isinstance(id, str) and id else f"$.{section}[{number}]"


def _validated(document: Any) -> list[str]:
    found = []
    for each in _module("validation.document_validator").validate_full_spdx_document(document):
        about = each.context.spdx_id or each.context.parent_id
        message = each.validation_message
        found.append(f"{about}: {message}" if about and about not in message else message)
    return list(dict.fromkeys(found))
