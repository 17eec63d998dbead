# Needs only Python 3.11 or newer; everything else goes into a virtual environment of its own.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
JOBS ?= 2

.PHONY: test lint demo bench clean

test: $(VENV)/.test
	@echo "== lint and types"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@echo "== tests"
	$(BIN)/pytest -q -n $(JOBS)

demo: $(VENV)/.run
	@scripts/demo $(BIN)/cleaner

bench: $(VENV)/.bench
	$(BIN)/python scripts/bench.py

lint: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy

$(VENV)/.run: pyproject.toml
	@echo "== making a virtual environment in $(VENV) and installing cleaner into it (once)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@# Where Python may not write what it compiled, each start of the program would compile it again.
	$(BIN)/python -m compileall -q cleaner
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@echo "== installing what the tests need (once)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

$(VENV)/.bench: $(VENV)/.run
	@echo "== installing what cleaner is compared with (once)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
