# The commands for developers of Gatehouse. `make` without a target lists them.

.DEFAULT_GOAL := help
.PHONY: help run dev check test unit-tests integration-tests browser-tests native native-sources release soak siege bench tenants corpus postman openapi openapi-lint screenshots outdated format clean

MVN ?= mvn
MIN_JAVA := 25

# Sets JAVA_HOME to the first JDK that is new enough: JAVA_HOME itself, the usual places, the javac on the PATH.
USE_JDK = \
  found=; \
  for home in "$$JAVA_HOME" /usr/lib/jvm/* "$$HOME"/.sdkman/candidates/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "$$(readlink -f "$$(command -v javac)" 2>/dev/null | sed 's,/bin/javac$$,,')"; do \
    [ -n "$$home" ] && [ -x "$$home/bin/javac" ] || continue; \
    version=$$("$$home/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p'); \
    if [ "$${version:-0}" -ge $(MIN_JAVA) ]; then found=$$home; break; fi; \
  done; \
  if [ -z "$$found" ]; then \
    echo "Gatehouse needs a JDK $(MIN_JAVA) or newer, and none was found:" \
      "install Temurin $(MIN_JAVA) (https://adoptium.net) or set JAVA_HOME." >&2; \
    exit 1; \
  fi; \
  export JAVA_HOME="$$found"

# Ends with a message if Maven is missing.
USE_MVN = \
  command -v $(MVN) >/dev/null || { \
    echo "Gatehouse needs Maven 3.8.7 or newer, and $(MVN) was not found: install Maven (https://maven.apache.org)." >&2; \
    exit 1; \
  }

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# java runs in a process group of its own. The shell forwards Ctrl-C to java and exits with 0, so that make prints no error.
run: ## build and start Gatehouse with demo content and a database in ./data
	@$(USE_JDK); $(USE_MVN); \
	echo "Building Gatehouse. The first build takes some minutes, because Maven downloads the libraries."; \
	$(MVN) -B -q package -DskipTests || exit; \
	set -m; \
	"$$JAVA_HOME/bin/java" -Dgatehouse.demo=true -jar target/quarkus-app/quarkus-run.jar </dev/null & \
	pid=$$!; stopped=; \
	trap 'stopped=yes; kill -TERM $$pid' INT TERM HUP; \
	wait $$pid; code=$$?; \
	while kill -0 $$pid 2>/dev/null; do wait $$pid; done; \
	[ -n "$$stopped" ] || exit $$code

dev: ## start Gatehouse with live reload (needs Maven 3.9 or newer)
	@$(USE_JDK); $(USE_MVN); \
	version=$$($(MVN) -v | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p'); \
	set -- $$version; \
	if [ "$$1" -lt 3 ] || { [ "$$1" -eq 3 ] && [ "$$2" -lt 9 ]; }; then \
	  echo "Live reload needs Maven 3.9 or newer, and this is Maven $$1.$$2. 'make run' works with Maven 3.8.7." >&2; \
	  exit 1; \
	fi; \
	exec $(MVN) quarkus:dev -Dgatehouse.demo=true

check: ## compile, check format, code and architecture, and run the tests that start no server (two minutes)
	@$(USE_JDK); $(USE_MVN); exec $(MVN) -B test -Pcheck

# In a report, the second, fourth and sixth quoted strings of a test case are its name, its class and its duration in seconds.
SLOWEST_TESTS = \
  echo "The slowest tests, in seconds:"; \
  find target/surefire-reports target/failsafe-reports -name 'TEST-*.xml' -exec cat {} + 2>/dev/null | \
    awk -F '"' '/<testcase / { gsub(",", "", $$6); printf "%8.1f  %s.%s\n", $$6, $$4, $$2 }' | \
    LC_ALL=C sort -rn | head -n 20

# Two of the three parts run at a time, because tests often wait: a single part leaves half of two cores idle.
test: ## build everything, with every check and every test, and list the slowest tests
	@$(USE_JDK); $(USE_MVN); rm -rf target/surefire-reports target/failsafe-reports; \
	$(MVN) -B package -DskipTests || exit; \
	$(MAKE) --no-print-directory --jobs=2 --keep-going unit-tests integration-tests browser-tests; code=$$?; \
	$(SLOWEST_TESTS); exit $$code

unit-tests: ## run only the tests within the build's JVM, without the browser tests, on the existing build
	@$(USE_JDK); $(USE_MVN); exec $(MVN) -B surefire:test -Dtests.elsewhere='**/*BrowserTest.java'

