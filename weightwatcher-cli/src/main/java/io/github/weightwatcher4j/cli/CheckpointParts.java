package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.WeightMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files that belong to an index and lie beside it: those that the {@code .index.json} of shards
 * names, and the {@code .data-00000-of-00001} of TensorFlow's {@code .index}. An index with other
 * parts than before is another checkpoint, so one that came before its parts is tried again.
 */
final class CheckpointParts {

  private static final String TENSORFLOW = ".index";
  private static final Pattern DATA = Pattern.compile("\\.data-\\d{5}-of-\\d{5}");

  /** What an index names, and how it lay there when that was read. */
  private record Names(FileTime modified, long size, Set<String> names) {}

  private final Map<Path, Names> read = new HashMap<>();

  /** The parts that are there. */
  List<Path> of(Path file, Collection<Path> besideIt) {
    String name = name(file);
    if (WeightMap.isIndex(file)) {
      Set<String> names = names(file);
      return besideIt.stream().filter(it -> names.contains(name(it))).toList();
    }
    if (name.endsWith(TENSORFLOW)) {
      String stem = name.substring(0, name.length() - TENSORFLOW.length());
      return besideIt.stream().filter(it -> isData(name(it), stem)).toList();
    }
    return List.of();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static boolean isData(String name, String stem) {
    return name.startsWith(stem) && DATA.matcher(name.substring(stem.length())).matches();
  }

  /** An index is read once, until it changes. */
  private Set<String> names(Path index) {
    try {
      BasicFileAttributes now = Files.readAttributes(index, BasicFileAttributes.class);
      Names before = read.get(index);
      if (before == null
          || before.size() != now.size()
          || !before.modified().equals(now.lastModifiedTime())) {
        before = new Names(now.lastModifiedTime(), now.size(), named(index));
        read.put(index, before);
      }
      return before.names();
    } catch (IOException e) {
      return Set.of(); // the analysis tells
    }
  }

  private static Set<String> named(Path index) {
    try {
      return new LinkedHashSet<>(WeightMap.read(index).files().values());
    } catch (IOException | WeightFileException | InvalidPathException e) {
      return Set.of(); // half written, or damaged, which the analysis tells
    }
  }

  /** Forgets what has gone. */
  void keepOnly(Collection<Path> there) {
    read.keySet().retainAll(Set.copyOf(there));
  }
}
