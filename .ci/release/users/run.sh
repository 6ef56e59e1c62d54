#!/usr/bin/env bash
# Builds the users' projects with the modules of one version, runs each, and tells what their class paths weigh.
# Usage: run.sh VERSION REPOSITORY [MAVEN ARGUMENT...]; REPOSITORY is a URL, such as file:///tmp/repository; for
# modules that 'mvn install' has put into the local repository any folder does.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
model=$(cd "$here/../../.." && pwd)/weightwatcher-core/src/test/resources/models/resnet20.safetensors
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$1 repository=$2
shift 2
cp -r "$here/." "$work"
cd "$work"
mvn --batch-mode --quiet -Drelease.version="$version" -Drelease.folder="$repository" -Djavacpp.platform.host "$@" package
for project in files plain own-dl4j spring-boot modular kotlin scala; do
  cd "$work/$project"
  jars=$(<target/class-path)
  # Ours are automatic modules: what they need of others is asked for by name, or all together.
  case $project in
    modular) launch=(--add-modules ALL-MODULE-PATH -p "target/classes:$jars" -m org.example.modular/org.example.modular.Main) ;;
    *) launch=(-cp "target/classes:$jars" org.example.Main) ;;
  esac
  mb=$(tr : '\n' <<<"$jars" | xargs du -cLb | awk 'END {printf "%.0f", $1 / 1e6}')
  echo "$project: $(tr : '\n' <<<"$jars" | wc -l) jars, $mb MB"
  OMP_NUM_THREADS=1 java "${launch[@]}" "$model" >out.log 2>err.log || { cat out.log err.log; exit 1; }
  tail -n 2 out.log
done
