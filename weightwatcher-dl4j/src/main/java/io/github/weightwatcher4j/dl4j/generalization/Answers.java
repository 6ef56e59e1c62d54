package io.github.weightwatcher4j.dl4j.generalization;

import io.github.weightwatcher4j.dl4j.internal.DoubleCopy;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Classified examples in float64, and how a network answers them. */
final class Answers {

  private final DataSet data;
  private final int[] right;

  private Answers(DataSet data) {
    this.data = data;
    INDArray labels = data.getLabels();
    this.right = new int[Math.toIntExact(labels.size(0))];
    int classes = Math.toIntExact(labels.size(1));
    double[] flat = labels.dup('c').data().asDouble();
    for (int i = 0; i < right.length; i++) {
      right[i] = rightClass(Arrays.copyOfRange(flat, i * classes, (i + 1) * classes), i);
    }
  }

  /**
   * Checks the examples and copies them.
   *
   * @throws IllegalArgumentException where labels are not one-hot [examples, classes], features are
   *     not finite or the examples have masks
   */
  static Answers of(DataSet data) {
    INDArray features = data.getFeatures();
    INDArray labels = data.getLabels();
    if (features == null || labels == null) {
      throw new IllegalArgumentException("the data have no features or no labels");
    }
    if (data.getFeaturesMaskArray() != null || data.getLabelsMaskArray() != null) {
      throw new IllegalArgumentException("data with masks are not supported");
    }
    if (labels.rank() != 2 || labels.size(1) < 2) {
      throw new IllegalArgumentException(
          "labels are [examples, classes] with two classes or more, but they have the shape "
              + Arrays.toString(labels.shape()));
    }
    if (features.size(0) != labels.size(0) || labels.size(0) < 1) {
      throw new IllegalArgumentException(
          "there are features of %d examples and labels of %d"
              .formatted(features.size(0), labels.size(0)));
    }
    DataSet wide = DoubleCopy.widened(data);
    if (!Double.isFinite(wide.getFeatures().sumNumber().doubleValue())) {
      throw new IllegalArgumentException("the features have NaN or infinite values");
    }
    return new Answers(wide);
  }

  private static int rightClass(double[] row, int example) {
    int right = -1;
    int others = 0;
    for (int k = 0; k < row.length; k++) {
      if (row[k] == 1 && right < 0) {
        right = k;
      } else if (row[k] != 0) {
        others++;
      }
    }
    if (right < 0 || others > 0) {
      throw new IllegalArgumentException(
          "labels are one-hot, a 1 among zeros, but those of example %d are %s"
              .formatted(example, Arrays.toString(row)));
    }
    return right;
  }

  DataSet data() {
    return data;
  }

  /** The features of the first example, with the dimension that counts examples. */
  INDArray example() {
    return data.getFeatures().get(NDArrayIndex.interval(0, 1));
  }

  int size() {
    return right.length;
  }

  /** The score of the right class less the largest other one, example by example. */
  double[] margins(DoubleCopy net) {
    INDArray scores = net.scores(data.getFeatures());
    if (scores.rank() != 2 || !Arrays.equals(scores.shape(), data.getLabels().shape())) {
      throw new IllegalArgumentException(
          "the network answers with the shape %s, the labels have %s"
              .formatted(
                  Arrays.toString(scores.shape()), Arrays.toString(data.getLabels().shape())));
    }
    int classes = Math.toIntExact(scores.size(1));
    double[] flat = scores.dup('c').data().asDouble(); // row by row takes longer than the network
    double[] margins = new double[right.length];
    for (int i = 0; i < margins.length; i++) {
      double other = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        other = k == right[i] ? other : Math.max(other, flat[i * classes + k]);
      }
      margins[i] = flat[i * classes + right[i]] - other;
    }
    return margins;
  }

  /** Share of examples with a positive margin; a tie, or NaN, is no right answer. */
  double accuracy(DoubleCopy net) {
    return accuracy(margins(net));
  }

  static double accuracy(double[] margins) {
    return (double) Arrays.stream(margins).filter(margin -> margin > 0).count() / margins.length;
  }

  /** The (m/10)-th smallest margin; empty for fewer than 10 examples. */
  static Optional<Double> tenth(double[] margins) {
    double[] sorted = margins.clone();
    Arrays.sort(sorted);
    int rank = sorted.length / 10;
    return rank == 0 ? Optional.empty() : Optional.of(sorted[rank - 1]);
  }
}
