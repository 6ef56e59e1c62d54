package io.github.weightwatcher4j.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

class DigitsTest {

  @Test
  void theFileHolds1797Images() {
    List<int[]> rows = Digits.rows();

    assertThat(rows).hasSize(1797).allMatch(row -> row.length == 65);
    assertThat(rows.subList(0, 10))
        .extracting(row -> row[64])
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(rows)
        .allMatch(row -> Arrays.stream(row).allMatch(value -> value >= 0 && value <= 16));
  }

  @Test
  void pixelsAreScaledToOne() {
    DataSet train = Digits.load(1).train();

    assertThat(train.getFeatures().minNumber().doubleValue()).isZero();
    assertThat(train.getFeatures().maxNumber().doubleValue()).isEqualTo(1);
    assertThat(train.getFeatures().shape()).containsExactly(1437, 64);
    assertThat(train.getLabels().sum(1).toFloatVector()).containsOnly(1f);
  }

  @Test
  void theSameSeedGivesTheSameSplit() {
    Digits digits = Digits.load(7);

    assertThat(digits.test().numExamples()).isEqualTo(360);
    assertThat(Digits.load(7)).isEqualTo(digits);
    assertThat(Digits.load(8)).isNotEqualTo(digits);
  }

  @Test
  void batchesHoldEveryTrainingImageOnce() {
    Digits digits = Digits.load(1);
    DataSetIterator batches = digits.batches(100);
    int images = 0;
    double ink = 0;

    while (batches.hasNext()) {
      DataSet batch = batches.next();
      images += batch.numExamples();
      ink += batch.getFeatures().sumNumber().doubleValue();
    }

    assertThat(images).isEqualTo(1437);
    // Sums of some 28,000 in float32, in a different order.
    assertThat(ink).isCloseTo(digits.train().getFeatures().sumNumber().doubleValue(), within(0.1));
  }

  @Test
  void fewerImagesAreTheFirstOnes() {
    Digits digits = Digits.load(1);
    Digits few = digits.first(20);

    assertThat(few.train().numExamples()).isEqualTo(20);
    assertThat(few.train().get(19).getFeatures()).isEqualTo(digits.train().get(19).getFeatures());
    assertThat(few.test()).isEqualTo(digits.test());
  }

  @Test
  void aShareOfTheLabelsIsDrawnAnew() {
    Digits digits = Digits.load(1).first(1000);
    Digits wrong = digits.mislabelled(0.2, 1);

    int[] before = digits.train().getLabels().argMax(1).toIntVector();
    int[] after = wrong.train().getLabels().argMax(1).toIntVector();
    long changed = IntStream.range(0, 1000).filter(i -> before[i] != after[i]).count();
    // 200 are drawn, each other than before with chance 0.9: 180, with a deviation of 4.2.
    assertThat(changed).isBetween(160L, 200L);
    assertThat(wrong.train().getLabels().sum(1).toFloatVector()).containsOnly(1f);
    assertThat(wrong.test()).isEqualTo(digits.test());
    assertThat(wrong).isEqualTo(digits.mislabelled(0.2, 1));
  }
}
