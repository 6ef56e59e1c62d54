package io.github.weightwatcher4j.compare.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.Models;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class LoraAdaptersTest {

  /** Both sides square singular values in float64. */
  private static final double ROUNDING = 1e-10;

  private static Spectrum spectrum(ModelSource model, String layer) {
    return new WeightWatcher(model)
        .analyze(options -> options.minEvals(1))
        .details()
        .get(layer)
        .spectrum();
  }

  private static void requireSameTop(Spectrum some, Spectrum all) {
    for (int i = 1; i <= some.size(); i++) {
      assertThat(some.eigenvalue(some.size() - i))
          .isCloseTo(all.eigenvalue(all.size() - i), within(ROUNDING * all.max()));
    }
    for (int i = 0; i < all.size() - some.size(); i++) {
      assertThat(all.eigenvalue(i)).isLessThan(ROUNDING * all.max());
    }
  }

  @ParameterizedTest(name = "{1} x {2}, rank {0}")
  @CsvSource({"1, 40, 30", "4, 40, 30", "4, 30, 40", "30, 40, 30", "35, 30, 40", "35, 40, 30"})
  void theSmallMatrixHasTheSpectrumOfTheUpdate(int rank, int out, int in) {
    double[][] a = Matrices.gaussian(1, rank, in);
    double[][] b = Matrices.gaussian(2, out, rank);
    ModelSource updates = LoraAdapters.of(Models.of("fc.lora_A", a, "fc.lora_B", b), 16);
    assertThat(Models.layer(updates, "fc").weights().orElseThrow().shape())
        .isEqualTo(TensorShape.of(Math.min(rank, out), in));
    double[][] update = Matrices.scaled(Matrices.product(b, a), 16.0 / rank);
    requireSameTop(spectrum(updates, "fc"), spectrum(Models.of("fc", update), "fc"));
  }

  @Test
  void theSpectrumOfOrthonormalFactorsIsKnown() {
    double[][] a = Matrices.transposed(Matrices.orthogonal(3, 20));
    double[][] down = {a[0], a[1]};
    double[][] q = Matrices.transposed(Matrices.orthogonal(4, 25));
    double[][] up = Matrices.transposed(new double[][] {q[0], q[1]});
    for (double[] row : up) {
      row[1] *= 3;
    }
    ModelSource pair = Models.of("x.lora_A.weight", down, "x.lora_B.weight", up);
    Spectrum standard = spectrum(LoraAdapters.of(pair, 8), "x");
    assertThat(standard.toArray()).containsExactly(new double[] {16, 144}, within(1e-10));
    Spectrum stabilized = spectrum(LoraAdapters.of(pair, LoraScale.rankStabilized(8)), "x");
    assertThat(stabilized.toArray()).containsExactly(new double[] {32, 288}, within(1e-10));
  }

  @Test
  void aConvolutionIsDoneSliceBySlice() {
    Layer down = Models.kernel(0, "c.lora_down", 5, Slicing.TRAILING, 3, 8, 2, 2);
    Layer up = Models.kernel(1, "c.lora_up", 6, Slicing.TRAILING, 12, 3, 1, 1);
    ModelSource adapters = ModelSource.of("file", List.of(down, up));
    double[] a = Models.values(adapters, "c.lora_down");
    double[] b = Models.values(adapters, "c.lora_up");
    double[][] left = new double[12][3];
    for (int i = 0; i < b.length; i++) {
      left[i / 3][i % 3] = b[i];
    }
    double[][] right = new double[3][32];
    for (int i = 0; i < a.length; i++) {
      right[i / 32][i % 32] = a[i];
    }
    double[][] update = Matrices.product(left, right);
    double expected = Matrices.sumOfSquares(update) * 4 * 0.5; // scale 2, convolution norm
    Analysis analysis =
        new WeightWatcher(LoraAdapters.of(adapters, 6)).analyze(options -> options.minEvals(1));
    assertThat(analysis.details().get("c").layer().type()).isEqualTo(LayerType.CONV2D);
    assertThat(analysis.details().get("c").spectrum().size()).isEqualTo(3 * 4);
    assertThat(analysis.details().get("c").spectrum().sum())
        .isCloseTo(expected, within(ROUNDING * expected));
  }

  @Test
  void floatsAndArraysInEitherOrderArePaired() {
    double[][] a = Matrices.gaussian(7, 4, 30);
    double[][] b = Matrices.gaussian(8, 40, 4);
    Spectrum expected = spectrum(LoraAdapters.of(Models.of("f.lora_A", a, "f.lora_B", b), 4), "f");
    ModelSource columns =
        Models.of("f.lora_A", Nd4j.create(a).dup('f'), "f.lora_B", Nd4j.create(b).dup('f'));
    Spectrum found = spectrum(LoraAdapters.of(columns, 4), "f");
    assertThat(found.toArray()).containsExactly(expected.toArray(), within(ROUNDING));
    ModelSource floats = Models.of("f.lora_A", Matrices.floats(a), "f.lora_B", Matrices.floats(b));
    Spectrum rounded = spectrum(LoraAdapters.of(floats, 4), "f");
    assertThat(rounded.max()).isCloseTo(expected.max(), within(1e-6 * expected.max()));
  }

  @ParameterizedTest
  @CsvSource({
    "base_model.model.model.layers.0.q_proj.lora_A.weight,"
        + " base_model.model.model.layers.0.q_proj.lora_B.weight, model.layers.0.q_proj",
    "q.lora_A.default.weight, q.lora_B.default.weight, q",
    "q.lora_A.default, q.lora_B.default, q",
    "q.lora_A.math.weight, q.lora_B.math.weight, q (math)",
    "base_model.model.wte.lora_embedding_A.default, wte.lora_embedding_B, wte",
    "lora_unet_up_0.lora_down.weight, lora_unet_up_0.lora_up.weight, lora_unet_up_0",
    "to_q_lora.down.weight, to_q_lora.up.weight, to_q"
  })
  void namesOfEveryCustomArePaired(String down, String up, String target) {
    ModelSource adapters =
        Models.of(up, Matrices.gaussian(9, 6, 2), down, Matrices.gaussian(10, 2, 5));
    assertThat(LoraAdapters.of(adapters, 1).layers())
        .extracting(layer -> layer.info().name(), Layer::reason)
        .containsExactly(tuple(target, ""));
  }

  @Test
  void whatIsNoPairIsListedWithTheReason() {
    Layer norm =
        Layer.withoutMatrix(
            new LayerInfo(8, "v.lora_B", LayerType.OTHER), Absence.NO_WEIGHTS, "a vector");
    ModelSource some =
        Models.of(
            "half.lora_A", new double[2][5],
            "other.lora_B", new double[6][2],
            "bad.lora_A", new double[2][5],
            "bad.lora_B", new double[6][3],
            "void.lora_A", new double[0][0],
            "void.lora_B", new double[6][0],
            "v.lora_A", new double[2][5],
            "head", new double[4][4]);
    List<Layer> layers = new ArrayList<>(some.layers());
    layers.add(norm);
    ModelSource updates = LoraAdapters.of(ModelSource.of("file", layers), 1);
    assertThat(updates.layers())
        .extracting(layer -> layer.info().index(), layer -> layer.info().name(), Layer::reason)
        .containsExactly(
            tuple(0, "half", "not a pair of low-rank factors: half.lora_A, no lora_B"),
            tuple(1, "other", "not a pair of low-rank factors: no lora_A, other.lora_B"),
            tuple(2, "bad", "lora_A is [2 x 5] and lora_B [6 x 3]: B A has no meaning"),
            tuple(3, "void", "lora_A is [0 x 0] and lora_B [6 x 0]: nothing to multiply"),
            tuple(4, "v", "v.lora_B has no matrix: a vector"),
            tuple(5, "head", "not a low-rank factor (lora_A, lora_B)"));
    assertThat(new WeightWatcher(updates).describe().skipped()).hasSize(6);
  }

  @Test
  void twoFactorsOfOneKindAreNoPair() {
    ModelSource twice =
        Models.of(
            "q.lora_A", new double[2][5],
            "q.lora_A.default", new double[2][5],
            "q.lora_B", new double[6][2]);
    assertThat(LoraAdapters.of(twice, 1).layers())
        .extracting(Layer::reason)
        .containsExactly("not a pair of low-rank factors: q.lora_A and q.lora_A.default, q.lora_B");
  }

  @Test
  void weightsThatAreNotFiniteAreFoundByTheAnalysis() {
    double[][] b = Matrices.gaussian(11, 20, 3);
    b[2][1] = Double.NaN;
    ModelSource adapters = Models.of("q.lora_A", Matrices.gaussian(12, 3, 10), "q.lora_B", b);
    Analysis analysis =
        new WeightWatcher(LoraAdapters.of(adapters, 1)).analyze(options -> options.minEvals(1));
    assertThat(analysis.skipped()).hasSize(1);
    assertThat(analysis.skipped().get(0).reason()).contains("NaN");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void alphaIsPositiveAndFinite(double alpha) {
    assertThatThrownBy(() -> LoraScale.of(alpha))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alpha must be positive and finite but was " + alpha);
  }
}