integration-tests: ## run only the tests of the packaged program, on the existing build
	@$(USE_JDK); $(USE_MVN); exec $(MVN) -B failsafe:integration-test failsafe:verify

# Logs and data are separate, because another part may run at the same time.
browser-tests: ## run only the browser tests, on the existing build
	@$(USE_JDK); $(USE_MVN); exec $(MVN) -B surefire:test -Dtest='*BrowserTest' \
	  -Dquarkus.log.file.path=target/browser-test.log \
	  '-Dquarkus.log.handler.file."access".path=target/browser-test-access.log' \
	  -Dgatehouse.data-dir=target/browser-test-data

# Sets NATIVE_IMAGE to a native-image of GraalVM or Mandrel that is new enough: GRAALVM_HOME, JAVA_HOME, the usual places, the PATH.
USE_GRAALVM = \
  NATIVE_IMAGE=; \
  for home in "$$GRAALVM_HOME" "$$JAVA_HOME" /usr/lib/jvm/* /opt/*graal* /opt/*mandrel* "$$HOME"/.sdkman/candidates/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "$$(readlink -f "$$(command -v native-image)" 2>/dev/null | sed 's,/bin/native-image$$,,')"; do \
    [ -n "$$home" ] && [ -x "$$home/bin/native-image" ] || continue; \
    version=$$("$$home/bin/native-image" --version 2>&1 | sed -n '1s/^native-image \([0-9][0-9]*\).*/\1/p'); \
    if [ "$${version:-0}" -ge $(MIN_JAVA) ]; then NATIVE_IMAGE=$$home; break; fi; \
  done; \
  if [ -z "$$NATIVE_IMAGE" ]; then \
    echo "A native executable needs GraalVM or Mandrel $(MIN_JAVA), and neither was found:" \
      "install one (https://www.graalvm.org, https://github.com/graalvm/mandrel) and set GRAALVM_HOME." >&2; \
    exit 1; \
  fi; \
  export GRAALVM_HOME="$$NATIVE_IMAGE" JAVA_HOME="$$NATIVE_IMAGE"

# CONTAINER=docker or podman: native-image runs in a container with the same C library as the image.
CONTAINER ?=
native: ## build the native executable with GraalVM or Mandrel and test it (some minutes, 8 GB of memory)
	@$(if $(CONTAINER),$(USE_JDK),$(USE_GRAALVM)); $(USE_MVN); $(MVN) -B -q package -DskipTests -Dnative \
	  $(if $(CONTAINER),-Dquarkus.native.container-build=true -Dquarkus.native.container-runtime=$(CONTAINER)) && \
	exec $(MVN) -B -q surefire:test -Dtest='*IT' -Dgatehouse.executable="$$(ls target/*-runner)"

# Builds the input of native-image. It takes a minute, and fails if a native executable cannot be configured.
native-sources: ## prepare the build of a native executable, without GraalVM
	@$(USE_JDK); $(USE_MVN); \
	exec $(MVN) -B -q package -DskipTests -Dquarkus.native.enabled=true -Dquarkus.native.sources-only=true

# Builds the last commit, without changes of the work tree. Nothing is committed, tagged or published.
release: ## build the files of a release in target/release: make release VERSION=1.0.0
	@$(USE_JDK); $(USE_MVN); MVN="$(MVN)" exec .ci/release "$(VERSION)"

