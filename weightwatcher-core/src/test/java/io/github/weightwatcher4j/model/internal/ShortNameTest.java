package io.github.weightwatcher4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
}
