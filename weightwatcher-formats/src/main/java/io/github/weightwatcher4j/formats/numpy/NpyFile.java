package io.github.weightwatcher4j.formats.numpy;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.FileWindow;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.zip.ZipMember;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;

/** One array with its header, in a file of its own or in an archive. */
final class NpyFile {

  private static final String NPY = ".npy";

  private NpyFile() {}

  /** Where numbers come from. */
  @FunctionalInterface
  private interface Source {
    Storage numbers(long start, long count, ElementType type, ByteOrder order) throws IOException;
  }

  /** The array in a file of its own, called as the file. */
  static NamedTensor tensor(Path file) throws IOException {
    String name = withoutEnding(String.valueOf(file.getFileName()));
    FilePlace place = FilePlace.of(file).tensor(name);
    try (InputStream in = new BufferedInputStream(FileWindow.stream(file))) {
      NpyHeader header = NpyHeader.read(place, in);
      return tensor(
          place,
          name,
          header,
          Files.size(file),
          (start, count, type, order) -> new FileStorage(file, start, count, type, order));
    }
  }

  /** The array in a member of an archive, called as the member. */
  static NamedTensor tensor(ZipMember member) throws IOException {
    String name = withoutEnding(member.name());
    FilePlace place = FilePlace.of(member.file()).tensor(name);
    try (InputStream in = member.open()) {
      return tensor(place, name, NpyHeader.read(place, in), member.size(), member::numbers);
    } catch (ZipException | EOFException e) {
      throw place.problem("cannot be unpacked (" + e.getMessage() + ")", "download it again", e);
    }
  }

  private static NamedTensor tensor(
      FilePlace place, String name, NpyHeader header, long size, Source source) throws IOException {
    Optional<Descr> descr = Descr.of(header.descr());
    if (descr.isEmpty()) {
      return NamedTensor.unreadable(
          name, header.shape(), Descr.absence(header.descr()), Descr.reason(header.descr()));
    }
    ElementType type = descr.get().type();
    long count = header.shape().size();
    // Divided, as a product could overflow.
    if (count > (size - header.length()) / type.bytes()) {
      String text = "shape %s of %s needs more than the %d bytes behind the header";
      throw place
          .at(header.length())
          .problem(
              text.formatted(header.shape(), header.descr(), size - header.length()),
              "it is incomplete: download it again");
    }
    Storage storage = source.numbers(header.length(), count, type, descr.get().order());
    return NamedTensor.of(
        name,
        header.fortranOrder()
            ? TensorView.fortran(storage, header.shape())
            : TensorView.of(storage, header.shape()));
  }

  private static String withoutEnding(String name) {
    return name.endsWith(NPY) ? name.substring(0, name.length() - NPY.length()) : name;
  }
}
