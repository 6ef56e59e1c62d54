package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What decoding costs: one square layer as float16 and packed into four bits in several ways, read
 * whole by blocks of rows, and analysed, in turn. Arguments: side (a multiple of 64), runs, folder
 * for the files.
 */
public final class MeasurePacked {

  private static final int GROUP = 64;
  private static final int BLOCK_ROWS = 256;

  private MeasurePacked() {}

  /** Prints seconds, the fastest of the runs, and ratios to float16. */
  public static void main(String[] arguments) throws IOException {
    Kernels.print();
    int side = Integer.parseInt(arguments[0]);
    int runs = Integer.parseInt(arguments[1]);
    Map<String, Path> files = write(Path.of(arguments[2]), side);
    Map<String, double[]> read = new LinkedHashMap<>();
    Map<String, double[]> whole = new LinkedHashMap<>();
    for (int run = 0; run < runs; run++) {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        ModelSource model = new WeightFileAdapter().open(file.getValue()).orElseThrow();
        read.computeIfAbsent(file.getKey(), name -> new double[runs])[run] = seconds(model);
        long start = System.nanoTime();
        new WeightWatcher(model).analyze(AnalysisOptions.builder().threads(1).mpFit(false).build());
        whole.computeIfAbsent(file.getKey(), name -> new double[runs])[run] =
            (System.nanoTime() - start) / 1e9;
      }
    }
    for (String name : files.keySet()) {
      System.out.printf(
          Locale.ROOT,
          "%-8s read %.3f s (%.2f), analysis %.3f s (%.3f)%n",
          name,
          fastest(read, name),
          fastest(read, name) / fastest(read, "float16"),
          fastest(whole, name),
          fastest(whole, name) / fastest(whole, "float16"));
    }
  }

  private static double fastest(Map<String, double[]> seconds, String name) {
    return Arrays.stream(seconds.getOrDefault(name, new double[] {0})).min().orElse(0);
  }

  private static double seconds(ModelSource model) throws IOException {
    Weights weights = model.layers().get(0).weights().orElseThrow();
    long start = System.nanoTime();
    int columns = Math.toIntExact(weights.shape().rowLength());
    DoubleBuffer block = DoubleBuffer.allocate(BLOCK_ROWS * columns);
    try (WeightTensor tensor = weights.open()) {
      for (long row = 0; row < weights.shape().rows(); row += BLOCK_ROWS) {
        tensor.read(row, BLOCK_ROWS, 0, columns, block.clear());
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static Map<String, Path> write(Path folder, int n) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    files.put("float16", new File(n).half("w.weight", n, n).write(folder.resolve("float16"), "{}"));
    files.put(
        "MLX",
        new File(n)
            .codes("w.weight", "U32", n, n / 8)
            .half("w.scales", n, n / GROUP)
            .half("w.biases", n, n / GROUP)
            .write(folder.resolve("mlx"), "{\"quantization\":{\"group_size\":64,\"bits\":4}}"));
    files.put(
        "AWQ",
        new File(n)
            .codes("w.qweight", "I32", n, n / 8)
            .codes("w.qzeros", "I32", n / GROUP, n / 8)
            .half("w.scales", n / GROUP, n)
            .write(
                folder.resolve("awq"),
                "{\"quantization_config\":{\"quant_method\":\"awq\",\"bits\":4,"
                    + "\"group_size\":64,\"version\":\"gemm\"}}"));
    files.put(
        "GPTQ",
        new File(n)
            .codes("w.qweight", "I32", n / 8, n)
            .codes("w.qzeros", "I32", n / GROUP, n / 8)
            .half("w.scales", n / GROUP, n)
            .write(
                folder.resolve("gptq"),
                "{\"quantization_config\":{\"quant_method\":\"gptq\",\"bits\":4,"
                    + "\"group_size\":64,\"checkpoint_format\":\"gptq_v2\"}}"));
    files.put(
        "NVFP4",
        new File(n)
            .codes("w.weight", "U8", n, n / 2)
            .e4m3("w.weight_scale", n, n / 16)
            .one("w.weight_scale_2")
            .write(folder.resolve("nvfp4"), "{}"));
    return files;
  }

  /** A safetensors file of random numbers. */
  private static final class File {
    private final List<String> entries = new ArrayList<>();
    private final List<byte[]> data = new ArrayList<>();
    private final Random random;
    private long size;

    File(long seed) {
      random = new Random(seed);
    }

    File codes(String name, String type, int rows, int columns) {
      byte[] bytes = new byte[rows * columns * (type.equals("U8") ? 1 : 4)];
      random.nextBytes(bytes);
      return add(name, type, "[" + rows + "," + columns + "]", bytes);
    }

    /** Halves between 2^-8 and 2^-7, of either sign in a matrix of weights. */
    File half(String name, int rows, int columns) {
      byte[] bytes = new byte[2 * rows * columns];
      random.nextBytes(bytes);
      for (int i = 1; i < bytes.length; i += 2) {
        bytes[i] = (byte) ((bytes[i] & (rows == columns ? 0x83 : 0x03)) | 0x1c);
      }
      return add(name, "F16", "[" + rows + "," + columns + "]", bytes);
    }

    File e4m3(String name, int rows, int columns) {
      byte[] bytes = new byte[rows * columns];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) ((bytes[i] & 0x07) | 0x38);
      }
      return add(name, "F8_E4M3", "[" + rows + "," + columns + "]", bytes);
    }

    File one(String name) {
      byte[] bytes = new byte[Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(1);
      return add(name, "F32", "[]", bytes);
    }

    private File add(String name, String type, String shape, byte[] bytes) {
      entries.add(
          "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(name, type, shape, size, size + bytes.length));
      data.add(bytes);
      size += bytes.length;
      return this;
    }

    Path write(Path folder, String config) throws IOException {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("config.json"), config);
      byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      try (var out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
        out.write(length.putLong(header.length).array());
        out.write(header);
        for (byte[] each : data) {
          out.write(each);
        }
      }
      return folder;
    }
  }
}
