# What people type. Every target sets up what it needs first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

JDK = $(shell provisioning/find-jdk)
MVN = JAVA_HOME="$(JDK)" mvn -B -ntp
SCRIPTS = $(shell grep -rlE '^\#!.*\b(bash|sh)$$' .ci provisioning appliance buildroot-overlay --include='*' --exclude-dir=target --exclude-dir=src 2>/dev/null)

.PHONY: help setup build demo test check fmt bench bench-panel prove prove-kill prove-large prove-mutants fuzz screenshots bench-peers bench-network package package-test image-host image image-test

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## install what building and testing needs (Debian 12 or 13)
	@provisioning/setup-build-host

build: setup ## compile and package both programs, without tests
	@$(MVN) -q -DskipTests package

demo: build ## a box and a home node on this machine: pair, replicate DIR, kill, resume, restore, compare
	@provisioning/demo

test: setup ## everything that every change must pass
	@provisioning/score-units
	@bats --timing provisioning/tests
	@$(MVN) verify

PACKAGE_ARCHS ?= $(shell dpkg --print-architecture)

package: build $(if $(filter-out $(shell dpkg --print-architecture),$(PACKAGE_ARCHS)),image-host) ## farkeep and farkeep-box as Debian packages with their own Java, into target/packages (PACKAGE_ARCHS="amd64 arm64")
	@provisioning/build-packages $(PACKAGE_ARCHS)

package-test: image-host ## install, pair, back up, update, remove and purge the packages in a clean Debian 13, start those for arm64; as root, after make package
	@provisioning/test-packages

PROVE_MINUTES ?= 30

prove: setup ## every proof for its share of PROVE_MINUTES (30), and docs/proof/report.md; PROVE_SEED=1 PROVE_MUTANTS=0
	@PROVE_MINUTES="$(PROVE_MINUTES)" JAVA_HOME="$(JDK)" provisioning/prove

KILLS ?= 50
SEED ?= 1

prove-kill: build ## kill -9 KILLS times the box and KILLS times the home node in mid-transfer (KILLS=50 SEED=1)
	@$(MVN) -pl appliance/acceptance -am verify -Dsurefire.failIfNoSpecifiedTests=false -Dtest.seconds=14400 -Dtest=KillTest -Djunit.jupiter.execution.timeout.default=3h -Dkills=$(KILLS) -Dprove.seed=$(SEED)

LARGE_MIB ?= 6144

prove-large: build ## a file of LARGE_MIB (6144) and one of 2 TiB with 100 MiB in it: kill either side, resume, restore, compare
	@$(MVN) -pl appliance/acceptance -am verify -Dsurefire.failIfNoSpecifiedTests=false -Dtest.seconds=14400 -Dtest=LargeFilesTest -Dlarge.mib=$(LARGE_MIB)

prove-mutants: setup ## plant bugs, one after the other, and see the tests catch each (ONLY=name,name)
	@JAVA_HOME="$(JDK)" provisioning/prove-mutants

FUZZ_SECONDS ?= 30

fuzz: setup ## every parser for FUZZ_SECONDS (30) each, guided by coverage (ONLY=name of a target)
	@JAVA_HOME="$(JDK)" FUZZ_SECONDS=$(FUZZ_SECONDS) provisioning/fuzz

screenshots: build ## pictures of a real box's page, and of the page in every state, on a desk and a phone, into docs/pages
	@$(MVN) -q -pl appliance/acceptance -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest='BrowserTest,RealPageTest' -Dscreenshots="$(CURDIR)/docs/pages"

check: setup ## layout, Error Prone, NullAway, scripts, and half-done merges, without running tests
	@$(MVN) -q -Pstrict spotless:check test-compile
	@shellcheck $(SCRIPTS) && shfmt -d $(SCRIPTS)
	@provisioning/lint-overlay
	@! git grep -nE '^(<{7}|>{7}) ' || { echo 'check: the two ends of a merge still stand in these files' >&2; exit 1; }
	@provisioning/prove-mutants --check

fmt: setup ## lay out all code
	@$(MVN) -q spotless:apply
	@shfmt -w $(SCRIPTS)

bench: build ## our own parts beside their primitives, in four minutes
	@appliance/benchmark/bench

bench-peers: build ## whole programs beside rsync, restic, Borg and Syncthing, those that are here
	@appliance/benchmark/bench-peers

bench-panel: setup ## from an event to the first change of a lamp, in the running box, and what it costs while idle; three minutes
	@$(MVN) -pl appliance/box -am test -Dtest=EventToLightTest -Dsurefire.failIfNoSpecifiedTests=false -Dbench.panel=true

bench-network: build ## backups through loss and delay beside restic's, as root, in 20 minutes
	@appliance/benchmark/bench-network

image-host: setup
	@provisioning/setup-image-host

image: image-host build ## the SD card's image for Raspberry Pi 3B+, 4, 5 and Zero 2 W, signed, into target/image; as root
	@JAVA_HOME="$(JDK)" provisioning/build-image

image-test: image-host build ## the image in QEMU, hours: plugged in, paired, updated, frozen, cut off (ONLY=name,name MIB= CYCLES= CUTS= IDLE_MINUTES= SEED=); as root, after make image
	@JAVA_HOME="$(JDK)" provisioning/test-image
