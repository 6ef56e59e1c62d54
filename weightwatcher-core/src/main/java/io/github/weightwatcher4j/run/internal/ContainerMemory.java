package io.github.weightwatcher4j.run.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Memory that the control groups of Linux leave to this process: each group around it may have a
 * limit, and what the group uses already counts, less the cached files that nobody uses now.
 * Version 2 and version 1, see the kernel's cgroup-v2.rst and cgroup-v1/memory.rst. Files that are
 * missing, closed or hold something else limit nothing.
 *
 * @param root where {@code proc} and {@code sys} are
 */
record ContainerMemory(Path root) {

  private static final int MOST_BYTES = 1 << 16;

  /** How the files of a version are called. */
  private enum Version {
    TWO("sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
    ONE(
        "sys/fs/cgroup/memory",
        "memory.limit_in_bytes",
        "memory.usage_in_bytes",
        "total_inactive_file");

    private final String mount;
    private final String limit;
    private final String usage;
    private final String cached;

    Version(String mount, String limit, String usage, String cached) {
      this.mount = mount;
      this.limit = limit;
      this.usage = usage;
      this.cached = cached;
    }
  }

  /** Bytes that are free in the tightest group; empty where there is no limit. */
  OptionalLong free() {
    return lines(root.resolve("proc/self/cgroup")).stream()
        .flatMap(this::groups)
        .flatMapToLong(ContainerMemory::free)
        .min();
  }

  /** A group of this process. */
  private record Group(Version version, Path folder) {}

  /** The groups of a line {@code id:controllers:path}, from the innermost to the root. */
  private Stream<Group> groups(String line) {
    String[] fields = line.split(":", 3);
    boolean two = fields.length == 3 && fields[1].isEmpty();
    boolean one = fields.length == 3 && List.of(fields[1].split(",")).contains("memory");
    if (!two && !one) {
      return Stream.empty();
    }
    Version version = two ? Version.TWO : Version.ONE;
    Path mount = root.resolve(version.mount);
    // A container sees its own group as the root, whatever path its line tells.
    return Stream.iterate(
            inside(mount, fields[2]), at -> at != null && at.startsWith(mount), Path::getParent)
        .map(folder -> new Group(version, folder));
  }

  private static Path inside(Path mount, String path) {
    try {
      Path group = mount.resolve(path.replaceAll("^/+", "")).normalize();
      return group.startsWith(mount) ? group : mount; // from another namespace: /../x
    } catch (InvalidPathException e) {
      return mount;
    }
  }

  private static LongStream free(Group group) {
    Version names = group.version;
    OptionalLong limit = number(group.folder.resolve(names.limit));
    OptionalLong usage = number(group.folder.resolve(names.usage));
    if (limit.isEmpty() || usage.isEmpty()) {
      return LongStream.empty();
    }
    long cached =
        lines(group.folder.resolve("memory.stat")).stream()
            .filter(line -> line.startsWith(names.cached + " "))
            .flatMapToLong(line -> number(line.substring(names.cached.length())).stream())
            .findFirst()
            .orElse(0);
    long used = Math.max(0, usage.getAsLong() - cached);
    return LongStream.of(Math.max(0, limit.getAsLong() - used));
  }

  private static OptionalLong number(Path file) {
    List<String> lines = lines(file);
    return lines.isEmpty() ? OptionalLong.empty() : number(lines.get(0));
  }

  /** A count of bytes; empty for {@code max} and whatever else is no such number. */
  private static OptionalLong number(String text) {
    try {
      long number = Long.parseLong(text.strip());
      return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static List<String> lines(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }
}
