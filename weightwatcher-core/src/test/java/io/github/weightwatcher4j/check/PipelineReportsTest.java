package io.github.weightwatcher4j.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.random.RandomMatrix;
import io.github.weightwatcher4j.report.Analysis;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What pipelines read. The facts are those of the schemas (surefire-test-report.xsd 3.0.2 and OASIS
 * SARIF 2.1.0, errata 1), whose texts are not ours to copy: required attributes, the order of
 * elements, how many of each, indices that lead somewhere.
 */
class PipelineReportsTest {

  private static final List<String> ORDER = List.of("failure", "skipped", "error");

  private static final String HOSTILE = "a\u0001<b>&\"'\ud800]]>,:\n::error::x";

  private final Analysis analysis = new WeightWatcher(layers()).analyze();

  /** Noise, a vector, and a layer of NaN under a name that is hard to write. */
  private static Map<String, double[][]> layers() {
    Map<String, double[][]> layers = new LinkedHashMap<>();
    layers.put("fc1", RandomMatrix.gaussian(1).draw(90, 60, 1));
    layers.put("fc2", RandomMatrix.gaussian(1).draw(60, 50, 2));
    layers.put("tiny", RandomMatrix.gaussian(1).draw(3, 2, 3));
    double[][] spoiled = RandomMatrix.gaussian(1).draw(60, 50, 4);
    spoiled[3][4] = Double.NaN;
    layers.put(HOSTILE, spoiled);
    return layers;
  }

  private ModelCheck check(boolean allowUnknown, String... conditions) {
    List<Condition> parsed = new ArrayList<>();
    for (String condition : conditions) {
      parsed.add(Condition.parse(condition));
    }
    return new ModelCheck("dir/a model.npz", analysis, parsed, Optional.empty(), allowUnknown);
  }

  private static Checks checks(ModelCheck check) {
    return new Checks(List.of(check), Map.of("lost.pt", "it is cut"));
  }

  @Test
  void everyLayerIsATestAndWhatIsWrongWithItAFailure() throws Exception {
    List<Element> suites = suites(checks(check(false, "verdict==random", "analyzed>1")));

    Element model = suites.get(0);
    assertThat(model.getAttribute("name")).isEqualTo("dir/a model.npz");
    assertThat(names(model)).startsWith("fc1", "fc2").contains("tiny", "analyzed>1").hasSize(5);
    assertThat(model.getAttribute("tests")).isEqualTo("5");
    assertThat(model.getAttribute("failures")).isEqualTo("3");
    assertThat(model.getAttribute("errors")).isEqualTo("1");
    assertThat(model.getAttribute("skipped")).isEqualTo("1");
    Element failure = child(testcase(model, "fc1"), "failure");
    assertThat(failure.getAttribute("type")).isEqualTo("verdict==random-like");
    assertThat(failure.getAttribute("message")).isEqualTo("verdict==random-like: is random-like");
    Element opened = testcase(suites.get(1), "opened");
    assertThat(child(opened, "error").getAttribute("message")).contains("it is cut");
  }

  @Test
  void whereNothingIsAskedForEveryFindingIsAFailure() throws Exception {
    Element model = suites(checks(check(false))).get(0);

    assertThat(child(testcase(model, "fc1"), "failure").getAttribute("type"))
        .isEqualTo("random-like");
  }

  @Test
  void aConditionOnTheModelIsATestWhetherItPassesOrNotAndAnErrorWhereItIsUnknown()
      throws Exception {
    String mean = "mean(alpha)>100000";
    Element strict = suites(checks(check(false, mean, "analyzed>9"))).get(0);

    assertThat(child(testcase(strict, mean), "error").getAttribute("message")).contains("NaN");
    assertThat(children(testcase(strict, "analyzed>9"))).isEmpty();
    Element lenient = suites(checks(check(true, mean))).get(0);
    assertThat(child(testcase(lenient, mean), "skipped").getAttribute("message")).contains("NaN");
  }

  @Test
  void aRunThatLostALayerSaysWhichAndDidNotSucceed() throws Exception {
    JsonNode run = run(Checks.of(List.of(check(true, "alpha>1e6"))));

    JsonNode invocation = run.get("invocations").get(0);
    assertThat(invocation.get("executionSuccessful").booleanValue()).isFalse();
    assertThat(invocation.get("toolExecutionNotifications"))
        .singleElement()
        .asString()
        .contains("was not analysed: 1 NaN");
  }

  @Test
  void whatMayBeUnknownIsSkippedAndNoError() throws Exception {
    Element model = suites(checks(check(true, "alpha>1e6"))).get(0);

    assertThat(model.getAttribute("errors")).isEqualTo("0");
    assertThat(model.getAttribute("skipped")).isEqualTo("2");
  }

