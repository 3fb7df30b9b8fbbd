# SPDX-License-Identifier: GPL-2.0-only
#
# make            build build/stableport
# make check      all tests; installs what is missing first (as root)
# make demo       the main job on a real kernel: map, port, prove by booting, mail
# make check-asan the tests that boot nothing, under AddressSanitizer and UBSan
# make series     series/khugepaged-page-to-pgoff/ anew; STABLE=<linux-stable clone>, TREES=<list>
# make bench      all benchmarks; make bench-map, make bench-port: one. A line a figure: name, value,
#                 unit, limit
# make layers     who may include whom
# make install    PREFIX=/usr/local

B       ?= build
CC       = gcc
PREFIX  ?= /usr/local
CFLAGS  ?= -O2 -g
PKGS     = gio-2.0 gio-unix-2.0 json-glib-1.0 libgit2 gmime-3.0 libarchive sqlite3

# Asked for only where something is compiled: a machine without pkg-config can still `make check`,
# which installs it.
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS))
PKG_LIBS   = $(shell pkg-config --libs $(PKGS))

WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
       -Wno-missing-field-initializers -Werror
ALL_CFLAGS = -std=gnu11 -D_GNU_SOURCE -Itool -I$(B) $(WARN) $(CFLAGS) $(SANITIZE) $(PKG_CFLAGS)

SRC   := $(wildcard tool/base/*.c tool/stage/*.c tool/cmd/*.c)
OBJ   := $(SRC:tool/%.c=$(B)/%.o) $(B)/data.o
DATA  := $(wildcard tool/data/*)
TESTS := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/test-*.c))

BENCHES := $(patsubst tests/%.sh,%,$(wildcard tests/bench-*.sh))
BENCH   := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/bench-*.c))

# Shell tests: those that boot a kernel are slow and not for the sanitizers.
QUICK := $(filter-out $(wildcard tests/boot-*.t),$(wildcard tests/*.t))
SLOW  := $(wildcard tests/boot-*.t)

PROVE = prove --timer --exec tests/tap-exec

all: $(B)/stableport

# V=1 shows the commands.
say = $(if $(V),,@echo "  $(1)";)

$(B)/stableport: $(B)/main.o $(OBJ)
	$(call say,LD  $@)$(CC) $(ALL_CFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(B)/%.o: tool/%.c
	@mkdir -p $(@D)
	$(call say,CC  $<)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/data.c: tool/data/data.gresource.xml $(DATA)
	@mkdir -p $(@D)
	$(call say,GEN $@)glib-compile-resources --generate-source --sourcedir=tool/data --target=$@ $<

$(B)/data.o: $(B)/data.c
	$(call say,CC  $<)$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes -c -o $@ $<

$(B)/tests/%: tests/%.c $(OBJ)
	@mkdir -p $(@D)
	$(call say,CC  $<)$(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d -o $@ $< $(OBJ) $(PKG_LIBS) -lm

$(B)/tests/bench-scan: tests/bench-scan.c $(OBJ)
	@mkdir -p $(@D)
	$(call say,CC  $<)$(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d -o $@ $< $(OBJ) $(PKG_LIBS) -lm

$(B)/tests/bench-%: tests/bench-%.c
	@mkdir -p $(@D)
	$(call say,CC  $<)$(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d -o $@ $< $(filter %.o,$^) $(PKG_LIBS) -lm

$(B)/tests/bench-port: $(OBJ)

setup:
	@tests/setup.sh

check: setup
	@tests/layers.sh
	@$(MAKE) --no-print-directory -j2 $(B)/stableport tests-built
	STABLEPORT=$(abspath $(B)/stableport) $(PROVE) $(TESTS) $(QUICK) $(SLOW)

check-asan: setup
	@LSAN_OPTIONS=suppressions=$(abspath tests/lsan.supp):print_suppressions=0 \
		$(MAKE) --no-print-directory -j2 B=$(B)-asan CFLAGS='-O1 -g -fno-omit-frame-pointer' \
		SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined' check-quick

check-quick: $(B)/stableport tests-built
	STABLEPORT=$(abspath $(B)/stableport) $(PROVE) $(TESTS) $(QUICK)

tests-built: $(TESTS)

demo: setup
	@$(MAKE) --no-print-directory -j2 $(B)/stableport
	@STABLEPORT=$(abspath $(B)/stableport) tests/demo.sh '$(TREE)'

series: setup
	@$(MAKE) --no-print-directory -j2 $(B)/stableport
	@STABLEPORT=$(abspath $(B)/stableport) STABLE='$(STABLE)' TREES='$(TREES)' \
		tests/series.sh backports/khugepaged-page-to-pgoff

# One after the other, all of them even when one is past a limit.
bench:
	@$(MAKE) --no-print-directory -j1 -k $(BENCHES)

$(BENCHES): bench-%: setup
	@$(MAKE) --no-print-directory -j2 $(B)/stableport $(BENCH) >&2
	@STABLEPORT=$(abspath $(B)/stableport) BENCH_PROGRAMS=$(abspath $(B)/tests) tests/bench-$*.sh

layers:
	@tests/layers.sh

install: $(B)/stableport
	install -D -m 755 $(B)/stableport $(DESTDIR)$(PREFIX)/bin/stableport

clean:
	rm -rf $(B) $(B)-asan

.PHONY: all setup check check-asan check-quick tests-built demo series bench $(BENCHES) layers install clean
.DELETE_ON_ERROR:

-include $(OBJ:.o=.d) $(B)/main.d $(TESTS:=.d) $(BENCH:=.d)
