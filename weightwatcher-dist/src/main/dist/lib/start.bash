# How the command starts from a clone and from a distribution; sourced by both launchers, which define
# "resolved" and set $jars, its class path, $sample, a model to analyse, and $built, a file that is as old as
# the jars. Java: $JAVA_HOME or the one on the PATH; its options: $JAVA_OPTS; more jars, such as those
# of another solver (docs/cuda.md): $WEIGHTWATCHER_CLASSPATH.

main=io.github.weightwatcher4j.cli.WeightWatcherCommand

fail() {
  echo "weightwatcher: $1" >&2
  exit 1
}

# What tells a Java from every other, its maker and build too: the release file of the JDK, which takes no time
# to read, or what it says itself.
told_by() {
  local home
  home=$(cd -P "$(dirname "$(resolved "$1")")/.." && pwd)
  if [ -r "$home/release" ]; then
    cat "$home/release"
  else
    "$1" -version 2>&1
  fi
}

# Whether the user has chosen a garbage collector, of which a JVM takes one only.
chooses_collector() {
  local given=" ${JAVA_OPTS:-} ${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-} ${_JAVA_OPTIONS:-} "
  local collector='[[:space:]]-XX:\+Use[[:alnum:]]*GC[[:space:]]'
  [[ $given =~ $collector ]]
}

# Sets $java, $java_version (such as 17.0.15), $java_identity, a word for a file's name that no other Java has,
# its major $version, and the options that every start takes.
find_java() {
  local where told
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  where=${JAVA_HOME:+in JAVA_HOME=$JAVA_HOME}
  java=$(command -v "$java") || fail "no Java ${where:-on the PATH}; install Java 17 or later, or set JAVA_HOME"
  told=$(told_by "$java") || true
  java_version=$(sed -n 's/^JAVA_VERSION="\([0-9.]*\).*/\1/p; s/^[a-z]* version "\([0-9.]*\).*/\1/p' <<<"$told" | head -n 1)
  version=${java_version%%.*}
  [ "${version:-0}" -ge 17 ] || fail "Java 17 or later is needed, but $java is ${version:-of unknown version}"
  java_identity=$java_version-$(cksum <<<"$told" | cut -d ' ' -f 1)
  options=()
  if ! chooses_collector; then
    # The serial collector starts fastest and leaves the cores to the work.
    options+=(-XX:+UseSerialGC)
  fi
  if [ "$version" -ge 24 ]; then
    # OpenBLAS is called and native memory read; later JDKs ask for leave.
    options+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  fi
}

# Whether a file is there and no older than the jars.
is_current() {
  [ -f "$1" ] && ! [ "$built" -nt "$1" ]
}

# Writes the archive, which takes its name only once it is whole. Java 17 crashes now and then while it
# writes one (in a subshell, which keeps that to itself).
write_archive() (
  archive=$1
  new=$1.$$
  exec >/dev/null 2>&1
  trap 'rm -f "$new" "$archive.crash"' EXIT
  "$java" ${options[@]+"${options[@]}"} -XX:ArchiveClassesAtExit="$new" -XX:ErrorFile="$archive.crash" \
    -Xlog:disable -cp "$jars" "$main" analyze "$sample" && [ -s "$new" ] && mv -f "$new" "$archive"
)

# Classes as the JVM has them in memory, which halves the time to start; kept for this Java and build.
# They are written in three attempts, then done without: a file with ".none" at its end says so.
archive_classes() {
  local archive=$1
  if ! { [ -s "$archive" ] && is_current "$archive"; } && ! is_current "$archive.none"; then
    rm -f "$archive" "$archive.none" 2>/dev/null || return 0
    write_archive "$archive" || write_archive "$archive" || write_archive "$archive" ||
      : 2>/dev/null >"$archive.none" || true
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
  exec "$java" ${options[@]+"${options[@]}"} ${JAVA_OPTS:-} \
    -cp "$jars${WEIGHTWATCHER_CLASSPATH:+:$WEIGHTWATCHER_CLASSPATH}" "$main" "$@"
}
