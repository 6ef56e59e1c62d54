package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MemorySizeTest {

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
    assertThat(new MemorySize().convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "2X", "-1G", "0", "0.0G", "1e9", "999999999999999T", "2 G"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new MemorySize().convert(text))
        .withMessageContaining("2G");
  }
}
