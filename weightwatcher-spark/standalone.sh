#!/usr/bin/env bash
# A standalone cluster on this machine (a master, two workers of one core) against one JVM with two
# threads over the same made models: StandaloneCluster says what is measured.
# Usage, after mvn install -DskipTests: standalone.sh [MODELS [REPEATS [FOLDER]]]; 1000 models of 20 layers take 33 GB.
set -eu
cd "$(dirname "$0")"
folder=${3:-$(mktemp -d)}
[ -n "${3:-}" ] || trap 'rm -rf "$folder"' EXIT
unset OPENBLAS_CORETYPE
mvn --batch-mode -q dependency:build-classpath -DexcludeArtifactIds=slf4j-simple -Dmdep.outputFile=target/class-path
opens=
for package in lang lang.invoke io net nio util util.concurrent; do
  opens="$opens --add-opens=java.base/java.$package=ALL-UNNAMED"
done
# The cluster's parts are started with it as their environment.
export SPARK_HOME=$PWD/target/spark SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
# shellcheck disable=SC2086
java -Xmx2g $opens --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/sun.security.action=ALL-UNNAMED \
  -cp "$PWD/target/test-classes:$PWD/target/classes:$(<target/class-path)" \
  io.github.weightwatcher4j.spark.StandaloneCluster "$folder" "${1:-1000}" "${2:-3}"
