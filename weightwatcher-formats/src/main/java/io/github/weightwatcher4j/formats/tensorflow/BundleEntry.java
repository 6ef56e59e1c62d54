package io.github.weightwatcher4j.formats.tensorflow;

import com.google.protobuf.CodedInputStream;
import io.github.weightwatcher4j.formats.tensorflow.Message.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the index says of one variable, TensorFlow's {@code BundleEntryProto}.
 *
 * @param type number of the element type
 * @param dims lengths of the axes
 * @param shard which of the files of numbers it lies in
 * @param offset where, in bytes from the start of that file
 * @param size how many bytes
 * @param slices the parts in which it is stored; none where it is stored whole
 */
record BundleEntry(
    int type, List<Long> dims, int shard, long offset, long size, List<Slice> slices) {

  /** Most axes that are kept, one more than a tensor may have. */
  private static final int MOST_AXES = 65;

  private static final int MOST_SLICES = 10_000;

  /** Start and length on each axis; a length of -1 for the whole axis. */
  record Slice(List<Long> starts, List<Long> lengths) {
    /** Copies the lists. */
    Slice {
      starts = List.copyOf(starts);
      lengths = List.copyOf(lengths);
    }
  }

  BundleEntry {
    dims = List.copyOf(dims);
    slices = List.copyOf(slices);
  }

  /** Reads the message. */
  static BundleEntry read(byte[] bytes) throws IOException {
    int[] type = {0, 0};
    long[] place = {0, 0};
    List<Long> dims = new ArrayList<>();
    List<Slice> slices = new ArrayList<>();
    Message.read(
        bytes,
        (in, field) -> {
          switch (field) {
            case 1 -> type[0] = in.readInt32();
            case 2 -> shape(in, dims);
            case 3 -> type[1] = in.readInt32();
            case 4 -> place[0] = in.readInt64();
            case 5 -> place[1] = in.readInt64();
            case 7 -> {
              if (slices.size() < MOST_SLICES) {
                slices.add(slice(in));
              } else {
                return false;
              }
            }
            default -> {
              return false;
            }
          }
          return true;
        });
    return new BundleEntry(type[0], dims, type[1], place[0], place[1], slices);
  }

  private static void shape(CodedInputStream in, List<Long> dims) throws IOException {
    Message.read(
        in,
        (inner, field) -> {
          if (field != 2) {
            return false;
          }
          long length = number(inner, 1);
          if (dims.size() < MOST_AXES) {
            dims.add(length);
          }
          return true;
        });
  }

  private static Slice slice(CodedInputStream in) throws IOException {
    List<Long> starts = new ArrayList<>();
    List<Long> lengths = new ArrayList<>();
    Message.read(
        in,
        (inner, field) -> {
          if (field != 1 || starts.size() == MOST_AXES) {
            return false;
          }
          long[] extent = {0, -1};
          Message.read(inner, extent(extent));
          starts.add(extent[0]);
          lengths.add(extent[1]);
          return true;
        });
    return new Slice(starts, lengths);
  }

  private static Fields extent(long[] extent) {
    return (in, field) -> {
      if (field != 1 && field != 2) {
        return false;
      }
      extent[field - 1] = in.readInt64();
      return true;
    };
  }

  /** A message of which one number is wanted; 0 where it is not there. */
  private static long number(CodedInputStream in, int wanted) throws IOException {
    long[] value = {0};
    Message.read(
        in,
        (inner, field) -> {
          if (field != wanted) {
            return false;
          }
          value[0] = inner.readInt64();
          return true;
        });
    return value[0];
  }
}
