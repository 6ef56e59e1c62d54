package io.github.weightwatcher4j.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisMarkdownTest {

  private final String text = AnalysisMarkdown.of(Sample.analysis());

  @Test
  void everyLineOfATableHasAsManyCellsAsItsHeader() {
    List<String> table =
        text.lines()
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(l -> l.startsWith("|"))
            .toList();

    assertThat(table).hasSize(4);
    assertThat(table).allMatch(line -> line.chars().filter(c -> c == '|').count() == 17);
  }

  @Test
  void escapesWhatMarkdownWouldTakeForMarkup() {
    assertThat(text).contains("- norm\\|4: carries vectors");
  }

  @Test
  void listsFindingsAndSkippedLayers() {
    assertThat(text).contains("### Findings", "- nan: 1 NaN and 0 infinite weights");
    assertThat(text).contains("### Skipped", "- tiny: 4 eigenvalues, fewer than minEvals = 10");
  }
}
