package io.github.weightwatcher4j.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that lies is refused where it is wrong, with what is expected there. */
@Tag("thorough")
class LyingJsonTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static ObjectNode everything() throws IOException {
    return (ObjectNode) MAPPER.readTree(AnalysisJson.of(Sample.everything()));
  }

  private static ObjectNode at(JsonNode document, String pointer) {
    return (ObjectNode) document.at(pointer);
  }

  private static List<JsonNode> lies() {
    return List.of(
        NODES.nullNode(),
        NODES.booleanNode(true),
        NODES.numberNode(-1),
        NODES.numberNode(0),
        NODES.numberNode(0.5),
        NODES.numberNode(1L << 40),
        NODES.numberNode(1e308),
        NODES.numberNode(Double.POSITIVE_INFINITY),
        NODES.numberNode(BigInteger.TEN.pow(400)),
        NODES.textNode(""),
        NODES.textNode("NaN"),
        NODES.arrayNode(),
        NODES.arrayNode().add(1).add("x").addNull(),
        NODES.objectNode(),
        NODES.objectNode().put("law", "LOGNORMAL"));
  }

  /** Every node of a document replaced by every lie, and left out. */
  private static void mutate(JsonNode document, Consumer<JsonNode> reader) {
    mutate(document, "", lie -> read(document, lie, reader));
  }

  private static void read(JsonNode document, String lie, Consumer<JsonNode> reader) {
    try {
      reader.accept(document);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching("(?s).+: .+|'.+' is missing|version .+");
    } catch (RuntimeException | StackOverflowError e) {
      fail(lie, e);
    }
  }

  private static void mutate(JsonNode node, String path, Consumer<String> read) {
    if (node instanceof ObjectNode object) {
      List<String> keys = new ArrayList<>();
      object.fieldNames().forEachRemaining(keys::add);
      for (String key : keys) {
        JsonNode truth = object.get(key);
        for (JsonNode lie : lies()) {
          object.set(key, lie);
          read.accept(path + "." + key + " = " + lie);
        }
        object.remove(key);
        read.accept(path + " without " + key);
        object.set(key, truth);
        mutate(truth, path + "." + key, read);
      }
    } else if (node instanceof ArrayNode array) {
      int step = Math.max(1, array.size() / 3);
      for (int i = 0; i < array.size(); i += step) {
        JsonNode truth = array.get(i);
        for (JsonNode lie : lies()) {
          array.set(i, lie);
          read.accept(path + "[" + i + "] = " + lie);
        }
        array.set(i, truth);
        array.insert(i, truth);
        read.accept(path + "[" + i + "] twice");
        array.remove(i);
        mutate(truth, path + "[" + i + "]", read);
      }
    }
  }

  @Test
  void anAnalysisWithAnyLieIsReadOrRefused() throws IOException {
    mutate(everything(), tree -> readAnalysis(tree));
  }

  @Test
  void anAnalysisWithAnyLieAboutItsTrapsIsReadOrRefused() throws IOException {
    JsonNode document = MAPPER.readTree(AnalysisJson.of(Sample.trapped()));
    JsonNode traps = document.at("/layers/0/shuffled/0/traps");
    assertThat(traps).hasSize(1);
    mutate(traps, "traps", lie -> read(document, lie, tree -> readAnalysis(tree)));
  }

  private static void readAnalysis(JsonNode tree) {
    Analysis read = JsonReader.analysis(JsonFormat.ANALYSIS.checked(new Json(tree, "")));
    assertThat(read.toString()).isNotEmpty();
  }

  @Test
  void aHistoryOrDistancesWithAnyLieAreReadOrRefused() throws IOException {
    TrainingStep step =
        new TrainingStep(1, 2, OptionalDouble.of(3), Duration.ofMillis(4), Sample.analysis());
    mutate(MAPPER.readTree(HistoryJson.line(step)), tree -> HistoryJson.parse(tree.toString()));
    mutate(
        MAPPER.readTree(DistancesJson.of(Sample.distances(DistanceMethod.CKA))),
        tree -> DistancesJson.parse(tree.toString()));
  }

  @Test
  void aTextWithAnyLettersChangedIsReadOrRefused() {
    String json = AnalysisJson.of(Sample.everything());
    SplittableRandom random = new SplittableRandom(11);
    String letters = "{}[]\",:0123456789.-eEntfaN \\\u0000";
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder(json);
      for (int j = random.nextInt(1, 4); j > 0; j--) {
        text.setCharAt(
            random.nextInt(text.length()), letters.charAt(random.nextInt(letters.length())));
      }
      try {
        AnalysisJson.parse(text.toString());
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/layers/0/fit | alpha | 0.5 | layers[0].fit.alpha: must be finite and > 1 but was 0.5",
        "/layers/0/fit | alpha | \"NaN\" | layers[0].fit.alpha: must be a finite number but was"
            + " \"NaN\"",
        "/layers/0/fit | tailSize | -4 | layers[0].fit.tailSize: must be >= 2 but was -4.0",
        "/layers/0/fit | law | \"CAUCHY\" | layers[0].fit.law: must be one of POWER_LAW,"
            + " TRUNCATED_POWER_LAW, EXPONENTIAL, STRETCHED_EXPONENTIAL, LOGNORMAL, BOUNDED_POWER_LAW but"
            + " was \"CAUCHY\"",
        "/layers/0 | fit | null | layers[0].fit: must be an object but was null",
        "/layers/0 | N | -3 | layers[0].N: must be a whole number >= 0 but was -3",
        "/layers/0 | rf | 0.5 | layers[0].rf: must be a whole number >= 0 but was 0.5",
        "/layers/0 | eigenvalues | [3, 2] | layers[0].eigenvalues: must ascend, which element 1"
            + " does not, but was an array of 2",
        "/layers/0 | eigenvalues | [-3, 2] | layers[0].eigenvalues: an eigenvalue must be finite"
            + " and >= 0: -3.0",
        "/layers/0 | layer_id | 9999999999 | layers[0].layer_id: must be less than 2^31 but was"
            + " 9999999999",
        "/layers/0 | N | [1] | layers[0].N: must be a finite number but was an array of 1",
        "/layers/1 | longname | \"first, with comma\" | layers[1].longname: must be the name of one"
            + " layer alone but was \"first, with comma\"",
        "/layers/0 | vectors | [[1, 2]] | layers[0].vectors[0]: must have 3 numbers but was an"
            + " array of 2",
        "/provenance | started | \"now\" | provenance.started: Text 'now' could not be parsed at"
            + " index 0",
      })
  void theMessageSaysWhereAndWhatIsExpected(String pointer, String key, String lie, String message)
      throws IOException {
    ObjectNode document = everything();
    at(document, pointer).set(key, MAPPER.readTree(lie));

    assertThatThrownBy(() -> AnalysisJson.parse(document.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void anotherMajorVersionIsRefusedAndAnotherMinorOneIsRead() throws IOException {
    ObjectNode document = everything();
    Analysis analysis = AnalysisJson.parse(document.toString());

    document.put("version", "2.0");
    assertThatThrownBy(() -> AnalysisJson.parse(document.toString()))
        .hasMessageStartingWith(
            "version 2.0 of weightwatcher-analysis cannot be read here, only versions 1.x");
    document.put("version", "1.7").put("later", 3);
    at(document, "/layers/0").put("later", "text");
    assertThat(AnalysisJson.parse(document.toString())).isEqualTo(analysis);
  }

  @Test
  void anotherKindOfFileIsNamed() throws IOException {
    ObjectNode document = everything().put("format", "weightwatcher-history");

    assertThatThrownBy(() -> AnalysisJson.parse(document.toString()))
        .hasMessage("format: must be \"weightwatcher-analysis\" but was \"weightwatcher-history\"");
  }

  @Test
  void aFileFromBeforeThereWereVersionsIsRead() throws IOException {
    ObjectNode document = everything();
    Analysis analysis = AnalysisJson.parse(document.toString());
    document.remove(List.of("format", "version"));
    document.put("model", analysis.model());

    assertThat(AnalysisJson.parse(document.toString())).isEqualTo(analysis);
  }

  @Test
  void aFindingThatOnlyALaterVersionKnowsIsLeftOutWithANote() throws IOException {
    ObjectNode document = everything();
    Analysis analysis = AnalysisJson.parse(document.toString());
    at(document, "/findings/0").put("type", "HAUNTED");

    Analysis read = AnalysisJson.parse(document.toString());

    assertThat(read.findings()).hasSize(analysis.findings().size() - 1);
    assertThat(read.notes()).contains("a finding that only a later version knows was left out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"findings\":"})
  void deepNestingIsRefused(String open) {
    assertThatThrownBy(() -> AnalysisJson.parse(open.repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not valid JSON: ");
  }

  @Test
  void aFileThatOnceGaveAClassCastExceptionIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("hostile.json");
    try (var in = LyingJsonTest.class.getResourceAsStream("/hostile/ajson-classcast.json")) {
      Files.write(file, in.readAllBytes());
    }

    assertThatThrownBy(() -> AnalysisJson.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "hostile.json does not hold an analysis: 'layers[0].shuffled[0].bulk' is missing");
  }
}
