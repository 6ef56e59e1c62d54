package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.NamedFiles;
import io.github.weightwatcher4j.formats.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a tensor in a file beside the model, which may not lie outside the model's folder.
 *
 * @param file the file
 * @param offset where they begin
 * @param length how many bytes; negative where they reach to the end
 */
record ExternalData(Path file, long offset, long length) {

  static ExternalData of(Path model, String tensor, Map<String, String> entries)
      throws IOException {
    FilePlace place = FilePlace.of(model).tensor(tensor);
    try {
      Path file = NamedFiles.of(place).below(entries.getOrDefault("location", ""));
      return new ExternalData(
          file, number(entries.getOrDefault("offset", "0")), number(entries.get("length")));
    } catch (NumberFormatException e) {
      throw place.problem(
          "its external data is said to be in " + FilePlace.quoted(entries.toString()),
          "download it again",
          e);
    }
  }

  private static long number(@Nullable String text) {
    if (text == null) {
      return -1;
    }
    long value = Long.parseLong(text);
    if (value < 0) {
      throw new NumberFormatException(text);
    }
    return value;
  }

  /** The numbers, after a check that the file holds them. */
  Storage numbers(long count, ElementType type) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("the file " + file.getFileName() + " is not there");
    }
    FileStorage storage = FileStorage.littleEndian(file, offset, count, type);
    long bytes = storage.end() - offset;
    if (storage.end() > Files.size(file) || (length >= 0 && length != bytes)) {
      throw new IllegalArgumentException(
          "%d bytes from byte %d on of %s, which has %d, are to hold %d"
              .formatted(length, offset, file.getFileName(), Files.size(file), bytes));
    }
    return storage;
  }
}
