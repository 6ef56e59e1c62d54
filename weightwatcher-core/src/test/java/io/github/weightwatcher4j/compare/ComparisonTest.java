package io.github.weightwatcher4j.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.Change.Kind;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.samples.Matrices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What became of a model, on layers of known spectra. */
class ComparisonTest {

  private static final int SIZE = 150;

  /** Eigenvalues of a Pareto law with exponent alpha. */
  private static double[][] powerLaw(double alpha, long seed) {
    Random random = new Random(seed);
    double[] singular = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      singular[i] = Math.pow(1 - random.nextDouble(), -0.5 / (alpha - 1));
    }
    return Matrices.ofSingularValues(seed, SIZE, singular);
  }

  private static Analysis analysis(Map<String, double[][]> layers) {
    return new WeightWatcher(layers).analyze();
  }

  private static Map<String, double[][]> model(double[][] first, double[][] second) {
    Map<String, double[][]> layers = new LinkedHashMap<>();
    layers.put("fc1", first);
    layers.put("fc2", second);
    return layers;
  }

  private static ModelComparison compare(
      Map<String, double[][]> reference, Map<String, double[][]> other) {
    return Comparison.of(analysis(reference), analysis(other)).models().get(0);
  }

  @Test
  void aModelIsNoDifferentFromItself() {
    Map<String, double[][]> model = model(powerLaw(2.5, 1), powerLaw(3, 2));

    ModelComparison same = compare(model, model);

    assertThat(same.layers()).hasSize(2).allMatch(layer -> layer.changes().isEmpty());
    assertThat(same.significant()).isEmpty();
    assertThat(same.isComplete()).isTrue();
    assertThat(same.layers().get(0).alpha().orElseThrow().difference()).isZero();
    assertThat(same.layers().get(0).alpha().orElseThrow().adjustedP()).isEqualTo(1);
  }

  @Test
  void alphaThatMovesAwayFromTwoIsWorseAndTheOtherWayRoundBetter() {
    Map<String, double[][]> good = model(powerLaw(2.2, 1), powerLaw(3, 2));
    Map<String, double[][]> bad = model(powerLaw(4.5, 3), powerLaw(3, 2));

    ModelComparison worse = compare(good, bad);
    ModelComparison better = compare(bad, good);

    assertThat(worse.changes(Kind.WORSE))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.layer()).isEqualTo("fc1");
              assertThat(change.text()).contains("alpha", "farther from 2");
            });
    assertThat(worse.count(Kind.BETTER)).isZero();
    assertThat(better.count(Kind.BETTER)).isEqualTo(1);
    assertThat(better.count(Kind.WORSE)).isZero();
    assertThat(worse.layers().get(0).alpha().orElseThrow().difference())
        .isEqualTo(-better.layers().get(0).alpha().orElseThrow().difference());
  }

  @Test
  void aLayerThatBecomesNoiseIsWorse() {
    ModelComparison model =
        compare(Map.of("fc", powerLaw(2.5, 1)), Map.of("fc", Matrices.gaussian(2, SIZE, SIZE)));

    assertThat(model.changes(Kind.WORSE))
        .anyMatch(change -> change.text().contains("is random-like"));
  }

  @Test
  void aLayerThatIsGoneLostOrOfAnotherShapeIsWorseAndANewOneIsNeither() {
    double[][] spoiled = powerLaw(3, 2);
    spoiled[1][1] = Double.NaN;
    Map<String, double[][]> before = model(powerLaw(3, 1), powerLaw(3, 2));
    before.put("fc3", powerLaw(3, 3));
    Map<String, double[][]> after = new LinkedHashMap<>();
    after.put("fc2", spoiled);
    after.put("fc3", Matrices.gaussian(3, SIZE, 90));
    after.put("new", powerLaw(3, 4));

    ModelComparison model = compare(before, after);

    assertThat(model.changes(Kind.WORSE)).extracting(Change::layer).contains("fc1", "fc2", "fc3");
    assertThat(model.changes(Kind.OTHER)).extracting(Change::layer).containsExactly("new");
    assertThat(model.isComplete()).isFalse();
  }

  @Test
  void theTestOfTwoAlphasIsTheNormalOne() {
    AlphaDifference alpha = AlphaDifference.of(3, 0.3, 4, 0.4);

    assertThat(alpha.difference()).isEqualTo(1);
    assertThat(alpha.standardError()).isCloseTo(0.5, within(1e-15));
    assertThat(alpha.pValue()).isCloseTo(0.0455002638963584, within(1e-12)); // 2 Phi(-2)
    assertThat(AlphaDifference.of(3, 0.3, 3, 0.4).pValue()).isEqualTo(1);
  }

  /** p 0.01, 0.02, 0.03 of three layers: 3 p, 2 p, p, none below one before it. */
  @Test
  void holmsCorrectionIsThatOfThePaper() {
    List<AlphaDifference> all =
        AlphaDifference.adjusted(
            List.of(
                new AlphaDifference(1, 1, 0.03, 0.03),
                new AlphaDifference(1, 1, 0.01, 0.01),
                new AlphaDifference(1, 1, 0.02, 0.02)));

    assertThat(all).extracting(AlphaDifference::adjustedP).containsExactly(0.04, 0.03, 0.04);
  }

  @Test
  void numbersOfOtherOptionsDoNotCompare() {
    Map<String, double[][]> layers = Map.of("fc", powerLaw(3, 1));
    Analysis other = new WeightWatcher(layers).analyze(o -> o.minTail(20));

    assertThat(Comparison.of(analysis(layers), other).models().get(0).obstacles())
        .anyMatch(text -> text.contains("minTail"));
  }

  @Test
  void aComparisonNeedsTwoModels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Comparison.of(analysis(Map.of("fc", powerLaw(3, 1)))));
  }

  @Test
  void theTextTellsWhatBecameWorseFirst() {
    Analysis good = analysis(model(powerLaw(2.2, 1), powerLaw(3, 2)));
    Analysis bad = analysis(model(powerLaw(4.5, 3), powerLaw(3, 2)));

    String text = Comparison.of(good, bad, good).toString();

    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    assertThat(text).containsSubsequence("the reference", "Worse", "fc1", "alpha", "±", "Holm");
  }
}
