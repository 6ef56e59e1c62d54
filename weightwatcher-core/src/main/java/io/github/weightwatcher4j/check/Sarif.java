package io.github.weightwatcher4j.check;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.check.Violation.Kind;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Checks as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which GitHub's code
 * scanning and others read: a run with a rule for each condition or kind of finding, and a result
 * for each layer that one is about. A model's file is the artifact, the layer a logical location;
 * the region is its first line, as readers ask for one. A fingerprint of model, layer and rule
 * tells a result again when its numbers change. Where neither conditions nor a baseline were given,
 * every finding is a result.
 */
public final class Sarif {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Findings that spoil a layer. */
  private static final Set<FindingType> SEVERE =
      Set.of(FindingType.NOT_FINITE, FindingType.RANK_COLLAPSE, FindingType.CORRELATION_TRAP);

  /** Findings that are a verdict on a layer. */
  private static final Set<FindingType> SERIOUS =
      Set.of(
          FindingType.OVER_TRAINED,
          FindingType.UNDER_TRAINED,
          FindingType.RANDOM_LIKE,
          FindingType.OUTLIER_LINE);

  private final Map<String, Integer> rules = new LinkedHashMap<>();
  private final ArrayNode ruleNodes = MAPPER.createArrayNode();
  private final ArrayNode results = MAPPER.createArrayNode();
  private final ArrayNode notifications = MAPPER.createArrayNode();

  private Sarif() {}

  /** The document. */
  public static String of(Checks checks) {
    Sarif sarif = new Sarif();
    checks.models().forEach(sarif::add);
    checks.failed().forEach(sarif::fail);
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(sarif.document(checks))
          + "\n";
    } catch (JacksonException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode document(Checks checks) {
    ObjectNode document = MAPPER.createObjectNode();
    document.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    document.put("version", "2.1.0");
    ObjectNode run = document.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "WeightWatcher for Java");
    driver.put("version", Provenance.version());
    driver.set("rules", ruleNodes);
    boolean whole =
        checks.failed().isEmpty()
            && checks.models().stream().allMatch(check -> check.analysis().isComplete());
    ObjectNode invocation = run.putArray("invocations").addObject();
    invocation.put("executionSuccessful", whole);
    invocation.set("toolExecutionNotifications", notifications);
    run.put("columnKind", "utf16CodeUnits");
    run.set("results", results);
    return document;
  }

  private void fail(String model, String reason) {
    notify(model, model + " was not analysed: " + reason);
  }

  private void notify(String model, String text) {
    ObjectNode notification = notifications.addObject();
    notification.put("level", "error");
    notification.putObject("message").put("text", text);
    place(notification.putArray("locations").addObject(), model);
  }

  private void add(ModelCheck check) {
    for (SkippedLayer lost : check.analysis().lost()) {
      String layer = lost.layer().name();
      notify(check.model(), "layer " + layer + " was not analysed: " + lost.reason());
    }
    for (Violation violation : check.told()) {
      ObjectNode result = results.addObject();
      result.put("ruleId", id(violation));
      result.put("ruleIndex", rule(violation));
      result.put("level", level(check, violation));
      String layer = violation.layer().map(name -> "layer " + name + ": ").orElse("");
      result.putObject("message").put("text", layer + violation.sentence());
      ObjectNode location = result.putArray("locations").addObject();
      place(location, check.model());
      violation
          .layer()
          .ifPresent(
              name ->
                  location
                      .putArray("logicalLocations")
                      .addObject()
                      .put("fullyQualifiedName", name)
                      .put("kind", "module"));
      result
          .putObject("partialFingerprints")
          .put("layerAndRule/v1", fingerprint(check.model(), violation));
    }
  }

  private static String level(ModelCheck check, Violation violation) {
    if (violation.kind() == Kind.UNKNOWN) {
      return check.allowUnknown() ? "note" : "error";
    }
    return violation.finding().map(Sarif::level).orElse("error");
  }

  private static String level(FindingType type) {
    if (SEVERE.contains(type)) {
      return "error";
    }
    return SERIOUS.contains(type) ? "warning" : "note";
  }

  private static String id(Violation violation) {
    return violation.rule().replace(' ', '-');
  }

  /** The place of a rule in the list, where it is put when it is met first. */
  private int rule(Violation violation) {
    return rules.computeIfAbsent(
        id(violation),
        id -> {
          ObjectNode rule = ruleNodes.addObject();
          rule.put("id", id);
          rule.putObject("shortDescription").put("text", description(violation));
          rule.putObject("help")
              .put("text", "docs/verdicts.md and docs/metrics.md tell what the numbers mean.");
          violation
              .finding()
              .ifPresent(type -> rule.putObject("defaultConfiguration").put("level", level(type)));
          return rules.size();
        });
  }

  private static String description(Violation violation) {
    return switch (violation.rule()) {
      case Violation.COMPLETE -> "Every layer with weights must have been analysed.";
      case Violation.BASELINE -> "No layer may be worse than in the baseline.";
      default ->
          violation
              .finding()
              .map(type -> "A layer " + type.meaning() + ".")
              .orElse("No layer and no model may meet the condition " + violation.rule() + ".");
    };
  }

  private static void place(ObjectNode location, String model) {
    ObjectNode physical = location.putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", uri(model));
    physical.putObject("region").put("startLine", 1);
  }

  /** A reference: relative where the file was named so. */
  private static String uri(String model) {
    String path = model.replace('\\', '/');
    try {
      if (Path.of(model).isAbsolute()) {
        return new URI("file", "", path.startsWith("/") ? path : "/" + path, null).toASCIIString();
      }
      String relative = new URI(null, null, "/" + path, null).toASCIIString().substring(1);
      int colon = relative.indexOf(':'); // else it would be a scheme
      return colon >= 0 && !relative.substring(0, colon).contains("/") ? "./" + relative : relative;
    } catch (URISyntaxException | IllegalArgumentException e) {
      return "model";
    }
  }

  private static String fingerprint(String model, Violation violation) {
    String text = model + "\n" + violation.layer().orElse("") + "\n" + violation.rule();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
