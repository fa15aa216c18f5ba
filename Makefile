# Plain `make build`, `make hello` and `make test` need nothing but Go; what
# compares with GNU as, or compiles C, says so when a tool is missing.

GO     ?= go
PREFIX ?= /usr/local
TIME   ?= 30s
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: build hello test golden diff torture fuzz bench corpus generate samples lint install clean

# Go 1.26's collector keeps marks at the end of every span of memory, which at
# the start of a run are pages touched for nothing else; tas hardly collects, and
# takes the older one as long as Go has it. And a heap that begins at a random
# place asks for memory twice in every fifth run: 1% of all starts.
EXPERIMENT = $(shell GOEXPERIMENT=nogreenteagc,norandomizedheapbase64 $(GO) env GOEXPERIMENT 2> /dev/null)

# A static binary: pflag imports net, which would link libc dynamically. It is
# copied as an installation copies it: what the linker wrote page by page stands
# in the page cache in single pages, and starts a tenth slower.
build:
	CGO_ENABLED=0 GOEXPERIMENT=$(EXPERIMENT) $(GO) build -trimpath -ldflags='-s -w' -o bin/tas.new ./cmd/tas
	install -m 755 bin/tas.new bin/tas
	rm bin/tas.new

# The shortest way to a running program, and how small it can be.
hello: build
	bin/tas --tiny testdata/run/hello.s -o bin/hello
	@echo "bin/hello has $$(wc -c < bin/hello) bytes and says:"
	@bin/hello

test:
	$(GO) test ./...

# Goldens are made from what GNU as says, never from what tas says.
golden:
	TAS_REQUIRE_TOOLS=1 $(GO) test -count=1 $$(grep -rl sebdah/goldie --include=*_test.go . | xargs -n1 dirname | sort -u) -update

# Everything that holds tas to GNU as, at full length.
diff:
	TAS_REQUIRE_TOOLS=1 TAS_DIFF=full $(GO) test -count=1 -timeout 60m -run 'GNU|Golden|Listing|Diff|Random|Template|Gas' ./...

# GCC's own tests, all of them in every way: hours. GROUP=gnat.dg, a regular
# expression, for a part; SHARE=8 for every eighth test, FROM=3 beginning with the
# fourth; WAY='-O1 -gz' for other options than those of torture_test.go; KEEP=dir to
# compile only what no earlier run has left there. It needs gcc-12-source and the compilers that
# torture_test.go names: gcc, g++, gfortran, gobjc, gobjc++, gnat-12, gdc, gccgo-12.
torture:
	TAS_REQUIRE_TOOLS=1 TAS_DIFF=full TAS_TORTURE_SHARE=$(SHARE) TAS_TORTURE_FROM=$(FROM) \
		TAS_TORTURE_KEEP=$(abspath $(KEEP)) $(if $(WAY),TAS_TORTURE_WAY='$(WAY)') \
		$(GO) test -count=1 -timeout 0 -v -run 'TestGccTorture/$(GROUP)' .

fuzz:
	$(GO) test -run '^$$' -fuzz FuzzScan -fuzztime $(TIME) -fuzzminimizetime 20x ./lexer
	$(GO) test -run '^$$' -fuzz FuzzAssemble -fuzztime $(TIME) -fuzzminimizetime 20x .
	$(GO) test -run '^$$' -fuzz FuzzPieces -fuzztime $(TIME) -fuzzminimizetime 20x .

# tas beside GNU as, ld and others: all that the figures are about. SQLite is
# fetched and compiled once and kept in build/; --only=macros,link for a part.
bench: build
	$(GO) run ./cmd/bench

# Lua, zlib and SQLite built with tas in as's place, and their own tests run.
corpus: build
	$(GO) run ./cmd/corpus

# The old files go first, to show that they can be made again.
generate:
	find . -name 'z*.go' -delete
	$(GO) generate ./...

# The compilers' outputs in testdata, unmodified.
samples:
	cd testdata/run && rustc --crate-name hello --emit=asm -O -C panic=abort -C relocation-model=static -o hello-rust.s hello-rust.rs
	cd testdata/corpus && for o in O0 O2 Os; do gcc -$$o -ffreestanding -S demo.c -o demo-gcc-$$o.s; done
	cd testdata/corpus && clang-16 -O2 -ffreestanding -S demo.c -o demo-clang-O2.s

lint:
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...

install: build
	install -D -m 755 bin/tas $(DESTDIR)$(PREFIX)/bin/tas

clean:
	rm -rf bin build
