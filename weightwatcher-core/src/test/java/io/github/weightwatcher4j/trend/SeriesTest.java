package io.github.weightwatcher4j.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.golden.Theory;
import io.github.weightwatcher4j.trend.Simpson.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeriesTest {

  /** A model with a test error, and metrics that follow it and do not. */
  private static SeriesModel model(int i, double error, double close, double far) {
    return SeriesModel.of("m" + i, Map.of("test_error", error))
        .with("close", close)
        .with("far", far);
  }

  private static Series models(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SeriesModel> models = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double error = random.nextDouble(1, 10);
      models.add(model(i, error, 2 * error + 0.2 * random.nextGaussian(), random.nextDouble()));
    }
    return new Series(models);
  }

  private static Series golden(String name) throws IOException {
    JsonNode entry = Theory.of("trends").get(name);
    List<SeriesModel> models = new ArrayList<>();
    for (int i = 0; i < entry.get("x").size(); i++) {
      models.add(
          SeriesModel.of("m" + i, Map.of("test_error", entry.get("y").get(i).asDouble()))
              .with("alpha", entry.get("x").get(i).asDouble())
              .inGroup(entry.has("groups") ? entry.get("groups").get(i).asText() : ""));
    }
    return new Series(models);
  }

  @Test
  void aSeriesGivesTheGoldenTrends() throws IOException {
    for (String name : List.of("nine_models", "ties", "simpson", "no_simpson", "suspected")) {
      JsonNode expected = Theory.of("trends").get(name);
      MetricTrend trend = golden(name).against("test_error").trends().get(0);
      JsonNode fit = expected.has("fit") ? expected.get("fit") : expected.at("/simpson/pooled");
      assertThat(TrendMeasure.RMSE.value(trend.all()).orElseThrow())
          .isCloseTo(fit.get("rmse").asDouble(), within(1e-6)); // that of the golden values
      assertThat(TrendMeasure.KENDALL.value(trend.all()).orElseThrow())
          .isCloseTo(fit.get("kendall").asDouble(), within(1e-6));
      if (expected.has("simpson")) {
        assertThat(trend.paradox().name())
            .isEqualToIgnoringCase(expected.at("/simpson/verdict").asText());
        assertThat(trend.groups()).hasSameSizeAs(expected.at("/simpson/groups"));
      }
    }
  }

  @Test
  void twoModelsAreTooFewForATrendAndFourForIntervals() {
    TrendTable two = models(2, 1).against("test_error");
    assertThat(two.verdict()).isEqualTo("2 models are too few for a trend, which takes 3");
    assertThat(two.trends()).allMatch(trend -> trend.all().trend().isEmpty());
    assertThat(two.lead(TrendMeasure.KENDALL)).isEmpty();

    TrendTable four = models(4, 1).against("test_error");
    assertThat(four.verdict()).startsWith("4 models are too few for intervals, which take 5; by");
    assertThat(four.trends()).allMatch(trend -> trend.all().intervals().isEmpty());
    assertThat(four.lead(TrendMeasure.RMSE).orElseThrow().best()).isFalse();
  }

  @Test
  void theBestIsCalledSoOnlyWhereItsIntervalLeavesOutTheSecond() {
    Lead clear = models(30, 2).against("test_error").lead(TrendMeasure.R_SQUARED).orElseThrow();
    assertThat(clear.metric()).isEqualTo("close");
    assertThat(clear.best()).isTrue();

    List<SeriesModel> twins =
        models(30, 2).models().stream()
            .map(model -> model.with("far", 1 - model.number("close").orElseThrow()))
            .toList();
    Lead even = new Series(twins).against("test_error").lead(TrendMeasure.KENDALL).orElseThrow();
    assertThat(even.value()).isCloseTo(-even.secondValue(), within(1e-12)); // as good, turned
    assertThat(even.best()).isFalse();
    assertThat(even.reason()).contains("interval");
  }

  @Test
  void metricsOfOtherModelsAreNotComparedAndWhoIsLeftOutIsTold() {
    List<SeriesModel> models = new ArrayList<>(models(10, 3).models());
    models.add(SeriesModel.of("half", Map.of("test_error", 3.0, "close", 6.0)));
    TrendTable table = new Series(models).against("test_error");

    assertThat(table.isComplete()).isFalse();
    assertThat(table.trends().get(1).missing()).extracting(SeriesModel::name).contains("half");
    assertThat(table.notes())
        .anyMatch(note -> note.contains("Left out of far") && note.contains("half"));
    assertThat(table.lead(TrendMeasure.RMSE).orElseThrow().reason()).contains("same models");
  }

  @Test
  void equalNumbersAreTold() {
    List<SeriesModel> flat =
        models(6, 4).models().stream().map(model -> model.with("far", 1)).toList();
    GroupTrend x = new Series(flat).against("test_error", List.of("far")).trends().get(0).all();
    assertThat(x.remarks()).containsExactly("all far are equal: no trend");
    assertThat(x.line()).isEmpty();

    GroupTrend y = new Series(flat).against("far", List.of("close")).trends().get(0).all();
    assertThat(y.remarks()).containsExactly("all far are equal: no R², no correlation");
    assertThat(TrendMeasure.KENDALL.value(y)).isEmpty();
  }

  @Test
  void checkpointsOfOneRunHaveNeitherIntervalsNorPValues() {
    List<SeriesModel> run = models(8, 5).models().stream().map(model -> model.ofRun("a")).toList();
    GroupTrend one = new Series(run).against("test_error").trends().get(0).all();
    assertThat(one.independence()).isEqualTo(Independence.ONE_RUN);
    assertThat(one.intervals()).isEmpty();
    assertThat(one.pearsonInterval()).isEmpty();
    assertThat(one.kendallP()).isEmpty();
    assertThat(one.slopeP()).isEmpty();
    assertThat(one.pearson()).isPresent();

    List<SeriesModel> mixed = new ArrayList<>(models(8, 5).models());
    mixed.set(0, mixed.get(0).ofRun("a"));
    mixed.set(1, mixed.get(1).ofRun("a"));
    GroupTrend some = new Series(mixed).against("test_error").trends().get(0).all();
    assertThat(some.independence()).isEqualTo(Independence.SHARED_RUNS);
    assertThat(some.intervals()).isPresent();
    assertThat(some.remarks()).anyMatch(remark -> remark.contains("of one run"));
  }

  @Test
  void aParadoxAmongCheckpointsIsOnlySuspected() throws IOException {
    List<SeriesModel> models = new ArrayList<>(golden("simpson").models());
    assertThat(new Series(models).against("test_error").trends().get(0).paradox())
        .isEqualTo(Verdict.PARADOX);
    models.replaceAll(model -> model.ofRun(model.group()));
    assertThat(new Series(models).against("test_error").trends().get(0).paradox())
        .isEqualTo(Verdict.SUSPECTED);
  }

  @Test
  void namesThatLookLikeCheckpointsAreTold() {
    Series epochs =
        new Series(
            List.of(
                model(0, 1, 2, 3).named("run/epoch-1.pt"),
                model(0, 2, 3, 4).named("run/epoch-20.pt"),
                model(0, 2, 4, 4).named("other/epoch-20.pt"),
                model(0, 2, 4, 4).named("resnet18.pt"),
                model(0, 2, 4, 4).named("resnet34.pt")));
    assertThat(epochs.checkpoints()).containsExactly("run/epoch-1.pt", "run/epoch-20.pt");
    assertThat(epochs.against("test_error").notes().get(0)).contains("look like checkpoints");
  }

  @Test
  void meansOverGroupsTakeGroupsOfFiveOrMore() {
    List<SeriesModel> models = new ArrayList<>();
    for (int group = 0; group < 3; group++) {
      List<SeriesModel> of = models(group < 2 ? 6 : 4, 7 + group).models();
      String name = "g" + group;
      of.forEach(model -> models.add(model.inGroup(name)));
    }
    MetricTrend trend = new Series(models).against("test_error", List.of("far")).trends().get(0);
    double a = TrendMeasure.R_SQUARED.value(trend.groups().get(0)).orElseThrow();
    double b = TrendMeasure.R_SQUARED.value(trend.groups().get(1)).orElseThrow();
    GroupMean mean = trend.overGroups(TrendMeasure.R_SQUARED).orElseThrow();
    assertThat(mean.groups()).isEqualTo(2);
    assertThat(mean.mean()).isCloseTo((a + b) / 2, within(1e-12));
    assertThat(mean.deviation()).isCloseTo(Math.abs(a - b) / Math.sqrt(2), within(1e-12));
  }

  @Test
  void theTextFitsATerminalOfEightyColumns() throws IOException {
    assertThat(golden("simpson").against("test_error").toString().lines())
        .allMatch(line -> line.length() <= 80)
        .anyMatch(line -> line.contains("yes, every group"))
        .anyMatch(line -> line.startsWith("test_error in group "));
    List<SeriesModel> long80 =
        models(6, 1).models().stream()
            .map(model -> model.with("a".repeat(90), model.number("far").orElseThrow()))
            .map(model -> model.inGroup("g".repeat(90) + model.name()))
            .toList();
    assertThat(new Series(long80).against("test_error", List.of("a".repeat(90))).toString().lines())
        .filteredOn(line -> line.length() > 80)
        .allMatch(line -> !line.contains(" ")); // a name that is longer than a line
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThatThrownBy(() -> models(3, 1).against("accuracy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no model has a number 'accuracy'; there are ")
        .hasMessageContaining("close");
    assertThatThrownBy(() -> models(3, 1).against("test_error", List.of("test_error")))
        .hasMessageContaining("goes with itself");
    assertThatThrownBy(() -> new Series(List.of()).against("test_error"))
        .hasMessageContaining("none at all");
    assertThatThrownBy(() -> SeriesModel.of("m", Map.of("error", Double.NaN)))
        .hasMessageContaining("error of m must be finite but was NaN");
    assertThatThrownBy(
            () -> new SeriesModel("m", "", "", Map.of("alpha", 1.0), Map.of("alpha", 2.0)))
        .hasMessageContaining("rename what was measured");
  }
}
