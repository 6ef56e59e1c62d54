package io.github.weightwatcher4j.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.compare.ModelDistances;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results as others wrote, cut or forged them: read, or refused by the documented exception. */
@Tag("thorough")
class MutatedResultsTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1",
          "1e999",
          "-1e-999",
          "1" + "0".repeat(900),
          "0.5",
          "2147483648",
          "9223372036854775807",
          "-9223372036854775808",
          "1e15",
          "1e300",
          "5e-324",
          "\"\"",
          "\"\\n\\u001b\\u2028\\ud800\"",
          "\"POWER_LAW\"",
          "\"all\"",
          "\"PT9223372036854775807S\"",
          "\"+1000000000-12-31T23:59:59.999999999Z\"",
          "\"NaN\"",
          "\"" + "x".repeat(100_000) + "\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "[1,2,3]",
          "[\"a\"]",
          "{\"law\":\"POWER_LAW\"}",
          "{\"failure\":1}");

  private static Stream<Analysis> analyses() {
    return Stream.of(Sample.analysis(), Sample.everything(), Sample.trapped());
  }

  @ParameterizedTest
  @MethodSource("analyses")
  void anAnalysisIsReadAndShownOrRefused(Analysis analysis) {
    String text = AnalysisJson.of(analysis);
    attack(
        text,
        500,
        json -> {
          Analysis read = AnalysisJson.parse(json);
          assertThat(read.toString()).isNotEmpty();
          assertThat(AnalysisCsv.of(read)).isNotEmpty();
          assertThat(AnalysisMarkdown.of(read)).isNotEmpty();
          assertThat(AnalysisJson.of(read)).isNotEmpty();
          return read;
        });
  }

  @Test
  void aStepOfAHistoryIsReadAndShownOrRefused() {
    TrainingStep step =
        new TrainingStep(3, 40, OptionalDouble.of(0.5), Duration.ofMillis(7), Sample.analysis());
    attack(
        HistoryJson.line(step),
        1000,
        json -> {
          TrainingStep read = HistoryJson.parse(json);
          assertThat(new History(List.of(read), List.of()).toString()).isNotEmpty();
          assertThat(HistoryJson.line(read)).isNotEmpty();
          return read;
        });
  }

  @Test
  void distancesAreReadAndShownOrRefused() {
    attack(
        DistancesJson.of(Sample.distances(DistanceMethod.CKA)),
        1000,
        json -> {
          ModelDistances read = DistancesJson.parse(json);
          assertThat(read.toString()).isNotEmpty();
          assertThat(DistancesJson.of(read)).isNotEmpty();
          return read;
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"a\",\"model\":\"b\"}",
        "{\"provenance\":{\"options\":{\"tail\":\"a\",\"tail\":[]}}}",
        "{\"layers\":[{\"fit\":{},\"fit\":[]}]}"
      })
  void aKeyThatStandsTwiceIsToldWithItsPlace(String json) {
    assertThatThrownBy(() -> AnalysisJson.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("not valid JSON: line 1, column \\d+: Duplicate field '\\w+'");
  }

  @Test
  void aFileOfNothingButBracketsIsRefused(@TempDir Path folder) throws IOException {
    for (String deep : List.of("[".repeat(3_000_000), "{\"a\":".repeat(1_000_000))) {
      Path file = Files.writeString(folder.resolve("deep.json"), deep);
      assertThatThrownBy(() -> AnalysisJson.read(file)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> DistancesJson.read(file)).isInstanceOf(IOException.class);
      assertThat(HistoryJson.read(file).steps()).isEmpty();
    }
  }

  /** Mutates a document many times; what a reader makes of it is a value or an objection. */
  private static void attack(String text, int times, Function<String, ?> reader) {
    Random random = new Random(14);
    int refused = 0;
    for (int i = 0; i < times; i++) {
      String json = random.nextInt(3) > 0 ? exchanged(text, random) : scrambled(text, random);
      try {
        assertThat(reader.apply(json)).isNotNull();
      } catch (IllegalArgumentException e) {
        refused++;
        assertThat(e.getMessage()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("mutation " + i + ": " + excerpt(text, json), e);
      }
    }
    assertThat(refused).isBetween(times / 10, times);
  }

  private static String excerpt(String text, String json) {
    int at = 0;
    while (at < Math.min(text.length(), json.length()) && text.charAt(at) == json.charAt(at)) {
      at++;
    }
    return json.substring(Math.max(0, at - 100), Math.min(json.length(), at + 100));
  }

  /** The document with one to three values somewhere replaced, removed or taken from elsewhere. */
  private static String exchanged(String text, Random random) {
    JsonNode root = read(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<JsonNode> containers = new ArrayList<>();
      collect(root, containers);
      JsonNode value =
          random.nextInt(4) == 0
              ? containers.get(random.nextInt(containers.size())).deepCopy()
              : read(VALUES.get(random.nextInt(VALUES.size())));
      replace(containers.get(random.nextInt(containers.size())), value, random);
    }
    return root.toString();
  }

  private static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode() && node.size() > 0) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static void replace(JsonNode container, JsonNode value, Random random) {
    int at = random.nextInt(container.size());
    if (container instanceof ArrayNode array) {
      array.set(at, value);
      return;
    }
    List<String> keys = new ArrayList<>();
    container.fieldNames().forEachRemaining(keys::add);
    if (random.nextInt(8) == 0) {
      ((ObjectNode) container).remove(keys.get(at));
    } else {
      ((ObjectNode) container).set(keys.get(at), value);
    }
  }

  /** The text with a letter changed, or a run of letters removed, doubled or moved. */
  private static String scrambled(String text, Random random) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(60));
    String run = text.substring(from, to);
    StringBuilder json = new StringBuilder(text);
    switch (random.nextInt(5)) {
      case 0 -> json.setCharAt(from, (char) random.nextInt(0x10000));
      case 1 -> json.setCharAt(from, "{}[],:\"0e-.\\nt".charAt(random.nextInt(14)));
      case 2 -> json.delete(from, to);
      case 3 -> json.insert(from, run);
      default -> json.setLength(from);
    }
    return json.toString();
  }
}
