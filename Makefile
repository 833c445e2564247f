# Everything one does with this project. `make` alone tells what there is.
# A fresh machine needs Python 3.11, git and make; everything else is installed into .venv by the commands themselves.

PYTHON ?= python3.11
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
BENCH ?=

.DEFAULT_GOAL := help
.PHONY: help run test test-postgresql check bench torture lock vendor catalogues translate clean browser

help: ## What one can do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

run: .venv/run.stamp catalogues ## Serve the demo municipality on http://127.0.0.1:8000 (HOST, PORT)
	@HOST=$(HOST) PORT=$(PORT) exec $(BIN)/python app.py

test: .venv/dev.stamp catalogues browser ## Every test, on SQLite and on PostgreSQL, with real mail and a real browser
	$(BIN)/python -m pytest -q -n 3 --dist loadscope --no-loadscope-reorder
	$(BIN)/python -m pytest -q -n 3 --dist loadscope --no-loadscope-reorder --database postgresql

check: .venv/dev.stamp catalogues ## Format, lint, types, import rules, templates, catalogues, migrations, licences
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --quiet --lint
	$(BIN)/deptry . --requirements-files requirements.txt
	$(BIN)/python -m pytest -q tests/architecture

bench: .venv/dev.stamp catalogues ## Measure what is promised about speed; BENCH=feed for one
	@for file in $(if $(BENCH),benchmarks/$(BENCH).py,$(filter-out benchmarks/__init__.py benchmarks/measuring.py,$(wildcard benchmarks/*.py))); do $(BIN)/python -m $$(echo $${file%.py} | tr / .) || exit 1; done

torture: .venv/dev.stamp catalogues ## The long campaigns: kills, races and hostile input, many times over
	ADVOCACY_TORTURE=1 $(BIN)/python -m pytest -q -n 2 tests/faults

lock: .venv/dev.stamp ## Pin every dependency anew, with hashes, from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --no-header --quiet -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --generate-hashes --no-header --quiet -o requirements-dev.txt

vendor: ## Fetch the style sheets, scripts and fonts anew, as package-lock.json names them (needs Node)
	$(PYTHON) tools/vendor_static.py

catalogues: $(patsubst %.po,%.mo,$(wildcard advocacy/translations/*/LC_MESSAGES/messages.po))

%.mo: %.po | .venv/run.stamp
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

translate: .venv/dev.stamp ## Bring new sentences into both catalogues
	$(BIN)/python -m tools.catalogues

browser: .venv/dev.stamp ## Chromium for the browser tests, where it is missing and may be installed
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	  || echo "Chromium is missing and cannot be installed here; the browser tests will fail and say so."

clean: ## Remove what was made: environment, instance, caches
	rm -rf .venv instance .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find advocacy -name '*.mo' -delete

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed (PYTHON=path to it)."; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	@[ -f .venv/dev.stamp ] || { echo "Installing what the application needs ..."; $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt; }
	@touch $@

.venv/dev.stamp: requirements-dev.txt | .venv/bin/python
	@echo "Installing what the application and its tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run.stamp
