package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.zip.ZipArchive;
import io.github.weightwatcher4j.formats.zip.ZipMember;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's format since 1.6: a zip archive whose members lie in one folder of any name, {@code
 * data.pkl} beside {@code data/0}, {@code data/1} and so on, a member for each storage. A
 * TorchScript program is such an archive too, with {@code code} and {@code constants.pkl} beside.
 */
final class ZipCheckpoint {

  private static final String PICKLE = "data.pkl";

  private final ZipArchive archive;
  private final FilePlace place;
  private final String folder;
  private final ByteOrder order;

  private ZipCheckpoint(ZipArchive archive, String folder, ByteOrder order) {
    this.archive = archive;
    this.place = FilePlace.of(archive.file());
    this.folder = folder;
    this.order = order;
  }

  /** Whether there is a pickle where one should be. */
  static boolean isOne(ZipArchive archive) {
    return folder(archive).isPresent();
  }

  /** Folder of the pickle with a slash behind it, the uppermost; empty text for the archive's. */
  private static Optional<String> folder(ZipArchive archive) {
    return archive.names().stream()
        .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
        .map(name -> name.substring(0, name.length() - PICKLE.length()))
        .min(Comparator.comparingInt(String::length));
  }

  /** The model of an archive. */
  static Checkpoint read(ZipArchive archive) throws IOException {
    String folder =
        folder(archive)
            .orElseThrow(
                () ->
                    FilePlace.of(archive.file())
                        .problem(
                            "is a zip archive without " + PICKLE + ", so not of torch.save",
                            "check what it is"));
    return new ZipCheckpoint(archive, folder, order(archive, folder)).model();
  }

  private static ByteOrder order(ZipArchive archive, String folder) throws IOException {
    Optional<ZipMember> member = archive.find(folder + "byteorder");
    if (member.isEmpty()) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    String text = new String(member.get().bytes(16), StandardCharsets.US_ASCII).strip();
    return switch (text) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw FilePlace.of(archive.file())
              .problem("has numbers in the byte order " + FilePlace.quoted(text), "save it again");
    };
  }

  private Checkpoint model() throws IOException {
    Checkpoint model = part("data");
    boolean program = archive.find(folder + "constants.pkl").isPresent();
    if (!model.hasTensors() && program) {
      Checkpoint constants = part("constants"); // of a frozen program
      model = constants.hasTensors() ? constants.renamed("constant") : model;
    }
    return model.requireTensors(
        place, program ? "is a TorchScript program without tensors" : "contains no tensors");
  }

  /** The tensors of a pickle and the folder of its storages. */
  private Checkpoint part(String name) throws IOException {
    Optional<ZipMember> member = archive.find(folder + name + ".pkl");
    Object value = member.isEmpty() ? null : unpickled(member.get());
    return Checkpoint.of(place, value, (storage, type) -> find(name, storage, type));
  }

  private @Nullable Object unpickled(ZipMember member) throws IOException {
    if (!member.isStored()) {
      return Pickle.read(place, PickleSource.of(member.bytes(PickleScan.LONGEST))).value();
    }
    long start = member.dataOffset();
    if (member.size() <= PickleScan.LONGEST) {
      byte[] bytes = member.bytes(PickleScan.LONGEST);
      return Pickle.read(place, PickleSource.of(archive.file(), start, bytes)).value();
    }
    // With arrays in it: too long to be checked, as any storage is.
    try (FileChannel channel = FileChannel.open(archive.file())) {
      long end = start + member.size();
      return Pickle.read(place, PickleSource.of(archive.file(), channel, start, end)).value();
    }
  }

  private Storage find(String part, StorageReference storage, ElementType type)
      throws IOException, UnreadableTensorException {
    String name = folder + part + "/" + storage.key();
    ZipMember member = archive.find(name).orElse(null);
    if (member == null) {
      throw new UnreadableTensorException(
          "its numbers, member " + FilePlace.quoted(name) + " of the archive, are not there");
    }
    long count = storage.count(type, member.size(), "member " + FilePlace.quoted(name));
    try {
      return member.numbers(0, count, type, order);
    } catch (WeightFileException e) {
      throw new UnreadableTensorException(String.valueOf(e.getMessage()));
    }
  }
}
