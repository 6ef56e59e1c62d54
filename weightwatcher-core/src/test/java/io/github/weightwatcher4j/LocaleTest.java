package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Sources.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an analysis says does not depend on where it is said. */
class LocaleTest {

  private static Map<String, Object> model() {
    double[][] broken = gaussian(221, 30, 20);
    broken[12][3] = Double.NaN;
    return map(
        "good",
        gaussian(222, 1200, 40),
        "zero",
        new double[30][20],
        "broken",
        broken,
        "small",
        gaussian(223, 3, 3),
        "huge",
        new double[][] {{1e200, 0}, {0, 1}});
  }

  /** All that is said, less how long it took. */
  private static String text(Locale locale) {
    Locale before = Locale.getDefault();
    Locale.setDefault(locale);
    try {
      WeightWatcher watcher = new WeightWatcher(model());
      Analysis analysis = watcher.analyze(options -> options.minEvals(2));
      return String.join(
          "\n",
          analysis.toString().replaceAll("\\([0-9.]+ s", "("),
          analysis.findings().stream().map(Finding::toString).toList().toString(),
          analysis.skipped().stream().map(SkippedLayer::toString).toList().toString(),
          analysis.provenance().options().toString(),
          watcher.describe().toString());
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void everyLanguageReadsTheSameNumbers(String language) {
    assertThat(text(Locale.forLanguageTag(language))).isEqualTo(text(Locale.ROOT));
  }
}
