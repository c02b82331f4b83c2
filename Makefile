# `make` lists the targets. Everything installs what it needs; a second call is quick and works offline.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --retries 5
# For 2 processors: a third of the time a test waits for LibreOffice, a disk or a server.
WORKERS ?= 3
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help run test test-quick lint format check-types bench proof-kill proof-power proof-import proof-shapes proof-plants proof-mutation screenshots shortcuts wheel clean setup setup-dev system

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## six sample forms scored, printed and exported to build/sample; with a display, the window too
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    packaging/install-system-packages qt-window && $(PY) main.py demo --output build/sample --window; \
	else \
	    $(PY) main.py demo --output build/sample; \
	fi

test: lint check-types ## all checks: style, types, tests
	$(PY) -m pytest -n $(WORKERS)

test-quick: setup-dev ## the tests that take no time and no LibreOffice
	$(PY) -m pytest -n $(WORKERS) -m "not slow and not libreoffice"

lint: setup-dev ## style only
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

format: setup-dev ## put the code into the style lint asks for
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

check-types: setup-dev ## types only
	$(PY) -m mypy

bench: setup ## measured figures
	$(PY) -m benchmarks

proof-kill: setup-dev ## 2,000 kill -9 of a program that types: nothing acknowledged may be lost
	$(PY) -m tests.proofs.kill --kills 2000

proof-power: setup-dev ## 500 power cuts from the recorded writes of a real run: nothing acknowledged may be lost
	$(PY) -m tests.proofs.power --cuts 500

proof-import: setup-dev ## 10,000 spoiled files and the named attacks: each is read or refused with a sentence, in time
	$(PY) -m tests.proofs.hostile --files 10000

proof-shapes: setup-dev ## every published form in every shape, as .xlsx, .xls and .ods: read back without a wrong cell
	PERFDESK_EVERY_FORM=1 $(PY) -m pytest -q -s -n 0 tests/corpus/test_recognition.py

proof-plants: setup-dev ## every kind of fault planted in every published form: its audit rule finds 98 of 100 and more
	PERFDESK_EVERY_FORM=1 $(PY) -m pytest -q -s -n 0 tests/core/checks/test_planted.py

proof-mutation: setup-dev $(VENV)/.mutation ## small faults put into the core one by one: at least 90 % are seen by a test
	$(PY) -m tests.proofs.mutation --jobs $(WORKERS)

screenshots: setup-dev ## the pictures of README and manual, made anew: light, dark, 100 and 200 %
	QT_QPA_PLATFORM=offscreen $(PY) docs/make_pictures.py

shortcuts: setup-dev ## the manual's page of shortcuts, made anew
	$(PY) docs/make_shortcuts.py

wheel: setup-dev ## dist/perfdesk-….whl
	$(PY) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove what was made, but for the virtual environment
	rm -rf build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

setup: system $(VENV)/.run ## the virtual environment that runs the program
setup-dev: system $(VENV)/.dev ## … and checks it

system:
	@packaging/install-system-packages qt

$(VENV)/.run: requirements.txt
	packaging/make-venv $(VENV)
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt
	packaging/make-venv $(VENV)
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.run

$(VENV)/.mutation: requirements.txt requirements-dev.txt requirements-mutation.txt
	$(PIP) -r requirements-mutation.txt
	@touch $@
