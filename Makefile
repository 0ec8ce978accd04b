# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test lint types unit docs data package bench fuzz clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /	/'

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m compileall -q src
	touch $@

$(VENV)/.developing: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q src
	touch $@ $(VENV)/.installed

demo: $(VENV)/.installed  ## install, and assess a real release
	$(BIN)/openlic assess examples/starcoder2.yml

test: lint types unit docs package  ## all checks and tests

lint: $(VENV)/.developing  ## style, licensing of the files, compiled data
	$(BIN)/ruff format --check src tests tools benchmarks docs/conf.py
	$(BIN)/ruff check src tests tools benchmarks docs/conf.py
	$(BIN)/reuse lint --quiet || $(BIN)/reuse lint
	$(BIN)/python tools/compile_data.py --check

types: $(VENV)/.developing  ## strict type checks
	$(BIN)/mypy

unit: $(VENV)/.developing  ## tests and doctests with branch coverage
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

docs: $(VENV)/.developing  ## documentation, warnings as errors, and its examples
	$(BIN)/python tools/generate_docs.py
	$(BIN)/sphinx-build -W -n -q --keep-going -b html docs docs/_build/html
	$(BIN)/sphinx-build -W -q --keep-going -b doctest docs docs/_build/doctest

package: $(VENV)/.developing  ## build the wheel and try it in an empty environment
	$(BIN)/python tools/try_wheel.py

data: $(VENV)/.installed  ## compile data/ into the files that ship
	$(BIN)/python tools/compile_data.py

bench: $(VENV)/.developing  ## measure beside the peers (not part of the tests)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/compatibility.py
	$(BIN)/python benchmarks/joint_choice.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/spdx_reading.py
	$(BIN)/python benchmarks/license_texts.py

fuzz: $(VENV)/.developing  ## give every reader 100,000 damaged inputs (not part of the tests)
	OPENLIC_FUZZ_EXAMPLES=100000 $(BIN)/python -m pytest -n auto tests/formats -k 'damaged or fuzzing or odd_values' -q

clean:  ## remove what was built
	rm -rf $(VENV) build dist docs/_build docs/_generated .mypy_cache .ruff_cache .pytest_cache .coverage
