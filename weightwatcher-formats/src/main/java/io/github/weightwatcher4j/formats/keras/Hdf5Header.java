package io.github.weightwatcher4j.formats.keras;

import io.jhdf.checksum.ChecksumUtils;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.Message;
import io.jhdf.object.message.ObjectHeaderContinuationMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The messages of an object's header, each read by jHDF on its own: one that it does not know, an
 * attribute of an odd type say, is left out and costs nothing else. The layout of headers is that
 * of the HDF5 File Format Specification, version 3, IV.A.1.
 */
final class Hdf5Header {

  private static final int DATA_TYPE = 3;
  private static final int LINK = 6;
  private static final int OPAQUE = 5;
  private static final int MOST_MESSAGES = 1 << 16;
  private static final int TIMES = 0x20;
  private static final int PHASES = 0x10;
  private static final int TRACKED = 4;
  private static final int SHARED = 2;

  private final HdfBackingStorage storage;
  private final List<Message> messages = new ArrayList<>();
  private final List<ByteBuffer> links = new ArrayList<>();
  private final Map<Integer, String> unread = new HashMap<>();
  private final Set<Long> seen = new HashSet<>();
  private int count;
  private boolean old;
  private boolean tracked;

  private Hdf5Header(HdfBackingStorage storage) {
    this.storage = storage;
  }

  /** Reads the header at an address of the file. */
  static Hdf5Header read(HdfBackingStorage storage, long address) {
    Hdf5Header header = new Hdf5Header(storage);
    ByteBuffer start = storage.readBufferFromAddress(address, 12);
    header.old = start.get(0) == 1;
    if (header.old) {
      header.walk(header.bytes(address + 16, Integer.toUnsignedLong(start.getInt(8))));
    } else {
      header.readNew(address, start);
    }
    return header;
  }

  private void readNew(long address, ByteBuffer start) {
    if (start.getInt(0) != tag("OHDR") || start.get(4) != 2) {
      throw new IllegalArgumentException("no object begins at byte " + address);
    }
    int flags = start.get(5);
    tracked = (flags & TRACKED) != 0;
    int at = 6 + ((flags & TIMES) != 0 ? 16 : 0) + ((flags & PHASES) != 0 ? 4 : 0);
    int width = 1 << (flags & 3);
    ByteBuffer size = storage.readBufferFromAddress(address + at, width);
    long length = Hdf5Links.number(size, 0, width);
    int begin = at + width;
    ByteBuffer all = bytes(address, Math.addExact(length, begin + (long) Integer.BYTES));
    ChecksumUtils.validateChecksum(all.duplicate().order(all.order()));
    walk(part(all, begin, all.limit() - Integer.BYTES));
  }

  private ByteBuffer bytes(long address, long length) {
    if (length < 0 || length > storage.size()) {
      throw new IllegalArgumentException("a header of " + length + " bytes");
    }
    ByteBuffer bytes = storage.readBufferFromAddress(address, Math.toIntExact(length));
    return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer part(ByteBuffer bytes, int from, int to) {
    return bytes.slice(from, to - from).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int tag(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  private void walk(ByteBuffer bytes) {
    int head = old ? 8 : tracked ? 6 : 4;
    int at = 0;
    while (at + head <= bytes.limit() && ++count <= MOST_MESSAGES) {
      int type = old ? bytes.getChar(at) : bytes.get(at) & 0xff;
      int size = bytes.getChar(at + (old ? 2 : 1));
      int flags = bytes.get(at + (old ? 4 : 3));
      int end = at + head + size;
      if (end > bytes.limit()) {
        return; // no message: what is left of a header may be a gap
      }
      add(type, flags, part(bytes, at, end), head);
      at = old ? (end + 7) & -8 : end;
    }
  }

  private void add(int type, int flags, ByteBuffer bytes, int head) {
    if (type == LINK) {
      links.add(part(bytes, head, bytes.limit()));
      return;
    }
    try {
      Message message =
          old
              ? Message.readObjectHeaderV1Message(bytes.duplicate().order(bytes.order()), storage)
              : Message.readObjectHeaderV2Message(
                  bytes.duplicate().order(bytes.order()), storage, tracked);
      messages.add(message);
      if (message instanceof ObjectHeaderContinuationMessage next && seen.add(next.getOffset())) {
        follow(next);
      }
    } catch (RuntimeException e) {
      ByteBuffer body = part(bytes, head, bytes.limit());
      if (type == DATA_TYPE && (flags & SHARED) == 0 && isUntagged(body)) {
        messages.add(DataTypeMessage.create(DataType.readDataType(tagged(body))));
      } else {
        unread.put(type, String.valueOf(e.getMessage()));
      }
    }
  }

  private void follow(ObjectHeaderContinuationMessage next) {
    ByteBuffer block = bytes(next.getOffset(), next.getLength());
    if (old) {
      walk(block);
    } else if (block.getInt(0) == tag("OCHK")) {
      ChecksumUtils.validateChecksum(block.duplicate().order(block.order()));
      walk(part(block, Integer.BYTES, block.limit() - Integer.BYTES));
    }
  }

  /** Opaque numbers without a tag, which jHDF takes for a text without an end. */
  private static boolean isUntagged(ByteBuffer type) {
    return type.limit() >= 8 && (type.get(0) & 0xf) == OPAQUE && type.get(1) == 0;
  }

  /** The same type with a tag of no characters. */
  private static ByteBuffer tagged(ByteBuffer type) {
    ByteBuffer copy = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    copy.putLong(0, type.getLong(0));
    return copy.put(1, (byte) 8);
  }

  /** The first message of a kind. */
  <T extends Message> Optional<T> first(Class<T> kind) {
    return all(kind).stream().findFirst();
  }

  /** All messages of a kind. */
  <T extends Message> List<T> all(Class<T> kind) {
    return messages.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The links of a group, as {@link Hdf5Links} reads them. */
  List<ByteBuffer> links() {
    return List.copyOf(links);
  }

  /** Why no message of a type was read, where one is there. */
  Optional<String> unread(int type) {
    return Optional.ofNullable(unread.get(type));
  }

  /** Whether a message of this type is there, read or not. */
  boolean has(int type) {
    return unread.containsKey(type)
        || messages.stream().anyMatch(message -> message.getMessageType() == type);
  }
}
