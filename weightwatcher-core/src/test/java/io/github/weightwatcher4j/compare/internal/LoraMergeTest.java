package io.github.weightwatcher4j.compare.internal;

import static io.github.weightwatcher4j.model.Absence.NO_WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.Models;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

class LoraMergeTest {

  private static final double ROUNDING = 1e-12;

  private static void requireSame(double[][] found, double[][] expected) {
    assertThat(found.length).isEqualTo(expected.length);
    for (int row = 0; row < found.length; row++) {
      assertThat(found[row]).containsExactly(expected[row], within(ROUNDING));
    }
  }

  private static double[][] sum(double[][] w, double[][] update) {
    return Matrices.real(w).add(Matrices.real(update)).getData();
  }

  @ParameterizedTest(name = "{1} x {2}, rank {0}")
  @CsvSource({"1, 20, 9", "3, 20, 9", "3, 9, 20", "3, 12, 12"})
  void theUpdateIsAddedHoweverTheBaseIsStored(int rank, int out, int in) {
    double[][] w = Matrices.gaussian(1, out, in);
    double[][] a = Matrices.gaussian(2, rank, in);
    double[][] b = Matrices.gaussian(3, out, rank);
    ModelSource adapters = Models.of("fc.lora_A", a, "fc.lora_B", b);
    double[][] expected = sum(w, Matrices.scaled(Matrices.product(b, a), 5.0 / rank));
    requireSame(
        Models.matrix(LoraAdapters.merged(Models.of("fc", w), adapters, 5), "fc"), expected);
    ModelSource columns = Models.of("fc", Nd4j.create(w).dup('f'));
    requireSame(Models.matrix(LoraAdapters.merged(columns, adapters, 5), "fc"), expected);
  }

  @Test
  void toWeightsStoredAsInOutTheTransposeIsAdded() {
    double[][] w = Matrices.gaussian(4, 30, 7);
    double[][] a = Matrices.gaussian(5, 2, 30);
    double[][] b = Matrices.gaussian(6, 7, 2);
    ModelSource adapters = Models.of("e.lora_embedding_A", a, "e.lora_embedding_B", b);
    double[][] expected = sum(w, Matrices.transposed(Matrices.scaled(Matrices.product(b, a), 0.5)));
    requireSame(Models.matrix(LoraAdapters.merged(Models.of("e", w), adapters, 1), "e"), expected);
    ModelSource columns = Models.of("e", Nd4j.create(w).dup('f'));
    requireSame(Models.matrix(LoraAdapters.merged(columns, adapters, 1), "e"), expected);
  }

  @Test
  void theSpectrumIsThatOfTheSum() {
    double[][] w = Matrices.gaussian(7, 15, 700); // read as its transpose, in blocks of columns
    double[][] a = Matrices.gaussian(8, 4, 700);
    double[][] b = Matrices.gaussian(9, 15, 4);
    ModelSource merged =
        LoraAdapters.merged(
            Models.of("fc", w),
            Models.of("fc.lora_A", a, "fc.lora_B", b),
            LoraScale.rankStabilized(2));
    ModelSource plain = Models.of("fc", sum(w, Matrices.product(b, a)));
    double[] expected = new WeightWatcher(plain).esd("fc").toArray();
    assertThat(new WeightWatcher(merged).esd("fc").toArray())
        .containsExactly(expected, within(1e-9)); // of 3e3
  }

  @Test
  void aConvolutionIsUpdated() {
    Layer base = Models.kernel(0, "c", 10, Slicing.TRAILING, 6, 4, 3, 3);
    Layer down = Models.kernel(0, "c.lora_A", 11, Slicing.TRAILING, 2, 4, 3, 3);
    Layer up = Models.kernel(1, "c.lora_B", 12, Slicing.TRAILING, 6, 2, 1, 1);
    ModelSource model = ModelSource.of("base", List.of(base));
    ModelSource adapters = ModelSource.of("adapters", List.of(down, up));
    double[] w = Models.values(model, "c");
    double[] a = Models.values(adapters, "c.lora_A");
    double[] b = Models.values(adapters, "c.lora_B");
    double[] merged = Models.values(LoraAdapters.merged(model, adapters, 2), "c");
    for (int i = 0; i < w.length; i++) {
      int out = i / 36;
      double update = b[out * 2] * a[i % 36] + b[out * 2 + 1] * a[36 + i % 36];
      assertThat(merged[i]).isCloseTo(w[i] + update, within(ROUNDING));
    }
  }

