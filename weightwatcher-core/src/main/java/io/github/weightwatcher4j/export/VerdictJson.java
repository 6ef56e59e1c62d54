package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.PhaseTest;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The verdict on a layer and its phase with the tests behind it, as one field of its JSON object.
 */
final class VerdictJson {

  private static final String JUDGEMENT = "judgement";

  private VerdictJson() {}

  static void write(LayerReport row, ObjectNode layer) {
    ObjectNode node = layer.putObject(JUDGEMENT);
    node.put("verdict", row.verdict().verdict().name());
    node.put("borderline", row.verdict().isBorderline());
    node.put("reason", row.verdict().reason());
    row.phase().ifPresent(phase -> write(phase, node.putObject("phase")));
  }

  private static void write(LayerPhase phase, ObjectNode node) {
    node.put("phase", phase.phase().name());
    node.put("rival", phase.rival().map(Phase::name).orElse(null));
    node.put("rest", phase.rest().map(Phase::name).orElse(null));
    node.put("deadUnits", phase.isOfDeadUnits());
    ArrayNode tests = node.putArray("tests");
    for (PhaseTest test : phase.tests()) {
      ObjectNode told = tests.addObject();
      told.put("name", test.name());
      told.put("statistic", test.statistic());
      told.put("critical", test.critical());
      test.pValue().ifPresent(p -> told.put("pValue", p));
    }
  }

  static LayerVerdict verdict(Json layer) {
    return layer
        .find(JUDGEMENT)
        .map(
            node ->
                LayerVerdict.of(
                    node.field("verdict").constant(Verdict.class, Enum::name),
                    node.field("borderline").truth(),
                    node.text("reason")))
        .orElseGet(
            () ->
                LayerVerdict.unknown(
                    "the file is from before there were verdicts; analyse the model again"));
  }

  static Optional<LayerPhase> phase(Json layer) {
    return layer.find(JUDGEMENT).flatMap(node -> node.find("phase")).map(VerdictJson::readPhase);
  }

  private static LayerPhase readPhase(Json node) {
    return LayerPhase.of(
        node.field("phase").constant(Phase.class, Enum::name),
        node.find("rival").map(rival -> rival.constant(Phase.class, Enum::name)),
        node.find("rest").map(rest -> rest.constant(Phase.class, Enum::name)),
        node.field("deadUnits").truth(),
        node.list("tests", VerdictJson::test));
  }

  private static PhaseTest test(Json node) {
    return node.checked(
        () ->
            new PhaseTest(
                node.text("name"),
                node.number("statistic"),
                node.number("critical"),
                node.find("pValue")
                    .map(p -> OptionalDouble.of(p.number()))
                    .orElse(OptionalDouble.empty())));
  }
}
