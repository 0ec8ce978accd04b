# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read descriptions of model releases.

The format is recognized by content: the YAML of the Model Openness Tool and
openlic's own (the same with more keys) have a ``release`` with a list of components,
the framework's configuration file has a mapping of components beside it.
"""

from __future__ import annotations

__all__ = ["load"]

from os import PathLike, fspath

from openlic.errors import InputError
from openlic.formats import _mof_json, _release
from openlic.formats._document import Node, read_document
from openlic.model import Model
from openlic.problems import Problem


def load(path: str | PathLike[str]) -> Model:
    """Read a model release from a file.

    Parameters:
        path: a YAML or JSON file of at most 8 MiB.

    Returns:
        Model: everything as written; what is doubtful is in ``findings``.

    Raises:
        InputError: the file cannot be read; ``problems`` has all that is wrong in
            it, with line and repair.

    >>> load("examples/starcoder2.yml").name
    'StarCoder2-15B'
    """
    name = fspath(path)
    root = read_document(path)
    problem = _wrong_shape(root)
    if problem is not None:
        raise InputError(name, [problem])
    if isinstance(root.value.get("components", Node(None, 0)).value, dict):
        return _mof_json.read(root, name)
    return _release.read(root, name)


def _wrong_shape(root: Node) -> Problem | None:
    if not isinstance(root.value, dict):
        message = f"a release description is a mapping, this is {root.kind}"
        return Problem(message, "start with `release:`", root.line)
    release = root.value.get("release")
    if release is None:
        return Problem("there is no release", "add the key `release`", root.line)
    if not isinstance(release.value, dict):
        message = f"a release is a mapping, this is {release.kind}"
        return Problem(message, "give it a name and components", release.line, "$.release")
    return None
