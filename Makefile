PYTHON ?= $(shell command -v python3.11 || echo python3)
PORT ?= 8000
VENV_PYTHON := .venv/bin/python
FLASK := $(VENV_PYTHON) -m flask --app wsgi

export PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test test-deep lint format bench screens translations requirements

help:  ## Show what there is to make
	@sed -nE 's/^([a-z-]+):.*## (.*)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup:  ## Set up all that running needs
	@bin/system-packages run
	@$(PYTHON) bin/setup.py

setup-dev:  ## Set up the tools of lint and test too
	@bin/system-packages run
	@$(PYTHON) bin/setup.py --dev

run: setup  ## Serve the demo pool and its scheduler on PORT (8000)
	$(FLASK) db upgrade
	$(FLASK) demo load
	exec $(FLASK) serve --port $(PORT)

test: setup-dev  ## Run every test, on SQLite and PostgreSQL, with the browser
	@bin/system-packages test
	$(VENV_PYTHON) -m pytest -n 2 --dist worksteal

test-deep: setup-dev  ## Run the long tests of money and pages, and plant faults that the tests must notice
	@bin/system-packages test
	ONEPOOL_LIFE_RUNS=2000 ONEPOOL_YEAR=full \
		$(VENV_PYTHON) -m pytest -n 2 tests/integration/voucher/test_money_life.py tests/integration/year
	ONEPOOL_POOL_INSTRUMENTS=20000 ONEPOOL_LOOKS=all \
		$(VENV_PYTHON) -m pytest -n 2 tests/structure/test_statements_of_pages.py tests/browser
	ONEPOOL_FORM_ENGINES=both $(VENV_PYTHON) -m pytest -n 2 tests/journeys/test_hostile_forms.py
	$(VENV_PYTHON) -m tests.deep.mutants

lint: setup-dev  ## Check style, types, imports and translations
	$(VENV_PYTHON) -m ruff check
	$(VENV_PYTHON) -m ruff format --check
	$(VENV_PYTHON) -m mypy
	.venv/bin/lint-imports
	$(VENV_PYTHON) bin/check_translations.py

format: setup-dev  ## Let ruff format the code and mend what it can
	$(VENV_PYTHON) -m ruff check --fix-only
	$(VENV_PYTHON) -m ruff format

bench: setup-dev  ## Measure bookings, availability answers, settlements and lapses a second
	$(VENV_PYTHON) -m bench

screens: setup-dev  ## Take the pictures of docs/screens
	$(VENV_PYTHON) -m bin.screens

translations: setup-dev  ## Collect the messages of code and templates into the catalogues
	$(VENV_PYTHON) bin/check_translations.py --update

requirements: setup-dev  ## Compile the pinned requirements from pyproject.toml
	bin/requirements
