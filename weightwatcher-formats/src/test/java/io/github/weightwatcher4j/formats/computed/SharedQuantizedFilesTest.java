package io.github.weightwatcher4j.formats.computed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.samples.TestFiles;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All quantized reference files, of every format, of which the tests of each have a part. */
@Tag("shared")
class SharedQuantizedFilesTest {

  /** Rounded once more, or from doubles, in the reference; tests of their formats look closer. */
  private static final Set<String> ROUNDED =
      Set.of("bnb-int8", "onnx-dynamic-quantize", "torch-quantized-tensors");

  static Stream<QuantizedCases.Case> exact() throws IOException {
    return QuantizedCases.in(TestFiles.shared().resolve("golden-quant/golden-quant.json"))
        .filter(each -> !each.hasNoShape() && !ROUNDED.contains(each.id()));
  }

  @ParameterizedTest
  @MethodSource("exact")
  void everyNumberIsThatOfTheFormatsOwnProgram(QuantizedCases.Case each) throws IOException {
    assertThat(QuantizedCases.digest(QuantizedCases.numbers(each))).isEqualTo(each.sha256());
  }
}