  /** The rules of the schema, over all that the tests make. */
  private static List<Element> suites(Checks checks) throws Exception {
    String xml = JUnitXml.of(checks);
    Element root =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    List<Element> suites = children(root);
    for (Element suite : suites) {
      for (String required : List.of("name", "tests", "errors", "skipped", "failures", "time")) {
        assertThat(suite.getAttribute(required)).as(required).isNotEmpty();
      }
      for (Element test : children(suite)) {
        assertThat(test.getTagName()).isEqualTo("testcase");
        assertThat(test.getAttribute("name")).isNotEmpty();
        assertThat(test.getAttribute("time")).matches("[0-9.]+");
        List<String> parts = children(test).stream().map(Element::getTagName).toList();
        assertThat(parts).isSortedAccordingTo((a, b) -> ORDER.indexOf(a) - ORDER.indexOf(b));
        assertThat(parts).filteredOn(part -> !part.equals("failure")).doesNotHaveDuplicates();
        assertThat(ORDER).containsAll(parts);
      }
    }
    return suites;
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static Element child(Element parent, String tag) {
    return children(parent).stream()
        .filter(it -> it.getTagName().equals(tag))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(Element suite) {
    return children(suite).stream().map(it -> it.getAttribute("name")).toList();
  }

  private static Element testcase(Element suite, String name) {
    return children(suite).stream()
        .filter(it -> it.getAttribute("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode run(Checks checks) throws Exception {
    JsonNode document = new ObjectMapper().readTree(Sarif.of(checks));
    assertThat(document.get("version").textValue()).isEqualTo("2.1.0");
    assertThat(document.get("runs")).hasSize(1);
    return document.get("runs").get(0);
  }

  @Test
  void sarifHasARuleAndAPlaceForEachResult() throws Exception {
    JsonNode run = run(checks(check(false, "verdict==random", "findings>0")));

    JsonNode rules = run.get("tool").get("driver").get("rules");
    Set<String> fingerprints = new LinkedHashSet<>();
    for (JsonNode result : run.get("results")) {
      assertThat(rules.get(result.get("ruleIndex").intValue()).get("id"))
          .isEqualTo(result.get("ruleId"));
      assertThat(result.get("level").textValue()).isIn("error", "warning", "note");
      assertThat(result.get("message").get("text").textValue()).isNotEmpty();
      JsonNode file = result.get("locations").get(0).get("physicalLocation");
      assertThat(file.get("artifactLocation").get("uri").textValue())
          .isEqualTo("dir/a%20model.npz");
      fingerprints.add(result.get("partialFingerprints").get("layerAndRule/v1").textValue());
    }
    assertThat(run.get("results")).hasSize(4); // two layers of noise, one lost, the model's count
    assertThat(fingerprints).hasSize(4);
    JsonNode invocation = run.get("invocations").get(0);
    assertThat(invocation.get("executionSuccessful").booleanValue()).isFalse();
    assertThat(invocation.get("toolExecutionNotifications").get(1).get("message").get("text"))
        .hasToString("\"lost.pt was not analysed: it is cut\"");
  }

  @Test
  void aFingerprintStaysWhereANumberChanges() throws Exception {
    Analysis other =
        new WeightWatcher(Map.of("fc1", RandomMatrix.gaussian(2).draw(90, 60, 9))).analyze();
    List<Condition> alpha = List.of(Condition.parse("alpha>1"));
    ModelCheck before = ModelCheck.of("m", analysis, alpha);
    ModelCheck after = ModelCheck.of("m", other, alpha);

    assertThat(first(before).get("partialFingerprints"))
        .isEqualTo(first(after).get("partialFingerprints"));
    assertThat(first(before).get("message")).isNotEqualTo(first(after).get("message"));
  }

  private static JsonNode first(ModelCheck check) throws Exception {
    for (JsonNode result : run(Checks.of(List.of(check))).get("results")) {
      if (result.get("message").get("text").textValue().contains("fc1")) {
        return result;
      }
    }
    throw new AssertionError("no result of fc1");
  }

  @Test
  void anAnnotationIsOneLineWhateverALayerIsCalled() {
    List<String> lines = GitHubAnnotations.of(checks(check(false, "verdict==random")));

    assertThat(lines)
        .hasSize(4)
        .allMatch(line -> line.matches("::(error|warning|notice) file=[^,:]*,title=[^,:]*::.*"))
        .contains(
            "::error file=lost.pt,title=not analysed::it is cut",
            "::error file=dir/a model.npz,title=verdict==random-like::layer fc1: is random-like");
    assertThat(lines).noneMatch(line -> line.contains("\n"));
  }

  @Test
  void whatIsAllowedToBeUnknownIsANotice() {
    assertThat(GitHubAnnotations.of(Checks.of(List.of(check(true, "verdict==random")))))
        .filteredOn(line -> line.contains("title=complete"))
        .hasSize(1)
        .allMatch(line -> line.startsWith("::notice "));
  }
}
