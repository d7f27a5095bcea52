# make test runs every test; make build makes the program.
GO ?= go
STATICCHECK = $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2
export CGO_ENABLED = 0

.PHONY: build test setup lint unit cross print exchange browser fuzz screenshots golden

build:
	$(GO) build -trimpath -o handbill ./cmd/handbill

# What the browser, print and exchange tests need is installed from Debian and npm first.
test: setup lint unit cross print exchange browser

setup:
	.ci/setup

lint:
	@out=$$(gofmt -l cmd generator i18n themes); test -z "$$out" || { echo "gofmt would change: $$out"; exit 1; }
	$(GO) vet ./...
	$(STATICCHECK) ./...

unit:
	$(GO) test ./...

# The binary for every system that people publish from.
cross:
	@for target in linux/amd64 linux/arm64 darwin/arm64 windows/amd64; do \
		echo "building for $$target"; \
		GOOS=$${target%/*} GOARCH=$${target#*/} $(GO) build -trimpath -o /dev/null ./cmd/handbill || exit 1; \
		GOOS=$${target%/*} GOARCH=$${target#*/} $(GO) vet ./cmd/... ./generator/... || exit 1; \
	done

# PDF files of an installed browser, read back with poppler, qpdf and zbar.
print:
	$(GO) vet -tags print ./generator/pdf ./cmd/handbill
	$(GO) test -tags print ./generator/pdf ./cmd/handbill

# Files for translators' programs, held against their schema.
exchange:
	$(GO) vet -tags exchange ./generator/translate
	$(GO) test -tags exchange -run Schema ./generator/translate

browser:
	cd .ci/browser && node --test --test-concurrency=2 .

# Each fuzz target for a minute; not part of make test.
fuzz:
	.ci/fuzz 60s

# The pictures of README.md.
screenshots:
	cd .ci/browser && node screenshots.mjs

# Writes the expected files of the golden sites anew: read the diff.
golden:
	$(GO) test ./generator -run TestGoldenSites -update
