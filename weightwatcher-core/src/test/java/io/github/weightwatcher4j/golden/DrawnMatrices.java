package io.github.weightwatcher4j.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.CRC32;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The random matrices of {@code golden.json}, drawn again as its recipes say: they need no files.
 */
final class DrawnMatrices {

  private static final double[] SPIKES = {3, 4, 5, 6, 8};

  private static final int RANK = 60;

  private DrawnMatrices() {}

  /** The matrix of an entry without a file, which is Python's, or so its checksum says. */
  static NdArray draw(JsonNode entry) {
    TensorShape shape =
        TensorShape.of(
            GoldenCase.stream(entry.path("shape")).mapToLong(JsonNode::asLong).toArray());
    boolean narrow = entry.path("dtype").asText().equals("float32");
    double[] values = values(entry.path("name").asText(), entry.path("seed").asInt(), shape);
    double[] rounded = Arrays.stream(values).map(x -> (float) x).toArray();
    if (checksum(rounded) != entry.path("crc32").asLong()) {
      throw new IllegalStateException(entry.path("name") + " is not the matrix that Python drew");
    }
    return new NdArray(
        shape, narrow ? Precision.FLOAT32 : Precision.FLOAT64, narrow ? rounded : values);
  }

  private static double[] values(String name, int seed, TensorShape shape) {
    NumpyRandom random = new NumpyRandom(seed);
    int n = Math.toIntExact(shape.dim(0));
    int size = Math.toIntExact(shape.size());
    double root = Math.sqrt(n);
    if (name.startsWith("gauss")) {
      return fill(size, () -> random.normal() / root);
    } else if (name.equals("pareto_mu3_200x120_f64")) {
      return fill(size, () -> random.pareto(3) + 1);
    } else if (name.startsWith("pareto")) {
      return signedPareto(random, size, Character.digit(name.charAt("pareto_mu".length()), 10), n);
    } else if (name.startsWith("scaled")) {
      String[] words = name.split("_", -1);
      float scale = Float.parseFloat(words[2]);
      double[] base =
          words[1].equals("gauss")
              ? fill(size, () -> random.normal() / root)
              : signedPareto(random, size, 3, n);
      return map(base, x -> scale * (float) x);
    } else if (name.startsWith("spikes")) {
      return spiked(random, n, size / n);
    } else if (name.startsWith("rankdef")) {
      RealMatrix left = normals(random, n, RANK);
      RealMatrix product = left.multiply(normals(random, RANK, size / n));
      return map(flat(product), x -> x / Math.sqrt(n * RANK));
    } else if (name.startsWith("conv1d")) {
      return fill(size, () -> random.normal() / 10);
    }
    double scale = name.startsWith("conv_keras") ? 17 : Math.sqrt((double) size / n);
    return fill(size, () -> random.studentT(4) / scale);
  }

  /** numpy draws all numbers and then all signs. */
  private static double[] signedPareto(NumpyRandom random, int size, int shape, int n) {
    double[] values = fill(size, () -> random.pareto(shape) + 1);
    return map(values, x -> x * random.sign() / Math.sqrt(n));
  }

  private static double[] spiked(NumpyRandom random, int n, int m) {
    RealMatrix noise = normals(random, n, m).scalarMultiply(1 / Math.sqrt(n));
    RealMatrix left = orthonormal(random, n);
    RealMatrix right = orthonormal(random, m);
    RealMatrix spikes = MatrixUtils.createRealDiagonalMatrix(SPIKES);
    return flat(noise.add(left.multiply(spikes).multiply(right.transpose())));
  }

  private static RealMatrix orthonormal(NumpyRandom random, int size) {
    RealMatrix normals = normals(random, size, SPIKES.length);
    return new QRDecomposition(normals).getQ().getSubMatrix(0, size - 1, 0, SPIKES.length - 1);
  }

  private static RealMatrix normals(NumpyRandom random, int rows, int columns) {
    double[][] values = new double[rows][];
    for (int i = 0; i < rows; i++) {
      values[i] = fill(columns, random::normal);
    }
    return MatrixUtils.createRealMatrix(values);
  }

  private static double[] flat(RealMatrix matrix) {
    return Arrays.stream(matrix.getData()).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] fill(int size, DoubleSupplier next) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> next.getAsDouble());
    return values;
  }

  private static double[] map(double[] values, DoubleUnaryOperator function) {
    return Arrays.stream(values).map(function).toArray();
  }

  /** Of the numbers as float32, which hides the last digits of float64. */
  private static long checksum(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    CRC32 sum = new CRC32();
    sum.update(bytes.array());
    return sum.getValue();
  }
}
