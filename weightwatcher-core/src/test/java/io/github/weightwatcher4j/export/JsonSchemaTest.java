package io.github.weightwatcher4j.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.rank.FailedModel;
import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.rank.RankKey;
import io.github.weightwatcher4j.rank.RankedModel;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.ModelDescription;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.similarity.Representation;
import io.github.weightwatcher4j.similarity.Similarities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we write is what the schemas in docs say, and no key is there that they do not name. */
class JsonSchemaTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final List<String> FILES =
      List.of(
          "analysis",
          "history",
          "distances",
          "similarity",
          "trend",
          "comparison",
          "leaderboard",
          "description");

  @TempDir private Path folder;

  private JsonSchema schema(String name) throws IOException {
    for (String file : FILES) {
      String key = file + "-1.schema.json";
      JsonNode schema = MAPPER.readTree(Path.of("../docs/schema", key).toFile());
      close(schema);
      MAPPER.writeValue(folder.resolve(key).toFile(), schema);
    }
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(folder.resolve(name + "-1.schema.json").toUri());
  }

  /** A key that no schema names would be ignored. */
  private static void close(JsonNode schema) {
    if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
      ((ObjectNode) schema).put("additionalProperties", false);
    }
    schema.forEach(JsonSchemaTest::close);
  }

  private static JsonNode tree(String json) throws IOException {
    return MAPPER.readTree(json);
  }

  private static Stream<Analysis> analyses() {
    return Stream.concat(
        Stream.of(Sample.analysis(), Sample.everything(), Sample.unpooled(), Sample.trapped()),
        Sample.tails().stream());
  }

  @Test
  void analysesOfEveryKind() throws IOException {
    JsonSchema schema = schema("analysis");
    for (Analysis analysis : analyses().toList()) {
      assertThat(schema.validate(tree(AnalysisJson.of(analysis)))).isEmpty();
    }
  }

  @Test
  void anAnalysisOfAFileWithItsDigest() throws IOException {
    Path file = Files.writeString(folder.resolve("weights"), "abc");
    Analysis analysis = Sample.of(file).withSha256();
    JsonNode document = tree(AnalysisJson.of(analysis));

    assertThat(schema("analysis").validate(document)).isEmpty();
    assertThat(document.at("/model/path").asText()).isEqualTo(file.toString());
    assertThat(document.at("/model/size").asLong()).isEqualTo(3);
    assertThat(document.at("/model/sha256").asText())
        .startsWith("ba7816bf8f01cfea414140de5dae2223");
    assertThat(AnalysisJson.parse(AnalysisJson.of(analysis))).isEqualTo(analysis);
  }

  @Test
  void theLineOfAHistory() throws IOException {
    JsonSchema schema = schema("history");
    for (OptionalDouble score : List.of(OptionalDouble.of(0.5), OptionalDouble.empty())) {
      TrainingStep step = new TrainingStep(1, 2, score, Duration.ofMillis(3), Sample.everything());
      assertThat(schema.validate(tree(HistoryJson.line(step)))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(DistanceMethod.class)
  void distances(DistanceMethod method) throws IOException {
    JsonNode document = tree(DistancesJson.of(Sample.distances(method)));

    assertThat(schema("distances").validate(document)).isEmpty();
    assertThat(DistancesJson.parse(document.toString())).isEqualTo(Sample.distances(method));
  }

  @ParameterizedTest(name = "{0} features")
  @ValueSource(ints = {3, 30}) // 30 are too many for CCA
  void similarities(int features) throws IOException {
    Representation x = Representation.of(Matrices.gaussian(1, 20, features));
    Representation y = Representation.of(Matrices.gaussian(2, 20, 3));
    JsonNode document = tree(SimilaritiesJson.of("x", "y", Similarities.of(x, y)));

    assertThat(schema("similarity").validate(document)).isEmpty();
  }

  @Test
  void trends() throws IOException {
    assertThat(schema("trend").validate(tree(TrendJson.of(TrendExportsTest.table())))).isEmpty();
  }

  @Test
  void comparisonsOfEveryKind() throws IOException {
    JsonSchema schema = schema("comparison");
    for (Analysis other : analyses().toList()) {
      Comparison comparison = Comparison.of(Sample.analysis(), other);
      assertThat(schema.validate(tree(ComparisonJson.of(comparison)))).isEmpty();
    }
  }

  @Test
  void leaderboards() throws IOException {
    List<RankedModel> models =
        analyses().map(analysis -> RankedModel.of("dir/a.json", analysis)).toList();
    FailedModel failed = new FailedModel("b.json", "it is cut");
    Leaderboard board = new Leaderboard(models, List.of(failed), RankKey.ALPHA);

    assertThat(schema("leaderboard").validate(tree(LeaderboardJson.of(board)))).isEmpty();
  }

  @Test
  void descriptions() throws IOException {
    ModelDescription description =
        new WeightWatcher(
                Map.of("fc", Matrices.gaussian(1, 40, 30), "vector", new double[][] {{1, 2}}))
            .describe();

    assertThat(schema("description").validate(tree(DescriptionJson.of(description)))).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatItDoesNotSay() throws IOException {
    ObjectNode document = (ObjectNode) tree(AnalysisJson.of(Sample.everything()));
    document.put("version", "2.0").put("surprise", 1);
    ((ObjectNode) document.at("/layers/0/fit")).put("alpha", "high");

    assertThat(schema("analysis").validate(document)).hasSizeGreaterThanOrEqualTo(3);
  }
}
