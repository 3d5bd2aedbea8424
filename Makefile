# Every command of the course. `make` alone lists them. Python 3.11 to 3.13, git and make are all they need.

PYTHON ?= python3
BOOK_LANG ?= $(if $(filter fr%,$(LC_ALL)$(LANG)),fr,en)
py := .venv/bin/python
# The stamp bears the folder's name: a moved folder, or a .venv whose Python is gone, is prepared again.
here := $(shell pwd | cksum | cut -d' ' -f1)
ready := .venv/ready-$(here)$(if $(wildcard .venv/bin/python),,-again)

unexport PYTHONDONTWRITEBYTECODE # compiled once: every command starts in a third of the time

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1|/' | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

book: build ## build both editions and serve them on this machine (SERVE=0 only builds)
	@if [ "$(SERVE)" != "0" ]; then $(py) -m culture_d.book.serve _build/html; fi

build: $(ready)
	@echo "Building the book in English and in French..."
	@$(py) -m culture_d.book.build

test: build ## set up, build the book and pass every test
	@echo "Checking the sources..."
	@$(py) -m culture_d.making check
	@$(py) -m ruff check -q .
	@echo "Running the unit and browser tests..."
	@$(py) -m pytest -q -n 2 --dist loadfile tests
	@echo "Running the notebooks (those that changed)..."
	@$(py) -m culture_d.making test

check: $(ready) ## check the sources without running anything (seconds)
	@$(py) -m culture_d.making check
	@$(py) -m ruff check -q .

lab: $(ready) ## open JupyterLab on the notebooks (BOOK_LANG=fr for French)
	@$(py) -m culture_d.making lab $(BOOK_LANG)

exercises: $(ready) ## write exercises/ from solutions/
	@$(py) -m culture_d.making exercises

samples: $(ready) ## write the schemas and the fictional files from data/generators/
	@$(py) data/generators/standard_schemas.py
	@$(py) data/generators/mediation_places.py
	@$(py) data/generators/subsidies.py
	@$(py) data/generators/personas/write.py
	@$(py) data/generators/residents.py

record: $(ready) ## run the notebooks again and rewrite their outputs
	@$(py) -m culture_d.making record

bench: build ## measure: build times, tests, page weights, Lighthouse, the profile of a big table
	@$(py) benchmarks/run.py

lock: $(ready) ## resolve the dependencies of pyproject.toml into requirements.lock
	@$(py) -m uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --group all pyproject.toml -o requirements.lock

clean: ## delete everything that was built
	rm -rf _build .cache .venv

# The environment, again only when the lock or the package's description changed, or the folder moved.
$(ready): requirements.lock pyproject.toml
	@echo "Preparing the environment in .venv (once)..."
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { echo "Culture D needs Python 3.11, 3.12 or 3.13. Tell make where it is: make book PYTHON=python3.12"; exit 1; }
	@[ -x $(py) ] && $(py) -c 'import uv' 2>/dev/null || { $(PYTHON) -m venv --clear .venv && $(py) -m pip install -q --disable-pip-version-check uv; }
	@$(py) -m uv pip sync -q --python $(py) --require-hashes requirements.lock
	@$(py) -m uv pip install -q --python $(py) --no-deps --no-build-isolation -e .
	@touch $(ready) .venv/ready-$(here)

.PHONY: help book build test check lab exercises samples record bench lock clean
