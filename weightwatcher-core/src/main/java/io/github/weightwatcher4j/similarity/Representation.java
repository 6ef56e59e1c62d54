package io.github.weightwatcher4j.similarity;

import io.github.weightwatcher4j.matrix.internal.Slices;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.similarity.internal.CentredColumns;
import io.github.weightwatcher4j.spectrum.internal.Blas;
import io.github.weightwatcher4j.spectrum.internal.MatrixProduct;
import io.github.weightwatcher4j.spectrum.internal.ThinSvd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a layer makes of n samples: a number for each of p features, such as the activations of its
 * units. Immutable.
 *
 * <p>X is n x p, a row for each sample. Kept are its centred columns, divided by the largest
 * absolute value among them, which no measure sees, and their singular value decomposition. Its
 * rank r counts the singular values above {@code max(n, p) 2^-52} times the largest: columns that
 * are constant or that others make up add nothing. Takes O(n p min(n, p)) operations, once for all
 * comparisons; on one BLAS thread, so that results do not depend on their number.
 */
public final class Representation {

  private static final int FEWEST = 3;
  private static final double EPSILON = 0x1p-52;

  private final int samples;
  private final int features;
  private final double[] centred;
  private final double[] singularValues;
  private final double[] directions;

  private Representation(
      int samples, int features, double[] centred, double[] singularValues, double[] directions) {
    this.samples = samples;
    this.features = features;
    this.centred = centred;
    this.singularValues = singularValues;
    this.directions = directions;
  }

  /**
   * Activations.
   *
   * @param samples n x p, a row for each sample; copied
   * @throws IllegalArgumentException where there are fewer than 3 rows or no column, rows differ in
   *     length, a value is NaN or infinite, or every column is constant
   */
  public static Representation of(double[][] samples) {
    try {
      return read(WeightTensor.of(samples), false);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a representation: " + e.getMessage(), e);
    }
  }

  /**
   * As {@link #of(double[][])}, of whatever a {@link io.github.weightwatcher4j.model.ModelAdapter}
   * reads as one array: an {@code INDArray}, a {@code float[][]}, a file of one array. Axes beyond
   * the second, such as those of a convolution's activations {@code [samples, channels, height,
   * width]}, are flattened: a feature for each place.
   *
   * @throws IllegalArgumentException as there, and where there are several arrays or none
   * @throws UncheckedIOException where the array cannot be read
   * @throws io.github.weightwatcher4j.model.UnsupportedModelException where nothing knows it
   */
  public static Representation of(Object samples) {
    ModelSource source = ModelAdapters.open(Objects.requireNonNull(samples, "samples"));
    List<Layer> arrays = source.layers();
    if (arrays.size() != 1) {
      throw new IllegalArgumentException(
          "a representation is one array of samples x features, but %s holds %d"
              .formatted(source.name(), arrays.size()));
    }
    return ofSamples(arrays.get(0));
  }

