package io.github.weightwatcher4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.GramMatrix;
import io.github.weightwatcher4j.spectrum.internal.SingleGram;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Spectra in float32 against those in float64, of the same weights. */
class SinglePrecisionTest {

  /** Of an eigenvalue, relative to the largest: the worst of 189 layers in docs/accuracy.md. */
  private static final double ERROR = 2e-6;

  private static double half(double value) {
    int exponent = Math.max(Math.getExponent(value), -14);
    return Math.scalb(Math.rint(Math.scalb(value, 10 - exponent)), exponent - 10);
  }

  private static Layer layer(int index, Precision precision, double[] values, long... shape) {
    LayerType type = shape.length == 2 ? LayerType.DENSE : LayerType.CONV2D;
    return Layer.of(
        new LayerInfo(index, "layer" + index, type),
        Weights.of(
            WeightTensor.of(TensorShape.of(shape), precision, values),
            shape.length == 2 ? Slicing.TRAILING : Slicing.LEADING));
  }

  /** Entries of a heavy tail, as float16. */
  private static double[] heavy(long seed, int count, double scale) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      double heavy = Math.sqrt(Math.max(1e-4, random.nextDouble()));
      values[i] = half(scale * random.nextGaussian() / heavy);
    }
    return values;
  }

  private static Analysis analyze(Layer layer, SpectrumMethod method) {
    return new WeightWatcher(ModelSource.of("model", List.of(layer)))
        .analyze(o -> o.method(method).minEvals(1).detx(true));
  }

  private static void requireClose(LayerReport single, LayerReport fast) {
    assertThat(single.spectrum().size()).isEqualTo(fast.spectrum().size());
    for (int i = 0; i < single.spectrum().size(); i++) {
      assertThat(single.spectrum().eigenvalue(i))
          .isCloseTo(fast.spectrum().eigenvalue(i), within(ERROR * fast.spectrum().max()));
    }
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"1, 1", "2, 1", "3, 7", "40, 40", "1000, 17", "64, 500", "300, 257", "9000, 90"})
  void eigenvaluesOfEveryShapeAreThoseOfFloat64(int rows, int columns) {
    Layer layer = layer(0, Precision.FLOAT16, heavy(rows, rows * columns, 0.1), rows, columns);
    LayerReport fast = analyze(layer, SpectrumMethod.FAST).details().get("layer0");
    LayerReport single = analyze(layer, SpectrumMethod.SINGLE).details().get("layer0");

    requireClose(single, fast);
    assertThat(single.metric(Metric.LAMBDA_MAX).orElseThrow())
        .isCloseTo(
            fast.metric(Metric.LAMBDA_MAX).orElseThrow(), within(ERROR * fast.spectrum().max()));
  }

  @Test
  void theLargeOnesAreReducedInTwoStages() {
    double[] values =
        new Random(5).doubles(2300 * 2250, -0.1, 0.1).map(SinglePrecisionTest::half).toArray();
    Layer layer = layer(0, Precision.BFLOAT16, values, 2300, 2250);

    requireClose(
        analyze(layer, SpectrumMethod.SINGLE).details().get("layer0"),
        analyze(layer, SpectrumMethod.FAST).details().get("layer0"));
  }

  @Test
  void theTailIsTheSameAndSoIsTheVerdict() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int m = 60 + 15 * i;
      layers.add(layer(i, Precision.FLOAT16, heavy(i, m * (m + 40), 0.05), m + 40, m));
    }
    WeightWatcher watcher = new WeightWatcher(ModelSource.of("model", layers));
    Analysis fast = watcher.analyze(o -> o.randomize(true));
    Analysis single = watcher.analyze(o -> o.randomize(true).method(SpectrumMethod.SINGLE));

    for (LayerReport row : fast.details()) {
      LayerReport other = single.details().get(row.name());
      LawFit law = (LawFit) row.tail();
      LawFit found = (LawFit) other.tail();
      assertThat(found.tailSize()).isEqualTo(law.tailSize());
      assertThat(other.alpha().orElseThrow()).isCloseTo(row.alpha().orElseThrow(), within(1e-4));
      assertThat(found.xMin() / law.xMin()).isCloseTo(1, within(1e-5));
      assertThat(other.verdict().verdict()).isEqualTo(row.verdict().verdict());
    }
  }

  @Test
  void whatRestsOnTheSmallestEigenvaluesIsAbsentWithTheReason() {
    Layer layer = layer(0, Precision.FLOAT16, heavy(3, 200 * 100, 0.1), 200, 100);
    Analysis fast = analyze(layer, SpectrumMethod.FAST);
    Analysis single = analyze(layer, SpectrumMethod.SINGLE);
    LayerReport row = single.details().get("layer0");

    for (Metric metric :
        Set.of(
            Metric.MATRIX_RANK,
            Metric.RANK_LOSS,
            Metric.WEAK_RANK_LOSS,
            Metric.SV_MIN,
            Metric.DETX_NUM,
            Metric.DETX_DELTA)) {
      assertThat(fast.availability(metric).isPresent()).isTrue();
      assertThat(row.metric(metric)).isEmpty();
      assertThat(single.availability(row, metric).reason())
          .contains("smallest eigenvalues", "single precision", "method fast");
    }
    assertThat(single.availability(row, Metric.ALPHA).isPresent()).isTrue();
    assertThat(row.metric(Metric.ENTROPY)).isPresent();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void weightsOfMoreThanSixteenBitsAreLeftToFloat64AndThatIsTold(Precision precision) {
    boolean wide = precision == Precision.FLOAT32 || precision == Precision.FLOAT64;
    Layer layer = layer(0, precision, heavy(3, 200 * 100, 0.1), 200, 100);
    Analysis single = analyze(layer, SpectrumMethod.SINGLE);

    assertThat(single.details().get("layer0").metric(Metric.MATRIX_RANK).isPresent())
        .isEqualTo(wide);
    assertThat(single.notes()).hasSize(wide ? 1 : 0);
    if (wide) {
      assertThat(single.notes().get(0)).contains("more than 16 bits", "float64");
      assertThat(single.details()).isEqualTo(analyze(layer, SpectrumMethod.FAST).details());
    }
  }

  @Test
  void lostRankIsNotOverlooked() {
    double[] values = heavy(4, 300 * 120, 0.1);
    for (int i = 0; i < 300; i++) {
      for (int j = 100; j < 120; j++) {
        values[120 * i + j] = values[120 * i + j - 20]; // a sixth of the columns twice
      }
    }
    Layer layer = layer(0, Precision.FLOAT16, values, 300, 120);
    LayerReport single = analyze(layer, SpectrumMethod.SINGLE).details().get("layer0");

    assertThat(single.verdict().verdict()).isEqualTo(Verdict.RANK_COLLAPSED);
    assertThat(single.metric(Metric.RANK_LOSS)).hasValue(20);
  }

  @ParameterizedTest
  @CsvSource({"1e-20", "1e-30", "1e19", "1e25"})
  void weightsWhoseSquaresLeaveTheRangeAreDoneInFloat64(double scale) {
    double[] values = heavy(6, 80 * 50, 0.1);
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    Layer layer = layer(0, Precision.BFLOAT16, values, 80, 50);

    assertThat(analyze(layer, SpectrumMethod.SINGLE).details())
        .isEqualTo(analyze(layer, SpectrumMethod.FAST).details());
  }

  @Test
  void weightsThatAreNotFiniteAreTold() {
    double[] values = heavy(6, 80 * 50, 0.1);
    values[77] = Double.NaN;
    Analysis single = analyze(layer(0, Precision.FLOAT16, values, 80, 50), SpectrumMethod.SINGLE);

    assertThat(single.skipped().get(0).cause()).isEqualTo(Cause.NOT_FINITE);
    assertThat(single.skipped().get(0).reason()).contains("1 NaN", "[1, 27]");
    double[] zero = new double[80 * 50];
    assertThat(analyze(layer(0, Precision.FLOAT16, zero, 80, 50), SpectrumMethod.SINGLE).details())
        .isEqualTo(
            analyze(layer(0, Precision.FLOAT16, zero, 80, 50), SpectrumMethod.FAST).details());
  }

  @Test
  void slicesAreDoneAsMatricesAre() {
    Layer layer = layer(0, Precision.FLOAT16, heavy(8, 9 * 64 * 32, 0.1), 9, 64, 32);

    requireClose(
        analyze(layer, SpectrumMethod.SINGLE).details().get("layer0"),
        analyze(layer, SpectrumMethod.FAST).details().get("layer0"));
  }

  @Test
  void theInverseIsNotForIt() {
    assertThatThrownBy(
            () -> AnalysisOptions.builder().method(SpectrumMethod.SINGLE).inverse(true).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("inverse(true) is about the smallest eigenvalues");
  }

  @Test
  void itTakesHalfTheMemory() {
    assertThat(SingleGram.bytesNeeded(4096, 4096))
        .isLessThan((long) (0.6 * GramMatrix.bytesNeeded(4096, 4096)));
  }
}
