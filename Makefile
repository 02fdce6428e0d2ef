# One verb per job, the same by hand and in CI; Windows without make: see README.md.
# `make PYTHON=/path/to/python3.12 …` chooses the Python that .venv is made with.
SHELL := /bin/sh
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(or $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p $(NEW_ENOUGH) 2>/dev/null && echo $$p && break; done),python3)
BIN := .venv/bin

.PHONY: help book teacher test serve notebooks bank sheets handouts slides release grade links lint clean
help:  ## list these verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile
book: .venv/ready  ## build the book; every warning is an error
	@$(BIN)/python -m sourcebook.checks
	$(BIN)/jupyter-book build book --path-output . --all -nW --keep-going
	@echo "The book is here: $(CURDIR)/_build/html/index.html"
	@echo "Open that file in a browser, or run: make serve"
teacher: .venv/grading book  ## build the teacher edition: with answers, mark schemes and papers
	SOURCEBOOK_EDITION=teacher $(BIN)/jupyter-book build book --path-output _build/teacher --all -nW --keep-going
	@echo "The teacher edition is here: $(CURDIR)/_build/teacher/_build/html/index.html"
	@echo "It has the answers. Do not put it where learners can open it."
bank: book  ## write the tasks for other systems, keys and all, into exports/ (TO=folder)
	$(BIN)/python -m sourcebook.tasks.export "$(or $(TO),exports)"
sheets: .venv/ready  ## write the tasks as sheets without keys into sheets/ (TO=folder)
	$(BIN)/python -m sourcebook.tasks.export "$(or $(TO),sheets)" --student
handouts: .venv/ready  ## write the lessons’ handouts and zips into _build/handouts
	$(BIN)/python -m sourcebook.kit handouts
slides: .venv/ready  ## write the lessons’ slides into _build/slides
	$(BIN)/python -m sourcebook.kit slides
release: .venv/grading  ## write the learners’ notebooks into _build/notebooks (TO=folder)
	$(BIN)/python -m sourcebook.grading release "$(or $(TO),_build/notebooks)"
grade: .venv/grading  ## mark notebooks: make grade FROM=submissions TO=marks.csv
	$(BIN)/python -m sourcebook.grading grade "$(FROM)" "$(TO)"
test: .venv/grading  ## prove the package, the notebooks and the built book in a browser
	$(BIN)/python tests/get_browser.py
	$(BIN)/python -m pytest -n 2 --dist loadfile
serve: .venv/ready  ## show the book on this machine only, and again after each change
	$(BIN)/python -m sourcebook.serve
notebooks: .venv/ready  ## run the notebooks again in place, then draw the charts' stills
	$(BIN)/python -m sourcebook.notebooks && $(BIN)/python -m sourcebook.stills
links: .venv/ready  ## ask every linked page whether it still answers; fails nothing
	$(BIN)/python -m sourcebook.links
lint: .venv/ready  ## read the code for faults
	$(BIN)/ruff check .
clean:  ## remove all that make has made
	rm -rf .venv _build exports sheets .pytest_cache .ruff_cache book/sourcebook.egg-info
.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) $(NEW_ENOUGH) 2>/dev/null || { echo "STOPPED: Python 3.11 or newer is needed, and $(PYTHON) is not. Install one, or name it: make PYTHON=/path/to/python3.12 book" >&2; exit 1; }
	@rm -rf .venv; $(PYTHON) -m venv .venv || { echo "STOPPED: $(PYTHON) could not make .venv. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Installing the pinned packages into .venv: once, about a minute"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.txt || { echo "STOPPED: pip could not install the packages (its reason is above). This step needs a network once; then run the same command again." >&2; exit 1; }
	@touch $@
.venv/grading: .venv/ready requirements-grading.txt
	@echo "Installing what releasing and marking notebooks needs: once, about half a minute"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -r requirements-grading.txt || { echo "STOPPED: pip could not install the packages (its reason is above). This step needs a network once; then run the same command again." >&2; exit 1; }
	@touch $@
