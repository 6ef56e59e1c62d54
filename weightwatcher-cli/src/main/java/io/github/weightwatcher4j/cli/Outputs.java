package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.internal.ResultFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files that a call writes. Each is looked at before the work begins: it can be written, is
 * none that is read, and no other output.
 */
final class Outputs {

  /** Names of standard output; the first on every system. */
  private static final List<Path> STANDARD_OUTPUT =
      List.of(
          Path.of("-"), Path.of("/dev/stdout"), Path.of("/dev/fd/1"), Path.of("/proc/self/fd/1"));

  private final Inputs inputs;
  private final Problems problems;
  private final Map<FileIdentity, String> taken = new LinkedHashMap<>();

  /** The outputs of a call that reads these files and folders; standard output is one of them. */
  Outputs(List<Path> read, Problems problems) {
    this.inputs = new Inputs(read);
    this.problems = problems;
    Path stream = Path.of("/dev/stdout");
    if (Files.isRegularFile(stream)) {
      problemOfPlace("standard output", stream, inputs.hold(stream)).ifPresent(problems::add);
    }
  }

  /** Whether a path stands for standard output. */
  static boolean isStandardOutput(Path path) {
    return STANDARD_OUTPUT.contains(path);
  }

  /** A file in a folder that is there. */
  void file(String option, Path file) {
    add(option, file, file.toAbsolutePath().getParent(), inputs::mayHold);
  }

  /** As {@link #file}, where the user has said that what is there may be replaced. */
  void replaced(String option, Path file) {
    add(option, file, file.toAbsolutePath().getParent(), inputs::holdPart);
  }

  /** A page, whose folders are made where they are missing. */
  void page(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    while (folder != null && !RemoteArguments.isElsewhere(folder) && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    add(option, file, folder, inputs::mayHold);
  }

  private void add(String option, Path file, @Nullable Path folder, Predicate<Path> isInput) {
    if (isStandardOutput(file)) {
      return;
    }
    if (RemoteArguments.isElsewhere(file)) {
      problems.add("%s: results are written to files here, not to %s".formatted(option, file));
      return;
    }
    boolean stream = ResultFile.isStream(file);
    Optional<String> cause = stream ? ofStream(file) : ofFile(file, folder);
    if (cause.isPresent()) {
      problems.add("cannot write to " + Models.shown(file) + ": " + cause.get());
    } else if (!stream) {
      problemOfPlace(option, file, isInput.test(file)).ifPresent(problems::add);
    }
  }

  private static Optional<String> ofStream(Path file) {
    return Files.isWritable(file) ? Optional.empty() : Optional.of("no permission");
  }

  private static Optional<String> ofFile(Path file, @Nullable Path folder) {
    if (folder == null || Files.isDirectory(file)) {
      return Optional.of("it is a folder; choose a file");
    }
    if (!Files.exists(folder)) {
      return Optional.of("there is no folder " + Models.shown(folder) + "; create it first");
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of(Models.shown(folder) + " is a file, not a folder; choose another");
    }
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isWritable(file)) {
      return Optional.of("it is protected from writing; choose another file");
    }
    return Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of(
            "no permission to write to the folder %s; choose another"
                .formatted(Models.shown(folder)));
  }

  private Optional<String> problemOfPlace(String option, Path file, boolean isInput) {
    if (isInput) {
      String text =
          "%s would replace %s, which is read or may be a part of it; choose another file";
      return Optional.of(text.formatted(option, Models.shown(file)));
    }
    FileIdentity identity = FileIdentity.of(file);
    for (Map.Entry<FileIdentity, String> other : taken.entrySet()) {
      if (other.getKey().isSame(identity)) {
        String text = "%s and %s need a file each: %s is both";
        return Optional.of(text.formatted(other.getValue(), option, Models.shown(file)));
      }
    }
    taken.put(identity, option);
    return Optional.empty();
  }

  /** A folder to be filled with pictures, after the files that are written. */
  void pictures(String option, Path folder, String extension) {
    if (RemoteArguments.isElsewhere(folder)) {
      problems.add("%s: results are written to folders here, not to %s".formatted(option, folder));
      return;
    }
    Path real = FileIdentity.of(folder).real();
    String end = "." + extension;
    taken.forEach(
        (file, other) ->
            problems.require(
                !(real.equals(file.real().getParent()) && file.real().toString().endsWith(end)),
                "%s and %s need a place each: a picture may be called as %s"
                    .formatted(other, option, Models.shown(file.real()))));
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> there = Files.newDirectoryStream(folder, "*" + end)) {
      for (Path file : there) {
        problems.require(
            !inputs.hold(file),
            "%s might replace %s, which this call reads; choose another folder"
                .formatted(option, Models.shown(file)));
      }
    } catch (IOException e) {
      throw OutputFolder.failure(folder, option, e);
    }
  }
}
