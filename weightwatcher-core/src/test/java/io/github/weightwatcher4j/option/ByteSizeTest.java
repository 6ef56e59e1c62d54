package io.github.weightwatcher4j.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({
    "2G,2147483648",
    "1.5gb,1610612736",
    "800M,838860800",
    "64KiB,65536",
    "77,77",
    "1T,1099511627776"
  })
  void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
    assertThat(Options.MEMORY.parse(text)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "2X", "-1G", "0", "0.0G", "1e9", "999999999999999T", "2 G"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> AnalysisOptions.of(Map.of("memory", text)))
        .withMessageContaining("memory must be");
  }
}
