package io.github.weightwatcher4j.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.trend.Series;
import io.github.weightwatcher4j.trend.SeriesModel;
import io.github.weightwatcher4j.trend.TrendMeasure;
import io.github.weightwatcher4j.trend.TrendTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendExportsTest {

  /** Groups and whole that go opposite ways, one group too small, one model without a metric. */
  static TrendTable table() {
    SplittableRandom random = new SplittableRandom(1);
    List<SeriesModel> models = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      int group = i / 6;
      double alpha = 2 + group + random.nextDouble();
      double error = 20 - 8 * group + 3 * (alpha - 2 - group) + 0.1 * random.nextDouble();
      Map<String, Double> metrics =
          i == 13 ? Map.of("alpha", alpha) : Map.of("alpha", alpha, "norm", random.nextDouble());
      models.add(new SeriesModel("=m|" + i, "g" + group, "", Map.of("test_error", error), metrics));
    }
    return new Series(models).against("test_error", List.of("alpha", "norm"));
  }

  @Test
  void jsonIsReadBack(@TempDir Path folder) throws IOException {
    TrendTable table = table();
    assertThat(TrendJson.parse(TrendJson.of(table))).isEqualTo(table);
    TrendJson.write(table, folder.resolve("trend.json"));
    assertThat(TrendJson.read(folder.resolve("trend.json"))).isEqualTo(table);
  }

  @Test
  void jsonThatLiesIsRefused() {
    String json = TrendJson.of(table());
    assertThatThrownBy(
            () -> TrendJson.parse(json.replace("\"resamples\" : 2000", "\"resamples\" : 0")))
        .hasMessageContaining("resamples: must be from 1 to 1000000");
    assertThatThrownBy(
            () ->
                TrendJson.parse(
                    json.replace("\"quantity\" : \"test_error\"", "\"quantity\" : \"nothing\"")))
        .hasMessageContaining("no model has a number 'nothing'");
  }

  @Test
  void csvHasALineForEachMetricAndGroup() {
    String csv = TrendCsv.of(table());
    List<String> lines = csv.lines().toList();
    assertThat(lines).hasSize(1 + 2 * 4);
    int columns = lines.get(0).split(",", -1).length;
    assertThat(lines)
        .allMatch(line -> line.replaceAll("\"[^\"]*\"", "").split(",", -1).length == columns);
    assertThat(lines.get(1)).startsWith("alpha,test_error,all,,14,").contains(",paradox,assumed,");
    assertThat(lines.get(4)).startsWith("alpha,test_error,group,g2,2,,,").contains("too few");
    double tau = TrendMeasure.KENDALL.value(table().trends().get(0).all()).orElseThrow();
    assertThat(lines.get(1)).contains("," + tau + ",");
  }

  @Test
  void markdownHasTheTablesOfThePapersAndEscapesNames() {
    String text = TrendMarkdown.of(table());
    assertThat(text)
        .startsWith("## Trends of test\\_error\n\n**")
        .contains("| All models | alpha | norm |")
        .contains("| Group g0 | alpha | norm |")
        .contains("\n| RMSE | ")
        .contains("\n| R² | ")
        .contains("\n| tau | ")
        .contains("| Simpson's paradox | paradox, every group | ")
        .contains("=m\\|13");
  }
}
