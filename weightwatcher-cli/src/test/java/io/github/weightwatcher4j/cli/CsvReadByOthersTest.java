package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.export.AnalysisCsv;
import io.github.weightwatcher4j.export.ComparisonCsv;
import io.github.weightwatcher4j.export.CsvCells;
import io.github.weightwatcher4j.export.LeaderboardCsv;
import io.github.weightwatcher4j.export.PruningCsv;
import io.github.weightwatcher4j.export.TrendCsv;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.pruning.PlannedLayer;
import io.github.weightwatcher4j.pruning.Pruning;
import io.github.weightwatcher4j.pruning.PruningPlan;
import io.github.weightwatcher4j.random.RandomMatrix;
import io.github.weightwatcher4j.rank.FailedModel;
import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.rank.RankKey;
import io.github.weightwatcher4j.rank.RankedModel;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.trend.Series;
import io.github.weightwatcher4j.trend.SeriesModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What our tables of text mean to a reader of RFC 4180 that is not ours. */
class CsvReadByOthersTest {

  private static final List<String> NAMES =
      List.of(
          "plain",
          "a,b",
          "\"quoted\"",
          "end\"",
          "a;b",
          " blanks around ",
          "two\nlines\r\nand three",
          "#no comment",
          "=1+1",
          "'=1",
          "\\,\\\"",
          "日本語,é");

  private static Analysis analysis;

  private static Map<String, double[][]> model(long seed) {
    Map<String, double[][]> model = new LinkedHashMap<>();
    for (String name : NAMES) {
      model.put(name, RandomMatrix.gaussian(1).draw(40, 20, seed + model.size()));
    }
    return model;
  }

  @BeforeAll
  static void analyse() {
    analysis = new WeightWatcher(model(1)).analyze();
  }

  private static List<CSVRecord> read(String csv) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(csv, format)) {
      List<CSVRecord> records = parser.getRecords();
      assertThat(records).isNotEmpty().allMatch(CSVRecord::isConsistent);
      return records;
    }
  }

  private static List<String> column(List<CSVRecord> records, String name) {
    return records.stream().map(record -> record.get(name)).toList();
  }

  private static List<String> names() {
    return analysis.details().stream().map(LayerReport::name).toList();
  }

  @Test
  void layersHaveTheirNamesAndNumbers() throws IOException {
    List<CSVRecord> records = read(AnalysisCsv.of(analysis.details(), CsvCells.AS_THEY_ARE));

    assertThat(column(records, "name")).isEqualTo(names()).doesNotHaveDuplicates();
    for (int i = 0; i < records.size(); i++) {
      double norm = analysis.details().rows().get(i).metric(Metric.LAMBDA_MAX).orElseThrow();
      assertThat(Double.parseDouble(records.get(i).get("lambda_max"))).isEqualTo(norm);
    }
  }

  @Test
  void modelsInOneTableHaveTheirNames() throws IOException {
    Map<String, Analysis> models = new LinkedHashMap<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < names().size(); i++) {
      models.put(names().get(i), analysis);
      expected.addAll(Collections.nCopies(names().size(), names().get(i)));
    }

    List<CSVRecord> records = read(AnalysisCsv.of(models, CsvCells.AS_THEY_ARE));

    assertThat(column(records, "model")).isEqualTo(expected);
  }

  @Test
  void comparedLayersHaveTheirNames() throws IOException {
    Comparison comparison = Comparison.of(analysis, new WeightWatcher(model(100)).analyze());

    List<CSVRecord> records = read(ComparisonCsv.of(comparison, CsvCells.AS_THEY_ARE));

    assertThat(column(records, "layer")).containsExactlyInAnyOrderElementsOf(names());
  }

  @Test
  void rankedAndFailedModelsHaveTheirPathsAndReasons() throws IOException {
    List<RankedModel> models = NAMES.stream().map(it -> RankedModel.of(it, analysis)).toList();
    List<FailedModel> failed = NAMES.stream().map(it -> new FailedModel(it, it)).toList();
    Leaderboard board = new Leaderboard(models, failed, RankKey.ALPHA);

    List<CSVRecord> records = read(LeaderboardCsv.of(board, CsvCells.AS_THEY_ARE));

    assertThat(column(records, "path"))
        .hasSize(2 * NAMES.size())
        .containsAll(failed.stream().map(FailedModel::path).toList());
    assertThat(column(records, "reason"))
        .containsAll(failed.stream().map(FailedModel::reason).toList());
  }

  @Test
  void plannedLayersHaveTheirNames() throws IOException {
    PruningPlan plan = new WeightWatcher(model(1)).pruningPlan(Pruning.uniform(0.5));

    List<CSVRecord> records = read(PruningCsv.of(plan, CsvCells.AS_THEY_ARE));

    assertThat(column(records, "name"))
        .containsAll(plan.layers().stream().map(PlannedLayer::layer).map(it -> it.name()).toList());
  }

  @Test
  void trendsHaveTheNamesOfTheirGroups() throws IOException {
    List<SeriesModel> models = new ArrayList<>();
    for (String group : NAMES) {
      for (int i = 0; i < 6; i++) {
        Map<String, Double> metrics = Map.of("alpha", 2 + i + 0.1 * (i % 3));
        models.add(new SeriesModel(group + i, group, "", Map.of("test_error", 1.0 * i), metrics));
      }
    }

    List<CSVRecord> records =
        read(TrendCsv.of(new Series(models).against("test_error", List.of("alpha"))));

    // A name that a spreadsheet would run is told apart by an apostrophe, and nothing else is.
    assertThat(column(records, "group")).contains("a,b", "\"quoted\"", "end\"", "a;b", "'=1+1");
  }
}
