package io.github.weightwatcher4j.formats.tar;

import io.github.weightwatcher4j.formats.Elsewhere;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.tar.TarStream.Member;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** The weight file of an archive, unpacked once in the life of the process. */
final class Unpacked {

  /** AllenNLP's name, which other files beside it do not matter to. */
  private static final String ALLENNLP = "weights.th";

  private static final Pattern WEIGHTS =
      Pattern.compile(
          "(?i).*(\\.(th|pt|pth|ckpt|safetensors|npz|h5|keras|onnx|gguf|msgpack)|model\\.bin)");

  private static final int MOST_MEMBERS = 100_000;

  /** How many times larger the unpacked weights may be; weights hardly shrink at all. */
  private static final long LARGEST_RATIO = 100;

  private static final long ALWAYS = 1 << 24;

  private static final Map<Key, Path> COPIES = new HashMap<>();
  private static final ReentrantLock UNPACKING = new ReentrantLock();

  /** An archive as it was when it was unpacked. */
  private record Key(Path file, long size, FileTime changed) {}

  private Unpacked() {}

  /** The unpacked weight file of an archive. */
  static Path of(Path archive) throws IOException {
    if (Elsewhere.is(archive)) {
      throw FilePlace.of(archive)
          .problem(
              "is an archive that has to be unpacked to a disk, which is not done with what lies "
                  + "elsewhere",
              "copy it to a disk here and give that");
    }
    try {
      UNPACKING.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
    try {
      return known(archive);
    } finally {
      UNPACKING.unlock();
    }
  }

  private static Path known(Path archive) throws IOException {
    Key key =
        new Key(archive.toRealPath(), Files.size(archive), Files.getLastModifiedTime(archive));
    Path known = COPIES.get(key);
    if (known != null && Files.isRegularFile(known)) {
      return known;
    }
    Path copy = unpacked(archive, chosen(archive));
    COPIES.put(key, copy);
    return copy;
  }

  /** The one weight file, told by the names of all members. */
  private static Member chosen(Path archive) throws IOException {
    FilePlace place = FilePlace.of(archive);
    List<Member> weights = new ArrayList<>();
    try (TarStream tar = TarStream.open(archive)) {
      int count = 0;
      for (Optional<Member> next = tar.next(); next.isPresent(); next = tar.next()) {
        Member member = next.get();
        if (++count > MOST_MEMBERS) {
          throw place.problem("has more than " + MOST_MEMBERS + " members", "unpack it");
        }
        if (member.isFile() && leaf(member).equals(ALLENNLP)) {
          return member;
        }
        if (member.isFile() && WEIGHTS.matcher(member.name()).matches()) {
          weights.add(member);
        }
      }
    }
    if (weights.size() != 1) {
      List<String> names =
          weights.stream().limit(10).map(member -> FilePlace.quoted(member.name())).toList();
      throw place.problem(
          "is an archive with " + weights.size() + " weight files " + names,
          "unpack it and give one of its files or folders");
    }
    return weights.get(0);
  }

  private static String leaf(Member member) {
    return member.name().substring(member.name().lastIndexOf('/') + 1);
  }

  private static Path unpacked(Path archive, Member chosen) throws IOException {
    long most = Math.max(ALWAYS, Files.size(archive) * LARGEST_RATIO);
    if (chosen.size() > most) {
      throw FilePlace.of(archive)
          .problem(
              "would unpack to %d bytes, more than %d times as many"
                  .formatted(chosen.size(), LARGEST_RATIO),
              "no weights shrink so much: check where it comes from");
    }
    String leaf = leaf(chosen).toLowerCase(Locale.ROOT);
    String end = leaf.substring(leaf.lastIndexOf('.')); // one of those that were looked for
    Path copy = Files.createTempFile("weightwatcher", end);
    copy.toFile().deleteOnExit();
    try (TarStream tar = TarStream.open(archive)) {
      Optional<Member> next = tar.next();
      while (next.isPresent() && !next.get().equals(chosen)) {
        next = tar.next();
      }
      tar.copyTo(copy, chosen);
      return copy;
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }
}
