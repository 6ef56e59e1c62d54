#!/usr/bin/env bash
# What a server that takes 50 ms a request costs, against a disk: DelayedServer says what is measured.
# Usage, after mvn install -DskipTests: delayed.sh [MILLISECONDS [PAIRS]]; half a minute.
set -eu
cd "$(dirname "$0")"
unset OPENBLAS_CORETYPE
mvn --batch-mode -q dependency:build-classpath -Dmdep.outputFile=target/class-path
exec java -Xmx2g -cp "$PWD/target/test-classes:$PWD/target/classes:$(<target/class-path)" \
  io.github.weightwatcher4j.remote.DelayedServer "$@"
