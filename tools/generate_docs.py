# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Write the tables of the documentation and check its shell sessions.

The tables go to ``docs/_generated/`` and are made from what the package holds. Each
``console`` block of the documentation is run and compared with what it shows; with
``--update`` it is rewritten instead.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click.testing

from openlic.catalog import default_catalog
from openlic.checking import check
from openlic.cli import main as openlic_command
from openlic.compatibility import compatible
from openlic.costs import CHANGES
from openlic.errors import PARSE_REASONS
from openlic.findings import FINDINGS
from openlic.formats import FORMATS
from openlic.frameworks import Framework, framework, framework_ids
from openlic.normalization import BASES_OF_READING
from openlic.pairs import pair_facts
from openlic.questions import USE_CASES
from openlic.readings import QUESTIONS
from openlic.records import License, LicenseException, exception, license, licenses
from openlic.report import license_markdown
from openlic.results import STATUSES
from openlic.rules import RULES
from openlic.situations import PURPOSES
from openlic.terms import (
    BASES,
    CATEGORIES,
    CONTENT_TYPES,
    COPYLEFT_SCOPES,
    EXCEPTION_KINDS,
    PROVISIONS,
    REVIEW_STATES,
    STATEMENT_KINDS,
    USES,
)
from openlic.uses import read_use
from openlic.vocabulary import Vocabulary, vocabulary

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TARGET = DOCS / "_generated"

