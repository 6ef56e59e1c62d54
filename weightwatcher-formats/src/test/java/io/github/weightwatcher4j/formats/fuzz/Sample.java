package io.github.weightwatcher4j.formats.fuzz;

import io.github.weightwatcher4j.formats.samples.TestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A sound model in a folder.
 *
 * @param files the files by name, those first that tell of others
 * @param opened name of the file that is opened; empty for the folder
 * @param outside files of the same kind in another folder, which nothing may read; their numbers
 *     are {@link Reading#OUTSIDE}. Names of the same files in this folder may be links to them
 */
record Sample(Map<String, byte[]> files, String opened, Map<String, byte[]> outside) {

  /** A file of the test resources. */
  static Sample of(String resource) throws IOException {
    return file(Path.of(resource).getFileName() + "", read(resource));
  }

  /** A file of any bytes. */
  static Sample file(String name, byte[] bytes) {
    return new Sample(Map.of(name, bytes), name, Map.of());
  }

  /** Files of which the first is opened; the others are found by the names in it. */
  static Sample naming(Map<String, byte[]> files, Map<String, byte[]> outside) {
    return new Sample(files, files.keySet().iterator().next(), outside);
  }

  /** A folder that is opened as a whole. */
  static Sample folder(Map<String, byte[]> files) {
    return new Sample(files, "", Map.of());
  }

  /** A folder of the test resources. */
  static Sample folder(String resource) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.list(TestFiles.resource(resource))) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        files.put(file.getFileName() + "", Files.readAllBytes(file));
      }
    }
    return folder(files);
  }

  /** Bytes of a file of the test resources. */
  static byte[] read(String resource) throws IOException {
    return Files.readAllBytes(TestFiles.resource(resource));
  }

  /** Names that lead to the files outside. */
  List<String> namesOutside(Path folder) {
    List<String> names =
        outside.keySet().stream()
            .flatMap(name -> Stream.of("../outside/" + name, folder.resolve(name) + ""))
            .toList();
    return names.isEmpty() ? List.of("../outside/w.bin", "/etc/passwd") : names;
  }

  /** Writes files into a folder, which holds nothing else then. */
  void write(Path folder, Map<String, byte[]> all) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : all.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }
}
