package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's format before 1.6: five pickles one behind the other, a magic number, the version, the
 * writer's system, the object and the keys of the storages; then the storages in the order of the
 * keys, each its length in 8 bytes and its numbers, little-endian.
 */
final class LegacyCheckpoint implements Storages {

  /** The pickle of the magic number as protocol 2 writes it. */
  private static final byte[] MAGIC = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa85019");

  private static final int VERSION = 1001;
  private static final String ADVICE = "it is incomplete: download it again";

  private final FilePlace place;
  private final FileChannel channel;
  private final Map<String, FileStorage> storages = new HashMap<>();

  private LegacyCheckpoint(Path file, FileChannel channel) {
    this.place = FilePlace.of(file);
    this.channel = channel;
  }

  /** Whether a file starts as one does. */
  static boolean isOne(Probe probe) {
    return probe.startsWith(MAGIC);
  }

  /** The model of a file. */
  static Checkpoint read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new LegacyCheckpoint(file, channel).model();
    }
  }

  private Checkpoint model() throws IOException {
    Pickle magic = Pickle.read(place, channel, 0);
    Pickle version = Pickle.read(place, channel, magic.end());
    if (!(version.value() instanceof Integer number && number == VERSION)) {
      throw place
          .at(magic.end())
          .problem("has an unknown version", "save it again with a newer PyTorch");
    }
    Pickle system = Pickle.read(place, channel, version.end());
    Pickle object = Pickle.read(place, channel, system.end());
    Pickle keys = Pickle.read(place, channel, object.end());
    locate(keys, object.storages());
    return Checkpoint.of(place, object.value(), this).requireTensors(place, "contains no tensors");
  }

  /** Goes through the storages, each behind its length. */
  private void locate(Pickle keys, Map<String, StorageReference> references) throws IOException {
    if (!(keys.value() instanceof List<?> list)) {
      throw place.at(keys.end()).problem("has no list of storages", ADVICE);
    }
    long position = keys.end();
    for (Object key : list) {
      StorageReference reference = key instanceof String text ? references.get(text) : null;
      if (reference == null) {
        throw place.at(position).problem("lists a storage that no tensor uses", ADVICE);
      }
      long count = count(position);
      int width = TorchTypes.bytes(reference.type());
      position += Long.BYTES;
      if (count < 0 || count > (channel.size() - position) / width) {
        String text = "storage %s of %d numbers of %d bytes does not fit into the file";
        String name = FilePlace.quoted(reference.key());
        throw place.at(position).problem(text.formatted(name, count, width), ADVICE);
      }
      long size = count * width;
      storages.put(
          reference.key(),
          FileStorage.littleEndian(place.file(), position, size, ElementType.UINT8));
      position += size;
    }
  }

  private long count(long position) throws IOException {
    ByteBuffer length = FileWindow.bytes(channel, position, Long.BYTES);
    if (length.remaining() < Long.BYTES) {
      throw place.at(position).problem("the file ends before its storages do", ADVICE);
    }
    return length.getLong(0);
  }

  @Override
  public Storage find(StorageReference reference, ElementType type)
      throws UnreadableTensorException {
    FileStorage bytes = storages.get(reference.key());
    if (bytes == null) {
      throw new UnreadableTensorException(
          "its storage " + FilePlace.quoted(reference.key()) + " is not in the file");
    }
    long count = reference.count(type, bytes.size(), "that");
    return FileStorage.littleEndian(bytes.file(), bytes.offset(), count, type);
  }
}
