# Plimsoll. `make run` prints the base case's answer, `make serve` opens the workbench, `make test` passes the tests; each sets up
# what it needs.
SWIFT ?= swift
BINARY = .build/release/plimsoll

.PHONY: run serve build test verify dist bench format lint docs setup clean

run: build
	@$(BINARY) run

# The workbench in a browser. Its interactive libraries are fetched, and checked; pages do without them.
serve: build
	@Scripts/fetch-web-assets.sh || echo "serve: without interactive pictures" >&2
	@$(BINARY) serve

build: setup
	@$(SWIFT) build $$(Scripts/flags.sh) --product plimsoll

test: setup
	@Scripts/test.sh

# What takes hours: fuzzing, ten thousand random scenarios, sanitizers, kills, a soak, the tarball. Goes on where it was stopped;
# one item alone: `make verify ITEMS=fuzz`; lengths are in Scripts/verify.py.
verify: setup
	@ITEMS="$(ITEMS)" python3 Scripts/verify.py

# A tarball for Linux that needs no Swift: program, scenarios, guide, completions, licences.
dist: setup
	@Scripts/dist.sh

bench: setup
	@Scripts/bench.sh

format:
	@$(SWIFT) format --in-place --recursive Sources Tests Benchmarks Package.swift

lint:
	@$(SWIFT) format lint --strict --recursive Sources Tests Benchmarks Package.swift

# The scenario reference and the JSON Schema, generated from the schemas of the kinds.
docs: build
	@$(BINARY) schema --markdown > Documentation/scenario-reference.md
	@$(BINARY) schema --json > Documentation/scenario.schema.json

setup:
	@Scripts/setup.sh

clean:
	@rm -rf .build
