package io.github.weightwatcher4j.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/**
 * Writes a model of the shapes of a transformer of seven billion weights as float16, a safetensors
 * file for each block, row by row, so that it takes no memory: q, k, v, o 4096 x 4096, gate and up
 * 11008 x 4096, down 4096 x 11008. The entries are Gaussian noise with sixteen planted directions.
 *
 * <p>Arguments: folder, blocks (32 have 224 matrices and 13 GB). The same arguments make the same
 * bytes.
 */
public final class MakeLargeModel {

  private static final int WIDTH = 4096;
  private static final int INNER = 11008;
  private static final int SPIKES = 16;

  private MakeLargeModel() {}

  private record Tensor(String name, int rows, int columns) {
    long bytes() {
      return 2L * rows * columns;
    }
  }

  /** Writes the files. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int blocks = Integer.parseInt(arguments[1]);
    Files.createDirectories(folder);
    StringJoiner places = new StringJoiner(",", "{\"weight_map\":{", "}}");
    long bytes = 0;
    for (int block = 0; block < blocks; block++) {
      String file = String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", block + 1, blocks);
      List<Tensor> tensors = tensors(block);
      write(folder.resolve(file), tensors);
      for (Tensor tensor : tensors) {
        places.add("\"" + tensor.name() + "\":\"" + file + "\"");
        bytes += tensor.bytes();
      }
    }
    Files.writeString(folder.resolve("model.safetensors.index.json"), places.toString());
    System.out.printf(Locale.ROOT, "%d matrices, %.2f GB in %s%n", 7 * blocks, bytes / 1e9, folder);
  }

  private static List<Tensor> tensors(int block) {
    String layer = "model.layers." + block + ".";
    List<Tensor> tensors = new ArrayList<>();
    for (String name : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
      tensors.add(new Tensor(layer + "self_attn." + name + ".weight", WIDTH, WIDTH));
    }
    tensors.add(new Tensor(layer + "mlp.gate_proj.weight", INNER, WIDTH));
    tensors.add(new Tensor(layer + "mlp.up_proj.weight", INNER, WIDTH));
    tensors.add(new Tensor(layer + "mlp.down_proj.weight", WIDTH, INNER));
    return tensors;
  }

  private static void write(Path file, List<Tensor> tensors) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] header = header(tensors).getBytes(StandardCharsets.UTF_8);
      ByteBuffer start = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
      writeAll(out, start.putLong(header.length).put(header).flip());
      for (Tensor tensor : tensors) {
        write(out, tensor);
      }
    }
  }

  private static String header(List<Tensor> tensors) {
    StringJoiner header = new StringJoiner(",", "{", "}");
    long at = 0;
    for (Tensor tensor : tensors) {
      header.add(
          String.format(
              Locale.ROOT,
              "\"%s\":{\"dtype\":\"F16\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}",
              tensor.name(),
              tensor.rows(),
              tensor.columns(),
              at,
              at + tensor.bytes()));
      at += tensor.bytes();
    }
    return header.toString();
  }

  private static void write(FileChannel out, Tensor tensor) throws IOException {
    SplittableRandom random = new SplittableRandom(tensor.name().hashCode());
    double noise = 1 / Math.sqrt(tensor.columns());
    double[][] right = new double[SPIKES][tensor.columns()];
    for (double[] direction : right) {
      Arrays.setAll(direction, j -> random.nextGaussian() * noise);
    }
    double[] row = new double[tensor.columns()];
    ByteBuffer bytes = ByteBuffer.allocateDirect(2 * row.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < tensor.rows(); i++) {
      Arrays.setAll(row, j -> random.nextGaussian() * noise);
      addSpikes(row, tensor, right, random);
      bytes.clear();
      for (double weight : row) {
        bytes.putShort(Halves.bits((float) weight));
      }
      writeAll(out, bytes.flip());
    }
  }

  private static void addSpikes(
      double[] row, Tensor tensor, double[][] right, SplittableRandom random) {
    for (int spike = 0; spike < SPIKES; spike++) {
      double left = strength(tensor, spike) * random.nextGaussian() / Math.sqrt(tensor.rows());
      for (int j = 0; j < row.length; j++) {
        row[j] += left * right[spike][j];
      }
    }
  }

  /** Singular value, from four times the edge of the noise down to the edge. */
  private static double strength(Tensor tensor, int spike) {
    double edge = 1 + Math.sqrt((double) tensor.rows() / tensor.columns());
    return 4 * edge / Math.sqrt(1 + spike);
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
