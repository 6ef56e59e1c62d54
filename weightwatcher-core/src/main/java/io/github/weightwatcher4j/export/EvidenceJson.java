package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.GoodnessOfFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixNoise;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.fit.LikelihoodRatio;
import io.github.weightwatcher4j.fit.NullDistribution;
import io.github.weightwatcher4j.fit.TailComparison;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.VectorMetrics;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found of a layer on request, as fields of its JSON object; none where not asked for. */
final class EvidenceJson {

  private static final String BULK = "bulk";
  private static final String LAWS = "laws";
  private static final String RIVAL = "rival";
  private static final String SHUFFLED = "shuffled";
  private static final String EIGENVALUES = "eigenvalues";
  private static final String FLOW = "flow";
  private static final String VECTORS = "vectors";

  private EvidenceJson() {}

  static void write(Evidence evidence, ObjectNode layer) {
    evidence.bulk().ifPresent(bulk -> layer.set(BULK, bulk(bulk)));
    evidence.laws().ifPresent(laws -> layer.set(LAWS, laws(laws)));
    evidence.rival().ifPresent(rival -> layer.set(RIVAL, FitJson.write(rival)));
    evidence.flow().ifPresent(flow -> layer.set(FLOW, FlowJson.write(flow)));
    if (!evidence.shuffled().isEmpty()) {
      ArrayNode replicas = layer.putArray(SHUFFLED);
      for (ShuffledSpectrum replica : evidence.shuffled()) {
        ObjectNode node = replicas.addObject();
        writeSpectrum(replica.spectrum(), node);
        node.set(BULK, bulk(replica.bulk()));
        node.put("lines", replica.lines());
        TrapJson.write(replica.measured(), node);
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

  static void writeSpectrum(Spectrum spectrum, ObjectNode node) {
    spectrum.values().forEach(node.putArray(EIGENVALUES)::add);
  }

  private static ObjectNode bulk(BulkFit bulk) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (!(bulk instanceof MarchenkoPasturFit fit)) {
      FailedBulkFit failed = (FailedBulkFit) bulk;
      return node.put("reason", failed.reason()).put("untested", failed.untested());
    }
    ArrayNode matrices = node.putArray("matrices");
    for (MatrixNoise noise : fit.matrices()) {
      matrices
          .addObject()
          .put("n", noise.n())
          .put("m", noise.m())
          .put("variance", noise.variance())
          .put("kurtosis", noise.kurtosis())
          .put("threshold", noise.threshold());
    }
    ArrayNode spikes = node.putArray("spikes");
    for (Spike spike : fit.spikes()) {
      spikes
          .addObject()
          .put("eigenvalue", spike.eigenvalue())
          .put("strength", spike.strength())
          .put("statistic", spike.statistic())
          .put("pValue", spike.pValue());
    }
    node.put("statistic", fit.statistic()).put("pValue", fit.pValue());
    node.putObject("goodness")
        .put("distance", fit.goodness().distance())
        .put("critical", fit.goodness().critical());
    return node.put("scale", fit.scale()).put("max", fit.max());
  }

  private static ObjectNode laws(TailComparison laws) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("xMin", laws.xMin());
    node.put("size", laws.size());
    node.put("best", laws.best().map(best -> best.law().name()).orElse(null));
    node.put("reason", laws.reason());
    ArrayNode fits = node.putArray("fits");
    for (TailLaw law : TailLaw.values()) {
      fits.add(FitJson.write(laws.fit(law)).put("law", law.name()));
    }
    ArrayNode tests = node.putArray("tests");
    for (LikelihoodRatio test : laws.tests()) {
      tests
          .addObject()
          .put("first", test.first().name())
          .put("second", test.second().name())
          .put("ratio", test.ratio())
          .put("normalizedRatio", test.normalizedRatio())
          .put("pValue", test.pValue())
          .put("nullDistribution", test.nullDistribution().name());
    }
    return node;
  }

  static Evidence read(Json layer) {
    Evidence evidence = withoutFlow(layer);
    return layer.find(FLOW).map(FlowJson::read).map(evidence::with).orElse(evidence);
  }

  private static Evidence withoutFlow(Json layer) {
    return Evidence.of(
        layer.find(BULK).map(EvidenceJson::bulk),
        VerdictJson.phase(layer),
        layer.find(LAWS).map(EvidenceJson::laws),
        layer.find(RIVAL).map(FitJson::readPowerLaw),
        layer.find(SHUFFLED).isPresent() ? layer.list(SHUFFLED, EvidenceJson::replica) : List.of(),
        layer.find(VECTORS).isPresent() ? layer.list(VECTORS, EvidenceJson::vector) : List.of());
  }

  private static VectorMetrics vector(Json vector) {
    List<Json> numbers = vector.elements();
    vector.require(numbers.size() == 3, "must have 3 numbers");
    return vector.checked(
        () ->
            new VectorMetrics(
                numbers.get(0).number(), numbers.get(1).number(), numbers.get(2).number()));
  }

  private static ShuffledSpectrum replica(Json replica) {
    int lines = replica.find("lines").isPresent() ? replica.whole("lines") : 0;
    return replica.checked(
        () ->
            new ShuffledSpectrum(
                spectrum(replica), bulk(replica.field(BULK)), lines, TrapJson.read(replica)));
  }

  private static BulkFit bulk(Json bulk) {
    Optional<Json> reason = bulk.find("reason");
    if (reason.isPresent()) {
      boolean untested = bulk.find("untested").map(Json::truth).orElse(true);
      return new FailedBulkFit(reason.get().text(), untested);
    }
    if (bulk.find("matrices").isEmpty() && bulk.find("law").isPresent()) {
      return new FailedBulkFit("written by an earlier version; analyse the model again");
    }
    Json goodness = bulk.field("goodness");
    return bulk.checked(
        () ->
            new MarchenkoPasturFit(
                bulk.list("matrices", EvidenceJson::noise),
                bulk.list("spikes", EvidenceJson::spike),
                bulk.number("statistic"),
                bulk.number("pValue"),
                goodness.checked(
                    () ->
                        new GoodnessOfFit(
                            goodness.number("distance"), goodness.number("critical"))),
                bulk.number("scale"),
                bulk.number("max")));
  }

  private static MatrixNoise noise(Json noise) {
    return noise.checked(
        () ->
            new MatrixNoise(
                noise.number("n"),
                noise.number("m"),
                noise.number("variance"),
                noise.number("kurtosis"),
                noise.number("threshold")));
  }

  private static Spike spike(Json spike) {
    return spike.checked(
        () ->
            new Spike(
                spike.number("eigenvalue"),
                spike.number("strength"),
                spike.number("statistic"),
                spike.number("pValue")));
  }

  /** Laws that only a later version knows are left out, with their tests. */
  private static TailComparison laws(Json laws) {
    Map<TailLaw, TailFit> fits = new EnumMap<>(TailLaw.class);
    for (Json fit : laws.field("fits").elements()) {
      law(fit.field("law")).ifPresent(law -> fits.put(law, FitJson.read(fit, law)));
    }
    List<LikelihoodRatio> tests = new ArrayList<>();
    laws.field("tests").elements().forEach(test -> test(test).ifPresent(tests::add));
    return laws.checked(
        () ->
            TailComparison.of(
                laws.number("xMin"),
                laws.whole("size"),
                fits,
                tests,
                laws.find("best").flatMap(EvidenceJson::law),
                laws.text("reason")));
  }

  private static Optional<TailLaw> law(Json law) {
    return law.known(TailLaw.class, Enum::name);
  }

  private static Optional<LikelihoodRatio> test(Json test) {
    Optional<TailLaw> first = law(test.field("first"));
    Optional<TailLaw> second = law(test.field("second"));
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        test.checked(
            () ->
                new LikelihoodRatio(
                    first.get(),
                    second.get(),
                    test.number("ratio"),
                    test.number("normalizedRatio"),
                    test.number("pValue"),
                    test.field("nullDistribution").constant(NullDistribution.class, Enum::name))));
  }

  /** The eigenvalues of a layer or a replica. */
  static Spectrum spectrum(Json owner) {
    Json field = owner.field(EIGENVALUES);
    double[] values = field.elements().stream().mapToDouble(Json::number).toArray();
    for (int i = 1; i < values.length; i++) {
      field.require(values[i - 1] <= values[i], "must ascend, which element " + i + " does not,");
    }
    return field.checked(() -> Spectrum.of(values));
  }
}
