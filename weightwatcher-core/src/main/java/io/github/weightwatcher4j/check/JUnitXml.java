package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.check.Violation.Kind;
import io.github.weightwatcher4j.check.internal.XmlText;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks as the XML of JUnit, which Jenkins, GitLab and others show: a {@code testsuite} for each
 * model, in the form of Maven Surefire (surefire-test-report.xsd 3.0), a {@code testcase} for each
 * layer. What is wrong is a {@code failure}, what is unknown or lost an {@code error}, unless that
 * is allowed; a layer that was left out is {@code skipped}, with the reason. A condition on the
 * model, such as {@code mean(alpha)>4}, is a testcase of its own, passed or not. Where neither
 * conditions nor a baseline were given, every finding is a failure.
 */
public final class JUnitXml {

  private final XmlText xml = new XmlText();

  private JUnitXml() {}

  /** The document, in UTF-8 by its declaration. */
  public static String of(Checks checks) {
    JUnitXml document = new JUnitXml();
    document.xml.start("testsuites");
    document.xml.attribute("name", "WeightWatcher for Java");
    checks.models().forEach(document::suite);
    checks.failed().forEach(document::failed);
    document.xml.end();
    return document.xml.text();
  }

  /** What is said of a layer or a rule. */
  private record Case(
      String name, List<Violation> failures, List<Violation> errors, List<String> skipped) {

    static Case of(String name) {
      return new Case(name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private void suite(ModelCheck check) {
    Map<String, Case> cases = new LinkedHashMap<>();
    for (LayerReport row : check.analysis().details()) {
      cases.computeIfAbsent(row.name(), Case::of);
    }
    for (SkippedLayer layer : check.analysis().skipped()) {
      Case skipped = cases.computeIfAbsent(layer.layer().name(), Case::of);
      if (!layer.cause().isLoss() || check.allowUnknown()) {
        skipped.skipped().add(layer.reason());
      }
    }
    for (Condition condition : check.conditions()) {
      if (condition instanceof StatisticCondition || condition instanceof CountCondition) {
        addOfModel(check, condition, cases.computeIfAbsent(condition.toString(), Case::of));
      }
    }
    for (Violation violation : check.told()) {
      Case of = cases.computeIfAbsent(violation.layer().orElse(violation.rule()), Case::of);
      if (violation.kind() == Kind.MET) {
        of.failures().add(violation);
      } else if (!check.allowUnknown()) {
        of.errors().add(violation);
      }
    }
    double seconds = check.analysis().provenance().elapsed().toNanos() / 1e9;
    suite(check.model(), List.copyOf(cases.values()), seconds);
  }

  /** What is met is added with the violations; what is unknown is there by the layers to blame. */
  private static void addOfModel(ModelCheck check, Condition condition, Case of) {
    if (!condition.met(check.analysis()).isEmpty()) {
      return;
    }
    Optional<String> unknown = check.unknown(condition);
    if (check.allowUnknown()) {
      unknown.ifPresent(of.skipped()::add);
    } else {
      unknown
          .map(why -> Violation.of(Kind.UNKNOWN, condition.toString(), Optional.empty(), why))
          .ifPresent(of.errors()::add);
    }
  }

  private void failed(String model, String reason) {
    Case opened = Case.of(Violation.OPENED);
    opened.errors().add(Violation.of(Kind.UNKNOWN, Violation.OPENED, Optional.empty(), reason));
    suite(model, List.of(opened), 0);
  }

  private void suite(String model, List<Case> cases, double seconds) {
    xml.start("testsuite");
    xml.attribute("name", model);
    xml.attribute("time", String.format(Locale.ROOT, "%.3f", seconds));
    xml.attribute("tests", cases.size());
    xml.attribute("errors", cases.stream().filter(it -> !it.errors().isEmpty()).count());
    xml.attribute("skipped", cases.stream().filter(it -> !it.skipped().isEmpty()).count());
    xml.attribute(
        "failures",
        cases.stream().filter(it -> it.errors().isEmpty() && !it.failures().isEmpty()).count());
    cases.forEach(it -> testcase(model, it));
    xml.end();
  }

  private void testcase(String model, Case of) {
    xml.start("testcase");
    xml.attribute("name", of.name());
    xml.attribute("classname", model);
    xml.attribute("time", "0");
    for (Violation failure : of.failures()) {
      xml.start("failure");
      xml.attribute("message", failure.sentence());
      xml.attribute("type", failure.rule());
      xml.end();
    }
    if (!of.skipped().isEmpty()) {
      xml.start("skipped");
      xml.attribute("message", String.join("; ", of.skipped()));
      xml.end();
    }
    if (!of.errors().isEmpty()) {
      xml.start("error");
      xml.attribute("message", sentences(of.errors()));
      xml.attribute("type", of.errors().get(0).rule());
      xml.end();
    }
    xml.end();
  }

  private static String sentences(List<Violation> errors) {
    return errors.stream().map(Violation::sentence).collect(Collectors.joining("; "));
  }
}