# These targets need the packaged program, so they package it first.
soak: ## kill Gatehouse, stop and freeze its database, revoke access, all under load; every answer must stay correct (20 minutes)
	@$(USE_JDK); $(USE_MVN); $(MVN) -B -q package -DskipTests && exec $(MVN) -B -q test -Dtests.jvm= -Dtest=Soak,Coherence,PoolerCoherence

siege: ## attack one small node in every known way at once; no well-behaved request may fail (3 minutes)
	@$(USE_JDK); $(USE_MVN); $(MVN) -B -q package -DskipTests && exec $(MVN) -B -q test -Dtests.jvm= -Dtest=Siege

bench: ## measure the hot paths, to compare two versions on one idle machine (some minutes)
	@$(USE_JDK); $(USE_MVN); $(MVN) -B -q package -DskipTests && exec $(MVN) -B -q test -Dtests.jvm= -Dtest=Bench,RefreshBench,DecisionBench,ListBench

tenants: ## compare a deployment of one tenant with one of 10,000 tenants, on one idle machine (12 minutes)
	@$(USE_JDK); $(USE_MVN); $(MVN) -B -q package -DskipTests && exec $(MVN) -B -q test -Dtests.jvm= -Dtest=TenantsBench

corpus: corpus/node_modules/.package-lock.json ## import 2,600 public OpenAPI documents, and the largest with a heap of 512 MB (some minutes)
	@$(USE_JDK); $(USE_MVN); $(MVN) -B -q package -DskipTests && exec $(MVN) -B -q test -Dtests.jvm= -Dtest=Corpus

# BASE_URL is the running Gatehouse. npm ci installs the versions of the lock file, and is skipped if they are installed.
BASE_URL ?= http://localhost:8080
postman: postman/node_modules/.package-lock.json ## run the Postman collection on a running Gatehouse with demo content
	@cd postman && npm run --silent walk -- --env-var baseUrl=$(BASE_URL)

# Only the examples of answers are generated; the rest of the documents is written by hand.
openapi: ## execute the examples of the OpenAPI documents and write the answers into them
	@$(USE_JDK); $(USE_MVN); $(MVN) -B -q package -DskipTests && \
	exec $(MVN) -B -q test -Dtest='OpenApi*ExamplesIT' -Dopenapi.renew=true

openapi-lint: openapi/node_modules/.package-lock.json ## check the OpenAPI documents with the rules of openapi/redocly.yaml
	@cd openapi && REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
	  npm run --silent lint -- ../src/main/resources/openapi/admin-api.yaml ../src/main/resources/openapi/operator-api.yaml

%/node_modules/.package-lock.json: %/package-lock.json
	@command -v npm >/dev/null || { \
	  echo "$* needs Node.js 20 or newer with npm: install them (https://nodejs.org)." >&2; \
	  exit 1; \
	}
	@cd $* && npm ci --no-audit --no-fund && touch node_modules/.package-lock.json

screenshots: ## take a screenshot of every page, in target/screenshots
	@$(USE_JDK); $(USE_MVN); $(MVN) -B -q package -DskipTests && exec $(MVN) -B -q test -Dtest=Screenshots,OperatorScreenshots

outdated: ## list newer releases of the libraries and plugins in pom.xml, within their release lines
	@$(USE_JDK); $(USE_MVN); $(MVN) -B versions:display-property-updates | sed -n 's/^\[INFO\]   *\(.*->.*\)/\1/p'

format: ## format the sources
	@$(USE_JDK); $(USE_MVN); exec $(MVN) -B -q spotless:apply

clean: ## remove the files of the build, but not ./data
	@rm -rf target postman/node_modules openapi/node_modules corpus/node_modules src/test/node/node_modules \
	  src/test/spring/target src/test/quarkus/target
