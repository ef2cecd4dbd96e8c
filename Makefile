# KommunalCampus: `make demo` starts everything, `make test` checks everything.
# Needed on the machine: make, Python 3.11 or newer with venv and pip. Nothing else.

PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
VAR := $(or $(KC_VAR_DIR),var)
# The first Python that is new enough; set PYTHON=... to choose another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test lock vendor format

help:
	@echo "make demo        start the platform with the demo cooperative on 127.0.0.1:$(PORT) (PORT=... for another port)"
	@echo "make demo-reset  throw the demo's data away and start over"
	@echo "make test        run every check and every test"
	@echo "make format      put the code into shape"
	@echo "make lock        compile the lock files from pyproject.toml"
	@echo "make vendor      refresh the style sheets and fonts from their packages (needs npm)"

# The address stands in links and mails, so that it follows the port.
demo: export KC_BASE_URL ?= http://127.0.0.1:$(PORT)
demo: $(VENV)/.installed
	@$(PY) -m campus.operations.ports $(PORT)
	@$(PY) manage.py prepare
	@$(PY) manage.py demo
	@$(PY) manage.py serve --port $(PORT)

demo-reset: $(VENV)/.installed
	@test -z "$$DATABASE_URL" || { echo "DATABASE_URL is set: this database is not the demo's own, so nothing was deleted."; exit 1; }
	@$(PY) -m campus.operations.ports $(PORT)
	@rm -rf $(VAR)/campus.sqlite3 $(VAR)/campus.sqlite3-wal $(VAR)/campus.sqlite3-shm $(VAR)/media
	@$(MAKE) --no-print-directory demo

test: $(VENV)/.installed-dev
	@$(PY) -m tests.run_all

format: $(VENV)/.installed-dev
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .

vendor: $(VENV)/.installed
	@$(PY) manage.py vendor

lock: .tools/bin/uv
	@.tools/bin/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header \
		--universal --python-version 3.11 pyproject.toml -o requirements.lock
	@.tools/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
		--universal --python-version 3.11 --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

# --- The environment: built once, and again when a lock file has changed ---------------------------
$(VENV)/.installed: requirements.lock
	$(call install,requirements.lock)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock
	$(call install,requirements-dev.lock)
	@touch $@ $(VENV)/.installed

.tools/bin/uv:
	$(require-python)
	@$(PYTHON) -m venv .tools && .tools/bin/pip install --quiet --disable-pip-version-check uv

define require-python
@test -n "$(PYTHON)" || { echo "KommunalCampus needs Python 3.11 or newer; none was found on this machine."; exit 1; }
@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
endef

# uv is fast but a convenience: where it cannot be had, pip does the same with the same hashes.
# It does not read pip's configuration, so that the index set up for pip is handed on.
define install
$(require-python)
@echo "Installing the packages of $(1) into $(VENV) ..."
@test -x $(PY) || $(PYTHON) -m venv $(VENV)
@{ test -x .tools/bin/uv || $(MAKE) --no-print-directory .tools/bin/uv; } >/dev/null 2>&1 || true
@index="$${PIP_INDEX_URL:-$$($(PY) -m pip config get global.index-url 2>/dev/null)}"; \
	{ test -x .tools/bin/uv && \
	  env $${index:+UV_DEFAULT_INDEX="$$index"} .tools/bin/uv pip install --quiet --python $(PY) --require-hashes -r $(1); } \
	|| { echo "uv could not do it; installing with pip ..."; \
	     $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); }
endef
