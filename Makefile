# Two commands are all a newcomer needs: `make run` and `make test`.
PY := .venv/bin/python
PIP := $(PY) -m pip install -q --disable-pip-version-check -c constraints.txt

.PHONY: run test test-all check docs bench clean

run: .venv/.core
	@.venv/bin/tilth run recipes/quickstart.toml
	@.venv/bin/tilth verify runs/quickstart@1

test: .venv/.test
	@$(MAKE) -s check
	@$(PY) docs/generate.py
	$(PY) -m pytest -q -m "not slow" -n 2

# all of `make test`, and the slow checks: texts that must not repeat among 20,000 of each exercise and level
test-all: .venv/.test
	@$(MAKE) -s check
	$(PY) -m pytest -q -n 2

check: .venv/.test
	.venv/bin/ruff format --check -q src tests bench
	.venv/bin/ruff check -q src tests bench
	.venv/bin/mypy
	.venv/bin/lint-imports --config pyproject.toml

bench: .venv/.test
	$(PY) bench/lines.py

docs: .venv/.docs
	$(PY) docs/generate.py
	.venv/bin/mkdocs build -q --strict

.venv/.core: pyproject.toml constraints.txt
	@test -x $(PY) || python3 -m venv .venv
	@echo "installing tilth into .venv ..."
	@$(PIP) -e .
	@touch $@

.venv/.test: .venv/.core
	@$(PIP) -e '.[test]'
	@touch $@

.venv/.docs: .venv/.core
	@$(PIP) -e '.[docs]'
	@touch $@

clean:
	rm -rf .venv runs build src/*.egg-info
