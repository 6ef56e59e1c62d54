package io.github.weightwatcher4j.dl4j;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A FlatBuffers file of {@code SameDiff.save}. It has no magic number; it is recognized by its root
 * table, which must have the fields of a {@code FlatGraph}, and by the name of the first variable.
 * A file that ends in between counts as one: reading it tells what is wrong.
 *
 * <p>FlatBuffers: a table starts with the distance back to its field list; the list holds its own
 * length, the table's length, then a position in the table for each field, 0 where it is absent. A
 * reference is a distance forward; a vector and a string start with their length.
 */
final class FlatGraphFile {

  /** What a user can do about a file that cannot be read. */
  static final String ADVICE =
      "not a complete SameDiff file; save it again with SameDiff.save, or load it with the ND4J"
          + " version that wrote it and analyse the SameDiff object";

  /** Fields of a graph: the identifier, six that are always written, and three more. */
  private static final int GRAPH_FIELDS = 10;

  private static final int GRAPH_FIELDS_WRITTEN = 6;
  private static final int GRAPH_VARIABLES = 1;
  private static final int VARIABLE_NAME = 1;

  private FlatGraphFile() {}

  /** Whether the file starts as a SameDiff graph does. */
  static boolean isOne(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long graph = reference(channel, 0);
      if (!isGraph(channel, graph)) {
        return false;
      }
      long variables = reference(channel, graph + position(channel, graph, GRAPH_VARIABLES));
      int count = int32(channel, variables);
      if (count <= 0) {
        return count == 0;
      }
      return isVariable(channel, reference(channel, variables + Integer.BYTES));
    } catch (EOFException e) {
      return false;
    }
  }

  /** The graph, without its updater. */
  static Network read(Path file) {
    return new SameDiffSource(SameDiff.load(file.toFile(), false));
  }

  private static boolean isGraph(FileChannel channel, long table) throws IOException {
    int fields = fields(channel, table);
    if (fields <= GRAPH_FIELDS_WRITTEN || fields > GRAPH_FIELDS) {
      return false;
    }
    for (int field = GRAPH_VARIABLES; field <= GRAPH_FIELDS_WRITTEN; field++) {
      if (position(channel, table, field) == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVariable(FileChannel channel, long table) throws IOException {
    try {
      int name = position(channel, table, VARIABLE_NAME);
      return name != 0 && isText(channel, reference(channel, table + name));
    } catch (EOFException e) {
      return true;
    }
  }

  /** Number of fields a table's list has room for. */
  private static int fields(FileChannel channel, long table) throws IOException {
    int bytes = int16(channel, table - int32(channel, table));
    return bytes % Short.BYTES == 0 ? bytes / Short.BYTES - 2 : -1;
  }

  /** Position of a field in a table, 0 where there is no such field. */
  private static int position(FileChannel channel, long table, int field) throws IOException {
    long list = table - int32(channel, table);
    if (field >= fields(channel, table)) {
      return 0;
    }
    int tableLength = int16(channel, list + Short.BYTES);
    int position = int16(channel, list + (2L + field) * Short.BYTES);
    return position >= Integer.BYTES && position <= tableLength - Integer.BYTES ? position : 0;
  }

  private static boolean isText(FileChannel channel, long string) throws IOException {
    int length = int32(channel, string);
    if (length < 1 || length > 4096) {
      return false;
    }
    byte[] bytes = bytes(channel, string + Integer.BYTES, length).array();
    for (byte b : bytes) {
      if (b >= 0 && b < ' ') {
        return false;
      }
    }
    return true;
  }

  private static long reference(FileChannel channel, long at) throws IOException {
    return at + Integer.toUnsignedLong(int32(channel, at));
  }

  private static int int32(FileChannel channel, long at) throws IOException {
    return bytes(channel, at, Integer.BYTES).getInt(0);
  }

  private static int int16(FileChannel channel, long at) throws IOException {
    return Short.toUnsignedInt(bytes(channel, at, Short.BYTES).getShort(0));
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int length) throws IOException {
    if (at < 0 || at + length > channel.size()) {
      throw new EOFException();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
      // read on
    }
    return bytes;
  }
}
