#!/usr/bin/env bash
# Draws the pictures of docs/gallery.md again, in about a minute. The same machine draws the same
# bytes; networks that other processors train differ in the last digits.
# Usage: gallery.sh [FOLDER]
set -eu
folder=$(realpath -m "${1:-"$(dirname "$0")/../docs/images/gallery"}")
cd "$(dirname "$0")/.."
mvn -q --batch-mode package -pl weightwatcher-examples -am -Dmaven.test.skip=true
OMP_NUM_THREADS=1 exec java -Djava.awt.headless=true -Xmx512m \
  -cp "weightwatcher-examples/target/classes:$(<weightwatcher-examples/target/class-path)" \
  io.github.weightwatcher4j.examples.gallery.Gallery \
  "$folder" weightwatcher-core/src/test/resources/models/resnet20.safetensors
