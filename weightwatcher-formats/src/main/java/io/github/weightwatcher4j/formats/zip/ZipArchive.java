package io.github.weightwatcher4j.formats.zip;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Directory of a zip file, of zip64 too. It says where in the file each member lies, so that one
 * that is stored, not deflated, is read in place.
 */
public final class ZipArchive {

  private final Path file;
  private final Map<String, ZipMember> members;

  private ZipArchive(Path file, Map<String, ZipMember> members) {
    this.file = file;
    this.members = members;
  }

  /** Whether the file starts as a zip file does. */
  public static boolean isOne(Probe probe) {
    return probe.startsWith((byte) 'P', (byte) 'K', (byte) 3, (byte) 4);
  }

  /**
   * The directory, which stands at the end of the file.
   *
   * @throws WeightFileException where it is damaged
   */
  public static ZipArchive read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return read(file, channel, 0, channel.size());
    }
  }

  /**
   * The directory of an archive that is a part of a file.
   *
   * @param start where the archive begins, in bytes from the start of the file
   * @param length how many bytes it has
   * @throws WeightFileException where it is damaged, or not within the file
   */
  public static ZipArchive within(Path file, long start, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (start < 0 || length < 0 || start > channel.size() - length) {
        throw FilePlace.of(file)
            .problem(
                "has no archive of %d bytes at byte %d".formatted(length, start),
                "it is incomplete: download it again");
      }
      return read(file, channel, start, length);
    }
  }

  private static ZipArchive read(Path file, FileChannel channel, long start, long length)
      throws IOException {
    Map<String, ZipMember> members = new LinkedHashMap<>();
    List<ZipMember> listed = new ZipDirectory(file, channel, start, length).members();
    requireApart(listed);
    for (ZipMember member : listed) {
      if (members.put(member.name(), member) != null) {
        throw FilePlace.of(file)
            .problem(
                "has two members called " + FilePlace.quoted(member.name()),
                "no proper writer produces that: check where the file comes from");
      }
    }
    return new ZipArchive(file, members);
  }

  /** Members that share bytes would unpack to far more than the file has. */
  private static void requireApart(List<ZipMember> members) {
    long end = 0;
    for (ZipMember member :
        members.stream().sorted(Comparator.comparingLong(ZipMember::header)).toList()) {
      if (member.header() < end) {
        throw member.problem("lies over another");
      }
      end = member.least();
    }
  }

  /** The directory where it can be read; empty where it cannot. For a first look. */
  public static Optional<ZipArchive> glance(Probe probe) throws IOException {
    try {
      return isOne(probe) ? Optional.of(read(probe.path())) : Optional.empty();
    } catch (WeightFileException e) {
      return Optional.empty();
    }
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** All members in the directory's order. */
  public Collection<ZipMember> members() {
    return Collections.unmodifiableCollection(members.values());
  }

  /** Names of all members, folders not among them. */
  public List<String> names() {
    return members.keySet().stream().filter(name -> !name.endsWith("/")).toList();
  }

  /** The member of a name. */
  public Optional<ZipMember> find(String name) {
    return Optional.ofNullable(members.get(name));
  }
}
