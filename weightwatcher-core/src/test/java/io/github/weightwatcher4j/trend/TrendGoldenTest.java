package io.github.weightwatcher4j.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.golden.Theory;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against NumPy and SciPy, see {@code theory/README.md} of the test resources. */
class TrendGoldenTest {

  private static final double RELATIVE = 1e-6; // that of the golden values

  private static final double MONTE_CARLO = 0.03; // that of the golden intervals of R² and tau

  static Stream<String> cases() throws IOException {
    Iterator<String> names = golden().fieldNames();
    return StreamSupport.stream(((Iterable<String>) () -> names).spliterator(), false);
  }

  private static JsonNode golden() throws IOException {
    return Theory.of("trends");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lineAndCorrelationsAgree(String name) throws IOException {
    JsonNode entry = golden().get(name);
    check(Trend.of(numbers(entry.get("x")), numbers(entry.get("y"))), entry.get("fit"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bootstrapIntervalsAgree(String name) throws IOException {
    JsonNode entry = golden().get(name);
    var intervals = TrendIntervals.of(numbers(entry.get("x")), numbers(entry.get("y")), 4000, 1);
    JsonNode expected = entry.get("bootstrap95");
    if (expected == null) {
      assertThat(intervals.isEmpty() || name.equals("perfect")).isTrue();
      return;
    }
    TrendIntervals actual = intervals.orElseThrow();
    check(actual.rSquared().orElseThrow(), expected.get("r2"), MONTE_CARLO);
    check(actual.kendall().orElseThrow(), expected.get("kendall"), MONTE_CARLO);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void groupsAndWholeAgree(String name) throws IOException {
    JsonNode entry = golden().get(name);
    JsonNode expected = entry.get("simpson");
    if (expected == null) {
      return;
    }
    List<String> groups =
        StreamSupport.stream(entry.get("groups").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    Simpson actual = Simpson.of(numbers(entry.get("x")), numbers(entry.get("y")), groups);
    assertThat(actual.verdict().name().toLowerCase(Locale.ROOT))
        .isEqualTo(expected.get("verdict").asText());
    assertThat(actual.everyGroup()).isEqualTo(expected.get("all_groups_opposite").asBoolean());
    check("within", actual.within(), expected.get("within_slope"));
    check("within error", actual.withinError(), expected.get("within_se"));
    check("within p", actual.withinP(), expected.get("within_p"));
    check("between", actual.between(), expected.get("between_slope"));
    check(actual.pooled(), expected.get("pooled"));
    for (Map.Entry<String, Trend> group : actual.groups().entrySet()) {
      check(group.getValue(), expected.get("groups").get(group.getKey()));
    }
  }

  private static void check(Trend actual, JsonNode expected) {
    assertThat(actual.count()).isEqualTo(expected.get("n").asInt());
    assertThat(actual.line().isPresent()).isEqualTo(expected.get("defined").asBoolean());
    TrendLine none =
        new TrendLine(
            0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    TrendLine line = actual.line().orElse(none);
    if (actual.line().isPresent()) {
      check("slope", OptionalDouble.of(line.slope()), expected.get("slope"));
      check("intercept", OptionalDouble.of(line.intercept()), expected.get("intercept"));
      check("rmse", OptionalDouble.of(line.rmse()), expected.get("rmse"));
    }
    check("r2", line.rSquared(), expected.get("r2"));
    check("slope error", line.slopeError(), expected.get("slope_se"));
    check("slope p", line.slopeP(), expected.get("slope_p"));
    check("pearson", actual.pearson(), expected.get("pearson"));
    check("from", number(actual, Interval::low), expected.get("pearson_low"));
    check("to", number(actual, Interval::high), expected.get("pearson_high"));
    check("spearman", actual.spearman(), expected.get("spearman"));
    var tau = actual.kendall().stream();
    check("kendall", tau.mapToDouble(KendallTau::tau).findFirst(), expected.get("kendall"));
    var p = actual.kendall().stream();
    check("kendall p", p.mapToDouble(KendallTau::p).findFirst(), expected.get("kendall_p"));
  }

  private static OptionalDouble number(Trend trend, ToDoubleFunction<Interval> end) {
    return trend.pearsonInterval().stream().mapToDouble(end).findFirst();
  }

  private static void check(String what, OptionalDouble actual, @Nullable JsonNode expected) {
    assertThat(actual.isPresent()).as(what).isEqualTo(expected != null);
    if (expected != null) {
      double value = expected.asDouble();
      // sums of numbers of order 10 leave 1e-14 where the right value is 0
      assertThat(actual.getAsDouble())
          .as(what)
          .isCloseTo(value, within(1e-13 + RELATIVE * Math.abs(value)));
    }
  }

  private static void check(Interval actual, JsonNode expected, double tolerance) {
    assertThat(actual.low()).isCloseTo(expected.get(0).asDouble(), within(tolerance));
    assertThat(actual.high()).isCloseTo(expected.get(1).asDouble(), within(tolerance));
  }

  private static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
