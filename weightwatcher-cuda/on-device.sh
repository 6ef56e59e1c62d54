#!/usr/bin/env bash
# The solver cuda on a real GPU: an archive is packed here and run on a machine that has a GPU and
# CUDA 13, but no Java. It compares values and times with LAPACK's and prints Markdown for
# docs/performance.md; see docs/cuda.md.
#
#   on-device.sh pack ARCHIVE.tar.gz          here: needs a JDK 17 or later and Maven
#   on-device.sh run [ARCHIVE.tar.gz] [M...]  there: exit code 0, 1 where a value is out, 3 without a GPU
#   on-device.sh rehearse ARCHIVE.tar.gz      here: the same with stand-ins for CUDA's libraries (gcc)
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
main=io.github.weightwatcher4j.cuda.OnDevice
modules=java.base,java.logging,java.management,java.xml,jdk.management,jdk.unsupported
most=$((60 * 1024 * 1024))

fail() {
  echo "on-device: $1" >&2
  exit 2
}

# Folders are deleted at the end, whatever happens.
temporary=()
cleanup() {
  [ ${#temporary[@]} = 0 ] || rm -rf "${temporary[@]}"
}
trap cleanup EXIT

pack() {
  local archive=$1 work target=$here/target jar
  command -v jlink >/dev/null || fail "no jlink on the PATH; it comes with a JDK"
  (cd "$here/.." && mvn --batch-mode --quiet -DskipTests -Djavacpp.platform=linux-x86_64 \
    --projects weightwatcher-cuda --also-make package)
  work=$(mktemp -d)
  temporary+=("$work")
  mkdir -p "$work/on-device/jars"
  IFS=: read -r -a jars <"$target/class-path" || true
  for jar in "${jars[@]}" "$target"/weightwatcher-cuda-*.jar; do
    case $jar in
      *-sources.jar | *-javadoc.jar | *-linux-arm64.jar | *-macosx-*.jar | *-windows-*.jar) ;;
      *) cp "$jar" "$work/on-device/jars/" ;;
    esac
  done
  jar --create --file "$work/on-device/jars/on-device.jar" -C "$target/test-classes" io
  jlink --add-modules "$modules" --compress=2 --strip-debug --no-header-files --no-man-pages \
    --output "$work/on-device/runtime"
  cp "${BASH_SOURCE[0]}" "$work/on-device/on-device.sh"
  tar -C "$work" -czf "$archive" on-device
  size=$(wc -c <"$archive")
  [ "$size" -lt "$most" ] || fail "$archive has $size bytes, more than $most"
  echo "$archive: $((size / 1024 / 1024)) MiB"
}

# Where the libraries are that the loader does not know of: CUDA's own folders, and Python's packages.
library_folders() {
  local found names=(-name libcudart.so.13 -o -name libcublas.so.13 -o -name libcusolver.so.12
    -o -name libcusparse.so.12 -o -name libnvJitLink.so.13)
  PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -q libcuda.so.1 || names+=(-o -name libcuda.so.1)
  found=$(find /usr/local /usr/lib /opt -maxdepth 9 \( "${names[@]}" \) ! -path '*/compat/*' 2>/dev/null || true)
  [ -z "$found" ] || sed 's|/[^/]*$||' <<<"$found" | sort -u | paste -sd:
}

# Sets "folder" to where an archive is unpacked, or to where this script lies in an unpacked one.
unpacked() {
  folder=$here
  if [ -n "${1:-}" ]; then
    folder=$(mktemp -d)
    temporary+=("$folder")
    tar -C "$folder" -xzf "$1"
    folder=$folder/on-device
  fi
  [ -x "$folder/runtime/bin/java" ] ||
    fail "no Java beside $here/on-device.sh; name the archive that 'pack' made"
}

java() {
  local cache code=0
  cache=$(mktemp -d)
  temporary+=("$cache")
  # Some machines set it to kernels of half the speed.
  unset OPENBLAS_CORETYPE
  "$folder/runtime/bin/java" -Dorg.bytedeco.javacpp.cachedir="$cache" \
    -Dslf4j.internal.verbosity=ERROR -cp "$folder/jars/*" "$main" "$@" || code=$?
  return $code
}

run() {
  local archive=
  case ${1:-} in
    *.tar.gz | *.tgz)
      archive=$1
      shift
      ;;
  esac
  unpacked "$archive"
  LD_LIBRARY_PATH=$(library_folders)${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  export LD_LIBRARY_PATH
  java "$@"
}

# One library of stand-ins; the loader wants its symbols to have its name as their version.
stand_in() {
  printf '%s { global: *; };\n' "$2" >"$1/versions"
  gcc -O1 -Wall -shared -fPIC -Wl,-soname,"$2" -Wl,--version-script,"$1/versions" -D"$3" \
    -o "$1/$2" "$here/src/test/c/stand-in.c" -ldl
}

rehearse() {
  local libraries blas
  command -v gcc >/dev/null || fail "no gcc on the PATH"
  unpacked "$1"
  libraries=$(mktemp -d)
  temporary+=("$libraries")
  stand_in "$libraries" libcuda.so.1 CUDA
  stand_in "$libraries" libcudart.so.13 CUDART
  stand_in "$libraries" libcublas.so.13 CUBLAS
  stand_in "$libraries" libcublasLt.so.13 NONE
  stand_in "$libraries" libcusolver.so.12 CUSOLVER
  stand_in "$libraries" libcusolverMg.so.12 NONE
  stand_in "$libraries" libcusparse.so.12 NONE
  (cd "$libraries" && unzip -qo "$folder"/jars/openblas-*-linux-x86_64.jar 'org/*')
  blas=$(find "$libraries/org" -name libopenblas.so.0)
  # Before any real library of CUDA that JavaCPP may find.
  LD_PRELOAD=$(find "$libraries" -maxdepth 1 -name 'lib*.so.*' | paste -sd' ') \
    STAND_IN_BLAS=$blas java 16 50 64 300
}

case ${1:-} in
  pack) [ $# = 2 ] || fail "pack takes the name of the archive" && pack "$2" ;;
  run) shift && run "$@" ;;
  rehearse) [ $# = 2 ] || fail "rehearse takes the archive" && rehearse "$2" ;;
  *) fail "say pack ARCHIVE.tar.gz, run [ARCHIVE.tar.gz] [M...] or rehearse ARCHIVE.tar.gz" ;;
esac
