package io.github.weightwatcher4j.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.spectrum.Spectrum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailEndTest {

  private final Spectrum spectrum = Spectrum.of(1, 2, 7);

  @Test
  void theEndIsNowhereAtANumberOrAtTheLargest() {
    assertThat(TailEnd.none().of(spectrum)).isEmpty();
    assertThat(TailEnd.at(3).of(spectrum)).hasValue(3);
    assertThat(TailEnd.largest().of(spectrum)).hasValue(7);
    assertThat(TailEnd.largest().of(Spectrum.of())).isEmpty();
    assertThat(TailEnd.none().isNone()).isTrue();
    assertThat(TailEnd.largest().isNone()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "largest", "2.5", "1.0E-7"})
  void anEndIsReadBackFromItsText(String text) {
    TailEnd end = TailEnd.parse(text);
    assertThat(end).hasToString(text).isEqualTo(TailEnd.parse(String.valueOf(end.json())));
    assertThat(end).hasSameHashCodeAs(TailEnd.parse(text)).isNotEqualTo(TailEnd.at(99));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "Infinity", "max", ""})
  void whatIsNoEndIsRefusedWithWhatWouldBe(String text) {
    assertThatThrownBy(() -> Options.ENDING_AT.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("endingAt must be none, largest or a number > 0 but was '" + text + "'");
  }
}
