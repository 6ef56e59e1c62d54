package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailComparison;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.VectorMetrics;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found of a layer on request, as fields of its JSON object; none where not asked for. */
final class EvidenceJson {

  private static final String BULK = "bulk";
  private static final String LAWS = "laws";
  private static final String RIVAL = "rival";
  private static final String SHUFFLED = "shuffled";
  private static final String EIGENVALUES = "eigenvalues";
  private static final String VECTORS = "vectors";

  private EvidenceJson() {}

  static void write(Evidence evidence, ObjectNode layer) {
    evidence.bulk().ifPresent(bulk -> layer.set(BULK, bulk(bulk)));
    evidence.laws().ifPresent(laws -> layer.set(LAWS, laws(laws)));
    evidence.rival().ifPresent(rival -> layer.set(RIVAL, FitJson.write(rival)));
    if (!evidence.shuffled().isEmpty()) {
      ArrayNode replicas = layer.putArray(SHUFFLED);
      for (ShuffledSpectrum replica : evidence.shuffled()) {
        ObjectNode node = replicas.addObject();
        replica.spectrum().values().forEach(node.putArray(EIGENVALUES)::add);
        node.set(BULK, bulk(replica.bulk()));
      }
    }
    if (!evidence.vectors().isEmpty()) {
      ArrayNode vectors = layer.putArray(VECTORS);
      for (VectorMetrics vector : evidence.vectors()) {
        vectors
            .addArray()
            .add(vector.entropy())
            .add(vector.localizationRatio())
            .add(vector.participationRatio());
      }
    }
  }

  private static ObjectNode bulk(BulkFit bulk) {
    return FitJson.record((Record) bulk);
  }

  /** The fits and tests are there for other programs; reading makes them anew from the tail. */
  private static ObjectNode laws(TailComparison laws) {
    ObjectNode node = FitJson.object();
    node.put("xMin", laws.xMin());
    node.put("size", laws.size());
    node.put("best", laws.best().map(best -> best.law().name()).orElse(""));
    node.put("reason", laws.reason());
    ArrayNode fits = node.putArray("fits");
    for (TailLaw law : TailLaw.values()) {
      fits.add(FitJson.write(laws.fit(law)).put("law", law.name()));
    }
    ArrayNode tests = node.putArray("tests");
    laws.tests().forEach(test -> tests.add(FitJson.record(test)));
    return node;
  }

  static Evidence read(JsonNode layer, Spectrum spectrum) {
    List<ShuffledSpectrum> shuffled = new ArrayList<>();
    for (JsonNode replica : layer.path(SHUFFLED)) {
      BulkFit bulk = bulk(replica.path(BULK));
      shuffled.add(new ShuffledSpectrum(spectrum(replica.path(EIGENVALUES)), bulk));
    }
    List<VectorMetrics> vectors = new ArrayList<>();
    layer
        .path(VECTORS)
        .forEach(v -> vectors.add(new VectorMetrics(number(v, 0), number(v, 1), number(v, 2))));
    return Evidence.of(
        present(layer, BULK).map(EvidenceJson::bulk),
        present(layer, LAWS).map(laws -> laws(laws, spectrum)),
        present(layer, RIVAL).map(rival -> FitJson.record(rival, PowerLawFit.class)),
        shuffled,
        vectors);
  }

  private static BulkFit bulk(JsonNode node) {
    return node.has("reason")
        ? FitJson.record(node, FailedBulkFit.class)
        : FitJson.record(node, MarchenkoPasturFit.class);
  }

  private static TailComparison laws(JsonNode node, Spectrum spectrum) {
    double xMin = node.path("xMin").asDouble();
    int atLeast = spectrum.size() - spectrum.countBelow(xMin);
    int leftOut = Math.max(0, atLeast - node.path("size").asInt());
    return TailComparison.of(spectrum.withoutLargest(leftOut), xMin);
  }

  static Spectrum spectrum(JsonNode eigenvalues) {
    double[] values = new double[eigenvalues.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = eigenvalues.get(i).asDouble();
    }
    return Spectrum.of(values);
  }

  private static double number(JsonNode array, int i) {
    return array.path(i).asDouble();
  }

  private static Optional<JsonNode> present(JsonNode layer, String key) {
    return Optional.ofNullable(layer.get(key));
  }
}
