# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What a policy makes of a release, as text, Markdown and HTML."""

from __future__ import annotations

__all__ = ["policy_explanation", "policy_html", "policy_markdown", "policy_outcome", "policy_text"]

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from openlic._text import (
    html_table,
    markdown_cell,
    markdown_table,
    one_line,
    printable,
    shorten,
)
from openlic.listings import Group, finding_lines, groups, listed
from openlic.terms import Verdict

if TYPE_CHECKING:
    from openlic.assessment import Assessment
    from openlic.results import ComponentVerdict

#: What a policy decides of components, in the order of the report.
_OUTCOMES = {Verdict.NO: "denied", Verdict.UNKNOWN: "to review", Verdict.YES: "allowed"}
_OPEN = (Verdict.NO, Verdict.UNKNOWN)

#: Most groups of components that a report lists.
_MOST_GROUPS = 50

#: Longest license and reason in a report.
_LONGEST = 200


def policy_outcome(result: Assessment) -> str:
    """Return in a word what a policy decided of a release."""
    return _OUTCOMES[result.classes[0].verdict]


def _heading(result: Assessment) -> str:
    verdicts = [each.verdict for each in result.components.values()]
    counts = [f"{verdicts.count(verdict):,} {word}" for verdict, word in _OUTCOMES.items()]
    ignored = len({each.name for each in result.model.components}) - len(verdicts)
    counts += [f"{ignored:,} ignored"] if ignored else []
    return one_line(f"{result.model.name}: {', '.join(counts)} (policy {result.framework.title})")


def _excepted(result: Assessment) -> Iterator[ComponentVerdict]:
    """Yield the components that only an exception allows."""
    for name, waiver in result.framework.waivers.items():
        component = result.components[name]
        if any(reason.rule == waiver.rule for reason in component.reasons):
            yield component


def _sections(result: Assessment) -> Iterator[tuple[str, list[Group]]]:
    """Yield what is not allowed, and what only an exception allows, in groups."""
    for verdict in _OPEN:
        found = groups(result.components.values(), verdict)
        if found:
            yield _OUTCOMES[verdict], found
    excepted = groups(_excepted(result), Verdict.YES)
    if excepted:
        yield "allowed by an exception", excepted


def _rest(found: list[Group]) -> str:
    """Return how much is left out, or an empty text."""
    rest = found[_MOST_GROUPS:]
    count = sum(len(group.names) for group in rest)
    return f"… {len(rest):,} more licenses and reasons, {count:,} components" if rest else ""


def policy_text(result: Assessment) -> str:
    """Return what a policy decides as text for a terminal."""
    lines = [_heading(result)]
    for title, found in _sections(result):
        lines += ["", title]
        for group in found[:_MOST_GROUPS]:
            lines += [f"  {_title(group)}", f"    {one_line(listed(group.names))}"]
        rest = _rest(found)
        lines += [f"  {rest}"] if rest else []
    if result.findings:
        lines += ["", "findings"]
        lines += [one_line(f"  {line}") for line in finding_lines(result.findings)]
    return "\n".join(lines)


def _title(group: Group) -> str:
    return one_line(f"{shorten(group.license, _LONGEST)}: {shorten(group.why, _LONGEST)}")


_HEAD = ("license", "why", "count", "components")


def _rows(found: list[Group]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (
            shorten(group.license, _LONGEST),
            shorten(group.why, _LONGEST),
            f"{len(group.names):,}",
            listed(group.names),
        )
        for group in found[:_MOST_GROUPS]
    ]
    rest = _rest(found)
    return [*rows, (rest, "", "", "")] if rest else rows


def policy_markdown(result: Assessment) -> str:
    """Return what a policy decides as Markdown."""
    blocks = [f"# {markdown_cell(_heading(result))}"]
    for title, found in _sections(result):
        blocks += [f"## {title.capitalize()}", markdown_table(_HEAD, _rows(found))]
    if result.findings:
        lines = (f"- {markdown_cell(line)}" for line in finding_lines(result.findings))
        blocks += ["## Findings", "\n".join(lines)]
    return "\n\n".join(blocks)


def policy_html(result: Assessment) -> str:
    """Return what a policy decides as an HTML fragment for a notebook."""
    lines = finding_lines(result.findings)
    items = "".join(f"<li>{escape(printable(line))}</li>" for line in lines)
    tables = (html_table(title, _rows(found), _HEAD) for title, found in _sections(result))
    heading = f"<p>{escape(printable(_heading(result)))}</p>"
    return heading + "".join(tables) + (f"<ul>{items}</ul>" if items else "")


def policy_explanation(result: Assessment) -> Iterator[tuple[str, str]]:
    """Yield a title for every group of components, and the first of them."""
    yield _heading(result), ""
    for title, found in _sections(result):
        for group in found[:_MOST_GROUPS]:
            names = one_line(listed(group.names))
            yield (
                one_line(f"{title}: {shorten(group.license, _LONGEST)}") + f"\n  {names}",
                group.names[0],
            )
        if rest := _rest(found):
            yield rest, ""
