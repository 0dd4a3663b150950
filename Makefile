# From nothing to a result: `make demo` and `make test` make the virtual environment, install what they need, run.
# A second run starts at once: the stamp is renewed only when pyproject.toml or constraints.txt changes.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DOCS_STAMP := $(VENV)/.installed-docs
TESTS_STAMP := $(VENV)/.installed-tests
PIP_INSTALL := $(BIN)/python -m pip install -qq -c constraints.txt

.PHONY: help setup demo test coverage lint format types docs wheel-check clean
.DEFAULT_GOAL := help

help:  ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

setup: $(TESTS_STAMP)  ## Make .venv and install the project and its development tools

demo: $(STAMP)  ## Build the demo shop's graph and put it to work
	$(BIN)/mkgrdf demo

# PYTEST_ARGS passes options on: make test PYTEST_ARGS="-k gate -x"
test: $(TESTS_STAMP)  ## Run all tests
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

coverage: $(TESTS_STAMP)  ## Run all tests and say which lines never ran
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto $(PYTEST_ARGS)
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

lint: $(STAMP)  ## Check style and format, change nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(STAMP)  ## Mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# With what builds the documentation, since docs/ has code too, and with what the tests need.
types: $(DOCS_STAMP) $(TESTS_STAMP)  ## Check types
	$(BIN)/mypy

docs: $(DOCS_STAMP)  ## Build the documentation into docs/_build; a warning is an error
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html

wheel-check: $(STAMP)  ## Build the wheel and try it in an empty environment outside the checkout
	.ci/wheel-check $(BIN)/python

clean:  ## Remove everything that was made, the virtual environment too
	rm -rf $(VENV) build dist docs/_build docs/reference/generated .coverage .coverage.* htmlcov
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The first Python that really runs and is new enough; a name on PATH alone proves neither.
$(BIN)/python:
	@for python in python3.13 python3.12 python3.11 python3; do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "making $(VENV) with $$($$python --version)"; \
	        $$python -m venv $(VENV) || { \
	            echo "error: $$python cannot make a virtual environment;" \
	                 "on Debian and Ubuntu install its venv package (python3-venv)" >&2; \
	            rm -rf $(VENV); exit 1; }; \
	        exit 0; \
	    fi; \
	done; \
	echo "error: mkgrdf needs Python 3.11 or newer, and none of python3.13, python3.12, python3.11, python3 is;" \
	     "install one and run make again" >&2; exit 1

# --group needs pip 25.1, newer than the pip inside most Pythons.
$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing into $(VENV) (once; about half a minute)"
	@$(PIP_INSTALL) --upgrade 'pip>=25.1'
	@$(PIP_INSTALL) --group dev -e '.[vision,reason]'
	@touch $@

# What trains models and spreads work is much to load, and the demo needs none of it.
$(TESTS_STAMP): $(STAMP)
	@echo "installing what trains models (once; about a minute)"
	@$(PIP_INSTALL) -e '.[learn,neural,ray]'
	@touch $@

$(DOCS_STAMP): $(STAMP)
	@$(PIP_INSTALL) -e '.[docs]'
	@touch $@
