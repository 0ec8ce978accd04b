# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Plans: what they propose, what they never propose, and that they work."""

from __future__ import annotations

import json
import pickle
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from hypothesis import assume, given, settings

import openlic
from openlic.candidates import RECOMMENDED
from openlic.choosing import Conflict, Solution, solve
from openlic.costs import CHANGES, Costs, read_costs
from openlic.errors import InputError
from openlic.formats import load
from openlic.model import Component, Model, Origin
from openlic.planning import Plan, plan
from openlic.provenance import trace
from releases import IDS, models

WEIGHTS = "Model parameters (Final)"
OPEN = (
    Component("Model architecture", "MIT"),
    Component(WEIGHTS, "Apache-2.0"),
    Component("Model card", "CC-BY-4.0", covers=("Data card",)),
    Component("Technical report", "CC-BY-4.0", covers=("Evaluation results",)),
)


def _release(*changed: Component, producer: str = "Example Lab") -> Model:
    """Return a release of class III with some components in place of others, or more."""
    new = {component.name: component for component in changed}
    kept = tuple(new.pop(component.name, component) for component in OPEN)
    return Model("demo", (*kept, *new.values()), producer=producer)


def _kinds(found: Plan) -> list[tuple[str, str]]:
    return [(change.kind, change.name) for change in found.changes]


def _check(found: Plan, target: int | None) -> None:
    """Check that a plan does what it says: applied and asked again, nothing stands against it."""
    assert found.reached
    assert isinstance(solve(found.model, target=target), Solution)
    if target is not None:
        assert 0 < openlic.assess(found.model).tier <= target
    again = plan(found.model, target)
    assert (again.changes, again.reached) == ((), True)


# --- Every kind of change -------------------------------------------------------------


def test_a_component_without_a_license_is_given_one() -> None:
    found = plan(_release(Component("Model card", "unlicensed", covers=("Data card",))), 3)
    assert _kinds(found) == [("license", "Model card")]
    assert found.changes[0].after == "CC-BY-4.0"
    assert found.cost == 1
    _check(found, 3)


@pytest.mark.parametrize("text", ["NOASSERTION", "some license", "BSD", "CC"])
def test_a_license_that_is_not_known_is_stated(text: str) -> None:
    found = plan(_release(Component("Model architecture", text)), 3)
    assert _kinds(found) == [("license", "Model architecture")]
    assert found.changes[0].before == ""
    _check(found, 3)


def test_a_component_under_closed_terms_is_relicensed() -> None:
    found = plan(_release(Component(WEIGHTS, "CC-BY-NC-4.0")), 3)
    change = found.changes[0]
    assert (change.kind, change.before, change.after) == (
        "relicense", "CC-BY-NC-4.0", "CDLA-Permissive-2.0",
    )  # fmt: skip
    assert change.proposals[:3] == ("CDLA-Permissive-2.0", "CC-BY-4.0", "Apache-2.0")
    _check(found, 3)


def test_only_licenses_that_keep_everything_compatible_are_proposed() -> None:
    library = Origin("link-static", work="libtrain", license="GPL-3.0-or-later")
    code = Component("Model architecture", "Apache-2.0", derived_from=(library,))
    found = plan(_release(code), 3)
    assert _kinds(found) == [("relicense", "Model architecture")]
    assert set(found.changes[0].proposals) == {"GPL-3.0-or-later", "AGPL-3.0-or-later"}
    for proposal in found.changes[0].proposals:
        changed = _release(code).with_license("Model architecture", proposal)
        assert isinstance(solve(changed, target=3), Solution)
    _check(found, 3)


def test_an_upstream_is_replaced_by_name_where_nothing_else_helps() -> None:
    base = Origin("fine-tune", work="Llama-3.1-8B", license="llama3.1")
    found = plan(_release(Component(WEIGHTS, "Apache-2.0", derived_from=(base,))), 3)
    change = found.changes[0]
    assert (change.kind, change.name, change.own) == ("replace", "Llama-3.1-8B", False)
    assert change.path == (WEIGHTS, "Llama-3.1-8B")
    origin = found.model.component(WEIGHTS).derived_from[0]
    assert (origin.work, origin.license) == ("a replacement for Llama-3.1-8B", change.after)
    assert "llama" not in change.after.lower()
    _check(found, 3)


def test_what_stands_behind_a_replaced_upstream_goes_with_it() -> None:
    deep = Origin("combine", work="base", license="GPL-3.0-only")
    middle = Origin("link-static", work="middle", license="MIT", derived_from=(deep,))
    found = plan(_release(Component("Model architecture", "MIT", derived_from=(middle,))), 3)
    assert _kinds(found) in ([("replace", "middle")], [("replace", "base")])
    assert found.cost == 10
    _check(found, 3)


