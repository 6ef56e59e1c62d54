package io.github.weightwatcher4j.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.LayerVerdict;
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
    assertThat(table).allMatch(line -> line.chars().filter(c -> c == '|').count() == 22);
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

  @Test
  void theVerdictOnTheModelComesFirstAndThenWhatIsLost() {
    Analysis analysis = Sample.analysis();

    List<String> lines = text.lines().filter(line -> !line.isEmpty()).toList();
    assertThat(lines.get(1)).isEqualTo("**" + analysis.verdict() + ".**");
    assertThat(lines.get(2)).isEqualTo("### Not analysed");
    assertThat(lines.get(3)).startsWith("- nan: 1 NaN and 0 infinite weights");
  }

  @Test
  void everyLayerHasItsVerdictAndItsPhase() {
    for (LayerReport row : Sample.analysis().details()) {
      String phase = row.phase().map(LayerPhase::label).orElse("unknown");

      assertThat(text)
          .contains("| " + row.name() + " | dense | " + row.verdict().label() + " | " + phase);
    }
  }

  @Test
  void aReasonThatNoFindingTellsIsToldOfALayerOfWhichNothingIsKnown() {
    LayerReport row =
        Sample.analysis().details().rows().get(0).with(List.of()); // no finding, whatever it is
    LayerReport unknown =
        LayerReport.of(
            row.layer(),
            row.slice(),
            row.spectrum(),
            row.tail(),
            row.metrics(),
            row.evidence(),
            LayerVerdict.unknown("by hand"),
            List.of());

    assertThat(AnalysisMarkdown.of(of(unknown))).contains("### Cannot tell", "comma: by hand");
    assertThat(AnalysisMarkdown.of(of(row))).doesNotContain("### Cannot tell");
  }

  private static Analysis of(LayerReport row) {
    LayerTable table = new LayerTable(List.of(row));
    return Analysis.of(
        "one",
        table,
        Summary.of(table, 0),
        List.of(),
        List.of(),
        List.of(),
        Sample.analysis().provenance());
  }
}
