package io.github.weightwatcher4j.run.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinsTest {

  @Test
  void theLargestGoFirstIntoTheEmptiest() {
    assertThat(Bins.of(new double[] {1, 5, 4, 3, 3}, 2)).containsExactly(1, 0, 1, 1, 0);
    assertThat(Bins.of(new double[] {2, 2, 2}, 5)).containsExactly(0, 1, 2);
    assertThat(Bins.of(new double[0], 3)).isEmpty();
  }

  /** Graham's bound against the mean and the largest piece, below which no share can be. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 30})
  void noBinIsMuchFullerThanTheBestShare(int bins) {
    Random random = new Random(bins);
    for (int trial = 0; trial < 200; trial++) {
      double[] work = random.doubles(1 + random.nextInt(60)).map(x -> 1 / (x + 0.01)).toArray();
      double[] loads = new double[bins];
      int[] chosen = Bins.of(work, bins);
      for (int i = 0; i < work.length; i++) {
        loads[chosen[i]] += work[i];
      }
      double mean = Arrays.stream(work).sum() / bins;
      double largest = Arrays.stream(work).max().orElseThrow();
      assertThat(Arrays.stream(loads).max().orElseThrow()).isLessThanOrEqualTo(mean + largest);
    }
  }
}
