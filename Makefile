# One command each: setup, demo, test, bench, docs. Every target sets up what it needs on a fresh machine.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
DEV := .venv/.dev

.DEFAULT_GOAL := help
.PHONY: help setup dev demo test bench docs site messages man fuzz audit mutants test-clients clean

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

# A command that runs a hundred times a day should not be compiled each time, not even where Python may not write; and
# what a first check would compile is compiled now: the dictionaries, the built-in termbase, what rules look up.
setup: $(STAMP) ## Build .venv with the command in .venv/bin/yizhi (again: quick)
	@$(BIN)/python -m compileall -q yizhi termbase tm checks corpus service faces cli seeds
	@$(BIN)/python tools/prepare.py

# The pinned names, versions and hashes are what was tested; the project itself comes from this folder.
# The command alone needs constraints.txt; its tests need the extras and the tools in constraints-dev.txt too.
$(STAMP): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make setup PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	$(BIN)/python tools/package_tree.py
	@touch $@

$(DEV): $(STAMP) constraints-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-dev.txt
	@touch $@

dev: $(DEV) ## Add to .venv what the tests, the extras and the documentation site need

demo: $(STAMP) ## Check the sample draft; leave TBX, TMX and reports in out/
	@$(BIN)/python tools/demo.py

test: $(DEV) ## Everything that must hold: style, types, imports, tests, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	cd .venv/tree && ../bin/lint-imports --config ../../pyproject.toml
	$(BIN)/python -m pytest
	$(BIN)/python tools/docs.py --check

fuzz: $(DEV) ## Read N mutated files with every command (N=1000)
	cd tests && ../$(BIN)/python -m fuzz.campaign $(or $(N),1000)

audit: $(STAMP) ## Ask whether a pinned dependency has a known vulnerability
	@$(BIN)/python tools/audit.py

mutants: $(DEV) ## Change thresholds by half and see which change no test notices (ROOMS=checks/names)
	@$(BIN)/python tools/mutants.py $(ROOMS)

test-clients: $(DEV) ## Load our exports with real CAT tools (installs what it needs)
	@$(BIN)/python tools/clients.py

bench: $(DEV) ## Measure speed beside other libraries
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'nltk>=3.8,<4' 'pyahocorasick>=2.1,<3'
	@$(BIN)/python -m benchmarks

docs: $(DEV) ## Write the generated pages and the real output in README
	@$(BIN)/python tools/docs.py

site: $(DEV) ## Build the documentation site into out/site/ (a broken link stops it)
	$(BIN)/sphinx-build -q -W --keep-going -b html docs out/site

messages: $(DEV) ## Compile the catalogues of messages (service/locale/)
	@$(BIN)/python tools/messages.py

man: $(DEV) ## Write man pages and shell completion into out/
	@$(BIN)/python tools/man_pages.py

clean: ## Remove what can be made again
	rm -rf .venv out yizhi/prepared .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
