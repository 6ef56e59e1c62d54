package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.export.TrendJson;
import io.github.weightwatcher4j.trend.SeriesModel;
import io.github.weightwatcher4j.trend.TrendTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendCommandTest {

  @TempDir private Path folder;

  private Path series(String text) throws IOException {
    return Files.writeString(folder.resolve("series.csv"), text);
  }

  private static CommandRun run(Path series, String... options) {
    return CommandRun.of(
        Stream.concat(Stream.of("trend", series.toString(), "-q"), Stream.of(options))
            .toArray(String[]::new));
  }

  /** Three groups of metrics in columns. */
  private Path columns() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder("\uFEFFname,group,test_error,alpha,\"log, norm\"\n");
    for (int i = 0; i < 15; i++) {
      double x = random.nextDouble();
      double error = 20 - 5 * (i / 5) + 2 * x;
      text.append("m%d,\"g, %d\",%s,%s,%s%n".formatted(i, i / 5, error, 2 + i / 5 + x, i % 4));
    }
    return series(text.toString());
  }

  @Test
  void metricsInColumnsGiveTablesWithinEightyColumns() throws IOException {
    CommandRun run = run(columns());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("By tau, ")
        .contains("Simpson's paradox", "yes, every group", "test_error in group g, 2", "log, norm");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void everyResultIsWritten() throws IOException {
    Path json = folder.resolve("t.json");
    Path csv = folder.resolve("t.csv");
    Path markdown = folder.resolve("t.md");
    Path page = folder.resolve("t.html");
    Path plots = folder.resolve("plots");

    CommandRun run =
        run(
            columns(),
            "--metrics=alpha",
            "--json=" + json,
            "--csv=" + csv,
            "--markdown=" + markdown,
            "--report=" + page,
            "--plots=" + plots,
            "--plot-format=svg");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(TrendJson.read(json).trends()).hasSize(1);
    assertThat(csv).content().startsWith("metric,quantity,").hasLineCount(5);
    assertThat(markdown).content().startsWith("## Trends of test");
    assertThat(page).content().contains("Simpson's paradox", "How to read");
    assertThat(plots.resolve("trend-metric-alpha.svg")).isNotEmptyFile();
    assertThat(run(columns(), "--json=-").out()).startsWith("{").doesNotContain("95 % of tau");
  }

  @Test
  void weightsAndAnalysesAreReadRelativeToTheFile() throws IOException {
    Files.createDirectory(folder.resolve("models"));
    for (int i = 0; i < 3; i++) {
      Map<String, float[][]> weights = Map.of("fc", SampleFiles.noise(60 + 10 * i, 50, i));
      SampleFiles.write(folder.resolve("models/m" + i + ".safetensors"), weights);
    }
    Map<String, float[][]> fourth = Map.of("fc", SampleFiles.noise(100, 50, 9));
    var analysis = new WeightWatcher(fourth).analyze();
    AnalysisJson.write(analysis, folder.resolve("models/m3.json"));
    StringBuilder text = new StringBuilder("path,test_error\n");
    for (int i = 0; i < 4; i++) {
      text.append("models/m" + i + (i < 3 ? ".safetensors" : ".json") + "," + (5 - i) + "\n");
    }
    Path json = folder.resolve("t.json");

    CommandRun run = run(series(text.toString()), "--json=" + json);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("4 models are too few for intervals, which take 5");
    TrendTable table = TrendJson.read(json);
    assertThat(table.series().models().get(3).metrics())
        .isEqualTo(SeriesModel.of(analysis).metrics());
    assertThat(table.trends()).extracting(trend -> trend.metric()).contains("alpha", "log_norm");
  }

  @Test
  void aModelThatFailsIsToldAndLeftOut() throws IOException {
    for (int i = 0; i < 3; i++) {
      Map<String, float[][]> weights = Map.of("fc", SampleFiles.noise(60 + 10 * i, 50, i));
      SampleFiles.write(folder.resolve("m" + i + ".safetensors"), weights);
    }
    Files.writeString(folder.resolve("bad.safetensors"), "no weights");
    Path series =
        series(
            """
            path,test_error
            m0.safetensors,1
            m1.safetensors,2
            bad.safetensors,3
            m2.safetensors,2.5
            """);

    CommandRun run = run(series);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(run.err()).contains("bad.safetensors", "bad.safetensors is left out of the series");
    assertThat(run.out()).contains("test_error over 3 models");
  }

  @Test
  void twoCheckpointsAreTooFewAndToldSo() throws IOException {
    Path series = series("name,run,test_error,alpha\nepoch1,a,5,4\nepoch2,a,4,3\n");

    CommandRun run = run(series);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(run.out()).startsWith("2 models are too few for a trend, which takes 3.");
    assertThat(run.err()).contains("2 models are too few for a trend");
  }

  @Test
  void anEmptyCellLeavesItsModelOutAndIsTold() throws IOException {
    Path series = series("test_error,a,b\n1,1,2\n2,2,\n3,2,3\n4,5,1\n");

    CommandRun run = run(series);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(run.err()).contains("1 of 4 models are left out of b").hasLineCount(1);
    assertThat(run.out()).contains("Left out of b, for want of it or of test_error: line 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | line 1 is empty",
        "'test_error,alpha' | line 2 is missing; there is no model",
        "'test_error,alpha\n1,2\n1,x' | line 3 column alpha: 'x' is no number",
        "'test_error,alpha\n1,NaN' | line 2 column alpha: 'NaN' is no number",
        "'test_error,alpha\n1' | line 2 has 1 cells, but there are 2 columns",
        "'test_error,test_error\n1,2' | has two columns 'test_error'",
        "'test_error;alpha\n1;2' | has semicolons between its cells",
        "'test_error,\n1,2' | line 1 column 2 has no name",
        "'name,group\na,b' | has no column of numbers",
        "'path,test_error\n,1' | line 2 column path: there is none",
        "'test_error,\"alpha\n1,2' | cannot be read as CSV",
      })
  void whatIsWrongWithTheFileIsSaidByLineAndColumn(String text, String message) throws IOException {
    CommandRun run = run(series(text));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains(message).contains("series.csv").hasLineCount(1);
  }

  @Test
  void whatIsNotThereIsSaidBeforeTheWork() throws IOException {
    Path series = series("path,accuracy\nnone.pt,1\n");

    CommandRun run = run(series, "--metrics=alpha,beta", "--plot-format=svg", "--csv=" + series);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err())
        .contains("--against test_error", "has no such column, but accuracy")
        .contains("--metrics beta: there is none, but accuracy, log_norm, alpha")
        .contains("--plot-format needs --plots", "--csv would replace")
        .doesNotContain("none.pt");
    assertThat(CommandRun.of("trend", folder.resolve("no.csv").toString()).err())
        .contains("there is no file");
  }
}
