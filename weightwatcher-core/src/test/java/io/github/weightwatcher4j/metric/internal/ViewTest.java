package io.github.weightwatcher4j.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metric.Stage;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a metric declares of where it is shown. */
class ViewTest {

  @Test
  void ranksGoBeforeTheOrderOfDeclaration() {
    assertThat(View.MARKDOWN.metrics())
        .containsSubsequence(Metric.D, Metric.XMIN, Metric.RANK_LOSS, Metric.ALPHA_LOW);
    assertThat(View.TABLE.metrics()).containsSubsequence(Metric.ALPHA_LOW, Metric.TAIL_SIZE);
  }

  @Test
  void equalRanksStandInTheOrderOfDeclaration() {
    assertThat(View.MARKDOWN.metrics())
        .containsSubsequence(Metric.ALPHA_LOW, Metric.ALPHA_HIGH, Metric.PL_P_VALUE);
  }

  @ParameterizedTest
  @EnumSource(names = {"TABLE", "HISTORY"})
  void everyColumnOfATextTableHasAHeader(View view) {
    assertThat(view.metrics()).noneMatch(metric -> metric.display().header().isBlank());
  }

  @Test
  void aColumnIsSilentWhereAllOfItIsAbsentUnlessItAlwaysStands() {
    Display traps = Metric.RAND_NUM_SPIKES.display();
    assertThat(traps.speaks(traps.text(OptionalDouble.empty()))).isFalse();
    assertThat(traps.speaks(traps.text(OptionalDouble.of(0)))).isTrue();
    Display tail = Metric.TAIL_SIZE.display();
    assertThat(tail.speaks(tail.text(OptionalDouble.empty()))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aVectorColumnIsNamedAfterItsConstant(Metric metric) {
    assertThat(metric.vectors().map(VectorColumn::key))
        .isIn(Optional.empty(), Optional.of(metric.name().toLowerCase(Locale.ROOT)));
    assertThat(metric.vectors().isPresent()).isEqualTo(metric.stage() == Stage.VECTORS);
  }
}
