# komplan: every target sets up what it needs; ARGS= is passed on.
.DEFAULT_GOAL := help
.PHONY: help sync demo test check faults bench generate constraints clean
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.synced
MEMBERS := core protos $(wildcard services/*) $(wildcard plugins/*)
MANIFESTS := pyproject.toml constraints.txt $(addsuffix /pyproject.toml,$(MEMBERS))
ARGS ?=
WORKERS ?= 2

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

sync: $(STAMP) ## Make the environment in .venv: pinned third parties by hash, then the members

$(STAMP): $(MANIFESTS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "komplan needs Python 3.11 or newer (PYTHON=... chooses one)")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@awk '/^uv==/{p=1} p{print} p&&!/\\$$/{exit}' constraints.txt > $(VENV)/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r constraints.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation $(addprefix -e ,$(MEMBERS))
	@touch $@

demo: $(STAMP) ## Start five cities and two regions, fill them, show the midterm plans (ARGS='--once --json')
	@$(BIN)/komplan demo $(ARGS)

test: $(STAMP) ## Run all tests, several at a time (ARGS='-k money', WORKERS=1)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(STAMP) ## Lint, types, architecture, contracts, generated code, then the tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/lint-imports
	@$(BIN)/python protos/generate.py --check
	@$(MAKE) --no-print-directory test ARGS='$(ARGS)'

faults: $(STAMP) ## Tamper with the comment book in 1,000 random cases of each class, and kill the service again and again
	@BOOK_CASES=1000 BOOK_KILLS=20 $(BIN)/python -m pytest tests/services/test_book_tampering.py tests/system/test_book_kill9.py $(ARGS)

bench: $(STAMP) ## Measure speed and memory as ratios to limits of the same run (ARGS='--json --only foundation')
	@$(BIN)/python -m benchmarks $(ARGS)

generate: $(STAMP) ## Regenerate the Python code of the contracts
	@$(BIN)/python protos/generate.py

constraints: $(STAMP) ## Renew constraints.txt from the manifests (reviewed alone)
	@$(BIN)/uv lock --quiet --upgrade
	@$(BIN)/uv export --quiet --no-emit-workspace --all-packages --all-groups --no-header --format requirements-txt > constraints.txt
	@rm -f uv.lock

clean: ## Remove the environment and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis third_party