  @Test
  void layersWithoutAnUpdateStayAndTheRestIsListedWithTheReason() {
    Layer norm =
        Layer.withoutMatrix(new LayerInfo(4, "norm", LayerType.NORM), NO_WEIGHTS, "a vector");
    ModelSource base =
        ModelSource.of(
            "base",
            List.of(
                Sources.layer(0, "plain", Matrices.gaussian(13, 4, 3)),
                Sources.layer(1, "wrong", new double[4][3]),
                Sources.layer(2, "half", new double[4][3]),
                Sources.layer(3, "twice", new double[4][3]),
                norm));
    ModelSource adapters =
        Models.of(
            "wrong.lora_A", new double[2][5],
            "wrong.lora_B", new double[4][2],
            "half.lora_A", new double[2][3],
            "twice.lora_A.x", new double[2][3],
            "twice.lora_B.x", new double[4][2],
            "twice.lora_A.y", new double[2][3],
            "twice.lora_B.y", new double[4][2],
            "norm.lora_A", new double[2][3],
            "norm.lora_B", new double[4][2],
            "lost.lora_A", new double[2][3],
            "lost.lora_B", new double[4][2],
            "head", new double[2][2]);
    ModelSource merged = LoraAdapters.merged(base, adapters, 1);
    assertThat(merged.name()).isEqualTo("base + map of arrays");
    assertThat(merged.layers())
        .extracting(layer -> layer.info().index(), layer -> layer.info().name(), Layer::reason)
        .containsExactly(
            tuple(0, "plain", ""),
            tuple(1, "wrong", "shape [4 x 3] here, [4 x 5] of the update"),
            tuple(2, "half", "not a pair of low-rank factors: half.lora_A, no lora_B"),
            tuple(3, "twice", "several adapters update it: twice (x), twice (y)"),
            tuple(4, "norm", "no matrix to update: a vector"),
            tuple(5, "lost", "an update of a layer that the base model lacks"),
            tuple(6, "head", "not a low-rank factor (lora_A, lora_B)"));
    assertThat(Models.matrix(merged, "plain")).isDeepEqualTo(Matrices.gaussian(13, 4, 3));
  }

  @Test
  void thePrefixOfAWrappedModelIsSeenThrough() {
    double[][] w = Matrices.gaussian(14, 5, 4);
    ModelSource adapters =
        Models.of(
            "base_model.model.encoder.fc.lora_A.weight", Matrices.gaussian(15, 1, 4),
            "base_model.model.encoder.fc.lora_B.weight", Matrices.gaussian(16, 5, 1));
    ModelSource merged = LoraAdapters.merged(Models.of("model.encoder.fc", w), adapters, 1);
    assertThat(merged.layers()).hasSize(1);
    assertThat(Models.matrix(merged, "model.encoder.fc")[0][0]).isNotEqualTo(w[0][0]);
  }

  @Test
  void aLayerThatSharesItsWeightsIsUpdatedAlone() {
    double[][] w = Matrices.gaussian(18, 6, 5);
    Layer tied = Layer.sharing(new LayerInfo(1, "head", LayerType.DENSE), "wte");
    ModelSource base = ModelSource.of("base", List.of(Sources.layer(0, "wte", w), tied));
    double[][] a = Matrices.gaussian(19, 2, 5);
    double[][] b = Matrices.gaussian(20, 6, 2);
    ModelSource merged =
        LoraAdapters.merged(base, Models.of("head.lora_A", a, "head.lora_B", b), 2);
    requireSame(Models.matrix(merged, "head"), sum(w, Matrices.product(b, a)));
    requireSame(Models.matrix(merged, "wte"), w);
  }

  @Test
  void theFacadeTakesTheScaleFromTheAdapterOrFromTheCaller() {
    double[][] w = Matrices.gaussian(21, 6, 5);
    Object adapter =
        Sources.map(
            "fc.lora_down", Matrices.gaussian(22, 2, 5), "fc.lora_up", Matrices.gaussian(23, 6, 2));
    WeightWatcher base = new WeightWatcher(Models.of("fc", w));
    double[] own = base.plusLora(adapter).esd("fc").toArray();
    assertThat(base.plusLora(adapter, LoraScale.of(2)).esd("fc").toArray()).isEqualTo(own);
    assertThat(base.plusLora(adapter, LoraScale.of(3)).esd("fc").toArray()).isNotEqualTo(own);
    WeightWatcher updates = new WeightWatcher(adapter);
    assertThat(updates.lora(LoraScale.of(4)).esd("fc").max())
        .isCloseTo(4 * updates.lora().esd("fc").max(), within(1e-9));
  }

  @Test
  void withoutAdaptersTheBaseModelIsAsItWas() {
    ModelSource base = Sources.dense(Matrices.gaussian(17, 6, 5));
    ModelSource none = ModelSource.of("none", List.of());
    assertThat(LoraAdapters.merged(base, none, 1).layers()).isEqualTo(base.layers());
    assertThat(LoraAdapters.of(none, 1).layers()).isEmpty();
  }
}