def test_a_component_that_is_missing_is_added() -> None:
    kept = tuple(component for component in OPEN if component.name != "Model card")
    found = plan(Model("demo", kept), 3)
    assert _kinds(found) == [("add", "Model card"), ("add", "Data card")]
    assert found.model.component("Data card").license == "CC-BY-4.0"
    _check(found, 3)


def test_one_that_is_listed_as_not_included_is_added() -> None:
    found = plan(_release(Component("Model card", "Component not included")), 3)
    kinds = [kind for kind, name in _kinds(found) if name == "Model card"]
    assert kinds == ["add"]
    _check(found, 3)


def test_an_optional_component_that_clashes_is_left_out() -> None:
    outputs = Component(
        "Sample model outputs",
        "CC-BY-4.0",
        derived_from=(Origin("include-data", work="prompts", license="CC-BY-NC-ND-4.0"),),
    )
    found = plan(_release(outputs), 3)
    assert _kinds(found) == [("drop", "Sample model outputs")]
    assert "Sample model outputs" not in {each.name for each in found.model.components}
    assert found.changes[0].after == ""
    _check(found, 3)


def test_what_another_component_was_made_from_is_not_left_out() -> None:
    model = _release(
        Component("Datasets", "CC-BY-NC-4.0"),
        Component(WEIGHTS, "MIT", derived_from=(Origin("include-data", component="Datasets"),)),
    )
    found = plan(model, 3)
    assert _kinds(found) == [("relicense", "Datasets")]
    _check(found, 3)


def test_a_class_that_is_reached_needs_no_change(root: Path) -> None:
    found = plan(root / "examples" / "olmo-7b.yml", 1)
    assert (found.changes, found.cost, found.reached) == ((), 0, True)
    assert "without any change" in str(found)


def test_a_plan_can_make_licenses_go_together_without_a_class() -> None:
    library = Origin("link-static", work="lib", license="GPL-3.0-only")
    model = Model("demo", (Component("anything", "MIT", derived_from=(library,)),))
    found = plan(model, None)
    assert _kinds(found) == [("relicense", "anything")]
    _check(found, None)


def test_a_chain_of_components_is_changed_as_far_as_it_has_to_be() -> None:
    model = _release(
        Component(
            "Inference code",
            "MIT",
            derived_from=(Origin("link-static", work="lib", license="GPL-3.0-only"),),
        ),
        Component(
            "Model architecture",
            "MIT",
            derived_from=(Origin("combine", component="Inference code"),),
        ),
    )
    found = plan(model, 3)
    assert _kinds(found) == [
        ("relicense", "Model architecture"),
        ("relicense", "Inference code"),
    ]
    _check(found, 3)


# --- What is never proposed -----------------------------------------------------------


def test_what_someone_else_owns_is_replaced_and_never_relicensed() -> None:
    theirs = evolve(OPEN[1], license="CC-BY-NC-4.0", owner="Someone Else")
    found = plan(_release(theirs), 3)
    assert _kinds(found) == [("replace", WEIGHTS)]
    _check(found, 3)
    ours = evolve(theirs, owner="example lab")
    assert _kinds(plan(_release(ours), 3)) == [("relicense", WEIGHTS)]


def test_a_work_from_elsewhere_is_never_relicensed(root: Path) -> None:
    for path in sorted((root / "examples").glob("*.yml")):
        for target in (3, 2, 1):
            found = plan(path, target)
            for change in found.changes:
                assert change.own == (change.kind != "replace" or change.path == (change.name,))
                if not change.own:
                    assert change.kind == "replace"


def test_what_is_out_of_the_question_leaves_the_conflict_that_forbids_the_class() -> None:
    base = Origin("fine-tune", work="Llama-3.1-8B", license="llama3.1")
    model = _release(Component(WEIGHTS, "Apache-2.0", derived_from=(base,)))
    found = plan(model, 3, {"works": {"Llama-3.1-8B": {"replace": "never"}}})
    assert (found.reached, found.changes, found.model) == (False, (), model)
    assert isinstance(found.conflict, Conflict)
    assert [member.work for member in found.conflict.members] == ["Llama-3.1-8B"]
    assert "cannot be reached" in str(found)


def test_the_conflict_has_the_demands_on_what_would_have_to_change() -> None:
    base = Origin("fine-tune", work="Llama-3.1-8B", license="llama3.1")
    model = _release(Component(WEIGHTS, "llama3.1 OR Apache-2.0", derived_from=(base,)))
    found = plan(model, 3, {"replace": "never"})
    assert found.conflict is not None
    assert [member.kind for member in found.conflict.members] == ["use", "requirement"]


