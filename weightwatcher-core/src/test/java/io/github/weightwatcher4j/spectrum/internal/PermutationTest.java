package io.github.weightwatcher4j.spectrum.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.Precision;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The permutation alone: each as likely as every other, however many groups it works with. */
class PermutationTest {

  /** One test in a thousand fails by chance; the keys are fixed, so that these pass forever. */
  private static final double LEVEL = 0.999;

  private static int[] permuted(long key, int size, int groups) {
    try (NativeMemory memory = new NativeMemory()) {
      Permutation permutation = new Permutation(key, size, groups);
      Elements elements = Elements.allocate(memory, size, Precision.FLOAT64);
      Permutation.Places places = permutation.places();
      for (int i = 0; i < size; i++) {
        elements.set(places.next(), i);
      }
      permutation.shuffle(elements, () -> false);
      return IntStream.range(0, size).map(i -> (int) elements.get(i)).toArray();
    }
  }

  /** Sum of squared distances of counts from their mean, in units of the mean. */
  private static double chiSquare(long... counts) {
    double expected = Arrays.stream(counts).average().orElseThrow();
    return Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
  }

  private static double bound(int degreesOfFreedom) {
    return new ChiSquaredDistribution(null, degreesOfFreedom).inverseCumulativeProbability(LEVEL);
  }

  @ParameterizedTest(name = "{0} groups")
  @ValueSource(ints = {1, 2, 3, 64})
  void allOrdersOfFourElementsAreEquallyLikely(int groups) {
    Map<String, Long> counts = new HashMap<>();
    for (long key = 0; key < 24_000; key++) {
      counts.merge(Arrays.toString(permuted(key, 4, groups)), 1L, Long::sum);
    }
    assertThat(counts).hasSize(24);
    assertThat(chiSquare(counts.values().stream().mapToLong(Long::longValue).toArray()))
        .isLessThan(bound(23));
  }

  @ParameterizedTest(name = "{0} groups")
  @ValueSource(ints = {1, 5})
  void everyElementIsAsLikelyInEveryPlace(int groups) {
    int size = 30;
    long[] counts = new long[size * size];
    for (long key = 0; key < 9_000; key++) {
      int[] elements = permuted(1_000_000 + key, size, groups);
      for (int place = 0; place < size; place++) {
        counts[place * size + elements[place]]++;
      }
    }
    // Rows and columns of the table have fixed sums, and counts the variance of a permutation.
    double scaled = chiSquare(counts) * (size - 1) / size;
    assertThat(scaled).isLessThan(bound((size - 1) * (size - 1)));
  }

  @Test
  void aFixedPointIsLeftOnAverage() {
    // The number of fixed points has mean 1 and variance 1: 1000 permutations give 1 +- 0.032.
    long fixed = 0;
    for (long key = 0; key < 1000; key++) {
      int[] elements = permuted(key, 1000, 16);
      fixed += IntStream.range(0, elements.length).filter(i -> elements[i] == i).count();
    }
    assertThat(fixed / 1000.0).isBetween(0.87, 1.13); // four standard errors
  }
}
