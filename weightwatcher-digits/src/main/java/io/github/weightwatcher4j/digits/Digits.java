package io.github.weightwatcher4j.digits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Handwritten digits, 1797 images of 8 x 8 pixels, shuffled and split in four fifths to train with
 * and one fifth to test with.
 *
 * <p>Features are [images, 64] with pixels in [0, 1], row by row; labels are [images, 10], one-hot.
 * Data: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning
 * Repository, doi:10.24432/C50P49, CC BY 4.0 (its test part).
 *
 * @param train images to train with
 * @param test images that training never sees
 */
public record Digits(DataSet train, DataSet test) {

  /** Height and width of an image in pixels. */
  public static final int SIDE = 8;

  /** Number of classes: the digits 0 to 9. */
  public static final int CLASSES = 10;

  private static final String FILE = "digits.csv.gz";
  private static final int PIXELS = SIDE * SIDE;
  private static final int DARKEST = 16;

  /** The data, shuffled by the seed: the same seed, the same split. */
  public static Digits load(long seed) {
    List<int[]> rows = rows();
    Collections.shuffle(rows, new Random(seed));
    int split = rows.size() * 4 / 5;
    return new Digits(dataSet(rows.subList(0, split)), dataSet(rows.subList(split, rows.size())));
  }

  /** The rows of the file, in its order: 64 pixels from 0 to 16, then the digit. */
  static List<int[]> rows() {
    List<int[]> rows = new ArrayList<>();
    try (InputStream file = Objects.requireNonNull(Digits.class.getResourceAsStream(FILE));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(Arrays.stream(line.split(",", -1)).mapToInt(Integer::parseInt).toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the digits in " + FILE, e);
    }
    return rows;
  }

  private static DataSet dataSet(List<int[]> rows) {
    float[][] features = new float[rows.size()][PIXELS];
    float[][] labels = new float[rows.size()][CLASSES];
    for (int row = 0; row < rows.size(); row++) {
      int[] values = rows.get(row);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        features[row][pixel] = (float) values[pixel] / DARKEST;
      }
      labels[row][values[PIXELS]] = 1;
    }
    return new DataSet(Nd4j.create(features), Nd4j.create(labels));
  }

  /** The same with the first training images only; what is tested with stays whole. */
  public Digits first(int images) {
    return new Digits((DataSet) train.getRange(0, images), test);
  }

  /**
   * The same with labels drawn anew for a share of the training images, from the first: one in ten
   * of these is right by chance. What is tested with keeps its labels.
   */
  public Digits mislabelled(double share, long seed) {
    Random random = new Random(seed);
    float[][] labels = train.getLabels().toFloatMatrix();
    for (int image = 0; image < Math.round(share * labels.length); image++) {
      labels[image] = new float[CLASSES];
      labels[image][random.nextInt(CLASSES)] = 1;
    }
    return new Digits(new DataSet(train.getFeatures(), Nd4j.create(labels)), test);
  }

  /** The training images in batches, the same ones in every epoch. */
  public DataSetIterator batches(int size) {
    return new ListDataSetIterator<>(train.asList(), size);
  }

  /**
   * Share of images that the network names correctly, in [0, 1]; 0 where an answer is NaN, as after
   * a training that has diverged.
   */
  public static double accuracy(MultiLayerNetwork network, DataSet images) {
    INDArray answers = network.output(images.getFeatures());
    if (answers.isNaN().any()) {
      return 0;
    }
    Evaluation evaluation = new Evaluation(CLASSES);
    evaluation.eval(images.getLabels(), answers);
    return evaluation.accuracy();
  }
}
