package io.github.weightwatcher4j.setol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.golden.NumpyFile;
import io.github.weightwatcher4j.golden.TestData;
import io.github.weightwatcher4j.golden.Theory;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Numbers of an independent program, for spectra and for laws whose cumulants are known. */
class SetolGoldenTest {

  private static final double TOLERANCE = 1e-6;

  @TestFactory
  Stream<DynamicTest> bothTailsOfEverySpectrumHaveTheReferencesNumbers() throws IOException {
    return elements(Theory.of("setol").path("spectra"), 10)
        .map(it -> dynamicTest(it.path("esd").asText(), () -> requireLayer(it)));
  }

  private static void requireLayer(JsonNode expected) throws IOException {
    String name = "golden/esd/" + expected.path("esd").asText() + ".npy";
    Spectrum spectrum = Spectrum.of(NumpyFile.npy(TestData.ours().resolve(name)).toArray());
    PowerLawFit fit =
        (PowerLawFit) new PowerLawFitter(2).fit(spectrum.above(1e-5 * spectrum.mean()));
    SetolLayer layer = SetolLayer.of(spectrum, fit).orElseThrow();
    assertThat(spectrum.size()).isEqualTo(expected.path("n").asInt());
    assertThat(layer.erg().size()).isEqualTo(expected.path("erg_num").asInt());
    assertThat(fit.alpha()).satisfies(closeTo(expected.path("alpha")));
    assertThat(layer.condition().eigenvalue()).satisfies(closeTo(expected.path("erg_val")));
    assertThat(layer.condition().eigenvalue() / spectrum.mean())
        .satisfies(closeTo(expected.path("erg_val_rescaled")));
    assertThat(layer.delta().orElseThrow()).satisfies(closeTo(expected.path("delta")));
    assertThat(layer.delta().orElseThrow() / spectrum.mean())
        .satisfies(closeTo(expected.path("delta_rescaled")));
    assertThat(layer.logRatio().orElseThrow())
        .isCloseTo(
            Math.log(expected.path("xmin").asDouble() / expected.path("erg_val").asDouble()),
            within(TOLERANCE));
    assertThat(layer.sizeDifference()).hasValue(expected.path("delta_num").asInt());
    assertThat(layer.erg().traceLog().orElseThrow())
        .satisfies(closeTo(expected.path("erg_tracelog_before_after").path(1)));
    SetolTail powerLaw = layer.powerLaw().orElseThrow();
    assertThat(powerLaw.size()).isEqualTo(expected.path("pl_num").asInt());
    assertThat(powerLaw.traceLog().orElseThrow()).satisfies(closeTo(expected.path("pl_tracelog")));
    requireTail(layer.erg(), expected.path("erg"));
    requireTail(powerLaw, expected.path("pl"));
  }

  private static void requireTail(SetolTail tail, JsonNode expected) {
    assertThat(tail.size()).isEqualTo(expected.path("size").asInt());
    assertThat(tail.share()).satisfies(closeTo(expected.path("fraction_of_weight")));
    requireAll(
        IntStream.rangeClosed(1, SetolTail.ORDERS).mapToObj(k -> moment(tail, k)).toList(),
        expected.path("moments"));
    requireQuality(tail, LogQuality.BULK_AND_SPIKES, expected.path("logQ_bulk_spikes"));
    requireQuality(tail, LogQuality.FREE_CAUCHY, expected.path("logQ_free_cauchy"));
    requireQuality(tail, LogQuality.LEVY_WIGNER, expected.path("logQ_levy_wigner"));
    requireQuality(
        tail, LogQuality.INVERSE_MARCHENKO_PASTUR, expected.path("logQ_inverse_mp_table"));
    requireAll(tail.cumulants().orElseThrow().asList(), expected.path("free_cumulants"));
    requireAll(tail.generalizedNorm().orElseThrow().sums(), expected.path("G_partial_sums"));
  }

  private static double moment(SetolTail tail, int k) {
    return DoubleStream.of(tail.rescaled()).map(x -> Math.pow(x, k)).average().orElseThrow();
  }

  private static void requireQuality(SetolTail tail, LogQuality model, JsonNode expected) {
    assertThat(tail.quality(model).orElseThrow()).as("%s", model).satisfies(closeTo(expected));
  }

  @TestFactory
  Stream<DynamicTest> momentsOfKnownLawsGiveTheirFreeCumulants() throws IOException {
    JsonNode laws = Theory.of("setol").path("closed_forms");
    return Stream.of(
            elements(laws.path("marchenko_pastur"), 3),
            elements(laws.path("truncated_power_law"), 3),
            Stream.of(laws.path("semicircle"), laws.path("point_mass")))
        .flatMap(law -> law)
        .map(it -> dynamicTest(it.toString(), () -> requireCumulants(it)));
  }

  private static void requireCumulants(JsonNode law) {
    double[] moments = Theory.numbers(law.path("moments"));
    requireAll(FreeCumulants.ofMoments(moments).asList(), law.path("free_cumulants"));
  }

  @TestFactory
  Stream<DynamicTest> theInverseMarchenkoPasturLawHasTheReferencesTransform() throws IOException {
    return elements(Theory.of("setol").path("closed_forms").path("inverse_marchenko_pastur"), 2)
        .map(it -> dynamicTest("kappa " + it.path("kappa"), () -> requireTransform(it)));
  }

  /** Catalan numbers over powers of 2 kappa; the series settles within its radius, kappa / 2. */
  private static void requireTransform(JsonNode law) {
    double[] cumulants = inverseMarchenkoPastur(law.path("kappa").asDouble(), 200);
    requireAll(DoubleStream.of(cumulants).limit(6).boxed().toList(), law.path("free_cumulants"));
    FreeCumulants all = FreeCumulants.of(cumulants);
    assertThat(law.path("R")).hasSize(3);
    law.path("R")
        .properties()
        .forEach(
            it ->
                assertThat(all.rTransform(Double.parseDouble(it.getKey())).limit().orElseThrow())
                    .satisfies(closeTo(it.getValue())));
    assertThat(all.rTransform(1.1 * law.path("branch_point").asDouble()).settle()).isFalse();
  }

  private static double[] inverseMarchenkoPastur(double kappa, int orders) {
    double[] cumulants = new double[orders];
    double value = 1;
    for (int n = 0; n < orders; n++) {
      cumulants[n] = value;
      value *= 2 * (2 * n + 1.0) / (n + 2) / (2 * kappa);
    }
    return cumulants;
  }

  private static void requireAll(Iterable<Double> actual, JsonNode expected) {
    assertThat(actual).hasSize(expected.size());
    int n = 0;
    for (double value : actual) {
      assertThat(value).as("%d", n + 1).satisfies(closeTo(expected.path(n)));
      n++;
    }
  }

  /** Relative, but for zeros. */
  private static ThrowingConsumer<Double> closeTo(JsonNode expected) {
    assertThat(expected.isNumber()).as("a number").isTrue();
    double value = expected.asDouble();
    return actual ->
        assertThat(actual).isCloseTo(value, within(TOLERANCE * Math.max(1e-3, Math.abs(value))));
  }

  private static Stream<JsonNode> elements(JsonNode array, int size) {
    assertThat(array).hasSize(size);
    return Theory.elements(array);
  }
}
