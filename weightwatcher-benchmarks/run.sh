#!/usr/bin/env bash
# Runs a measuring program, or JMH as "jmh", with the kernels that OpenBLAS chooses by itself.
# Usage, after mvn package: run.sh NAME [ARGUMENT...], as in run.sh MeasureLayer 1024 1024 15,
# run.sh verdicts.Phases, run.sh jmh ModelBenchmark. Options of Java stand in JAVA_OPTS.
set -eu
module=$(cd "$(dirname "$0")" && pwd)
. "$module/kernels.sh"
if [ $# = 0 ]; then
  sed -n 's/^# //p' "$0" >&2
  exit 2
fi
if [ ! -f "$module/target/class-path" ]; then
  echo "run.sh: nothing is built; run mvn package first" >&2
  exit 1
fi
name=$1
shift
case $name in
  jmh) main=org.openjdk.jmh.Main ;;
  *) main=io.github.weightwatcher4j.benchmarks.$name ;;
esac
# JAVA_OPTS is split at blanks on purpose.
# shellcheck disable=SC2086
exec java ${JAVA_OPTS:-} -cp "$module/target/classes:$(<"$module/target/class-path")" "$main" "$@"
