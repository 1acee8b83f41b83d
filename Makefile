# Tiltag: `make run` starts it, `make test` tests it; `make help` lists the rest.

SHELL := /bin/bash
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
PORT ?= 8000

# What `make lint` pretends to be, to see whether the settings are fit for a public server.
AS_PRODUCTION := TRACKER_MODE=production TRACKER_ALLOWED_HOSTS=tiltag.example \
	TRACKER_SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')

.NOTPARALLEL:

.PHONY: help
help:  ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' $(MAKEFILE_LIST) | expand -t 22

.PHONY: setup
setup:  ## Make .venv and install what Tiltag needs
	@scripts/setup

.PHONY: setup-development
setup-development:
	@scripts/setup --development

.PHONY: run
run: refuse-production refuse-taken-port setup  ## Start Tiltag with both plans and a demo plan on http://127.0.0.1:8000
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_plans
	@$(MANAGE) seed_demo
	@exec scripts/serve --bind 127.0.0.1:$(PORT)

.PHONY: refuse-production
refuse-production:
	@if [ "$(TRACKER_MODE)" = production ]; then \
		echo "\`make run\` is for trying Tiltag out: it brings a demo plan and demo accounts, and TRACKER_MODE is production."; \
		echo "  Mend: unset TRACKER_MODE, or serve production as README.md says"; exit 1; fi >&2

.PHONY: refuse-taken-port
refuse-taken-port:
	@if (exec 3<>/dev/tcp/127.0.0.1/$(PORT)) 2>/dev/null; then \
		echo "Port $(PORT) is taken, perhaps by a Tiltag that is running already: http://127.0.0.1:$(PORT)/"; \
		echo "  Mend: stop what uses the port, or choose another one: make run PORT=8001"; exit 1; fi >&2

.PHONY: test
test: setup-development  ## Run the quick tests; TESTS=tests/test_periods.py runs some of them
	$(PYTHON) -m pytest --numprocesses auto $(TESTS)

.PHONY: test-slow
test-slow: setup-development  ## Run the slow tests
	$(PYTHON) -m pytest --numprocesses auto -m slow $(TESTS)

.PHONY: test-postgresql
test-postgresql: setup-development  ## Run quick and slow tests on a PostgreSQL server of their own
	scripts/with-postgresql $(PYTHON) -m pytest --numprocesses auto -m "not browser" $(TESTS)

.PHONY: test-browser
test-browser: setup-development  ## Run the tests in a browser, for some minutes (needs Chromium)
	$(PYTHON) -m pytest -p playwright -m browser --numprocesses 2 --screenshot only-on-failure --output var/browser \
		$(or $(TESTS),tests/browser)

# The record is made once, under var/bench, and kept; PostgreSQL's goes with its server. Not what DATABASE_URL names.
BENCH := env --unset=DATABASE_URL --unset=TRACKER_DATA_DIR
DEADLINES ?= 200000
ROUNDS ?= 10

.PHONY: bench
bench: setup-development bench-packages  ## Compare speed with the databases' own tools, on 200,000 deadlines, for half an hour
	$(BENCH) $(PYTHON) -m bench --deadlines $(DEADLINES) --rounds $(ROUNDS)
	@if [ -n "$$(find /usr/lib/postgresql -name initdb 2>/dev/null; command -v initdb)" ]; then \
		$(MAKE) --no-print-directory bench-postgresql; else \
		echo "The comparison on PostgreSQL is skipped, since PostgreSQL is missing."; \
		echo "  Mend: sudo apt install postgresql"; fi

.PHONY: bench-packages
bench-packages: setup-development
	@[ requirements-bench.txt -ot var/bench-packages ] || { rm -rf var/bench-packages; \
		$(PYTHON) -m pip install --quiet --target var/bench-packages --requirement requirements-bench.txt; }

.PHONY: bench-postgresql
bench-postgresql: setup-development bench-packages  ## The same on a PostgreSQL server of its own alone
	$(BENCH) scripts/with-postgresql $(PYTHON) -m bench --deadlines $(DEADLINES) --rounds $(ROUNDS)

# Each scenario has a Tiltag of its own in a folder that is gone afterwards; PostgreSQL's server is its own as well.
FIRE := env --unset=DATABASE_URL --unset=TRACKER_DATA_DIR
RESILIENCE :=

.PHONY: resilience
resilience: setup-development  ## Try what must hold under fire, for half an hour; RESILIENCE="--only kills --seconds 20"
	$(FIRE) $(PYTHON) -m resilience $(RESILIENCE)
	@if [ -n "$$(find /usr/lib/postgresql -name initdb 2>/dev/null; command -v initdb)" ]; then \
		$(FIRE) scripts/with-postgresql $(PYTHON) -m resilience $(RESILIENCE); else \
		echo "PostgreSQL under fire is skipped, since it is missing."; \
		echo "  Mend: sudo apt install postgresql"; fi

.PHONY: resilience-short
resilience-short:  ## The same in small, for some minutes
	@$(MAKE) --no-print-directory resilience RESILIENCE="--short $(RESILIENCE)"

.PHONY: lint
lint: setup-development  ## Check style, types, the direction of imports, migrations and deployment settings
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(AS_PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

.PHONY: format
format: setup-development  ## Put the code into the agreed form
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

.PHONY: messages
messages: setup  ## Collect what is to be translated into initiatives/locale (needs gettext)
	mkdir -p initiatives/locale
	cd initiatives && ../$(PYTHON) -m django makemessages --locale da --no-obsolete --no-wrap --add-location file

.PHONY: compilemessages
compilemessages: setup  ## Compile the translations (needs gettext); commit the result
	cd initiatives && ../$(PYTHON) -m django compilemessages

.PHONY: lock
lock: setup-development  ## Write requirements.lock and requirements-saml.lock anew
	scripts/lock

.PHONY: sbom
sbom: setup-development  ## Write the bill of materials (CycloneDX) to var/tiltag.cdx.json
	@$(PYTHON) scripts/sbom

.PHONY: clean
clean:  ## Remove .venv and caches; your data in var/ stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
