package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.examples.TempBalance.Result;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TempBalanceTest {

  @Test
  void balancingChangesTheTrainingRepeatably() {
    TempBalance run = TempBalance.of(0.1, 1, 100, 6);

    Result result = run.results().get(0);
    assertThat(Stream.of(result.fixed(), result.inner(), result.all()).distinct())
        .hasSizeGreaterThan(1);
    assertThat(TempBalance.of(0.1, 1, 100, 6)).isEqualTo(run);
  }

  @Test
  void meansDeviationsAndPairedDifferencesArePrinted() {
    TempBalance balance =
        new TempBalance(0.1, List.of(new Result(0.8, 0.83, 0.8), new Result(0.9, 0.91, 0.9)));

    // The deviation of two numbers is their distance over the root of 2.
    assertThat(balance)
        .hasToString(
            "rate 0.1: fixed 85.00 ± 7.07, inner layers 87.00 ± 5.66 (difference 2.00 ± 1.41),"
                + " all layers 85.00 ± 7.07 (difference 0.00 ± 0.00)");
  }
}
