package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.FilePlace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pickle of a file, unpickled.
 *
 * @param value what it makes
 * @param end the byte behind it, from the start of the file
 * @param storages the storages that it names, by key
 */
record Pickle(@Nullable Object value, long end, Map<String, StorageReference> storages) {

  /**
   * The pickle at a place of a file.
   *
   * @throws io.github.weightwatcher4j.formats.WeightFileException where there is none
   */
  static Pickle read(FilePlace place, FileChannel channel, long position) throws IOException {
    return read(place, PickleSource.of(place.file(), channel, position, channel.size()));
  }

  /** The pickle that a source starts with. */
  static Pickle read(FilePlace place, PickleSource source) throws IOException {
    PickleScan.Scanned scanned = new PickleScan(place, source).scan();
    ByteArrayInputStream in = new ByteArrayInputStream(scanned.instructions());
    try {
      GuardedUnpickler unpickler = new GuardedUnpickler(scanned.blobs());
      return new Pickle(unpickler.load(in), source.position(), unpickler.storages());
    } catch (IOException | RuntimeException e) {
      // The exception's own text may quote the file; what stays in the file moves the place.
      FilePlace where =
          scanned.blobs().isEmpty() ? place.at(source.position() - in.available()) : place;
      String text = "the pickle is damaged before this byte (%s)";
      throw where.problem(text.formatted(e.getClass().getSimpleName()), "download it again", e);
    }
  }
}
