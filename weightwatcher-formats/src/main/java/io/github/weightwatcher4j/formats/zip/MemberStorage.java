package io.github.weightwatcher4j.formats.zip;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.FileStorage;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * Numbers in a stored member of an archive that lies elsewhere. Where they begin stands in the
 * member's own header, right before them: it is read when they are, because to look at all of these
 * headers would be to fetch a part of the archive for each.
 *
 * @param member the member
 * @param start where they begin in it
 * @param size how many
 * @param type how each is stored
 * @param order byte order
 */
record MemberStorage(ZipMember member, long start, long size, ElementType type, ByteOrder order)
    implements Storage {

  /**
   * Numbers that are within the member.
   *
   * @throws io.github.weightwatcher4j.formats.WeightFileException where they are not
   */
  static MemberStorage of(
      ZipMember member, long start, long count, ElementType type, ByteOrder order) {
    if (new FileStorage(member.file(), start, count, type, order).end() > member.size()) {
      throw member.problem(
          "has " + member.size() + " bytes, too few for " + count + " numbers of " + type);
    }
    return new MemberStorage(member, start, count, type, order);
  }

  @Override
  public Precision precision() {
    return type.precision();
  }

  @Override
  public Optional<ElementType> element() {
    return Optional.of(type);
  }

  @Override
  public Optional<Storage> asBytes() {
    return Optional.of(
        new MemberStorage(member, start, size * type.bytes(), ElementType.UINT8, order));
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    FileChannel channel = member.openAhead();
    try {
      long offset = Math.addExact(member.dataOffset(channel), start);
      return new FileStorage(member.file(), offset, size, type, order).openIn(channel, tensor);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }
}
