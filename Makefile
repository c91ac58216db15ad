# The verbs of this project; each sets up .venv first and needs only make and Python 3.11-3.13.

# The first Python that runs and is new enough.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
IN = .venv/bin/python

.PHONY: help setup run test check lint types bench bench-peers interop lock translations goldens

help:
	@echo "make run    open the desk on the demo exchange (ARGS='--mode live' passes options on)"
	@echo "make test   run the whole test suite, no display needed"
	@echo "make check  lint, format check, types and tests: what CI runs"
	@echo "make bench  measure; one JSON line per figure"
	@echo "make bench-peers  the library beside upbit-sdk, ccxt.pro, pyupbit and cryptofeed, on the same frames;"
	@echo "                  the chart beside finplot and vnpy"
	@echo "make interop  the local exchange against real Upbit clients, in an environment of their own"
	@echo "make setup  .venv and system libraries alone;  make lock  renew requirements.lock"

setup:
	@test -n "$(PYTHON)" || { echo "setup: Hoga needs Python 3.11, 3.12 or 3.13, none was found." >&2; exit 1; }
	@$(PYTHON) tools/setup.py

run: setup
	@$(IN) run_desktop_ui.py $(ARGS)

test: setup
	$(IN) -m pytest -m "not long" -n logical --dist worksteal $(ARGS)

lint: setup
	$(IN) -m ruff check .
	$(IN) -m ruff format --check .

types: setup
	$(IN) -m mypy

check: lint types test

bench: setup
	$(IN) -m benchmarks $(ARGS)

lock: setup
	$(IN) -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements.lock

# $(call apart,ENVIRONMENT,LOCK): others pin their own dependencies, so they live apart from the desk's .venv.
define apart
	$(IN) -m uv venv --quiet --allow-existing --python $(IN) $(1)
	$(IN) -m uv pip sync --quiet --require-hashes --python $(1)/bin/python $(2)
endef

# Six minutes on two quiet cores (ARGS=charts: two), and 740 MB for the environments of the charts.
bench-peers: setup
	$(call apart,.venv-interop,tests/interop/requirements.lock)
	$(call apart,.venv-finplot,benchmarks/peers/finplot.lock)
	$(call apart,.venv-vnpy,benchmarks/peers/vnpy.lock)
	$(IN) -m benchmarks.peers $(ARGS)

# After a change of looks that is meant: look at each picture in tests/golden/pictures before the commit.
goldens: setup
	$(IN) -m pytest tests/golden --renew

# The English of every tr() text: the first line collects, a person fills in, the second compiles.
translations: setup
	.venv/bin/pylupdate6 widgets --no-obsolete --no-summary --ts resources/translations/hoga_en.ts
	$(IN) -m uv tool run --from PySide6-Essentials pyside6-lrelease resources/translations/hoga_en.ts \
		-qm resources/translations/hoga_en.qm

# The clients pin their own dependencies, so they live apart from the desk's .venv (docs/interop.md).
interop: setup
	$(IN) -m uv venv --quiet --allow-existing --python $(IN) .venv-interop
	$(IN) -m uv pip sync --quiet --require-hashes --python .venv-interop/bin/python tests/interop/requirements.lock
	.venv-interop/bin/python -m pytest -c tests/interop/pytest.ini tests/interop $(ARGS)