_VOCABULARIES: dict[str, Mapping[str, str]] = {
    "bases": BASES,
    "categories": CATEGORIES,
    "content-types": CONTENT_TYPES,
    "copyleft-scopes": COPYLEFT_SCOPES,
    "exception-kinds": EXCEPTION_KINDS,
    "parse-reasons": PARSE_REASONS,
    "provisions": PROVISIONS,
    "purposes": PURPOSES,
    "reading-bases": BASES_OF_READING,
    "review-states": REVIEW_STATES,
    "statement-kinds": STATEMENT_KINDS,
    "statuses": STATUSES,
    "uses": USES,
}


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    lines += [f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    return f"`{text}`"


def _codes(texts: Iterable[str]) -> str:
    return ", ".join(map(_code, texts))


def _words(vocabulary: Mapping[str, str]) -> str:
    return _table(("word", "meaning"), ((_code(word), vocabulary[word]) for word in vocabulary))


def _findings() -> str:
    rows = ((f"[{code}](#{code})", kind.level, kind.title) for code, kind in FINDINGS.items())
    return _table(("code", "level", "what it is"), rows)


# The catalog


def _basis_of_category(record: License) -> str:
    bases = {
        source.basis for source in record.sources if "category" in re.split(r",\s*", source.of)
    }
    return "text" if "text" in bases else "sources" if bases else "none"


def _counts(of: Iterable[str], meanings: Mapping[str, str], what: str) -> str:
    counts = Counter(of)
    rows = [
        (_code(word), f"{counts[word]:,}", meaning)
        for word, meaning in meanings.items()
        if counts[word]
    ]
    return _table((what, "licenses", "meaning"), rows)


def _coverage() -> str:
    records = licenses()
    catalog = default_catalog()
    own = sum("LicenseRef-" in record.id for record in records)
    withdrawn = sum(record.deprecated for record in records)
    written_for = (content for record in records for content in record.content)
    by_category = _counts((record.category for record in records), CATEGORIES, "category")
    bases = {**BASES, "none": "no source names it"}
    by_basis = _counts(map(_basis_of_category, records), bases, "basis")
    by_content = _counts(written_for, CONTENT_TYPES, "content")
    return f"""The catalog holds {len(records):,} licenses: the {len(records) - own:,} ids of SPDX \
license list {catalog.spdx_version}, of which the list has withdrawn {withdrawn:,}, and {own:,} \
more under a `LicenseRef-` id, nearly all of AI models. It holds {len(catalog.exceptions):,} exceptions.

Licenses by category:

{by_category}
Licenses by how their category was decided:

{by_basis}
Licenses by what they are written for (a license may be written for several):

{by_content}
Records by review state:

{_reviewed()}
Where the statements of licenses come from:

{_said_by()}"""


def _reviewed() -> str:
    """Return how many records of each review state there are, and how much they say."""
    catalog = default_catalog()
    groups: dict[str, Sequence[License | LicenseException]] = {
        "SPDX ids": [r for r in licenses() if not r.id.startswith("LicenseRef-")],
        "other licenses": [r for r in licenses() if r.id.startswith("LicenseRef-")],
        "exceptions": [exception(id) for id in catalog.exceptions],
    }
    rows = []
    for name, records in groups.items():
        for state, means in REVIEW_STATES.items():
            among = [record for record in records if record.review == state]
            said = sum(len(r.statements) + len(getattr(r, "lifts", ())) for r in among)
            average = f"{said / len(among):.1f}" if among else "-"
            rows.append((name, _code(state), f"{len(among):,}", average, means))
    return _table(("records", "review", "number", "statements each", "meaning"), rows)


def _said_by() -> str:
    """Return from where the statements of licenses come."""
    texts = Counter(
        source.reference.split(";")[0]
        for record in licenses()
        for source in record.sources
        if source.of == "statements"
    )
    common = [(name, f"{count:,}") for name, count in texts.most_common() if count > 1]
    single = sum(count for count in texts.values() if count == 1)
    return _table(("source", "licenses"), [*common, ("sources of one license each", f"{single:,}")])


# Cross-checks

CHECKS = ROOT / "tests" / "cross_checks"


def _check_file(name: str) -> Mapping[str, Any]:
    return tomllib.loads((CHECKS / f"{name}.toml").read_text(encoding="utf-8"))


def _disagreements(name: str) -> str:
    rows = [
        (
            _code(entry["license"]),
            "; ".join(entry["about"]),
            entry["clause"],
            entry["because"],
        )
        for entry in _check_file(name)["disagreements"]
    ]
    return _table(("license", "about", "clause", "why"), rows)


def _agreement() -> str:
    rows = [
        (
            entry["database"],
            _code(entry["subject"]),
            f"{entry['compared']:,}",
            f"{entry['agree'] / entry['compared']:.1%}",
        )
        for entry in _check_file("agreement")["counts"]
    ]
    return _table(("database", "subject", "licenses compared", "agree"), rows)


def _differing() -> str:
    rows = [
        (
            f"{group['database']}, {_code(group['subject'])}",
            f"{group['theirs']} / {group['ours']}",
            _codes(group["licenses"]),
            group["because"],
        )
        for group in _check_file("agreement")["groups"]
    ]
    return _table(("database, subject", "theirs / ours", "licenses", "why"), rows)


def _matrix() -> str:
    """Return where answers differ from OSADL's matrix, with what openlic found."""
    rows = []
    for entry in _check_file("osadl_matrix")["differences"]:
        ours = compatible(entry["inbound"], entry["outbound"][0])
        found = "; ".join(str(reason) for reason in ours.reasons)
        sides = (_code(entry["inbound"]), _codes(entry["outbound"]))
        rows.append((*sides, entry["theirs"], str(ours.verdict), entry["because"], found))
    return _table(("inbound", "outbound", "OSADL", "openlic", "why", "what openlic found"), rows)


def _matrix_counts() -> str:
    counts = _check_file("osadl_matrix")
    share = counts["agree"] / counts["compared"]
    return f"{counts['agree']:,} of {counts['compared']:,} pairs ({share:.2%})\n"


# Compatibility


def _compatibility_rules() -> str:
    blocks = []
    for rule in RULES.values():
        options = "".join(f", {name}={value!r}" for name, value in rule.example.options)
        question = f"compatible({rule.example.inbound!r}, {rule.example.outbound!r}{options})"
        blocks.append(
            f"### {rule.id}\n\n{rule.says}\n\n*Looks at*: {rule.premises}.\n\n"
            f"*Example*: `{question}` is `{rule.example.verdict}`.\n"
        )
    return "\n".join(blocks)


def _use_table() -> str:
    rows = []
    for name, means in USES.items():
        use = read_use(name, ())
        rows.append((_code(name), means, _codes(use.needs), use.outbound, ", ".join(use.contents)))
    return _table(("use", "meaning", "rights it needs", "outbound covers", "contents"), rows)


def _questions() -> str:
    blocks = []
    for question in QUESTIONS.values():
        sides = [("For yes", question.arguments_for), ("For no", question.arguments_against)]
        arguments = "\n\n".join(
            f"{title}:\n\n" + "\n".join(f"- {text}" for text in texts) for title, texts in sides
        )
        references = "\n".join(f"- {text}" for text in question.references)
        blocks.append(
            f"### {question.id}\n\n{question.asks}\n\n- `default`: {question.default}\n"
            f"- `cautious`: {question.cautious}\n\n{arguments}\n\nReferences:\n\n{references}\n"
        )
    return "\n".join(blocks)


def _pair_facts() -> str:
    rows = [
        (
            _codes(fact.inbound),
            _codes(fact.outbound),
            _codes(fact.uses),
            str(fact.verdict),
            f"{fact.says} ({fact.source})",
        )
        for fact in pair_facts()
    ]
    return _table(("inbound", "outbound", "uses", "verdict", "who said what"), rows)


# The vocabulary

_PARALLELS = ("choosealicense", "ccrel", "odrl", "osadl")


def _terms(words: Vocabulary, kind: str) -> str:
    rows = [
        (
            _code(term.name),
            term.means + (f" (also: {_codes(term.kinds[1:])})" if term.kinds[1:] else ""),
            _code(term.example),
            *(getattr(term, name) or "-" for name in _PARALLELS),
        )
        for term in words.terms.values()
        if term.kinds[0] == kind
    ]
    head = ("term", "meaning", "example", "choosealicense", "ccREL", "ODRL", "OSADL")
    return _table(head, rows)


def _traits(words: Vocabulary) -> str:
    rows = [
        (_code(trait.name), trait.means, _code(value), meaning)
        for trait in words.traits.values()
        for value, meaning in trait.values.items()
    ]
    return _table(("trait", "meaning", "value", "of the value"), rows)


def _implied(words: Vocabulary) -> str:
    rows = [
        (_code(category), "; ".join(f"{kind}s {_codes(terms)}" for kind, terms in said.items()))
        for category, said in words.implied.items()
        if said
    ]
    return _table(("category", "what it implies"), rows)


def _vocabulary_tables() -> dict[str, str]:
    words = vocabulary()
    closed = {
        "conditions": words.conditions,
        "metrics": words.metrics,
        "counted-by": words.counted_by,
        "measured-at": words.measured_at,
        "fields": words.fields,
        **{f"facet-{name}": facet for name, facet in words.facets.items()},
    }
    return {
        **{f"{name}.md": _words(meanings) for name, meanings in closed.items()},
        **{f"terms-{kind}.md": _terms(words, kind) for kind in STATEMENT_KINDS},
        "traits.md": _traits(words),
        "implied.md": _implied(words),
    }


#: Licenses that the documentation shows in full.
SHOWN = ("MPL-2.0", "CC-BY-SA-4.0", "LicenseRef-scancode-llama-3.1-license-2024")


def _shown(id: str) -> str:
    """Return a license as a part of a page: its headings are two levels down."""
    return re.sub(r"^#", "###", license_markdown(license(id)), flags=re.MULTILINE) + "\n"


# The frameworks


def _components(rules: Framework) -> str:
    names = {tier.tier: tier.name for tier in rules.tiers}
    rows = [
        (
            known.name,
            known.content,
            names[known.tier],
            "required" if known.required else "optional",
            rules.requirements[known.requirement].asks,
        )
        for known in rules.components
    ]
    return _table(("component", "content", "counts from", "needed", "its license must be"), rows)


def _condition(when: Sequence[tuple[str, Sequence[str]]]) -> str:
    parts = [f"{_code(name)} is {' or '.join(map(_code, values))}" for name, values in when]
    return "; ".join(parts) or "always"


def _rules(rules: Framework) -> str:
    blocks = []
    for requirement in rules.requirements.values():
        rows = [
            (_code(rule.id), _condition(rule.when), _code(rule.verdict), rule.says)
            for rule in requirement.rules
        ]
        blocks.append(
            f"**{requirement.id}**: {requirement.asks}. Without any license the verdict is "
            f"`{requirement.none}`.\n\n" + _table(("rule", "applies if", "verdict", "reason"), rows)
        )
    return "\n".join(blocks)


def _lists(rules: Framework) -> str:
    blocks = [
        f"`{name}` ({len(ids)} ids): {_codes(sorted(ids, key=str.lower))}\n"
        for name, ids in rules.lists.items()
    ]
    return "\n".join(blocks)


def _sources(rules: Framework) -> str:
    return "\n".join(f"- {source}" for source in rules.sources) + "\n"


_WHY = {
    "other-name": "Approved under another id of the same license, one of which SPDX has withdrawn. "
    "The tool looks at the id only.",
    "later-version": 'A later version is open, and "or later" is a choice among the versions. '
    "The tool looks at the id only.",
    "framework-list": "The tool's list has the other versions and ports, but not these.",
    "open-definition": "Conformant to the Open Definition. The tool does not look at it.",
    "osi-approved": "Approved by the OSI in SPDX 3.29.0, not in the list of 2024-05 that the tool "
    "bundles, or the id is newer than that list.",
    "terms-unknown": "The terms are not known, so `mof` cannot say no. The tool says no to "
    "whatever is on no list.",
}


def _differences() -> str:
    """Return where single licenses get another verdict from ``mof`` than from ``mot``."""
    mof, mot = framework("mof"), framework("mot")
    known = default_catalog().facts
    listed = {id for ids in mot.lists.values() for id in ids}
    groups: dict[tuple[str, str, str], list[str]] = {}
    for id in (*known, *sorted(listed - set(known))):
        ours, theirs = check(id, framework=mof), check(id, framework=mot)
        if ours.verdict != theirs.verdict:
            reason = ours.reasons[0]
            rule = reason.rule if reason.subject == id else "later-version"
            if reason.says.rpartition(" as ")[2] in known:
                rule = "other-name"
            kind = (str(theirs.verdict), str(ours.verdict), rule)
            groups.setdefault(kind, []).append(id)
    rows = [
        (_codes(ids), _code(theirs), f"{_code(ours)} ({rule})", _WHY[rule])
        for (theirs, ours, rule), ids in groups.items()
    ]
    return _table(("license", "mot", "mof", "why"), rows)


def _content_differences() -> str:
    mof, mot = framework("mof"), framework("mot")
    rows = []
    for content in ("code", "data", "document"):
        ours = {id for id in default_catalog().facts if mof.fits_content(id, content) == "yes"}
        theirs = {id for id in default_catalog().facts if mot.fits_content(id, content) == "yes"}
        rows.append((content, str(len(theirs)), str(len(ours)), str(len(theirs - ours))))
    return _table(("content", "fit in mot", "fit in mof", "fit in mot only"), rows)


def _use_cases() -> str:
    rows = [
        (_code(name), case.says, _code(case.provide), _code(case.purpose))
        for name, case in USE_CASES.items()
    ]
    return _table(("use case", "what it is", "provide", "purpose"), rows)


def _changes() -> str:
    rows = [(_code(kind), says, str(cost)) for kind, (says, cost) in CHANGES.items()]
    return _table(("change", "what it is", "costs, if nothing else is said"), rows)


def _formats() -> str:
    rows = [
        (
            _code(each.id),
            each.title,
            "yes" if each.writes else "",
            ", ".join(map(_code, each.suffixes)),
            _code(f"openlic[{each.extra}]") if each.extra else "",
        )
        for each in FORMATS.values()
    ]
    return _table(("`Model.format`", "what it is", "written", "endings of names", "needs"), rows)


def tables() -> dict[str, str]:
    """Return the generated files by name."""
    files = {f"{name}.md": _words(words) for name, words in _VOCABULARIES.items()}
    files["coverage.md"] = _coverage()
    files |= _vocabulary_tables()
    files["checks-choosealicense.md"] = _disagreements("choosealicense")
    files["checks-osadl.md"] = _disagreements("osadl")
    files["checks-agreement.md"] = _agreement()
    files["checks-differing.md"] = _differing()
    files["checks-matrix.md"] = _matrix()
    files["checks-matrix-counts.md"] = _matrix_counts()
    files["compatibility-rules.md"] = _compatibility_rules()
    files["compatibility-uses.md"] = _use_table()
    files["use_cases.md"] = _use_cases()
    files["changes.md"] = _changes()
    files["formats.md"] = _formats()
    files["compatibility-questions.md"] = _questions()
    files["compatibility-facts.md"] = _pair_facts()
    files |= {f"license-{id}.md": _shown(id) for id in SHOWN}
    files["findings.md"] = _findings()
    files["mof-mot-licenses.md"] = _differences()
    files["mof-mot-content.md"] = _content_differences()
    for id in framework_ids():
        rules = framework(id)
        files[f"{id}-components.md"] = _components(rules)
        files[f"{id}-rules.md"] = _rules(rules)
        files[f"{id}-lists.md"] = _lists(rules)
        files[f"{id}-sources.md"] = _sources(rules)
    return files


# The shell sessions

_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class _Shell:
    """Run the few commands that the documentation shows, in one process."""

    def __init__(self) -> None:
        self._runner = click.testing.CliRunner()
        self._code = 0

    def run(self, command: str) -> str:
        if command == "echo $?":
            return f"{self._code}\n"
        first, _, rest = command.partition(" | ")
        name, *arguments = shlex.split(first)
        if name != "openlic":
            raise ValueError(f"a console block runs {name!r}; only openlic is known")
        result = self._runner.invoke(openlic_command, arguments, prog_name="openlic")
        self._code = result.exit_code
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return _piped(result.output, rest)


def _piped(output: str, command: str) -> str:
    if not command:
        return output
    match = re.fullmatch(r"(head|tail) -n (\d+)", command)
    if match is None:
        raise ValueError(f"a console block pipes into {command!r}; only head and tail are known")
    lines, count = output.splitlines(keepends=True), int(match.group(2))
    return "".join(lines[:count] if match.group(1) == "head" else lines[-count:])


def _rerun(session: str) -> str:
    shell = _Shell()
    lines = [line for line in session.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{shell.run(line[2:]).rstrip()}\n" for line in lines)


def stale_sessions(update: bool = False) -> list[str]:
    """Return the pages whose shell sessions show something else than what is printed.

    Parameters:
        update: rewrite them.
    """
    stale = []
    os.chdir(ROOT)
    for page in sorted(DOCS.rglob("*.md")):
        if page.is_relative_to(TARGET) or page.is_relative_to(DOCS / "_build"):
            continue
        text = page.read_text(encoding="utf-8")
        fresh = _CONSOLE.sub(lambda match: f"```console\n{_rerun(match.group(1))}```", text)
        if fresh != text:
            stale.append(str(page.relative_to(ROOT)))
            if update:
                page.write_text(fresh, encoding="utf-8")
    return stale


def main() -> int:
    """Write the tables; fail if a shell session is stale."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--update", action="store_true", help="rewrite stale shell sessions")
    arguments = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    files = tables()
    for name, text in files.items():
        (TARGET / name).write_text(text, encoding="utf-8")
    for old in TARGET.glob("*.md"):
        if old.name not in files:
            old.unlink()
    stale = stale_sessions(arguments.update)
    if stale and not arguments.update:
        for name in stale:
            print(
                f"{name}: a shell session differs; run tools/generate_docs.py --update",
                file=sys.stderr,
            )
        return 1
    print(f"{len(files)} tables written, {len(stale)} pages updated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
