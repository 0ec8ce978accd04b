# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The shape of the package: imports run one way, and what is heavy loads late."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import openlic

SOURCE = Path(openlic.__file__).resolve().parent.parent


def _module(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {_module(path): path for path in sorted((SOURCE / "openlic").rglob("*.py"))}
TREES = {
    name: ast.parse(path.read_text(encoding="utf-8"), str(path)) for name, path in FILES.items()
}
every_module = pytest.mark.parametrize("name", FILES)

# --- Reading imports ------------------------------------------------------------------


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and (
        (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING")
        or (isinstance(node.test, ast.Attribute) and node.test.attr == "TYPE_CHECKING")
    )


def _imports(node: ast.AST, *, into_functions: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the import statements below a node, but for those that only types need."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            yield child
        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            if into_functions:
                yield from _imports(child, into_functions=into_functions)
        elif _is_for_types(child):
            assert isinstance(child, ast.If)
            for other in child.orelse:
                yield from _imports(ast.Module([other], []), into_functions=into_functions)
        else:
            yield from _imports(child, into_functions=into_functions)


def _targets(statement: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """Yield the modules that a statement imports."""
    if isinstance(statement, ast.Import):
        yield from (alias.name for alias in statement.names)
        return
    assert statement.level == 0, "imports are absolute"
    assert statement.module is not None
    for alias in statement.names:
        below = f"{statement.module}.{alias.name}"
        yield below if below in FILES else statement.module


def _imported(tree: ast.Module, *, into_functions: bool) -> set[str]:
    statements = _imports(tree, into_functions=into_functions)
    return {target for statement in statements for target in _targets(statement)}


def _dependencies(trees: dict[str, ast.Module]) -> dict[str, set[str]]:
    return {
        name: {target for target in _imported(tree, into_functions=True) if target in trees}
        for name, tree in trees.items()
    }


def test_the_modules_of_the_package_are_found() -> None:
    assert {"openlic", "openlic.solver", "openlic.cli", "openlic.formats._document"} <= set(FILES)


def test_the_import_graph_has_no_cycle() -> None:
    dependencies = _dependencies(TREES)
    assert "openlic.solver" in dependencies["openlic.judging"]
    order = list(TopologicalSorter(dependencies).static_order())
    assert set(order) == set(FILES)


def test_a_cycle_through_a_function_would_be_seen() -> None:
    trees = dict(TREES)
    trees["openlic.errors"] = ast.parse("def late():\n    from openlic.report import summary\n")
    trees["openlic.report"] = ast.parse("if True:\n    import openlic.errors\n")
    with pytest.raises(CycleError):
        list(TopologicalSorter(_dependencies(trees)).static_order())


def test_imports_for_types_do_not_count() -> None:
    tree = ast.parse("if TYPE_CHECKING:\n    import yaml\nelse:\n    import click\n")
    assert _imported(tree, into_functions=True) == {"click"}


@pytest.mark.parametrize("name", ["openlic.solver", "openlic.terms", "openlic.errors"])
def test_the_foundation_rests_on_nothing_of_the_package(name: str) -> None:
    assert _dependencies(TREES)[name] == set()


def test_nothing_but_the_command_line_prints_or_rests_on_it() -> None:
    dependencies = _dependencies(TREES)
    assert [name for name, targets in dependencies.items() if "openlic.cli" in targets] == []


# --- What may import what from outside ------------------------------------------------

ADAPTERS = {
    "yaml": {"openlic.formats._document", "openlic.formats._writing"},
    "click": {"openlic.cli"},
    "license_expression": {"openlic._grammar"},
    "networkx": set[str](),
    "defusedxml": set[str](),
    "licenseclassifier": set[str](),
    "rdflib": set[str](),
    "reuse": set[str](),
    "debian": set[str](),
}
LATE = {
    "networkx": {"openlic.networks", "openlic.proofs"},
    "defusedxml": {"openlic.formats._source"},
    "licenseclassifier": {"openlic.texts"},
    "rdflib": {"openlic.formats._spdx2_rdf"},
    "reuse": {"openlic.formats._reuse_tree"},
    "debian": {"openlic.formats._reuse_tree"},
}


def _users(package: str, *, into_functions: bool) -> set[str]:
    return {
        name
        for name, tree in TREES.items()
        if package in {t.split(".")[0] for t in _imported(tree, into_functions=into_functions)}
    }


def test_the_search_engine_is_named_in_one_module_and_loaded_when_it_is_used() -> None:
    texts = {name: path.read_text(encoding="utf-8") for name, path in FILES.items()}
    assert [name for name, text in texts.items() if '"pysat' in text] == ["openlic.clauses"]
    assert _users("pysat", into_functions=True) == set()


@pytest.mark.parametrize("package", ADAPTERS)
def test_a_heavy_package_is_imported_by_its_adapter_only(package: str) -> None:
    assert _users(package, into_functions=False) == ADAPTERS[package]
    assert _users(package, into_functions=True) == ADAPTERS[package] | LATE.get(package, set())


def test_only_declared_packages_are_imported() -> None:
    used = {
        target.split(".")[0]
        for tree in TREES.values()
        for target in _imported(tree, into_functions=True)
    }
    assert used - set(sys.stdlib_module_names) - {"openlic"} == {
        "attrs",
        "click",
        "debian",  # comes with reuse
        "defusedxml",
        "license_expression",
        "licenseclassifier",
        "networkx",
        "rdflib",  # comes with spdx-tools
        "reuse",
        "yaml",
    }


# --- What is loaded, and when ---------------------------------------------------------

HEAVY = [
    "networkx", "yaml", "click", "rich", "pysat", "spdx_tools", "license_expression", "rdflib",
    "reuse", "licenseclassifier", "defusedxml", "xml.etree",
]  # fmt: skip


def _loaded(code: str) -> set[str]:
    """Return the modules that a fresh process has loaded after running some code."""
    return set(_printed(f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)))"))


def _printed(program: str) -> Any:
    """Return the JSON that a fresh process prints."""
    run = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    return json.loads(run.stdout)


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        ("import openlic", [*HEAVY, "attr", "attrs", "boolean", "difflib", "openlic.catalog"]),
        ("import openlic\ndir(openlic)\nopenlic.__version__", [*HEAVY, "attr"]),
        ("import openlic\nopenlic.check('MIT')", HEAVY),
        ("import openlic\nopenlic.check('MIT', component='Model card')", HEAVY),
        ("import openlic\nopenlic.license('MIT')", HEAVY),
        ("import openlic\nopenlic.normalize('Apache 2.0')", HEAVY),
        ("import openlic\nopenlic.compatible('MIT', 'GPL-3.0-only')", HEAVY),
        ("import openlic\nopenlic.check('MIT OR ISC')", ["networkx", "yaml", "click"]),
        ("import openlic\nopenlic.graph", ["networkx"]),
        ("import openlic\nopenlic.solve; openlic.plan", ["pysat", "networkx"]),
        (
            (
                "import openlic\nfrom openlic.model import Component, Model\n"
                "openlic.solve(Model('x', (Component('Model card', 'MIT OR ISC'),)))"
            ),
            ["pysat", "networkx", "yaml", "click"],
        ),
    ],
)
def test_what_is_not_needed_is_not_loaded(code: str, unwanted: list[str]) -> None:
    assert _loaded(code) & set(unwanted) == set()


def test_what_is_loaded_is_seen() -> None:
    assert {"yaml", "openlic.catalog"} <= _loaded("import yaml, openlic.catalog")


_SIZES = """
import os, sys
sizes = {{}}
def seen(event, arguments):
    if event == "open" and "_data" in str(arguments[0]):
        sizes[str(arguments[0])] = os.path.getsize(arguments[0])
sys.addaudithook(seen)
{code}
print(sum(sizes.values()))
"""


@pytest.mark.parametrize(
    ("code", "at_most"),
    [
        ("import openlic", 0),
        ("import openlic\nopenlic.check('MIT')", 300_000),
        (
            "import openlic\nopenlic.check('MIT OR GPL-2.0-only WITH Classpath-exception-2.0')",
            300_000,
        ),
    ],
)
def test_little_of_the_knowledge_is_opened_at_first(code: str, at_most: int) -> None:
    opened = _printed(_SIZES.format(code=code))
    assert opened <= at_most
    assert "check" not in code or opened > 0


def test_the_whole_knowledge_is_small() -> None:
    data = SOURCE / "openlic" / "_data"
    assert sum(path.stat().st_size for path in data.iterdir()) < 4_000_000


def test_no_license_file_is_written_in_a_format_that_takes_long_to_read() -> None:
    data = SOURCE / "openlic" / "_data"
    assert {path.suffix for path in data.iterdir()} == {".json", ".jsonl"}


# --- Names ----------------------------------------------------------------------------

DOCUMENTED = [
    "Catalog",
    "InputError",
    "OpenlicError",
    "ParseError",
    "UnknownLicenseError",
    "Verdict",
    "assess",
    "check",
    "compatible",
    "diff",
    "graph",
    "license",
    "licenses",
    "load",
    "normalize",
    "obligations",
    "outbound",
    "parse",
    "plan",
    "solve",
]


def test_the_package_gives_the_documented_names() -> None:
    assert openlic.__all__ == DOCUMENTED
    assert openlic.__all__ == sorted(openlic.__all__) == dir(openlic)
    assert len(openlic.__all__) <= 20


@pytest.mark.parametrize("name", DOCUMENTED)
def test_no_module_hides_a_name_of_the_package(name: str) -> None:
    assert f"openlic.{name}" not in FILES


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_name_of_the_package_resolves_to_what_its_module_has(name: str) -> None:
    found = getattr(openlic, name)
    assert found is getattr(import_module(found.__module__), name)
    assert name in import_module(found.__module__).__all__


def test_names_for_type_checkers_are_those_that_resolve() -> None:
    named = {
        alias.name
        for statement in ast.walk(TREES["openlic"])
        if _is_for_types(statement)
        for block in ast.walk(statement)
        if isinstance(block, ast.ImportFrom) and str(block.module).startswith("openlic.")
        for alias in block.names
    }
    assert named == set(openlic.__all__)
    assert re.fullmatch(r"\d+\.\d+\.\d+", openlic.__version__)


@pytest.mark.parametrize("name", ["Check", "no_such_name", "assessment_text", ""])
def test_a_name_that_the_package_lacks_is_an_attribute_error(name: str) -> None:
    with pytest.raises(AttributeError, match=f"has no attribute '{name}'"):
        getattr(openlic, name)


@every_module
def test_a_module_lists_its_names_and_has_them(name: str) -> None:
    module = import_module(name)
    assert len(module.__all__) == len(set(module.__all__))
    assert [each for each in module.__all__ if not hasattr(module, each)] == []


def _defined(name: str) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Yield the functions and classes that a module defines and lists."""
    listed = import_module(name).__all__
    for node in TREES[name].body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in listed:
            yield node


@every_module
def test_a_module_and_its_public_functions_and_classes_have_docstrings(name: str) -> None:
    assert ast.get_docstring(TREES[name])
    assert [node.name for node in _defined(name) if not ast.get_docstring(node)] == []


@every_module
def test_every_public_function_or_class_is_listed(name: str) -> None:
    listed = import_module(name).__all__
    found = [
        node.name
        for node in TREES[name].body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
    ]
    if name == "openlic.cli":
        found = [each for each in found if not each.endswith("_command")]
    assert set(found) - set(listed) == set()


@every_module
def test_a_module_says_whose_it_is_and_under_which_license(name: str) -> None:
    lines = FILES[name].read_text(encoding="utf-8").splitlines()
    # REUSE-IgnoreStart
    assert lines[:2] == [
        "# SPDX-FileCopyrightText: 2026 The openlic authors",
        "# SPDX-License-Identifier: Apache-2.0",
    ]
    # REUSE-IgnoreEnd


def test_the_package_has_type_hints() -> None:
    assert (SOURCE / "openlic" / "py.typed").is_file()


# --- What is never used ---------------------------------------------------------------

FORBIDDEN_MODULES = {
    "asyncio", "ctypes", "ftplib", "http", "httpx", "marshal", "multiprocessing", "pickle",
    "requests", "runpy", "shelve", "smtplib", "socket", "ssl", "subprocess", "telnetlib",
    "urllib", "urllib3", "xmlrpc",
}  # fmt: skip
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "input", "breakpoint", "print"}
FORBIDDEN_ATTRIBUTES = {"load_all", "unsafe_load", "full_load", "system", "popen"}


def _called(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


@every_module
def test_nothing_reaches_the_network_or_runs_text_as_code(name: str) -> None:
    tree = TREES[name]
    used = {target.split(".")[0] for target in _imported(tree, into_functions=True)}
    assert used & FORBIDDEN_MODULES == set()
    assert set(_called(tree)) & FORBIDDEN_CALLS == set()


@every_module
def test_no_yaml_loader_that_builds_objects_is_used(name: str) -> None:
    attributes = {node.attr for node in ast.walk(TREES[name]) if isinstance(node, ast.Attribute)}
    assert attributes & FORBIDDEN_ATTRIBUTES == set()
