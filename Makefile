# Two commands: `make run` and `make test`. Everything they need, they install into this folder.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r
ASSETS := package.json tools/assets.mjs tools/room.mjs $(shell find static wellbeing/room -type f 2>/dev/null)
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)
# A busy machine may keep a browser waiting too long; nothing but that is tried again, and said.
AGAIN := --reruns 1 --only-rerun TimeoutError
FAST := -n 2 -m "not slow and not browser and not alone"
# What asks no database says the same beside each of them: once is enough.
ASKING := -n 2 -m "database and not slow and not browser and not alone"

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

run: .venv/.run build/.assets build/.messages ## serve the site here (PORT=…, DEMO=0)
	@exec $(BIN)/python manage.py serve --ends-with $$PPID

test: install tools/lighthouse/node_modules/.installed tools/verifier/node_modules/.installed ## everything: unit, SQLite and PostgreSQL, broker, browser, contracts
	@$(BIN)/python tools/need.py chromium fonts pango redis
	$(BIN)/python -m pytest $(FAST)
	$(BIN)/python -m pytest -m "not slow and not browser and alone"
	$(BIN)/python -m pytest -n 2 --dist loadfile $(AGAIN) -m "not slow and not alone" tests/browser
	$(BIN)/python -m pytest $(AGAIN) -m "not slow and alone" tests/browser
	$(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest $(ASKING)
	$(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest $(AGAIN) -m "postgres and not slow" tests/browser
	@echo "Not run: Firefox and WebKit (no package of theirs is to be had here)."

test-fast: install ## no browser, SQLite only
	$(BIN)/python -m pytest $(FAST)

test-full: test ## the long matrices too, and the newest Django and Wagtail
	$(BIN)/python -m pytest -m slow || [ $$? -eq 5 ] # 5: there is none yet
	tools/newest.sh

lint: install ## ruff, djade, contracts, types, migrations, catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@find templates -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --check --target-version 5.2
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run --settings=learning.settings.test
	$(BIN)/python tools/messages.py check
	@$(BIN)/python tools/need.py gettext
	$(BIN)/python tools/messages.py stale

bench: install tools/lighthouse/node_modules/.installed ## figures beside the floor measured in the same run
	$(BIN)/python tools/with_postgres.py $(BIN)/python -m bench
	$(BIN)/python -m bench.standing
	DJANGO_SETTINGS_MODULE=learning.settings.test $(BIN)/python -m bench.crowd
	DJANGO_SETTINGS_MODULE=learning.settings.test $(BIN)/python -m bench.phone
	$(BIN)/python -m bench.unlock
	$(BIN)/python -m bench.languages

papers: .venv/.run build/.assets build/.messages ## the blank check of the private room as PDF, by language (needs pango)
	@mkdir -p build/papers
	@for l in en es fr ar; do $(BIN)/python manage.py room paper $$l build/papers/check-$$l.pdf || exit 1; done
	@echo "build/papers/ holds one sheet for each language."

install: .venv/.tests build/.assets build/.messages ## all that tests need

.venv/.run: requirements/run.txt
	@test -n "$(PYTHON)" || { echo "Mainstay needs Python 3.11 or newer."; exit 1; }
	@echo "Installing Mainstay's parts (about a minute, once) …"
	@$(PYTHON) -m venv .venv
	@$(PIP) requirements/run.txt
	@touch $@

.venv/.tests: .venv/.run requirements/test.txt
	@echo "Installing what the tests need …"
	@$(PIP) requirements/test.txt
	@touch $@

node_modules/.installed: package.json package-lock.json | .venv/.run
	@echo "Installing what the pages are built with …"
	@tools/node.sh npm ci --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null
	@touch $@

tools/lighthouse/node_modules/.installed: tools/lighthouse/package.json tools/lighthouse/package-lock.json | .venv/.run
	@echo "Installing Lighthouse (only tests and benchmarks need it) …"
	@tools/node.sh sh -c "cd tools/lighthouse && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error" >/dev/null
	@touch $@

tools/verifier/node_modules/.installed: tools/verifier/package.json tools/verifier/package-lock.json | .venv/.run
	@echo "Installing another verifier of badges (only tests need it) …"
	@tools/node.sh sh -c "cd tools/verifier && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error" >/dev/null
	@touch $@

build/.assets: node_modules/.installed $(ASSETS)
	@tools/node.sh npm run build --silent
	@touch $@

build/.messages: $(CATALOGUES) tools/messages.py | .venv/.run
	@$(BIN)/python tools/messages.py compile
	@mkdir -p build && touch $@

.PHONY: help run test test-fast test-full lint bench papers install
