# How the command starts from a clone and from a distribution; sourced by both launchers, which define
# "resolved" and set $jars, its class path, $sample, a model to analyse, and $built, a file that is as old as
# the jars. Java: $JAVA_HOME or the one on the PATH; its options: $JAVA_OPTS; more jars, such as those
# of another solver (docs/cuda.md): $WEIGHTWATCHER_CLASSPATH.

main=io.github.weightwatcher4j.cli.WeightWatcherCommand

fail() {
  echo "weightwatcher: $1" >&2
  exit 1
}

# From the release file of the JDK, which takes no time, or by asking.
full_version() {
  local home
  home=$(cd -P "$(dirname "$(resolved "$1")")/.." && pwd)
  if [ -r "$home/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9.]*\).*/\1/p' "$home/release"
  else
    "$1" -version 2>&1 | sed -n 's/^[a-z]* version "\([0-9.]*\).*/\1/p'
  fi
}

# Sets $java, $java_version, its major $version, and the options that every start takes.
find_java() {
  local where
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  where=${JAVA_HOME:+in JAVA_HOME=$JAVA_HOME}
  java=$(command -v "$java") || fail "no Java ${where:-on the PATH}; install Java 17 or later, or set JAVA_HOME"
  java_version=$(full_version "$java")
  version=${java_version%%.*}
  [ "${version:-0}" -ge 17 ] || fail "Java 17 or later is needed, but $java is ${version:-of unknown version}"
  # The serial collector starts fastest and leaves the cores to the work.
  options=(-XX:+UseSerialGC)
  if [ "$version" -ge 24 ]; then
    # OpenBLAS is called and native memory read; later JDKs ask for leave.
    options+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  fi
}

# Classes as the JVM has them in memory, which halves the time to start; kept for this Java and build.
# Java 17 crashes now and then while it writes them (in a subshell, which keeps that to itself): it is
# tried three times, then done without, which an empty archive stands for.
archive_classes() {
  local archive=$1
  if [ ! -f "$archive" ] || [ "$built" -nt "$archive" ]; then
    rm -f "$archive" 2>/dev/null || return 0
    for _ in 1 2 3; do
      (
        "$java" "${options[@]}" -XX:ArchiveClassesAtExit="$archive.$$" -XX:ErrorFile="$archive.crash" \
          -Xlog:disable -cp "$jars" "$main" analyze "$sample" || rm -f "$archive.$$"
      ) >/dev/null 2>&1
      mv -f "$archive.$$" "$archive" 2>/dev/null && break
    done
    rm -f "$archive.crash"
    [ -f "$archive" ] || : 2>/dev/null >"$archive" || true
  fi
  if [ -s "$archive" ]; then
    options+=(-XX:SharedArchiveFile="$archive" -Xshare:auto '-Xlog:cds*=off')
  fi
}

# "rows columns" of the terminal behind a stream, for tables, help and the progress bar.
columns_of() {
  local size
  size=$(stty size <&"$1" 2>/dev/null) && [ "${size#* }" -gt 0 ] 2>/dev/null || return 1
  options+=("-Dweightwatcher.columns=${size#* }")
}

# The command with its arguments, instead of this shell.
start() {
  if [ -t 1 ]; then
    options+=(-Dweightwatcher.output=true)
  fi
  if [ -t 2 ]; then
    options+=(-Dweightwatcher.terminal=true)
  fi
  { [ -t 1 ] && columns_of 1; } || { [ -t 2 ] && columns_of 2; } || true

  # Training the small networks of the demo on two threads takes up to a hundred times as long as on
  # one where another process wants a core. Analyses choose their threads themselves.
  export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1}

  # Without a locale Java writes "?" for what is not ASCII.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    "" | C | POSIX) export LC_ALL=C.UTF-8 ;;
  esac

  # JAVA_OPTS is split at blanks on purpose.
  # shellcheck disable=SC2086
  exec "$java" "${options[@]}" ${JAVA_OPTS:-} \
    -cp "$jars${WEIGHTWATCHER_CLASSPATH:+:$WEIGHTWATCHER_CLASSPATH}" "$main" "$@"
}
