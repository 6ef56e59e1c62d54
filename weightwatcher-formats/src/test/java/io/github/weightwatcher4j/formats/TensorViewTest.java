package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TensorViewTest {

  /** Numbers 0, 1, 2, ...: each is its place in the storage. */
  private static Storage counting(int size) {
    ByteBuffer bytes = ByteBuffer.allocate(size * 4);
    for (int i = 0; i < size; i++) {
      bytes.putInt(i * 4, i);
    }
    return BytesStorage.of(bytes, ElementType.INT32);
  }

  /** By the definition: each element through offset and strides. */
  private static List<Double> expected(TensorView view) {
    List<Double> values = new ArrayList<>();
    collect(view, 0, view.offset(), values);
    return values;
  }

  private static void collect(TensorView view, int axis, long offset, List<Double> values) {
    if (axis == view.shape().rank()) {
      values.add((double) offset);
      return;
    }
    for (long i = 0; i < view.shape().dim(axis); i++) {
      collect(view, axis + 1, offset + i * view.strides().get(axis), values);
    }
  }

  private static TensorView random(Random random) {
    int rank = 1 + random.nextInt(5);
    long[] dims = random.longs(rank, 1, 7).toArray();
    TensorShape shape = TensorShape.of(dims);
    Storage storage = counting((int) shape.size());
    TensorView view =
        random.nextBoolean() ? TensorView.of(storage, shape) : TensorView.fortran(storage, shape);
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      axes.add(axis);
      if (random.nextInt(3) == 0) {
        long from = random.nextInt((int) dims[axis]);
        view = view.narrow(axis, from, 1 + random.nextInt((int) (dims[axis] - from)));
      }
    }
    if (random.nextBoolean()) {
      Collections.shuffle(axes, random);
      view = view.permuted(axes.stream().mapToInt(Integer::intValue).toArray());
    }
    return view;
  }

  @RepeatedTest(300)
  void everyBlockOfEveryViewHoldsItsElements(RepetitionInfo seed) throws IOException {
    Random random = new Random(seed.getCurrentRepetition());
    TensorView view = random(random);
    List<Double> all = expected(view);
    int rows = (int) view.shape().rows();
    int columns = (int) view.shape().rowLength();
    int firstRow = random.nextInt(rows);
    int firstColumn = random.nextInt(columns);
    int height = 1 + random.nextInt(rows - firstRow);
    int width = 1 + random.nextInt(columns - firstColumn);

    double[] block = new double[2 + height * width];
    DoubleBuffer target = DoubleBuffer.wrap(block).position(1);
    try (WeightTensor tensor = view.open("t")) {
      tensor.read(firstRow, height, firstColumn, width, target);
    }

    assertThat(target.position()).isEqualTo(1 + height * width);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        assertThat(block[1 + row * width + column])
            .isEqualTo(all.get((firstRow + row) * columns + firstColumn + column));
      }
    }
    assertThat(Reading.values(view)).containsExactly(all.toArray(Double[]::new));
  }

  @RepeatedTest(100)
  void mergedAxesHoldTheSameElements(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    TensorView view = random(random);
    int from = random.nextInt(view.shape().rank());
    int to = from + 1 + random.nextInt(view.shape().rank() - from);

    view.merged(from, to)
        .ifPresent(
            merged -> {
              assertThat(merged.shape().rank()).isEqualTo(view.shape().rank() - (to - from) + 1);
              assertThat(expected(merged)).containsExactlyInAnyOrderElementsOf(expected(view));
            });
  }

  @Test
  void axesOfATensorInCOrderMergeInCOrder() {
    TensorView view = TensorView.of(counting(120), TensorShape.of(2, 3, 4, 5));

    TensorView merged = view.merged(1, 3).orElseThrow();

    assertThat(merged).isEqualTo(TensorView.of(view.storage(), TensorShape.of(2, 12, 5)));
    assertThat(view.narrow(2, 0, 3).merged(1, 3)).isEmpty();
  }

  @Test
  void partsSplitAndSqueezedAreViews() {
    TensorView view = TensorView.of(counting(24), TensorShape.of(1, 6, 4));

    assertThat(view.split(1, 3).get(2)).isEqualTo(view.narrow(1, 4, 2));
    assertThat(view.squeezed().shape()).isEqualTo(TensorShape.of(6, 4));
    assertThat(expected(view.at(1, 5))).containsExactly(20.0, 21.0, 22.0, 23.0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.split(1, 4))
        .withMessage("axis 1 of [1 x 6 x 4] does not fall into 4 equal parts");
  }

  @Test
  void aViewBeyondItsStorageIsRefused() {
    Storage storage = counting(12);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TensorView(storage, 1, TensorShape.of(3, 4), List.of(4L, 1L)))
        .withMessageContaining("reach beyond the 12 numbers that are stored");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TensorView(storage, 0, TensorShape.of(3, 4), List.of(Long.MAX_VALUE, 1L)))
        .withMessageContaining("reach beyond");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TensorView(storage, 0, TensorShape.of(3, 4), List.of(-4L, 1L)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TensorView(storage, 0, TensorShape.of(3, 4), List.of(1L)));
  }

  @Test
  void anEmptyTensorHasNothingToRead() throws IOException {
    TensorView view = TensorView.of(counting(0), TensorShape.of(0, 1L << 40, 3));
    assertThat(Reading.values(view)).isEmpty();
  }

  @Test
  void oneNumberCanStandForAll() throws IOException {
    TensorView view = new TensorView(counting(2), 1, TensorShape.of(2, 3), List.of(0L, 0L));
    assertThat(Reading.values(view)).containsOnly(1).hasSize(6);
  }

  @Test
  void quantizedNumbersAreScaledByChannel() throws IOException {
    Storage scaled =
        new ScaledStorage(counting(24), 4, new double[] {1, 10, 100}, new double[] {0, 1, 0});
    TensorView view = TensorView.of(scaled, TensorShape.of(2, 3, 4));
    double[] values = Reading.values(view);
    for (int i = 0; i < 24; i++) {
      int channel = i / 4 % 3;
      double expected = channel == 0 ? i : channel == 1 ? (i - 1) * 10 : i * 100;
      assertThat(values[i]).isEqualTo(expected);
    }
    assertThat(Reading.values(view.at(0, 1).at(0, 1))).containsExactly(150, 160, 170, 180);
  }
}
