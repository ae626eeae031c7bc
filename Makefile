# What a founder, a teacher or a contributor runs. Everything lands in .venv and _build.
PYTHON ?= python3
BIN := .venv/bin
# Node comes with pip; its programs look for it in PATH.
export PATH := $(CURDIR)/$(BIN):$(PATH)

# Dates in files are those of the last commit, so that the same sources give the same bytes.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 315532800)

.PHONY: all book pdf epub pack bundle docs check test lint types package programs pango engine unit build deep browser edition stills schemas template messages bench pins clean

# The rules first: they name a configuration at which Jupyter Book itself would end in a traceback.
book: .venv/book
	$(BIN)/postil check
	$(BIN)/jupyter-book build . -W --keep-going

# Everything: handouts, e-book and packs first, then the pages, which offer them, then all of it in one zip file.
all: .venv/paper
	@mkdir -p _build && rm -f _build/sources && $(BIN)/python tools/sources > _build/sources.begun
	$(MAKE) pdf
	$(MAKE) epub
	$(MAKE) pack
	$(MAKE) book
	$(MAKE) bundle
	@mv _build/sources.begun _build/sources

pdf: .venv/paper pango
	$(BIN)/postil pdf

epub: .venv/book
	$(BIN)/postil epub

# All that each plan of a class needs, one zip file a plan.
pack: .venv/book
	$(BIN)/postil pack

bundle: .venv/book
	$(BIN)/postil bundle

# The rules of the edition, in a second.
check: .venv/book
	$(BIN)/postil check

# Side by side, so that no processor is idle while one part waits, installs or comes to its last test: first, while the
# system installs, what needs nothing of it; then the parts that do. What Python compiles is kept, whatever a container
# says: each of some hundred processes would compile the engine again, and pytest every test.
test: export PYTHONDONTWRITEBYTECODE =
test:
	$(MAKE) -j3 programs lint types
	$(MAKE) -j3 engine edition package

# What the system brings: all of it, or what handouts need.
programs:
	tools/ensure paper chromium epubcheck
pango:
	tools/ensure paper

lint: .venv/test tests/npm/node_modules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	tests/npm/node_modules/.bin/biome check --error-on-warnings --config-path=tests/npm src/postil
	tests/npm/node_modules/.bin/tsc -p tests/npm
	$(BIN)/deptry src
	$(BIN)/zizmor --quiet --offline --pedantic .github src/postil/template/.github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml src/postil/template/.github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/note.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff

types: .venv/test
	$(BIN)/mypy

# The engine as it would go to a package index.
package: .venv/test
	rm -rf _build/dist
	$(BIN)/python -m build --no-isolation --outdir _build/dist . >/dev/null
	$(BIN)/twine check --strict _build/dist/*

# The engine's tests, whole or in parts, know nothing of this edition; its own ask for the book of the present sources.
engine: .venv/test tests/npm/node_modules programs
	$(BIN)/pytest -n auto --dist worksteal tests/engine

unit: .venv/test tests/npm/node_modules pango
	$(BIN)/pytest -n auto --dist worksteal tests/engine/unit

build: .venv/test pango
	$(BIN)/pytest -n auto --dist worksteal tests/engine/build

# Random examples: others each time, and twenty times as many as the tests above look at.
deep: .venv/test tests/npm/node_modules pango
	$(BIN)/pytest -n auto --dist worksteal --hypothesis-profile=deep tests/engine/unit tests/engine/build/test_incremental.py \
	  tests/engine/build/test_received.py

browser: .venv/test
	tools/ensure paper chromium
	$(BIN)/pytest -n auto --dist worksteal tests/engine/browser

edition: .venv/test tests/npm/node_modules programs all
	$(BIN)/pytest -n auto --dist worksteal tests/edition

# The documentation, a book of its own: docs/_build/html.
docs: .venv/book
	$(BIN)/jupyter-book build docs -W --keep-going

# Draw the still pictures of the charts again, after data or a notebook changed.
stills: .venv/test
	tools/ensure paper chromium
	$(BIN)/postil stills

# Write the schemas for editors again, after a field of notes or records changed.
schemas: .venv/book
	$(BIN)/postil schemas docs/schemas

# Copy the files that new editions share with this one into the engine's template.
SHARED := $(addprefix .github/, dependabot.yml pull_request_template.md ISSUE_TEMPLATE/config.yml ISSUE_TEMPLATE/note.yml \
  workflows/publish.yml) .ci/run requirements.txt requirements/paper.txt requirements/stills.txt tools/ensure tools/install
template:
	for file in $(SHARED); do mkdir -p "src/postil/template/$$(dirname $$file)" && cp -p "$$file" "src/postil/template/$$file"; done

# Find the words of the interface again, and bring every translation up to date.
messages: .venv/book
	$(BIN)/pybabel -q extract -F src/postil/locale/babel.cfg -k _n:1,2 -k say --no-location --omit-header -o src/postil/locale/postil.pot src/postil
	for file in src/postil/locale/*/LC_MESSAGES/postil.po; do [ ! -f "$$file" ] || $(BIN)/pybabel -q update -D postil -i src/postil/locale/postil.pot -o "$$file" -l "$$(basename "$$(dirname "$$(dirname "$$file")")")"; done

bench: .venv/test
	tools/ensure paper chromium
	tools/install requirements/bench.txt
	$(BIN)/python -m benchmarks

# Pin every package again, at the newest releases that fit together.
pins: .venv/test
	tools/pin
	$(MAKE) template

clean:
	rm -rf _build

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; $(PYTHON) is older or missing. Say which: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv || { echo "venv failed; on Debian: apt-get install python3-venv" >&2; exit 1; }

.venv/book: requirements.txt pyproject.toml | .venv/bin/python
	tools/install requirements.txt
	touch $@

.venv/paper: requirements/paper.txt .venv/book
	tools/install requirements/paper.txt
	touch $@

.venv/test: requirements/test.txt .venv/paper
	tools/install requirements/test.txt
	touch $@

tests/npm/node_modules: tests/npm/package-lock.json | .venv/test
	$(BIN)/npm ci --prefix tests/npm --no-audit --no-fund --loglevel=error --progress=false \
	  || { echo "npm could not install what tests/npm/package-lock.json lists (see above). Is its registry reached? Behind a" \
	    "proxy or a mirror: npm config set registry ADDRESS" >&2; exit 1; }
	touch $@
