package io.github.weightwatcher4j.formats.numpy;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Header of a {@code .npy} file, versions 1 to 3: a magic text, the version, the length of what
 * follows, and a Python dictionary with exactly the keys {@code descr}, {@code fortran_order} and
 * {@code shape} (NumPy Enhancement Proposal 1 and {@code numpy.lib.format}).
 *
 * @param descr type of an element, such as {@code <f4}
 * @param fortranOrder whether the first axis is the fastest
 * @param shape lengths of the axes
 * @param length bytes up to the first element
 */
record NpyHeader(String descr, boolean fortranOrder, TensorShape shape, int length) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** What NumPy itself is ready to read, without being asked for more. */
  private static final int LONGEST = 10_000;

  private static final String ADVICE = "rewrite it with numpy.save";

  /** First bytes of every file. */
  static byte[] magic() {
    return MAGIC.clone();
  }

  /**
   * Reads a header.
   *
   * @param in stands at the first byte of the file
   */
  static NpyHeader read(FilePlace place, InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2 || Arrays.mismatch(start, MAGIC) != MAGIC.length) {
      throw place.at(0).problem("does not start like an npy file", ADVICE);
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw place.at(MAGIC.length).problem("has version " + version + ", 1 to 3 are read", ADVICE);
    }
    int width = version == 1 ? Short.BYTES : Integer.BYTES;
    byte[] size = in.readNBytes(width);
    long length =
        size.length < width
            ? -1
            : ByteBuffer.wrap(Arrays.copyOf(size, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    byte[] text = length < 0 || length > LONGEST ? new byte[0] : in.readNBytes((int) length);
    if (length < 0 || text.length < length) {
      throw place.at(start.length).problem("ends within its header", ADVICE);
    }
    String header = new String(text, StandardCharsets.UTF_8);
    return new NpyDictionary(place.at(start.length + width), header)
        .header(start.length + width + text.length);
  }
}
