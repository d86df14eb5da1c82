# make demo    the three seed articles, the answer, and the graph in out/graph.html
# make test    everything that must hold: style, types, imports, tests
# make help    the rest

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
LOCKED := PIP_USE_PEP517=1 $(PIP) install --require-hashes --no-build-isolation

# A Python of your own choice: make demo PYTHON=/path/to/python3
PYTHON :=
PYTHONS := $(or $(PYTHON),python3.11 python3.12 python3.13 python3.14 python3)
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
HAS_VENV := import venv, ensurepip

# An environment whose Python is gone (the system moved to another) is made anew.
ifneq ($(wildcard $(VENV)/.made),)
  $(shell $(PY) -c '' 2>/dev/null || rm -f $(VENV)/.made)
endif

.PHONY: help demo test lint format lock clean bench torture editor sbom audit

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## read the seed articles, print the answer, write out/graph.html
	@$(PY) -m kg demo

test: lint ## lint, then the whole test suite
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# The annotated sets do not come with the project; the labelled ones of tests/cases do.
BENCH :=
GOLD :=
# FOLDS: rankers of a fold each (python -m bench.train_attribution … --folds FOLDS); without them the sets that took part
# in training are marked so.
FOLDS :=
SETS = --bench $(BENCH) --gold $(GOLD) --cache out/parses $(if $(FOLDS),--folds $(FOLDS))

bench: $(VENV)/.installed-dev ## score annotated sets and compare with bench/baseline.json: make bench BENCH=… GOLD=…
	@if [ -z "$(BENCH)" ] || [ -z "$(GOLD)" ]; then \
		echo "Name the folders of the sets: make bench BENCH=/path/to/bench GOLD=/path/to/gold" >&2; exit 1; fi
	@$(PY) -m bench.labelled
	@$(PY) -m bench.attribution table $(SETS)
	@$(PY) -m bench.gate $(SETS)
	@$(PY) -m bench.joining_gate --gold $(GOLD)

torture: $(VENV)/.installed-dev ## kill runs and fill disks at 200 random moments, and look what is left: half an hour
	@OMP_NUM_THREADS=1 $(PY) -m bench.torture

lint: $(VENV)/.installed-dev ## style, types and the direction of imports
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports --no-logo

format: $(VENV)/.installed-dev ## put the code into its one layout
	@$(PY) -m ruff format
	@$(PY) -m ruff check --fix

lock: ## resolve the dependencies anew (needs uv on the PATH)
	@command -v uv >/dev/null || { echo "make lock needs uv: install it with 'pipx install uv'." >&2; exit 1; }
	@$(COMPILE) --group pyproject.toml:build -o requirements-build.lock
	@$(COMPILE) -c requirements-build.lock pyproject.toml -o requirements.lock
	@$(COMPILE) -c requirements.lock --extra dev pyproject.toml -o requirements-dev.lock

COMPILE := uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"

editor: ## bundle the editor of the SPARQL page anew, by its lock (needs npm on the PATH)
	@command -v npm >/dev/null || { echo "make editor needs npm: apt install npm" >&2; exit 1; }
	@rm -rf build/editor && mkdir -p build && cp -r kg/web/editor build/editor
	@cd build/editor && npm ci --ignore-scripts --no-audit --no-fund --silent && npm run --silent build
	@cp build/editor/made/editor.js build/editor/made/editor.LICENSES.txt kg/web/static/
	@cp build/editor/made/built.json kg/web/editor/

sbom: ## what the program is made of, with hashes, in CycloneDX: out/sbom.json (needs cyclonedx-py on the PATH)
	@command -v cyclonedx-py >/dev/null || { echo "make sbom needs cyclonedx-py: pipx install cyclonedx-bom" >&2; exit 1; }
	@mkdir -p out
	@cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o out/sbom.json

audit: ## known weaknesses of what is locked (needs pip-audit on the PATH, and the network)
	@command -v pip-audit >/dev/null || { echo "make audit needs pip-audit: pipx install pip-audit" >&2; exit 1; }
	@pip-audit --disable-pip --require-hashes -r requirements.lock

clean: ## remove what was made, the virtual environment too
	rm -rf $(VENV) build dist out .hypothesis .grimp_cache .mypy_cache .pytest_cache .ruff_cache
	find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are written last: what was interrupted is done again, what is done is not.

$(VENV)/.installed: requirements.lock pyproject.toml $(VENV)/.made
	@echo "Installing the dependencies, pinned and hashed (the first time one to three minutes) …"
	@$(LOCKED) -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the tools for tests …"
	@$(LOCKED) -r requirements-dev.lock
	@touch $@

# The build tools come first, from their own lock, so that nothing fetches others unhashed.
$(VENV)/.made: requirements-build.lock
	@for python in $(PYTHONS); do \
		if $$python -c '$(NEW_ENOUGH)' 2>/dev/null; then found=$$python; \
			if $$python -c '$(HAS_VENV)' 2>/dev/null; then usable=$$python; break; fi; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "kg needs Python 3.11 or newer, and none was found (looked for: $(PYTHONS))." >&2; \
		echo "Debian, Ubuntu: sudo apt install python3 python3-venv    Fedora: sudo dnf install python3    macOS: brew install python" >&2; \
		echo "Or name one: make demo PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	if [ -z "$$usable" ]; then \
		version=$$($$found -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "$$found cannot make a virtual environment: its module venv is missing." >&2; \
		echo "Debian, Ubuntu: sudo apt install python$$version-venv" >&2; exit 1; \
	fi; \
	echo "Making a virtual environment in $(VENV) with $$($$usable --version) …"; \
	$$usable -m venv --clear $(VENV)
	@$(PIP) install --require-hashes -r requirements-build.lock
	@touch $@
