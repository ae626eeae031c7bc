# What a founder, a teacher or a contributor runs. Everything lands in .venv and _build.
PYTHON ?= python3
BIN := .venv/bin

# Dates in files are those of the last commit, so that the same sources give the same bytes.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 315532800)

.PHONY: all book pdf epub bundle docs test lint types unit pages stills schemas bench pins clean

book: .venv/book
	$(BIN)/jupyter-book build . -W --keep-going

# Everything: handouts and e-book first, then the pages, which offer them, then all of it in one zip file.
all: pdf epub
	$(MAKE) book
	$(MAKE) bundle

pdf: .venv/paper
	$(BIN)/postil pdf

epub: .venv/book
	$(BIN)/postil epub

bundle: .venv/book
	$(BIN)/postil bundle

test: lint types unit pages

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/zizmor --quiet --offline --pedantic .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/note.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff

types: .venv/test
	$(BIN)/mypy

unit: .venv/test tests/npm/node_modules
	$(BIN)/pytest -n auto tests/engine/unit tests/engine/build

pages: .venv/test tests/npm/node_modules all
	tools/ensure-chromium
	tools/ensure-epubcheck
	$(BIN)/pytest -n auto tests/engine/browser tests/edition

# The documentation, a book of its own: docs/_build/html.
docs: .venv/book
	$(BIN)/jupyter-book build docs -W --keep-going

# Draw the still pictures of the charts again, after data or a notebook changed.
stills: .venv/test
	tools/ensure-chromium
	$(BIN)/postil stills

# Write the schemas for editors again, after a field of notes or records changed.
schemas: .venv/book
	$(BIN)/postil schemas docs/schemas

bench: .venv/test
	tools/ensure-chromium
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-bench.txt
	$(BIN)/python -m benchmarks

# Pin every package of both lists again, at the newest releases that fit together.
pins: .venv/test
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --no-header --no-annotate requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header --no-annotate requirements-paper.in -o requirements-paper.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header --no-annotate requirements-test.in -o requirements-test.txt
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --no-header --no-annotate pyproject.toml requirements-newest.in -o requirements-newest.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header --no-annotate requirements-bench.in -o requirements-bench.txt

clean:
	rm -rf _build

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/book: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install -q --disable-pip-version-check -r requirements.txt
	touch $@

.venv/paper: requirements-paper.txt .venv/book
	tools/ensure-paper
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-paper.txt
	touch $@

.venv/test: requirements-test.txt .venv/paper
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-test.txt
	touch $@

tests/npm/node_modules: tests/npm/package-lock.json
	tools/ensure-node
	npm ci --prefix tests/npm --silent --no-audit --no-fund
	touch $@
