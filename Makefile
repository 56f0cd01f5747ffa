# Two commands: `make run` serves the demo office, `make test` runs everything on both databases. The rest: `make help`.
PYTHON ?= python3
PY := .venv/bin/python

.PHONY: help run test soak lint fix messages bench e2e screenshots vendor dev

help: ## say what there is
	@sed -n 's/^\([a-z0-9]*\):.*## /  make \1 — /p' Makefile

run: ## install, prepare the data and serve the demo office (PORT, DATABASE_URL)
	@$(PYTHON) scripts/prepare.py
	@$(PY) scripts/run.py

test: dev ## all tests on SQLite and on PostgreSQL (ARGS="tests/lib -k growth", TEST_DATABASE_URL)
	@$(PY) scripts/two_databases.py

soak: dev ## the long tests, on both databases
	@$(PY) scripts/two_databases.py --marks=slow

lint: dev ## style, floors, migrations and translations, changing nothing
	@$(PY) scripts/lint.py

fix: dev ## put style right where a tool can
	@$(PY) scripts/lint.py --fix

messages: dev ## gather and compile the translations (needs gettext)
	@$(PY) scripts/messages.py

bench: dev ## ratios of page times, measured in one run (ARGS=lists)
	@$(PY) -m bench

e2e: dev node_modules/axe-core/axe.min.js ## journeys in a browser (needs chromium)
	@$(PY) -m pytest -m e2e -n 2 --dist=loadfile --no-loadscope-reorder tests/e2e $(ARGS)

screenshots: dev ## pictures for the documentation, in docs/screenshots
	@$(PY) scripts/screenshots.py

vendor: ## fetch the locked front-end packages into static/vendor (needs npm)
	@npm ci --no-audit --no-fund --loglevel=error && node scripts/vendor.mjs

node_modules/axe-core/axe.min.js: package-lock.json
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@

dev:
	@$(PYTHON) scripts/prepare.py --dev
