# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Turn results into text, Markdown and HTML.

Nothing is decided here. Whatever comes from a file is escaped for where it goes.
"""

from __future__ import annotations

__all__ = [
    "assessment_html",
    "assessment_markdown",
    "assessment_text",
    "check_html",
    "check_text",
    "explain",
    "explain_check",
    "license_markdown",
    "outline",
    "summary",
]

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from openlic._text import (
    aligned,
    html_table,
    markdown_cell,
    markdown_table,
    one_line,
    printable,
    shorten,
    table,
)
from openlic.listings import finding_lines
from openlic.policy_reports import (
    policy_explanation,
    policy_html,
    policy_markdown,
    policy_outcome,
    policy_text,
)
from openlic.terms import REVIEW_STATES, STATEMENT_KINDS, Verdict

if TYPE_CHECKING:
    from openlic.assessment import Assessment
    from openlic.checking import Check
    from openlic.combining import CombinedTerm, CombinedTerms
    from openlic.derivations import Derivation
    from openlic.judging import Solved
    from openlic.records import License
    from openlic.results import ComponentVerdict, TierVerdict
    from openlic.statements import Statement

#: Most lines that an explanation gives to one derivation.
MOST_LINES = 60

#: Most license strings of which an explanation says how they were read.
_MOST_READINGS = 200

_KINDS = {"any-of": "one of", "all-of": "all of"}


def outline(derivation: Derivation, indent: str = "  ") -> str:
    """Return a derivation as indented lines, premises under what they support."""
    lines: list[str] = []
    for depth, step in derivation.outline():
        if len(lines) == MOST_LINES:
            lines.append(f"{indent}… ({len(derivation.steps)} steps in all)")
            break
        because = f": {step.because}" if step.because else ""
        label = _KINDS.get(step.kind, step.label) if step.label in ("AND", "OR") else step.label
        lines.append(one_line(f"{indent}{'  ' * depth}{step.verdict:<7} {label}{because}"))
    return "\n".join(lines)


def _yes_no(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "-"}[value]


def _heading(result: Assessment) -> str:
    release = " ".join(filter(None, (result.model.name, _version(result))))
    reached = result.label if result.tier else "no class"
    framework = f"{result.framework.title}, {result.framework.version}"
    return one_line(f"{release}: {reached} ({framework})")


def _version(result: Assessment) -> str:
    version = result.model.version
    return "" if version in result.model.name else version


def _classes(result: Assessment) -> list[tuple[str, str]]:
    """Return the classes; what stops an easier one is not repeated."""
    rows: list[tuple[str, str]] = []
    said: set[str] = set()
    for each in result.classes:
        more = [name for name in each.stopped_by if name not in said]
        how = "also stopped by" if said else "stopped by"
        stops = f"; {how} {', '.join(more)}" if more else ""
        rows.append((each.name, f"{each.verdict:<7} {each.progress:5.1f} %{stops}"))
        said.update(more)
    return rows


def _short(text: str | None, limit: int = 48) -> str:
    return shorten(text or "-", limit)


def _component_rows(components: Iterable[ComponentVerdict]) -> list[tuple[str, ...]]:
    return [
        (
            each.name,
            each.status,
            _short(each.license),
            _yes_no(each.open),
            _yes_no(each.type_appropriate),
        )
        for each in components
    ]


_HEAD = ("component", "status", "license", "open", "fits its content")


def assessment_text(result: Assessment) -> str:
    """Return an assessment as text for a terminal."""
    if result.framework.is_policy:
        return policy_text(result)
    blocks = [_heading(result), aligned(_classes(result)), ""]
    blocks += _stop_lines(result)
    blocks.append(table([_HEAD, *_component_rows(result.components.values())]))
    if result.findings:
        blocks += ["", "findings"]
        blocks += [one_line(f"  {line}") for line in finding_lines(result.findings)]
    return "\n".join(blocks)


def _stop_lines(result: Assessment) -> list[str]:
    """Return what stops the easiest class that is not reached, a line each."""
    stopped = next((each for each in result.classes if each.stopped_by), None)
    if stopped is None:
        return []
    lines = [f"what stops {stopped.name}"]
    for derivation in _stops(result.solved(), stopped):
        says = [
            step.because
            for _, step in derivation.outline()
            if step.because and step.verdict != "yes"
        ]
        why = "; ".join(dict.fromkeys(says[:3]))
        lines.append(one_line(f"  {derivation.conclusion.label}: {why}"))
    return [*lines, ""]


def explain(result: Assessment) -> str:
    """Return why a release reaches what it reaches, and what stops it."""
    if result.framework.is_policy:
        return _explain_policy(result)
    blocks, solved = [_heading(result)], result.solved()
    for each in result.classes:
        blocks += ["", f"{each.name}: {each.verdict}"]
        blocks += dict.fromkeys(outline(derivation) for derivation in _stops(solved, each))
        if not each.stopped_by:
            blocks.append("  every component that it asks for meets its requirement")
    if result.readings:
        blocks += ["", "license strings that were read"]
        blocks += [one_line(f"  {reading}") for reading in result.readings[:_MOST_READINGS]]
        more = len(result.readings) - _MOST_READINGS
        blocks += [f"  … {more:,} more"] if more > 0 else []
    return "\n".join(blocks)


def _explain_policy(result: Assessment) -> str:
    """Return how the verdict on the first component of every group follows."""
    solved = result.solved()
    numbers = solved.graph.numbers()
    blocks = []
    for title, name in policy_explanation(result):
        blocks.append(title)
        if name:
            derivation = solved.derivation(numbers[f"component:{name}"])
            blocks[-1] += f"\n{outline(derivation, '    ')}"
    return "\n\n".join(blocks)


def _stops(solved: Solved, tier: TierVerdict) -> list[Derivation]:
    """Return why each thing that a class asks for, and lacks, is not there."""
    inputs = solved.graph.program.inputs[solved.graph.numbers()[f"class:{tier.tier}"]]
    return [solved.derivation(i) for i in inputs if solved.verdict(i) != "yes"]


def summary(results: Sequence[Assessment], failed: int) -> str:
    """Return one line on several results."""
    counts: dict[str, int] = {}
    for result in results:
        label = f"class {result.tier}" if result.tier else "no class"
        if result.framework.is_policy:
            label = policy_outcome(result)
        counts[label] = counts.get(label, 0) + 1
    parts = [f"{count} {label}" for label, count in sorted(counts.items())]
    parts += [f"{failed} not read"] if failed else []
    total = len(results) + failed
    return f"{total} file{'s' if total != 1 else ''}: {', '.join(parts)}"


_CLASS_HEAD = ("class", "reached", "progress", "stopped by")


def _class_rows(result: Assessment, nothing: str) -> list[tuple[str, ...]]:
    return [
        (each.name, each.verdict, f"{each.progress:.1f} %", ", ".join(each.stopped_by) or nothing)
        for each in result.classes
    ]


def assessment_markdown(result: Assessment) -> str:
    """Return an assessment as Markdown."""
    if result.framework.is_policy:
        return policy_markdown(result)
    blocks = [
        f"# {markdown_cell(_heading(result))}",
        markdown_table(_CLASS_HEAD, _class_rows(result, "-")),
        markdown_table(_HEAD, _component_rows(result.components.values())),
    ]
    if result.findings:
        blocks.append("## Findings")
        lines = finding_lines(result.findings)
        blocks.append("\n".join(f"- {markdown_cell(line)}" for line in lines))
    return "\n\n".join(blocks)


def assessment_html(result: Assessment) -> str:
    """Return an assessment as an HTML fragment for a notebook."""
    if result.framework.is_policy:
        return policy_html(result)
    lines = finding_lines(result.findings)
    findings = "".join(f"<li>{escape(printable(line))}</li>" for line in lines)
    return (
        html_table(_heading(result), _class_rows(result, ""), _CLASS_HEAD)
        + html_table("components", _component_rows(result.components.values()), _HEAD)
        + (f"<ul>{findings}</ul>" if findings else "")
    )


def _check_rows(result: Check) -> list[tuple[str, str]]:
    rows = [("asked", f"{result.requirement} ({result.framework})")]
    if result.component:
        rows.append(("for", f"{result.component} ({result.content})"))
    elif result.content:
        rows.append(("for", result.content))
    rows.append(("verdict", str(result.verdict)))
    if result.reading is not None:
        rows.append(("read", str(result.reading)))
    if result.chosen is not None and result.chosen != result.expression:
        rows.append(("chosen", _short(str(result.chosen), 200)))
    rows.append(("open", _yes_no(result.open)))
    if result.written_for:
        rows.append(("open and written for", ", ".join(result.written_for)))
    if result.open and result.type_appropriate is False:
        rows.append(("warning", f"open, but not written for {result.content}"))
    rows += [("because", str(reason)) for reason in result.reasons[:12]]
    if len(result.reasons) > 12:
        rows.append(("", f"… ({len(result.reasons)} reasons in all)"))
    return rows + _terms_rows(result.terms)


def _terms_rows(terms: CombinedTerms | None) -> list[tuple[str, str]]:
    """Return what holds whichever arm is chosen, and what depends on the choice."""
    if terms is None:
        return []
    rows = []
    for kind in STATEMENT_KINDS:
        held = [_term_name(each) for each in terms.of_kind(kind)]
        if held:
            rows.append((f"{kind}s", ", ".join(held)))
    rows += [("by choice", row) for row in _choice_rows(terms)]
    unclear: dict[str, list[str]] = {}
    for name, term in terms.unclear:
        unclear.setdefault(name, []).append(term)
    rows += [("not clear", f"{name}: {', '.join(known)}") for name, known in unclear.items()]
    if terms.unknown:
        rows.append(("not all known of", _short(", ".join(terms.unknown), 200)))
    return rows


def _choice_rows(terms: CombinedTerms) -> Iterator[str]:
    """Yield what depends on the choice, a row for the licenses that say the same."""
    groups: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for each in terms.depends:
        if each.most == Verdict.YES:
            groups.setdefault(each.by, {}).setdefault(each.kind, []).append(_term_name(each))
    for by, kinds in groups.items():
        said = "; ".join(f"{kind}s {', '.join(names)}" for kind, names in kinds.items())
        yield f"{_short(', '.join(by), 100)}: {said}"


def _term_name(each: CombinedTerm) -> str:
    """Return a term, with a mark where it holds under conditions or is lifted for uses."""
    names = ("if", "unless", "one of")
    conditions = [
        ", ".join(f"{name} {said.facets[name]}" for name in names if name in said.facets)
        for _, said in each.statements
    ]
    limits = f" ({'; '.join(dict.fromkeys(conditions))})" if all(conditions) else ""
    uses = dict.fromkeys(use for _, lift in each.lifts for use in lift.uses)
    return each.term + limits + (f" (not for {', '.join(uses)})" if uses else "")


def _check_title(result: Check) -> str:
    text = str(result.expression) if result.expression is not None else result.text
    return one_line(_short(text, 200))


def check_text(result: Check) -> str:
    """Return a check as text for a terminal."""
    return f"{_check_title(result)}\n{aligned(_check_rows(result))}"


def check_html(result: Check) -> str:
    """Return a check as an HTML fragment for a notebook."""
    return html_table(_check_title(result), _check_rows(result))


def explain_check(result: Check) -> str:
    """Return a check with the derivation of its verdict."""
    heading = f"{_check_title(result)}: {result.verdict} ({result.requirement})"
    return f"{heading}\n{outline(result.derivation)}"


_STATEMENT_HEAD = ("term", "narrowed to", "clause", "note")


def license_markdown(record: License) -> str:
    """Return what a license says as Markdown, a table for each kind of statement."""
    blocks = [f"# {markdown_cell(f'{record.id}: {record.name}')}"]
    blocks.append(f"{record.category}. {REVIEW_STATES[record.review].capitalize()}.")
    for kind, means in STATEMENT_KINDS.items():
        rows = [_statement_cells(each) for each in record.statements if each.kind == kind]
        if rows:
            blocks.append(f"## {kind.capitalize()}s: {means}")
            blocks.append(markdown_table(_STATEMENT_HEAD, rows))
    if record.traits:
        blocks.append("## Over time")
        cells = [(t.name.replace("_", " "), str(t.value), t.clause, t.note) for t in record.traits]
        blocks.append(markdown_table(("trait", "value", "clause", "note"), cells))
    if record.unclear:
        blocks.append(f"Not clear from the text: {', '.join(record.unclear)}.")
    return "\n\n".join(blocks)


def _statement_cells(each: Statement) -> tuple[str, ...]:
    facets = "; ".join(f"{name} {words}" for name, words in each.facets.items())
    return each.term, facets, each.clause or each.source, each.note
