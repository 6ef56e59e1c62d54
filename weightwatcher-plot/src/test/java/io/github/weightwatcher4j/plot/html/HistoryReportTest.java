package io.github.weightwatcher4j.plot.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.series.HistoryPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.verdict.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryReportTest {

  private static final Analysis ANALYSIS = SampleAnalysis.of();
  private static final Analysis EARLY =
      new WeightWatcher(Map.of("early", new double[40][30])).analyze();

  private static final History HISTORY =
      new History(
          List.of(
              step(1, OptionalDouble.empty(), EARLY),
              step(2, OptionalDouble.of(0.1 + 0.2), ANALYSIS),
              step(3, OptionalDouble.of(0.2), ANALYSIS)),
          List.of("run.jsonl line 4 is torn <b>and was left out</b>"));

  private static String page;

  private static TrainingStep step(int epoch, OptionalDouble score, Analysis analysis) {
    return new TrainingStep(epoch, 7 * epoch, score, Duration.ofNanos(1_234_567), analysis);
  }

  @BeforeAll
  static void write() throws IOException {
    page = page(HistoryReport.of(HISTORY).titled(SampleAnalysis.SCRIPT));
  }

  private static String page(HistoryReport report) throws IOException {
    StringWriter page = new StringWriter();
    report.write(page);
    return page.toString();
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static JsonNode data(String page) throws IOException {
    String data = all("(?s)id=\"training-data\">(.*?)</script>", page).get(0);
    return JsonMapper.builder().build().readTree(data);
  }

  private static OptionalDouble expected(String key, TrainingStep step) {
    for (Verdict verdict : Verdict.values()) {
      if (key.equals(verdict.name().toLowerCase(Locale.ROOT))) {
        return OptionalDouble.of(step.analysis().summary().count(verdict));
      }
    }
    return switch (key) {
      case "epoch" -> OptionalDouble.of(step.epoch());
      case "iteration" -> OptionalDouble.of(step.iteration());
      case "score" -> step.score();
      case "layers" -> OptionalDouble.of(step.analysis().details().size());
      case "findings" -> OptionalDouble.of(step.analysis().findings().size());
      case "waited_ms" -> OptionalDouble.of(1.234567);
      default -> step.analysis().summary().mean(Metric.ofKey(key).orElseThrow());
    };
  }

  @Test
  void dataHoldEveryNumberOfEveryStepExactly() throws IOException {
    JsonNode data = data(page);

    assertThat(data.get("steps")).hasSize(3);
    assertThat(data.get("columns").findValuesAsText("key")).contains("score", "alpha", "waited_ms");
    for (int i = 0; i < 3; i++) {
      for (int c = 0; c < data.get("columns").size(); c++) {
        String key = data.get("columns").get(c).get("key").textValue();
        JsonNode value = data.get("steps").get(i).get(c);
        OptionalDouble expected = expected(key, HISTORY.steps().get(i));
        assertThat(value.isNull()).as(key).isEqualTo(expected.isEmpty());
        expected.ifPresent(number -> assertThat(value.doubleValue()).as(key).isEqualTo(number));
      }
    }
  }

  @Test
  void cellsOfTheTableHoldTheNumbersOfTheData() throws IOException {
    String table = all("(?s)<table id=\"step-table\"[^>]*>.*?<tbody>(.*?)</tbody>", page).get(0);
    List<String> cells = new ArrayList<>();
    for (JsonNode step : data(page).get("steps")) {
      step.forEach(value -> cells.add(value.isNull() ? "" : value.asText()));
    }

    assertThat(all("data-value=\"([^\"]*)\"", table)).isEqualTo(cells);
  }

  @Test
  void thePageEndsWithThatOfTheLastAnalysis() throws IOException {
    StringWriter last = new StringWriter();
    HtmlReport.of(ANALYSIS).titled(SampleAnalysis.SCRIPT).write(last);
    String from = "<section id=\"summary\"";
    String to = "<section id=\"reading\"";

    assertThat(page.substring(page.indexOf(from), page.indexOf(to)))
        .isEqualTo(
            last.toString().substring(last.toString().indexOf(from), last.toString().indexOf(to)));
    assertThat(page).contains("after epoch 3.");
  }

  @Test
  void namesAndNotesAreTextWhereverTheyStand() {
    assertThat(page).doesNotContain(SampleAnalysis.SCRIPT, "<img", "<b>");
    assertThat(page).contains("torn &lt;b&gt;and was left out");
    assertThat(page.split("<script", -1))
        .as("two sets of data, code and what is before")
        .hasSize(4);
  }

  @Test
  void idsAreThereOnceAndLinksLeadToThem() {
    assertThat(all("\\bid=\"([^\"]*)\"", page))
        .doesNotHaveDuplicates()
        .containsAll(all("href=\"#([^\"]*)\"", page));
  }

  @Test
  void everyPlotHasAWordOnHowToReadIt() {
    assertThat(HistoryPlots.of(HISTORY))
        .isNotEmpty()
        .extracting(NamedPlot::kind)
        .allMatch(kind -> ReadingGuide.knows("training", kind));
    assertThat(ReadingGuide.knows("training", "spectra")).isTrue();
  }

  @Test
  void aFindingIsToldWhereItBeganAndHowItWentOn() {
    List<TrainingStep> steps =
        List.of(
            found(1),
            found(2, FindingType.UNDER_TRAINED, FindingType.UNDER_TRAINED),
            found(3, FindingType.UNDER_TRAINED, FindingType.RANK_COLLAPSE),
            found(4, FindingType.SHORT_TAIL),
            found(5, FindingType.SHORT_TAIL, FindingType.UNDER_TRAINED, FindingType.RANDOM_LIKE));

    List<FindingSpan> spans = FindingSpan.of(steps);

    assertThat(spans)
        .extracting(span -> span.finding().type() + " " + span.first() + " " + span.fate(steps))
        .containsExactly(
            "UNDER_TRAINED 1 in 3 of 4 analyses, still there",
            "RANK_COLLAPSE 2 found once",
            "SHORT_TAIL 3 found ever since",
            "RANDOM_LIKE 4 ");
    assertThat(FindingSpan.of(steps.subList(0, 4)).get(0).fate(steps.subList(0, 4)))
        .isEqualTo("in 2 of 3 analyses, last at epoch 3");
  }

  private static TrainingStep found(int epoch, FindingType... types) {
    List<Finding> findings = new ArrayList<>();
    for (FindingType type : types) {
      findings.add(Finding.of(type, "fc", "as it is", Metrics.of(Map.of())));
    }
    Analysis empty =
        Analysis.of(
            "net",
            EARLY.details(),
            Summary.of(EARLY.details(), 0),
            List.of(),
            findings,
            List.of(),
            EARLY.provenance());
    return step(epoch, OptionalDouble.empty(), empty);
  }

  @Test
  void aHistoryOfOneStepHasAPage() throws IOException {
    String single = page(HistoryReport.of(History.of(HISTORY.steps().subList(1, 2))));

    assertThat(data(single).get("steps")).hasSize(1);
    assertThat(single).contains("<dt>Epochs</dt><dd>2</dd>", "over its training</h1>");
  }

  @Test
  void anEmptyHistoryHasAPageWithItsNotes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new/none.html");

    HistoryReport.of(new History(List.of(), HISTORY.notes())).write(file);

    assertThat(Files.readString(file)).contains("holds no analysis", "line 4 is torn", "</html>");
  }

  /** Spectra are drawn at nine steps at most, so only lines and rows grow. */
  @Test
  void aLongTrainingMakesNoLargePage() throws IOException {
    List<TrainingStep> steps = new ArrayList<>();
    for (int epoch = 1; epoch <= 203; epoch++) {
      steps.add(step(epoch, OptionalDouble.of(1.0 / epoch), ANALYSIS));
    }
    int more = page(HistoryReport.of(History.of(steps))).length() - page.length();

    // a row of the table, a line of data, and six plots of up to ten layers each
    assertThat(more / 200).isLessThan(12_000);
  }

  @Test
  void whatIsSaidAfterTheLastAnalysisComesFirst() {
    String text = page.substring(page.indexOf("<main")).replaceAll("<[^>]*>", " ");

    assertThat(text.strip().replaceAll("\\s+", " "))
        .startsWith("Training " + HISTORY.latest().orElseThrow().analysis().verdict() + ".");
  }
}