# --- Costs ----------------------------------------------------------------------------


def test_costs_decide_between_changes() -> None:
    library = Origin("link-static", work="lib", license="GPL-3.0-only")
    model = _release(Component("Model architecture", "MIT", derived_from=(library,)))
    assert _kinds(plan(model, 3)) == [("relicense", "Model architecture")]
    dear = {"components": {"Model architecture": {"relicense": 11}}}
    assert _kinds(plan(model, 3, dear)) == [("replace", "lib")]
    assert _kinds(plan(model, 3, {"replace": 1})) == [("replace", "lib")]
    assert _kinds(plan(model, 3, {"relicense": "never"})) == [("replace", "lib")]
    assert plan(model, 3, {"works": {"lib": {"replace": 0}}}).cost == 0


def test_costs_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "costs.toml"
    path.write_text('relicense = "never"\n[components."Model card"]\nadd = 7\n', "utf-8")
    costs = read_costs(path)
    assert costs.of("relicense", "anything") is None
    assert (costs.of("add", "Model card"), costs.of("add", "Data card")) == (7, 5)
    assert costs.of("replace", "Model card", own=False) == CHANGES["replace"][1]
    assert read_costs(costs) is costs
    assert read_costs(None) == Costs()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "relicence = 3",
            "there is no change 'relicence' .at relicence.; did you mean 'relicense'",
        ),
        ("zzzz = 3", "there are license, relicense, add, drop, replace"),
        ("add = -1", "-1 is no cost .at add.; write a whole number"),
        ("add = 1.5", "1.5 is no cost"),
        ("add = true", "True is no cost"),
        ('add = "always"', "'always' is no cost"),
        ("components = 3", "components is a table of names"),
        ("[components]\nA = 3", "components.'A' is a table of changes"),
        ("[works.A]\nrelicense = 3", "there is no change 'relicense'"),
        ("add = 3\nadd = 4", "this is no TOML"),
        ("add = 1000001", "1000001 is no cost"),
    ],
)
def test_a_wrong_file_of_costs_is_an_error_that_names_the_place(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "costs.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=message) as caught:
        plan(_release(), 3, path)
    assert caught.value.path == str(path)


def test_a_file_of_costs_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_costs(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"add = 3 # \xe9")
    with pytest.raises(InputError, match="cannot be read"):
        read_costs(tmp_path / "latin.toml")
    (tmp_path / "large.toml").write_text("#" * 1024 * 1025, "utf-8")
    with pytest.raises(InputError, match="larger than 1 MiB"):
        read_costs(tmp_path / "large.toml")


# --- Laws -----------------------------------------------------------------------------

#: Every license that a plan could come up with for the drawn releases.
_ANY = " OR ".join(
    dict.fromkeys(
        [*RECOMMENDED["code"], *RECOMMENDED["data"], *(id for id in IDS if "Ref" not in id)]
    )
)


def _cheapest(model: Model, most: int) -> int | None:
    """Return the cost of the cheapest changes, by trying all sets of them up to a cost."""
    works = trace(model).works
    ways = [(number, 3 if work.is_own else 10) for number, work in enumerate(works)]
    found = []
    for size in range(len(ways) + 1):
        for chosen in combinations(ways, size):
            cost = sum(each[1] for each in chosen)
            if cost < most:
                changed = _changed(model, {number for number, _ in chosen})
                if isinstance(solve(changed), Solution):
                    found.append(cost)
    return min(found, default=None)


def _changed(model: Model, numbers: set[int]) -> Model:
    works = trace(model).works
    names = {works[n].name for n in numbers if works[n].is_own}
    origins = {
        (o.work, o.license, o.derived_from) for n in numbers if (o := works[n].origin) is not None
    }

    def origin(each: Origin) -> Origin:
        if (each.work, each.license, each.derived_from) in origins:
            return evolve(each, license=_ANY, derived_from=(), work=f"new {each.work}")
        return evolve(each, derived_from=tuple(map(origin, each.derived_from)))

    return evolve(
        model,
        components=tuple(
            evolve(
                each,
                license=_ANY if each.name in names else each.license,
                derived_from=tuple(map(origin, each.derived_from)),
            )
            for each in model.components
        ),
    )


@given(models(most=3))
@settings(max_examples=60)
def test_a_plan_works_and_none_that_is_cheaper_does(model: Model) -> None:
    works = trace(model).works
    assume(len(works) <= 5)
    # A component of which nothing is known is given a license, at another price.
    assume(all("unheard" not in (work.component.license or "") for work in works if work.component))
    found = plan(model, None)
    assert found.reached
    _check(found, None)
    assert _cheapest(model, found.cost) is None
    assert (found.cost == 0) == isinstance(solve(model), Solution)


@given(models(most=3))
@settings(max_examples=150)
def test_the_search_knows_all_that_keeps_licenses_of_changes_apart(model: Model) -> None:
    """What it finds never has to be ruled out when licenses are looked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("openlic.planning._Planner._rule_out", None)
        assert plan(model, None).reached


def test_what_two_changed_neighbors_may_get_is_kept_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One has to be under the GPL 2.0, and the other, made from it, has Apache-2.0 code in it."""
    monkeypatch.setattr("openlic.planning._Planner._rule_out", None)
    gpl = Origin("link-static", work="old", license="GPL-2.0-only")
    apache = Origin("link-static", work="new", license="Apache-2.0")
    lower = Component("lower", "MIT", derived_from=(gpl,))
    upper = Component(
        "upper", "GPL-2.0-only", derived_from=(Origin("link-static", "lower"), apache)
    )
    for parts in ((lower, upper), (upper, lower)):
        model = Model("two", parts)
        assert plan(model, None, {"replace": "never"}).conflict is not None
        found = plan(model, None)
        assert [change.kind for change in found.changes].count("replace") == 1
        _check(found, None)


def test_a_component_that_is_listed_twice_cannot_be_counted_on() -> None:
    twice = (*OPEN, Component("Model card", "CC-BY-4.0"))
    found = plan(Model("demo", twice), 3)
    assert found.conflict is not None
    assert openlic.assess(Model("demo", twice)).tier == 0


@given(models())
@settings(max_examples=40)
def test_a_class_is_reached_by_the_plan_for_it(model: Model) -> None:
    found = plan(model, 3)
    assert found.cost == sum(change.cost for change in found.changes)
    _check(found, 3)


def test_real_releases_reach_every_class_with_their_plans(shared: Path) -> None:
    for path in sorted((shared / "mot" / "models").glob("*.yml")):
        model = load(path)
        for target in (3, 1):
            found = plan(model, target)
            if found.conflict is None:
                assert 0 < openlic.assess(found.model).tier <= target, path.name
            else:
                names = [component.name for component in model.components]
                assert len(names) != len(set(names)), path.name


def test_two_neighbors_are_both_changed_where_one_alone_would_not_do() -> None:
    """What clashes on both sides of a use may be given licenses that go together."""
    library = Component("lib", "GPL-3.0-only")
    program = Component("app", "MIT", derived_from=(Origin("link-static", component="lib"),))
    plugin = Component("plug", "Artistic-2.0", derived_from=(Origin("combine", component="lib"),))
    found = plan(Model("three", (library, program, plugin)), None)
    assert [(change.kind, change.name) for change in found.changes] == [("relicense", "lib")]
    _check(found, None)


def test_an_addition_without_a_license_that_fits_the_whole_is_ruled_out() -> None:
    kept = tuple(component for component in OPEN if component.name != "Model card")
    whole = "LicenseRef-nobody-knows"
    found = plan(Model("demo", kept), 3, outbound=whole)
    assert found.conflict is not None
    assert not found.changes


# --- Values ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "target", "costs"),
    [
        ("starcoder2", 3, None),
        ("llama-fine-tune", 3, None),
        ("olmo-7b", 1, None),
        ("llama-fine-tune", 3, {"replace": "never"}),
    ],
)
def test_plans_are_values_and_valid(
    root: Path, name: str, target: int, costs: dict[str, Any] | None
) -> None:
    path = root / "examples" / f"{name}.yml"
    found = plan(path, target, costs)
    assert found == plan(path, target, costs)
    assert hash(found) == hash(plan(path, target, costs))
    assert pickle.loads(pickle.dumps(found)) == found
    schema = json.loads((root / "src/openlic/schemas/plan.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(json.dumps(found.to_dict())), schema)
    assert len(repr(found)) < 120
    assert found._repr_html_().startswith("<table>")
    assert ("cost", found.cost) in list(found.__rich_repr__())
    assert found.explain().startswith(str(found))
    assert found.target == target


def test_what_bigcode_would_have_to_change(root: Path) -> None:
    found = plan(root / "examples" / "starcoder2.yml", 3)
    assert ("relicense", WEIGHTS) in _kinds(found)
    assert all(change.kind in ("relicense", "license") for change in found.changes)
    assert "what stands in the way now" in found.explain()
