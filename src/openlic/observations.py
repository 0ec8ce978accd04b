# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What a reader of an assessment should know: findings on files, licenses and classes."""

from __future__ import annotations

__all__ = ["findings"]

from collections.abc import Iterator, Mapping
from functools import cache

from openlic.catalog import Catalog
from openlic.expression import Expression
from openlic.findings import Finding
from openlic.model import NAME_FINDINGS
from openlic.normalization import Normalized
from openlic.releases import Licensed, Release
from openlic.results import ComponentVerdict


def findings(
    release: Release, components: Mapping[str, ComponentVerdict], tier: int
) -> Iterator[Finding]:
    """Yield the findings on a release: on its file, its components, and as a whole.

    Parameters:
        release: the release.
        components: the answer for every component.
        tier: the class that is reached, 0 for none.
    """
    yield from (each for each in release.model.findings if each.code not in NAME_FINDINGS)
    yield from (finding for _, finding in release.doubts)
    told = cache(lambda read: tuple(_told_of_reading(read, release.catalog)))
    for name, licensed in release.licensed.items():
        line = licensed.component.line if licensed.component else None
        for read in licensed.reads:
            yield from (Finding(*words, name, line) for words in told(read))
        yield from _verdict_findings(components[name], line)
        yield from _cover_findings(release, name, licensed, line)
    yield from _claim_findings(release, tier)
    yield from _framework_findings(release)
    yield from _waiver_findings(release, components)


def _cover_findings(
    release: Release, name: str, licensed: Licensed, line: int | None
) -> Iterator[Finding]:
    if licensed.component is None or release.framework.is_policy:
        return
    for covered in licensed.component.covers:
        if name not in release.framework.covers.get(covered, ()):
            message = f"{name!r} cannot cover {covered!r} in {release.framework.id}"
            yield Finding("covers-not-allowed", message, f"list {covered!r} itself", name, line)


def _claim_findings(release: Release, tier: int) -> Iterator[Finding]:
    claimed = release.model.claimed_class
    if claimed is None or tier == claimed:
        return
    reached = f"class {tier}" if tier else "no class"
    message = f"class {claimed} is claimed, {reached} is reached"
    if 0 < tier < claimed:
        yield Finding("claimed-class-exceeded", message)
    else:
        yield Finding("claimed-class-not-reached", message, "see what stops the claimed class")


def _framework_findings(release: Release) -> Iterator[Finding]:
    if release.framework.configuration_file and not release.model.configuration_file:
        message = "the framework asks for a configuration file (MOF.json) in the distribution"
        repair = "add one; the class does not depend on it"
        yield Finding("no-configuration-file", message, repair)
    if release.framework.beyond_licenses:
        yield Finding("data-information", release.framework.beyond_licenses, "judge it by reading")
    yield from release.framework.findings


def _waiver_findings(
    release: Release, components: Mapping[str, ComponentVerdict]
) -> Iterator[Finding]:
    """Yield the exceptions that are in force and that no component needs."""
    needed = {
        waiver
        for name, waiver in release.framework.waivers.items()
        if waiver.rule in {reason.rule for reason in components[name].reasons}
    }
    for waiver in dict.fromkeys(release.framework.waivers.values()):
        if waiver not in needed:
            yield waiver.unused


#: Code, message and repair of a finding.
_Words = tuple[str, str, str]


def _told_of_reading(read: Normalized, catalog: Catalog) -> Iterator[_Words]:
    """Yield what is to be told of a reading, whatever has that license."""
    if read.kind == "none":
        return
    if read.basis == "not-a-license":
        message = f"{read.text!r} names no license ({read.kind})"
        yield "not-a-license", message, "give the license, or `unlicensed`"
    elif read.expression is None:
        fits = f"; it may be {', '.join(read.candidates)}" if read.candidates else ""
        message = f"{read.text!r} does not say which license{fits}"
        yield "ambiguous-license", message, "write an SPDX id"
    else:
        yield from _told_of_expression(read, read.expression, catalog)


def _told_of_expression(
    read: Normalized, expression: Expression, catalog: Catalog
) -> Iterator[_Words]:
    if read.basis != "exact":
        doubt = f"; it may also be {', '.join(read.candidates[1:])}" if read.candidates else ""
        message = f"{read.text!r} was read as {expression} ({read.basis}{doubt})"
        yield "license-read-as", message, f"write {expression}"
    for old, new in read.deprecated:
        yield "deprecated-license", f"{old} is a withdrawn id", _instead(new)
    lacking = [id for id in expression.licenses if "LicenseRef-" in id and id not in catalog.facts]
    if lacking:
        more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
        message = f"the catalog does not hold {', '.join(lacking[:3])}{more}"
        yield "unknown-reference", message, "nothing is known of it"


def _instead(successor: str | None) -> str:
    return f"write {successor}" if successor else "use another id"


def _verdict_findings(verdict: ComponentVerdict, line: int | None) -> Iterator[Finding]:
    name = verdict.name
    if verdict.status == "unlicensed":
        message = f"{name!r} has no license, so nothing is allowed"
        yield Finding("unlicensed-component", message, "give it a license", name, line)
    if verdict.open and verdict.type_appropriate is False and verdict.present:
        message = f"{verdict.license} is open, but not written for {verdict.content}"
        repair = f"prefer a license for {verdict.content}"
        yield Finding("not-type-appropriate", message, repair, name, line)
