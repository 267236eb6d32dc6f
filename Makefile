.DEFAULT_GOAL := help
.PHONY: help setup demo test bench data check format lock clean

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV := $(shell command -v uv 2>/dev/null)
# The first interpreter on PATH that arbase supports; only needed without uv.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { command -v $$p; break; }; done)

help:            ## what can be made
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## create .venv with everything that demo and test need

$(READY): pyproject.toml constraints.txt
ifneq ($(UV),)
	@echo "setting up $(VENV) with uv"
	@test -x $(BIN)/python || $(UV) venv --quiet --python '>=3.11,<3.14' $(VENV)
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --constraint constraints.txt --editable '.[dev]'
else
	@test -n "$(PYTHON)" || { echo "arbase needs Python 3.11, 3.12 or 3.13 on PATH; install one, or uv" >&2; exit 2; }
	@echo "setting up $(VENV) with $(PYTHON) and pip"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
endif
	@touch $(READY)

demo: $(READY)   ## show it live: a real error becomes a verified fix that waits for review
	@$(BIN)/arbase demo $(ARGS)

test: $(READY)   ## run the tests (the slow ones: .ci/run)
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not slow" $(ARGS)

data: $(READY)   ## make the benchmark's data anew; goes on where it was interrupted
	@$(BIN)/arbase dataset build $(ARGS)

bench: $(READY)  ## measure the pipeline on held-out services and seeded bugs
	@$(BIN)/arbase bench configs/bench/default.yaml $(ARGS)

check: $(READY)  ## style, types, layers and the limits of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONPATH=. $(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest -q tests/architecture

format: $(READY) ## format and fix what can be fixed
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock: $(READY)   ## write the versions in .venv to constraints.txt
	@{ echo "# Versions tried together; names and versions only. Written by: make lock"; \
	   $(BIN)/python .ci/installed_versions.py; } > constraints.txt.new && mv constraints.txt.new constraints.txt

clean:           ## remove .venv, caches and the demo's data
	rm -rf $(VENV) .arbase .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
