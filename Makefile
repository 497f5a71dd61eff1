# `make demo` and `make test` are all that a new machine needs: Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Torch is bounded so that a machine without a GPU does not draw gigabytes of CUDA packages; the
# README says how a GPU user lifts that.
TORCH := torch==2.13.0
MEETING ?= samples/standup.vtt
RECORDING ?= samples/planning.ogg

.PHONY: demo test check lint types bench clean

demo: $(VENV)/.installed
	$(BIN)/lvm-meet analyze $(MEETING)
	$(BIN)/lvm-meet transcribe $(RECORDING)
	$(BIN)/lvm-meet analyze $(RECORDING)

test: $(VENV)/.tested
	$(BIN)/python -m pytest

check: lint types test

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested
	$(BIN)/mypy

bench: $(VENV)/.tested
	$(BIN)/python -m benchmarks.speed

$(VENV)/.installed: pyproject.toml Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "lvm-meet needs Python 3.11 or newer: make PYTHON=python3.11 $(MAKECMDGOALS)")'
	@echo "Installing into $(VENV): about 2.5 GB and a few minutes, once."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$(TORCH)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[english,models]"
	touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[english,models,train,bench,dev]"
	touch $@

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
