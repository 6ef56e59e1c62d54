package io.github.weightwatcher4j.compare.internal;

import static io.github.weightwatcher4j.model.Absence.NO_WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.Models;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

class DeltasTest {

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"30, 12", "12, 30", "15, 15"})
  void aLayerIsTheDifferenceOfBoth(int rows, int columns) {
    double[][] w = Matrices.gaussian(1, rows, columns);
    double[][] base = Matrices.gaussian(2, rows, columns);
    ModelSource delta = Deltas.of(Models.of("fc", w), Models.of("fc", base));
    assertThat(Models.matrix(delta, "fc")).isDeepEqualTo(Models.difference(w, base));
    double norm = Matrices.sumOfSquares(Models.difference(w, base));
    Analysis analysis = new WeightWatcher(delta).analyze();
    assertThat(analysis.details().get("fc").spectrum().sum()).isCloseTo(norm, within(1e-12 * norm));
    assertThat(analysis.model()).isEqualTo("map of arrays - map of arrays");
  }

  @ParameterizedTest
  @EnumSource(Slicing.class)
  void convolutionsAreSubtractedSliceBySlice(Slicing slicing) {
    ModelSource model = ModelSource.of("a", List.of(Models.kernel(0, "c", 3, slicing, 6, 5, 3, 2)));
    ModelSource base = ModelSource.of("b", List.of(Models.kernel(0, "c", 4, slicing, 6, 5, 3, 2)));
    double[] w = Models.values(model, "c");
    double[] v = Models.values(base, "c");
    double[] delta = Models.values(Deltas.of(model, base), "c");
    for (int i = 0; i < w.length; i++) {
      assertThat(delta[i]).isEqualTo(w[i] - v[i]);
    }
    double half = 0.5 * Matrices.sumOfSquares(new double[][] {delta}); // the convolution norm
    assertThat(
            new WeightWatcher(Deltas.of(model, base))
                .analyze(options -> options.minEvals(1))
                .details()
                .get("c")
                .spectrum()
                .sum())
        .isCloseTo(half, within(1e-12 * half));
  }

  @Test
  void aSquareMatrixIsNotSubtractedFromItsTransposeInMemory() {
    double[][] w = Matrices.gaussian(5, 14, 14);
    double[][] base = Matrices.gaussian(6, 14, 14);
    ModelSource rows = Models.of("fc", Nd4j.create(w));
    ModelSource columns = Models.of("fc", Nd4j.create(base).dup('f'));
    assertThat(Models.layer(columns, "fc").weights().orElseThrow().transposed()).isTrue();
    assertThat(Models.matrix(Deltas.of(rows, columns), "fc"))
        .isDeepEqualTo(Models.difference(w, base));
    assertThat(Models.matrix(Deltas.of(columns, rows), "fc"))
        .isDeepEqualTo(Models.difference(base, w));
  }

  @Test
  void aTallMatrixIsOfTheSameShapeWhicheverWayItIsStored() {
    double[][] w = Matrices.gaussian(7, 14, 9);
    ModelSource stored = Models.of("fc", Nd4j.create(w).dup('f'));
    assertThat(Models.matrix(Deltas.of(stored, Models.of("fc", w)), "fc"))
        .isDeepEqualTo(new double[14][9]);
  }

  @Test
  void theCoarserNumberFormatIsThatOfTheDifference() {
    double[][] w = Matrices.gaussian(8, 14, 9);
    ModelSource delta = Deltas.of(Models.of("fc", w), Models.of("fc", Matrices.floats(w)));
    assertThat(Models.layer(delta, "fc").weights().orElseThrow().precision())
        .isEqualTo(Precision.FLOAT32);
  }

  private static Layer vector(int index, String name) {
    return Layer.withoutMatrix(new LayerInfo(index, name, LayerType.NORM), NO_WEIGHTS, "a vector");
  }

  @Test
  void layersThatDoNotMatchAreListedWithTheReason() {
    ModelSource model =
        ModelSource.of(
            "fine",
            List.of(
                Sources.layer(0, "fc1", new double[4][3]),
                Sources.layer(1, "fc2", new double[4][3]),
                Sources.layer(2, "head", new double[4][3]),
                vector(3, "norm"),
                Sources.layer(4, "was", new double[4][3]),
                Models.kernel(5, "conv", 1, Slicing.TRAILING, 2, 2, 2, 2)));
    ModelSource base =
        ModelSource.of(
            "base",
            List.of(
                Sources.layer(0, "fc1", new double[4][3]),
                Sources.layer(1, "fc2", new double[3][4]),
                vector(4, "was"),
                Models.kernel(2, "conv", 1, Slicing.LEADING, 2, 2, 2, 2),
                Sources.layer(3, "old", new double[4][3])));
    assertThat(Deltas.of(model, base).layers())
        .extracting(layer -> layer.info().index(), layer -> layer.info().name(), Layer::reason)
        .containsExactly(
            tuple(0, "fc1", ""),
            tuple(1, "fc2", "shape [4 x 3] here, [3 x 4] in the base model"),
            tuple(2, "head", "not in the base model"),
            tuple(3, "norm", "a vector"),
            tuple(4, "was", "no matrix in the base model: a vector"),
            tuple(
                5,
                "conv",
                "slices counted by the last axes here, by the first ones in the base model"),
            tuple(6, "old", "only in the base model"));
    AnalysisOptions all = AnalysisOptions.builder().minEvals(1).build();
    assertThat(new WeightWatcher(Deltas.of(model, base)).describe(all).layers())
        .extracting(layer -> layer.layer().name())
        .containsExactly("fc1");
  }

  @Test
  void aModelLessItselfHasNoTail() {
    ModelSource model = Models.of("fc", Matrices.gaussian(9, 30, 20));
    Analysis analysis = new WeightWatcher(Deltas.of(model, model)).analyze();
    assertThat(analysis.details().get("fc").spectrum().max()).isZero();
    assertThat(analysis.details().get("fc").alpha()).isEmpty();
  }

  @Test
  void nothingLessNothingIsNothing() {
    ModelSource empty = ModelSource.of("empty", List.of());
    assertThat(Deltas.of(empty, empty).layers()).isEmpty();
  }

  @Test
  void trainingOfEitherModelIsSeen() {
    AtomicInteger steps = new AtomicInteger();
    ModelSource live =
        new ModelSource() {
          @Override
          public String name() {
            return "live";
          }

          @Override
          public List<Layer> layers() {
            return List.of();
          }

          @Override
          public long revision() {
            return steps.get();
          }
        };
    ModelSource delta = Deltas.of(Sources.dense(), live);
    long before = delta.revision();
    steps.addAndGet(2);
    assertThat(delta.revision()).isEqualTo(before + 2);
  }

  @Test
  void bothTensorsAreClosedAlsoWhereTheSecondCannotBeOpened() throws IOException {
    AtomicInteger closed = new AtomicInteger();
    double[][] w = new double[4][3];
    Layer good =
        Sources.layer(0, "fc", 4, 3, () -> Sources.watched(w, () -> {}, closed::incrementAndGet));
    Layer bad =
        Sources.layer(
            0,
            "fc",
            4,
            3,
            () -> {
              throw new IOException("gone");
            });
    ModelSource one = ModelSource.of("one", List.of(good));
    Models.layer(Deltas.of(one, one), "fc").weights().orElseThrow().opener().open().close();
    assertThat(closed).hasValue(2);
    ModelSource delta = Deltas.of(one, ModelSource.of("bad", List.of(bad)));
    assertThatThrownBy(() -> Models.layer(delta, "fc").weights().orElseThrow().opener().open())
        .isInstanceOf(IOException.class);
    assertThat(closed).hasValue(3);
  }

  @Test
  void aTensorThatIsNotAsAnnouncedIsRefused() {
    ModelSource good = ModelSource.of("good", List.of(Sources.layer(0, "fc", new double[4][3])));
    Layer lying =
        Sources.layer(0, "fc", 4, 3, () -> Sources.watched(new double[5][3], () -> {}, () -> {}));
    ModelSource delta = Deltas.of(good, ModelSource.of("lying", List.of(lying)));
    assertThatThrownBy(() -> Models.layer(delta, "fc").weights().orElseThrow().opener().open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the weights were announced as [4 x 3] and turned out to be [5 x 3]");
  }
}