  /**
   * As {@link #of(Object)}, of the array that a source lists as a layer.
   *
   * @throws UncheckedIOException where the array cannot be read
   */
  public static Representation ofSamples(Layer array) {
    Weights weights = weights(array);
    try (WeightTensor tensor = weights.open()) {
      return read(tensor, weights.transposed());
    } catch (IOException e) {
      throw new UncheckedIOException(array.info().name() + " cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(array.info().name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The weights of a layer as a representation of its first axis: the rows of its matrix are the
   * samples. Of weights [out, in], as PyTorch has them, these are the units, and what is compared
   * is how units resemble each other by what they read; the kernel positions of a convolution add
   * features. Two layers compare where they have as many rows, in the same order.
   *
   * @throws UncheckedIOException where the weights cannot be read
   */
  public static Representation ofRows(Layer layer) {
    return ofWeights(layer, true);
  }

  /**
   * As {@link #ofRows}, of the second axis: the columns of the layer's matrix are the samples. Of
   * weights [out, in] these are the inputs, which layers that read the same data share.
   */
  public static Representation ofColumns(Layer layer) {
    return ofWeights(layer, false);
  }

  private static Representation ofWeights(Layer layer, boolean rows) {
    Weights weights = weights(layer);
    Slices slices = Slices.of(weights);
    int height = Math.toIntExact(slices.rows());
    int width = Math.toIntExact(slices.columns() * slices.count());
    try (WeightTensor tensor = weights.open()) {
      double[] sideBySide = slices.readSideBySide(tensor, 0, height);
      boolean asStored = rows != weights.transposed();
      return asStored
          ? of(sideBySide, height, width)
          : of(columns(sideBySide, slices), width / slices(slices), height * slices(slices));
    } catch (IOException e) {
      throw new UncheckedIOException(layer.info().name() + " cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(layer.info().name() + ": " + e.getMessage(), e);
    }
  }

  private static int slices(Slices slices) {
    return Math.toIntExact(slices.count());
  }

  /** A row for each column of the slices, which stand side by side: its values in all slices. */
  private static double[] columns(double[] sideBySide, Slices slices) {
    int count = slices(slices);
    int columns = Math.toIntExact(slices.columns());
    int rows = Math.toIntExact(slices.rows());
    double[] result = new double[sideBySide.length];
    for (int row = 0; row < rows; row++) {
      for (int slice = 0; slice < count; slice++) {
        for (int column = 0; column < columns; column++) {
          result[(column * count + slice) * rows + row] =
              sideBySide[(row * count + slice) * columns + column];
        }
      }
    }
    return result;
  }

  private static Weights weights(Layer layer) {
    return layer
        .weights()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    layer.info().name() + " is not taken for a matrix: " + layer.reason()));
  }

  private static Representation read(WeightTensor tensor, boolean transposed) {
    int rows = Math.toIntExact(tensor.shape().rows());
    int columns = Math.toIntExact(tensor.shape().rowLength());
    double[] values = new double[Math.multiplyExact(rows, columns)];
    tensor.read(0, rows, 0, columns, DoubleBuffer.wrap(values));
    return transposed
        ? of(CentredColumns.transposed(values, rows, columns), columns, rows)
        : of(values, rows, columns);
  }

  /** Takes the values for its own. */
  private static Representation of(double[] values, int samples, int features) {
    if (samples < FEWEST || features < 1) {
      throw new IllegalArgumentException(
          "needs %d samples or more and 1 feature, but is %d x %d"
              .formatted(FEWEST, samples, features));
    }
    CentredColumns.centre(values, samples, features);
    return decomposed(values, samples, features);
  }

  private static Representation decomposed(double[] centred, int samples, int features) {
    ThinSvd[] found = new ThinSvd[1];
    Blas.withThreads(1, () -> found[0] = ThinSvd.of(centred, samples, features));
    double[] values = found[0].values();
    double zero = EPSILON * Math.max(samples, features) * values[0];
    int rank = 0;
    while (rank < values.length && values[rank] > zero) {
      rank++;
    }
    double[] kept = Arrays.copyOf(values, rank);
    double[] directions =
        CentredColumns.firstColumns(found[0].left(), samples, values.length, rank);
    return new Representation(samples, features, centred, kept, directions);
  }

  /**
   * The leading directions alone, as SVCCA takes them: the fewest whose singular values make up a
   * share of the total. The directions become the features, scaled by their singular values.
   *
   * @param share in (0, 1], usually .99
   * @param rule what is summed up
   */
  public Representation leading(double share, DirectionRule rule) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be in (0, 1] but was " + share);
    }
    int kept = rule.count(singularValues, share);
    double[] first = CentredColumns.firstColumns(directions, samples, rank(), kept);
    double[] values = Arrays.copyOf(singularValues, kept);
    double[] scaled = first.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= values[i % kept];
    }
    return new Representation(samples, kept, scaled, values, first);
  }

  /** n, the number of samples. */
  public int samples() {
    return samples;
  }

  /** p, the number of features. */
  public int features() {
    return features;
  }

  /** r, the number of independent directions after centring, from 1 to min(n - 1, p). */
  public int rank() {
    return singularValues.length;
  }

  /** The r singular values, descending; not a copy. */
  double[] singularValues() {
    return singularValues;
  }

  /** U, the left singular vectors, row-major n x r; not a copy. */
  double[] directions() {
    return directions;
  }

  /** U^T X, row-major r x p. */
  double[] coordinates() {
    return MatrixProduct.transposed(directions, centred, rank(), samples, features);
  }

  /** U_x^T U_y, row-major. */
  double[] cosines(Representation other) {
    return MatrixProduct.transposed(directions, other.directions, rank(), samples, other.rank());
  }

  @Override
  public String toString() {
    return samples + " samples x " + features + " features, rank " + rank();
  }
}
