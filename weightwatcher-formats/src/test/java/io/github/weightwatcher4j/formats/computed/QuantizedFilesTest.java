package io.github.weightwatcher4j.formats.computed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every format beside the digests of the matrices that its own program makes of them. */
class QuantizedFilesTest {

  private static final Path CASES = Path.of("src/test/resources/quantized/cases.json");

  static Stream<QuantizedCases.Case> exact() throws IOException {
    return QuantizedCases.in(CASES).filter(each -> each.exact() && !each.hasNoShape());
  }

  static Stream<QuantizedCases.Case> rounded() throws IOException {
    return QuantizedCases.in(CASES).filter(each -> !each.exact());
  }

  static Stream<QuantizedCases.Case> withoutShape() throws IOException {
    return QuantizedCases.in(CASES).filter(QuantizedCases.Case::hasNoShape);
  }

  @ParameterizedTest
  @MethodSource("exact")
  void everyNumberIsThatOfTheFormatsOwnProgram(QuantizedCases.Case each) throws IOException {
    assertThat(QuantizedCases.digest(QuantizedCases.numbers(each))).isEqualTo(each.sha256());
  }

  /** q * SCB / 127 in single precision is rounded twice, the reference once from doubles. */
  @ParameterizedTest
  @MethodSource("rounded")
  void numbersAreThoseOfTheReferenceButForTheLastRounding(QuantizedCases.Case each)
      throws IOException {
    float[] numbers = QuantizedCases.numbers(each);

    for (int i = 0; i < each.first().size(); i++) {
      double expected = each.first().get(i);
      assertThat((double) numbers[i]).isCloseTo(expected, within(3e-7 * Math.abs(expected)));
    }
  }

  @ParameterizedTest
  @MethodSource("withoutShape")
  void weightsWhoseShapeIsNotInTheFileAreListed(QuantizedCases.Case each) {
    assertThatThrownBy(() -> QuantizedCases.numbers(each))
        .hasMessageContaining("Quanto: the file does not tell the shape");
  }
}
