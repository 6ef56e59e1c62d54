package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.examples.BatchSizes.Run;
import io.github.weightwatcher4j.metric.Metric;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BatchSizesTest {

  private final Digits digits = Digits.load(1).first(256);

  @Test
  void afterAsManyEpochsSmallBatchesAreFurtherFromRandom() {
    BatchSizes sizes = BatchSizes.ofEqualEpochs(digits, 5, 4, 64);

    assertThat(sizes.runs()).extracting(Run::batch).containsExactly(4, 64);
    assertThat(fc1(sizes, 0, Metric.STABLE_RANK))
        .isLessThan(fc1(sizes, 1, Metric.STABLE_RANK) / 1.2);
    assertThat(fc1(sizes, 0, Metric.MP_SOFTRANK))
        .isLessThan(fc1(sizes, 1, Metric.MP_SOFTRANK) / 1.2);
    assertThat(fc1(sizes, 0, Metric.ALPHA)).isLessThan(fc1(sizes, 1, Metric.ALPHA));
    assertThat(sizes.spectra("fc1").panels())
        .extracting(panel -> panel.title())
        .containsExactly("batch size 64", "batch size 4");
    assertThat(sizes.ranks().description()).contains("stable rank", "soft rank");
    assertThat(sizes.toString()).startsWith("batch   4,   5 epochs: train");
  }

  @Test
  void afterAsManyUpdatesTheBatchSizeHardlyMatters() {
    BatchSizes sizes = BatchSizes.ofEqualUpdates(digits, 2, 4, 32);

    assertThat(sizes.runs()).extracting(Run::epochs).containsExactly(2, 16);
    // The noise of small batches moves these by a few per cent; after as many epochs it is 20.
    assertThat(fc1(sizes, 0, Metric.STABLE_RANK))
        .isCloseTo(fc1(sizes, 1, Metric.STABLE_RANK), Percentage.withPercentage(10));
    assertThat(fc1(sizes, 0, Metric.MP_SOFTRANK))
        .isCloseTo(fc1(sizes, 1, Metric.MP_SOFTRANK), within(0.08));
  }

  private static double fc1(BatchSizes sizes, int run, Metric metric) {
    return sizes.runs().get(run).layer("fc1").metric(metric).orElseThrow();
  }
}
