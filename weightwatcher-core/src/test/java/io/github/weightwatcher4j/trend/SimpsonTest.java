package io.github.weightwatcher4j.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.trend.Simpson.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimpsonTest {

  private static final double[] X = {1, 2, 3, 11, 12, 13};

  private static final List<String> TWO = List.of("b", "b", "b", "a", "a", "a");

  @Test
  void groupsOfFewerThanThreeSayNothing() {
    Simpson small =
        Simpson.of(new double[] {1, 2, 3}, new double[] {1, 2, 1}, List.of("a", "a", "b"));
    assertThat(small.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(small.within()).isEmpty();
    assertThat(small.between()).isEmpty();
    assertThat(small.everyGroup()).isFalse();
  }

  @Test
  void oneGroupIsNoParadox() {
    assertThat(Simpson.of(X, X, List.of("a", "a", "a", "a", "a", "a")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void exactLinesThatGoTheOtherWayAreOne() {
    double[] y = {3, 2, 1, 13, 12, 11};
    Simpson simpson = Simpson.of(X, y, TWO);
    assertThat(simpson.verdict()).isEqualTo(Verdict.PARADOX);
    assertThat(simpson.within()).hasValue(-1);
    assertThat(simpson.withinP()).hasValue(0);
    assertThat(simpson.between()).hasValue(1);
    assertThat(simpson.everyGroup()).isTrue();
    assertThat(simpson.groups().keySet()).containsExactly("b", "a");
  }

  @Test
  void oneGroupMayGoWithTheWhole() {
    double[] y = {3, 2.3, 1, 11, 11.1, 11.1};
    Simpson simpson = Simpson.of(X, y, TWO);
    assertThat(simpson.verdict()).isNotEqualTo(Verdict.NONE);
    assertThat(simpson.everyGroup()).isFalse();
  }

  @Test
  void equalXWithinEachGroupLeaveNoSlope() {
    double[] x = {1, 1, 1, 2, 2, 2};
    Simpson simpson = Simpson.of(x, X, TWO);
    assertThat(simpson.within()).isEmpty();
    assertThat(simpson.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void everyModelNeedsAGroup() {
    assertThatThrownBy(() -> Simpson.of(X, X, List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each of 6 models must have a group but 1 had");
  }
}
