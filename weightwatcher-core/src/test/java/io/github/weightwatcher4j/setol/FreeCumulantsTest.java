package io.github.weightwatcher4j.setol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeCumulantsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sumsOverNonCrossingPartitionsGiveTheMomentsBack(long seed) {
    // Speicher's definition, m_n = sum over the non-crossing partitions of n points.
    double[] moments = new Random(seed).doubles(6, -2, 2).toArray();
    FreeCumulants kappa = FreeCumulants.ofMoments(moments);
    for (int n = 1; n <= 6; n++) {
      assertThat(overPartitions(n, kappa)).isCloseTo(moments[n - 1], within(1e-10));
    }
  }

  @Test
  void cumulantsOfMarchenkoPasturSpectraArePowersOfTheAspectRatio() {
    double[] quantiles = marchenkoPastur(200_000, 0.25);
    FreeCumulants kappa = FreeCumulants.ofValues(quantiles, 5);
    for (int n = 1; n <= 5; n++) {
      assertThat(kappa.get(n)).isCloseTo(Math.pow(0.25, n - 1), within(1e-3));
    }
  }

  @Test
  void scalingAValueScalesTheNthCumulantByItsNthPower() {
    double[] values = new Random(7).doubles(50).toArray();
    FreeCumulants one = FreeCumulants.ofValues(values, 5);
    double[] doubled = IntStream.range(0, 50).mapToDouble(i -> 2 * values[i]).toArray();
    FreeCumulants two = FreeCumulants.ofValues(doubled, 5);
    for (int n = 1; n <= 5; n++) {
      assertThat(two.get(n)).isCloseTo(Math.pow(2, n) * one.get(n), within(1e-12));
    }
  }

  @Test
  void theGeneralizedNormIsTheIntegralOfTheTransform() {
    FreeCumulants kappa = FreeCumulants.of(1, 0.3, -0.2, 0.1);
    double x = 0.7;
    int steps = 20_000;
    double integral =
        IntStream.range(0, steps)
            .mapToDouble(i -> last(kappa.rTransform((i + 0.5) * x / steps)) * x / steps)
            .sum();
    assertThat(last(kappa.generalizedNorm(x))).isCloseTo(integral, within(1e-8));
    assertThat(last(kappa.generalizedNorm(x, x, 0))).isCloseTo(2 * integral, within(1e-8));
  }

  @Test
  void partialSumsSettleWhereStepsShrinkBelowAHundredthOfTheSum() {
    assertThat(sums(1, 1.3, 1.305).settle()).isTrue();
    assertThat(sums(1, 1.3, 1.305).limit()).hasValue(1.305);
    assertThat(sums(1, 1.3, 1.32).settle()).as("last step of 1.5 %%").isFalse();
    assertThat(sums(10, 10.01, 10.03).settle()).as("steps that grow").isFalse();
    assertThat(sums(6.2, 10, 16, 26, 45)).hasToString("does not converge");
    assertThat(sums(3, 3, 3 + 1e-14).settle()).as("rounding").isTrue();
    assertThat(sums(5).limit()).as("one term").isEmpty();
    assertThat(sums(0, 0).limit()).as("nothing").isEmpty();
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FreeCumulants.ofMoments(1, Double.NaN))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException().isThrownBy(FreeCumulants::of);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FreeCumulants.ofValues(new double[0], 3))
        .withMessageContaining("0 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sums(1, Double.POSITIVE_INFINITY))
        .withMessageContaining("Infinity");
  }

  private static PartialSums sums(double... sums) {
    return new PartialSums(Arrays.stream(sums).boxed().toList());
  }

  private static double last(PartialSums sums) {
    return sums.sums().get(sums.sums().size() - 1);
  }

  /** Quantiles of the law of variance 1 and ratio c &lt; 1, by its density. */
  private static double[] marchenkoPastur(int count, double c) {
    double low = Math.pow(1 - Math.sqrt(c), 2);
    double high = Math.pow(1 + Math.sqrt(c), 2);
    int steps = 20 * count;
    double[] quantiles = new double[count];
    int at = 0;
    double below = 0;
    for (int i = 0; i < steps && at < count; i++) {
      double x = low + (high - low) * (i + 0.5) / steps;
      double density = Math.sqrt((high - x) * (x - low)) / (2 * Math.PI * c * x);
      below += density * (high - low) / steps;
      while (at < count && below >= (at + 0.5) / count) {
        quantiles[at++] = x;
      }
    }
    return quantiles;
  }

  private static double overPartitions(int n, FreeCumulants kappa) {
    double sum = 0;
    for (List<List<Integer>> partition : partitions(n)) {
      if (isNonCrossing(partition)) {
        sum += partition.stream().mapToDouble(b -> kappa.get(b.size())).reduce(1, (a, b) -> a * b);
      }
    }
    return sum;
  }

  private static List<List<List<Integer>>> partitions(int n) {
    if (n == 0) {
      return List.of(List.of());
    }
    List<List<List<Integer>>> all = new ArrayList<>();
    for (List<List<Integer>> smaller : partitions(n - 1)) {
      for (int block = 0; block <= smaller.size(); block++) {
        List<List<Integer>> larger = new ArrayList<>(smaller.stream().map(ArrayList::new).toList());
        if (block == smaller.size()) {
          larger.add(new ArrayList<>());
        }
        larger.get(block).add(n);
        all.add(larger);
      }
    }
    return all;
  }

  private static boolean isNonCrossing(List<List<Integer>> partition) {
    return partition.stream()
        .allMatch(one -> partition.stream().allMatch(two -> one == two || !cross(one, two)));
  }

  /** Whether there are a &lt; b &lt; c &lt; d with a and c in one block, b and d in the other. */
  private static boolean cross(List<Integer> one, List<Integer> two) {
    return one.stream()
        .anyMatch(
            a ->
                one.stream()
                    .anyMatch(
                        c ->
                            a < c
                                && two.stream().anyMatch(b -> a < b && b < c)
                                && two.stream().anyMatch(d -> d > c)));
  }
}
