# `make` alone says what there is. Everything is made inside this folder; delete it and nothing is left.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
FRONT_END := package-lock.json build_frontend.mjs tsconfig.json \
	$(shell find kiosk admin pantbox -path '*/static/*' -prune -o \( -name '*.ts' -o -name '*.tsx' -o -name '*.ftl' -o -name '*.html' \) -print 2>/dev/null)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test look lighthouse soak model gain tamper hostile sbom audit check format lock clean

help:  ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */  make \1\t/' | expand -t 16

demo: $(VENV)/.pantbox  ## a festival to walk through, on http://127.0.0.1:8000 (ARGS='--port 8001')
	@$(BIN)/pantbox demo $(ARGS)

# Pantbox first: so that every test run also builds the front end from nothing, as `make demo` does.
test: $(VENV)/.pantbox $(VENV)/.dev node_modules/.dev  ## all tests, on SQLite, PostgreSQL and Chromium (ARGS='-k voucher')
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

soak: $(VENV)/.pantbox $(VENV)/.dev  ## break servers, PostgreSQL, networks and devices by seed (ARGS='--seed 7 --runs 20', ARGS='--long --minutes 30', ARGS=--bugs)
	$(BIN)/python -m soak $(ARGS)

look: $(VENV)/.pantbox $(VENV)/.dev node_modules/.dev  ## pictures of every page and screen into build/look, three languages, four widths (ARGS='box desk')
	$(BIN)/python -m tests.gallery.look build/look $(ARGS)

lighthouse: $(VENV)/.pantbox $(VENV)/.dev node_modules/.dev  ## Lighthouse over every kind of page; some minutes (ARGS='status stall')
	$(BIN)/python -m tests.lighthouse $(ARGS)

model: $(VENV)/.pantbox $(VENV)/.dev  ## thousands of random sets of facts beside an oracle of who is paid; 15 min (ARGS='--sets 10000 --seed 7')
	$(BIN)/python -m tests.model $(ARGS)

gain: $(VENV)/.pantbox $(VENV)/.dev  ## strategies of each actor that might gain, on the pure rules, then 5,000 of them through the API, then each rule switched off; hours, and goes on where build/gain.jsonl ends (ARGS='--strategies 20000')
	$(BIN)/python -m tests.gain $(ARGS)
	$(BIN)/python -m tests.gain --api 5000
	$(BIN)/python -m tests.gain --switched-off

tamper: $(VENV)/.pantbox $(VENV)/.dev  ## every change of a played festival behind the product's back, and which check of the audit notices it; 25 min (ARGS='--only scan')
	$(BIN)/python -m tests.tamper $(ARGS)

hostile: $(VENV)/.pantbox $(VENV)/.audit  ## what means ill, fifty times as long as in the tests (ARGS='-k description')
	HOSTILE_TIMES=50 $(BIN)/python -m pytest tests/hostile -n 0 $(ARGS)
	$(BIN)/python -m tests.hostile.fuzz --seconds 300

sbom: $(VENV)/.audit  ## what Pantbox is made of, as CycloneDX: build/sbom
	@mkdir -p build/sbom/npm
	@$(BIN)/python -W ignore -m cyclonedx_py requirements requirements/runtime.txt --pyproject pyproject.toml --mc-type application \
		--output-reproducible --sv 1.6 -o build/sbom/python.cdx.json
	@cp package-lock.json build/sbom/npm/  # npm describes nothing that has no version, and ours stands in the package
	@$(BIN)/python -c 'import json, pantbox; told = json.load(open("package.json")); \
		print(json.dumps(told | {"version": pantbox.__version__}))' > build/sbom/npm/package.json
	@cd build/sbom/npm && PATH="$(CURDIR)/$(BIN):$$PATH" npm sbom --package-lock-only --omit dev \
		--sbom-format cyclonedx --sbom-type application --loglevel error > ../browser.cdx.json
	@rm -r build/sbom/npm && ls -l build/sbom

audit: $(VENV)/.audit  ## known holes in what Pantbox is made of; needs the internet and says so if it cannot reach it
	$(BIN)/pip check
	$(BIN)/pip-audit --requirement requirements/runtime.txt --require-hashes --disable-pip --strict
	PATH="$(CURDIR)/$(BIN):$$PATH" npm audit --package-lock-only --omit dev

check: $(VENV)/.dev node_modules/.dev $(VENV)/.pantbox  ## format, lint, types, import rules, house rules
	@echo '— format';       $(BIN)/ruff format --check .
	@echo '— lint';         $(BIN)/ruff check .
	@echo '— types';        $(BIN)/mypy
	@echo '— types of the front end'; PATH="$(CURDIR)/$(BIN):$$PATH" node node_modules/typescript/bin/tsc --noEmit
	@echo '— import rules'; $(BIN)/lint-imports --no-cache
	@echo '— house rules';  $(BIN)/python -m pytest --quiet tests/house

format: $(VENV)/.dev  ## format and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:  ## write requirements/*.txt anew from requirements/*.in (needs uv)
	@for name in runtime dev audit; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-strip-extras --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
		requirements/$$name.in --output-file requirements/$$name.txt; done

clean:  ## delete all that make made
	rm -rf $(VENV) node_modules build dist kiosk/static/dist admin/static/dist pantbox/design/static/vendor
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp says: made from what its prerequisites were.

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit("Pantbox needs Python 3.11 or newer; try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo '— making $(VENV)'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: requirements/runtime.txt $(VENV)/.made
	@echo '— installing what Pantbox runs on'
	@$(PIP) --require-hashes -r $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@echo '— installing what tests and checks need (a PostgreSQL, a Playwright, …)'
	@$(PIP) --require-hashes -r $<
	@touch $@

$(VENV)/.audit: requirements/audit.txt $(VENV)/.dev
	@echo '— installing what audits need'
	@$(PIP) --require-hashes -r $<
	@touch $@

$(VENV)/.pantbox: pyproject.toml hatch_build.py $(VENV)/.runtime $(FRONT_END)
	@echo '— building the front end, installing Pantbox'
	@$(PIP) --no-deps --editable .
	@touch $@

node_modules/.dev: package-lock.json $(VENV)/.dev
	@echo '— installing what browser tests need (a Chromium)'
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --loglevel=error
	@touch $@
