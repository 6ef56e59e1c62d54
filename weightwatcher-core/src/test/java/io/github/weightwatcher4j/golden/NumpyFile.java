package io.github.weightwatcher4j.golden;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads .npy and .npz files (NumPy format 1.0 and 2.0, C order, little-endian). */
public final class NumpyFile {

  private static final Pattern DTYPE = Pattern.compile("'descr': '([^']*)'");
  private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

  private NumpyFile() {}

  public static NdArray npy(Path path) throws IOException {
    return npy(Files.readAllBytes(path));
  }

  /** Whole numbers from 0 to 65535. */
  static int[] unsignedShorts(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = 10 + buffer.getShort(8);
    String header = new String(bytes, 10, start - 10, StandardCharsets.US_ASCII);
    if (!group(DTYPE, header).equals("<u2")) {
      throw new IllegalArgumentException("no unsigned shorts: " + header);
    }
    return IntStream.range(0, (bytes.length - start) / Short.BYTES)
        .map(i -> Short.toUnsignedInt(buffer.getShort(start + i * Short.BYTES)))
        .toArray();
  }

  /** The arrays of an .npz file by name. */
  public static Map<String, NdArray> npz(Path path) throws IOException {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    try (InputStream file = Files.newInputStream(path);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        arrays.put(entry.getName().replaceAll("\\.npy$", ""), npy(zip.readAllBytes()));
      }
    }
    return arrays;
  }

  private static NdArray npy(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean isFirstVersion = bytes[6] == 1;
    int start = isFirstVersion ? 10 : 12;
    int length = isFirstVersion ? buffer.getShort(8) : buffer.getInt(8);
    String header = new String(bytes, start, length, StandardCharsets.US_ASCII);
    if (!header.contains("'fortran_order': False")) {
      throw new IllegalArgumentException("only C order is read: " + header);
    }
    long[] dims =
        Stream.of(group(SHAPE, header).split(","))
            .map(String::strip)
            .filter(dim -> !dim.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    String dtype = group(DTYPE, header);
    NdArray array =
        NdArray.decode(TensorShape.of(dims), precision(dtype), buffer.position(start + length));
    if (dtype.equals("|u1") && Arrays.stream(array.toArray()).anyMatch(value -> value < 0)) {
      throw new IllegalArgumentException("unsigned bytes are read up to 127");
    }
    return array;
  }

  private static Precision precision(String dtype) {
    return switch (dtype) {
      case "<f8" -> Precision.FLOAT64;
      case "<f4" -> Precision.FLOAT32;
      case "<f2" -> Precision.FLOAT16;
      case "|i1", "|u1" -> Precision.INTEGER;
      default -> throw new IllegalArgumentException("no reader for dtype " + dtype);
    };
  }

  private static String group(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + pattern + " in " + Arrays.asList(header));
    }
    return matcher.group(1);
  }
}
