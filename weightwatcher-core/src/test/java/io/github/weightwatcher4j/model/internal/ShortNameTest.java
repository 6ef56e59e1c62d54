package io.github.weightwatcher4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShortNameTest {

  @Test
  void longNamesLoseTheirMiddle() {
    assertThat(ShortName.of("encoder.layer.0.output", 11)).isEqualTo("encod…utput");
    assertThat(ShortName.of("short", 5)).isEqualTo("short");
  }

  @Test
  void namesSideBySideStayDifferent() {
    assertThat(
            ShortName.of(
                List.of("separable_conv_1.pointwise", "separable_conv_2.pointwise", "fc"), 20))
        .doesNotHaveDuplicates()
        .contains("fc")
        .allMatch(name -> name.length() <= 20);
  }

  @Test
  void namesInATableAreShortAndDifferentWhereverTheyDiffer() {
    List<String> names =
        IntStream.range(0, 30)
            .mapToObj(i -> "a".repeat(40 + i) + (char) ('b' + i % 3) + "a".repeat(100 - i))
            .toList();

    assertThat(ShortName.distinct(names))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.length() <= ShortName.LONGEST);
    assertThat(ShortName.distinct(List.of(names.get(0), names.get(0))))
        .containsOnly(ShortName.distinct(List.of(names.get(0))).get(0));
  }

  @Test
  @Timeout(20)
  void manyNamesThatDifferInTheMiddleAreToldApartInTime() {
    String end = "x".repeat(90);
    List<String> names = IntStream.range(0, 20_000).mapToObj(i -> end + i + end).toList();

    assertThat(ShortName.distinct(names))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.length() <= ShortName.LONGEST);
  }

  @Test
  void namesThatAreShortEnoughStayAsTheyAre() {
    List<String> names = List.of("model.layers.0.self_attn.q_proj", "lm_head");

    assertThat(ShortName.distinct(names)).isEqualTo(names);
  }
}
