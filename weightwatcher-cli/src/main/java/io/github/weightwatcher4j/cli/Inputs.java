package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.WeightFileAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files and folders that a call reads, none of which it may replace: the files that are named,
 * all that lies in a folder that is named, and beside a file what may be a part of its model. In
 * those folders, what an earlier call wrote may be replaced.
 */
final class Inputs {

  /** Folders in a folder, as deep as models in it are looked for. */
  private static final int DEEPEST = 8;

  /** Bytes of a file that are searched at once for the names of its parts. */
  private static final int BLOCK = 1 << 20;

  /** A shorter name may stand in a file by chance. */
  private static final int SHORTEST_NAME = 5;

  /** What is read beside weights, or lies there for other tools. */
  private static final Pattern SETTINGS =
      Pattern.compile(
          "(.*[._-])?(config|index|metadata|model|params|symbol|tokenizer|vocab)([_-].*)?\\.json");

  private final List<Path> files = new ArrayList<>();
  private final List<FileIdentity> read = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private final Set<Object> keysInFolders = new HashSet<>();
  private boolean walked;

  /** What is read. Of a path where nothing is, and of a pipe, nothing. */
  Inputs(List<Path> paths) {
    for (Path path : paths) {
      if (RemoteArguments.isElsewhere(path)) {
        continue; // no output can replace it
      }
      if (Files.isDirectory(path)) {
        folders.add(FileIdentity.of(path).real());
      } else if (Files.isRegularFile(path)) {
        files.add(path);
        read.add(FileIdentity.of(path));
      }
    }
  }

  private void addKeys(Path folder) {
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && attributes.fileKey() != null) {
              keysInFolders.add(attributes.fileKey());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, visitor);
    } catch (IOException e) {
      throw new CommandFailure("cannot look into " + Models.shown(folder) + ": " + e, e);
    }
  }

  /** Whether a file that is there is read, or lies in a folder that is and is no result. */
  boolean hold(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    if (!walked) {
      folders.forEach(this::addKeys);
      walked = true;
    }
    FileIdentity identity = FileIdentity.of(file);
    boolean inFolder =
        identity.key().filter(keysInFolders::contains).isPresent()
            || folders.stream().anyMatch(identity.real()::startsWith);
    return read.stream().anyMatch(identity::isSame) || (inFolder && !FormerResult.is(file));
  }

  /** As {@link #hold}, or may be a part of a model whose file is read. */
  boolean mayHold(Path file) {
    return hold(file)
        || (Files.isRegularFile(file)
            && !FormerResult.is(file)
            && files.stream().anyMatch(model -> mayBePart(file, model)));
  }

  /** As {@link #hold}, or is told to be a part of a model whose file is read. */
  boolean holdPart(Path file) {
    return hold(file)
        || (Files.isRegularFile(file) && files.stream().anyMatch(model -> isPart(file, model)));
  }

  private static boolean mayBePart(Path file, Path model) {
    if (!isBeside(file, model)) {
      return false;
    }
    String small = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean weights =
        WeightFileAdapter.formats().stream()
            .flatMap(format -> format.extensions().stream())
            .anyMatch(end -> small.endsWith(end.toLowerCase(Locale.ROOT)));
    return weights || SETTINGS.matcher(small).matches() || isTold(file, model);
  }

  private static boolean isPart(Path file, Path model) {
    return isBeside(file, model) && isTold(file, model);
  }

  /** Whether a file beside a model is called as its data, or stands in it by its name. */
  private static boolean isTold(Path file, Path model) {
    String name = String.valueOf(file.getFileName());
    return isData(name, model) || isNamedIn(model, name);
  }

  private static boolean isBeside(Path file, Path model) {
    Path folder = FileIdentity.of(model.toAbsolutePath().resolveSibling(".")).real();
    return FileIdentity.of(file.toAbsolutePath().resolveSibling(".")).real().startsWith(folder);
  }

  /** Whether a file is called as the data of a model that is in several files. */
  private static boolean isData(String name, Path model) {
    String whole = String.valueOf(model.getFileName());
    int dot = whole.lastIndexOf('.');
    String stem = dot > 0 ? whole.substring(0, dot) : whole;
    return List.of(".data", "_data", ".weights").stream()
        .anyMatch(end -> name.startsWith(whole + end) || name.startsWith(stem + end));
  }

  private static boolean isNamedIn(Path model, String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    if (wanted.length < SHORTEST_NAME) {
      return false;
    }
    String letters = new String(wanted, StandardCharsets.ISO_8859_1);
    byte[] block = new byte[BLOCK + wanted.length];
    try (InputStream in = Files.newInputStream(model)) {
      int kept = 0;
      for (int read; (read = in.readNBytes(block, kept, block.length - kept)) > 0; ) {
        int end = kept + read;
        if (new String(block, 0, end, StandardCharsets.ISO_8859_1).contains(letters)) {
          return true;
        }
        kept = Math.min(end, wanted.length); // a name may lie across two blocks
        System.arraycopy(block, end - kept, block, 0, kept);
      }
      return false;
    } catch (IOException e) {
      return true; // what cannot be looked at may name it
    }
  }
}
