#!/usr/bin/env bash
# Training with DL4J alone against training with weightwatcher-dl4j on the class path, in turn.
# Usage: training.sh [ROUNDS [NET...]], a net being SIZES/UPDATES, such as 64-256-128-4/1000
set -eu
cd "$(dirname "$0")/.."
. weightwatcher-benchmarks/kernels.sh
module=weightwatcher-benchmarks
host=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
mvn -q --batch-mode package -pl $module -am -Dmaven.test.skip=true
version() { sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" pom.xml; }
mvn -q --batch-mode -f $module/dl4j-alone/pom.xml dependency:build-classpath \
  -Ddl4j.version="$(version dl4j.version)" -Dslf4j.version="$(version slf4j.version)" \
  -Djavacpp.platform="$host" -Dmdep.outputFile="$PWD/$module/target/dl4j-alone"
ours=$module/target/classes:$(<$module/target/class-path)
alone=$module/target/classes:$(<$module/target/dl4j-alone)
java -cp "$ours" io.github.weightwatcher4j.benchmarks.TrainingClassPath "$alone" "$@"
