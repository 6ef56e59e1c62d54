package io.github.weightwatcher4j.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedLayer;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.SparseMatrix;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans of whole models, and the models pruned by them. */
class PruningPlanTest {

  private static final LayerInfo INFO = new LayerInfo(0, "a", LayerType.DENSE);

  private static Weights weights(Precision precision, int rows, double... values) {
    TensorShape shape = TensorShape.of(rows, values.length / rows);
    return Weights.of(WeightTensor.of(shape, precision, values), Slicing.TRAILING);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, 1", "FLOAT32, 2", "FLOAT64, 3", "FLOAT64, 4", "FLOAT16, 5"})
  void theThresholdIsTheMagnitudeThatSortingFinds(Precision precision, long seed)
      throws IOException {
    Random random = new Random(seed);
    double[] values = new double[999];
    for (int i = 0; i < values.length; i++) {
      double value = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 6);
      boolean rounded = precision == Precision.FLOAT64;
      values[i] = i % 7 == 0 ? Math.rint(value) : rounded ? value : (float) value;
    }
    double[] sorted = Arrays.stream(values).map(Math::abs).sorted().toArray();
    for (double sparsity : new double[] {0.002, 0.1, 0.29, 0.5, 0.95, 1}) {
      PlannedLayer row = plan(sparsity, weights(precision, 9, values));
      assertThat(row.zeros()).isEqualTo((long) Math.floor(sparsity * 999 + 1e-9));
      assertThat(row.threshold()).hasValue(sorted[(int) row.zeros() - 1]);
    }
  }

  private static PlannedLayer plan(double sparsity, Weights weights) throws IOException {
    return PlannedLayer.of(INFO, weights, OptionalDouble.empty(), sparsity, () -> false);
  }

  @Test
  void aShareOfOneHundredthOfAHundredIsOneHundredth() throws IOException {
    assertThat(plan(0.29, weights(Precision.FLOAT32, 1, new double[100])).zeros()).isEqualTo(29);
  }

  @Test
  void ofEqualMagnitudesTheFirstBecomeZero() {
    double[][] matrix = {{-2, 1, 5}, {1, -1, -1}, {7, 1, 3}};
    ModelSource model = Sources.dense(matrix);
    Pruning pruning = Pruning.uniform(0.4).withFirstLayer().withLastLayer();
    WeightWatcher watcher = new WeightWatcher(model);
    PruningPlan plan = watcher.pruningPlan(pruning);
    assertThat(plan.layers().get(0).zeros()).isEqualTo(3); // floor(0.4 * 9) of five ones
    ChangedLayer pruned = watcher.prune(plan).changed().get(0);
    assertThat(values(pruned.weights())).containsExactly(-2, 0, 5, 0, 0, -1, 7, 1, 3);
    assertThat(pruned.relativeChange()).isCloseTo(Math.sqrt(3 / 92.0), within(1e-15));
    assertThat(pruned.norm()).isCloseTo(Math.sqrt(89), within(1e-12));
    assertThat(pruned.toString())
        .isEqualTo("layer0: 3 of 9 weights to zero, relative change 0.1806, norm 9.43398");
  }

  private static double[] values(Weights weights) {
    try (WeightTensor tensor = weights.open()) {
      return tensor.toArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theModelLosesThePlannedShareAndTheOriginalNothing(Exponent exponent) {
    double[][] heavy = Matrices.heavyTailed(1, 2.5, 60, 40);
    double[][] noise = Matrices.gaussian(2, 50, 50);
    ModelSource model = Sources.dense(Matrices.gaussian(3, 30, 20), heavy, noise, noise);
    WeightWatcher watcher = new WeightWatcher(model);
    PruningPlan plan = watcher.pruningPlan(Pruning.byAlpha(0.6).by(exponent).strength(0.4));
    assertThat(plan.layers()).hasSize(2);
    assertThat(plan.kept())
        .extracting(KeptLayer::reason)
        .containsExactly("it is the first layer", "it is the last layer");
    assertThat((double) plan.zeros() / plan.weights()).isCloseTo(0.6, within(1e-3));
    PlannedLayer one = plan.layers().get(0);
    PlannedLayer two = plan.layers().get(1);
    assertThat(one.alpha().orElseThrow() < two.alpha().orElseThrow())
        .isEqualTo(one.sparsity() < two.sparsity());
    assertThat(one.sparsity()).isNotEqualTo(two.sparsity());
    ChangedModel pruned = watcher.prune(plan);
    assertThat(zeros(pruned, "layer1")).isEqualTo(one.zeros());
    assertThat(zeros(pruned, "layer2")).isEqualTo(two.zeros());
    assertThat(pruned.unchanged()).hasSize(2);
    assertThat(heavy).isDeepEqualTo(Matrices.heavyTailed(1, 2.5, 60, 40));
    assertThat(pruned.name()).isEqualTo("dense, pruned to " + plan.pruning());
  }

  private static long zeros(ChangedModel model, String layer) {
    double[] values = values(model.find(layer).orElseThrow().weights());
    return Arrays.stream(values).filter(value -> value == 0).count();
  }

  @Test
  void theExponentsAreThoseOfAnAnalysis() {
    ModelSource model = Sources.dense(Matrices.gaussian(4, 40, 30), Matrices.gaussian(5, 90, 20));
    Pruning pruning = Pruning.byAlpha(0.5).withFirstLayer().withLastLayer();
    AnalysisOptions windows = AnalysisOptions.builder().farms(0.5).build();
    WeightWatcher watcher = new WeightWatcher(model);
    PruningPlan plan = watcher.pruningPlan(pruning, windows);
    PruningPlan hill = watcher.pruningPlan(pruning.by(Exponent.HILL));
    var analysis = watcher.analyze(windows).details();
    for (PlannedLayer row : plan.layers()) {
      String name = row.layer().name();
      assertThat(row.alpha()).isEqualTo(analysis.get(name).metric(Metric.FARMS_ALPHA));
      assertThat(hill.find(name).orElseThrow().alpha())
          .isEqualTo(analysis.get(name).metric(Metric.HILL_ALPHA));
    }
  }

  @Test
  void aConvolutionIsPrunedAsAWholeAndKeepsItsShape() {
    Random random = new Random(8);
    double[] values = random.doubles(16 * 8 * 9, -1, 1).map(v -> (float) v).toArray();
    TensorShape shape = TensorShape.of(16, 8, 3, 3);
    Weights weights =
        Weights.of(WeightTensor.of(shape, Precision.FLOAT16, values), Slicing.TRAILING);
    Layer layer = Layer.of(new LayerInfo(0, "conv", LayerType.CONV2D), weights);
    WeightWatcher watcher = new WeightWatcher(ModelSource.of("one", List.of(layer)));
    PruningPlan plan = watcher.pruningPlan(Pruning.byAlpha(0.3).withFirstLayer().withLastLayer());
    ChangedLayer pruned = watcher.prune(plan).find("conv").orElseThrow();
    assertThat(pruned.weights().shape()).isEqualTo(shape);
    assertThat(pruned.weights().precision()).isEqualTo(Precision.FLOAT32);
    double threshold = plan.layers().get(0).threshold().orElseThrow();
    double[] expected = Arrays.stream(values).map(v -> Math.abs(v) <= threshold ? 0 : v).toArray();
    assertThat(values(pruned.weights())).containsExactly(expected);
  }

  @Test
  void layersThatCannotBePrunedSayWhyAndCountAsLost() {
    double[][] broken = Matrices.gaussian(6, 20, 15);
    broken[3][2] = Double.NaN;
    List<Layer> layers =
        List.of(
            Sources.layer(0, "good", Matrices.gaussian(7, 20, 15)),
            Sources.layer(1, "broken", broken),
            Sources.layer(2, "zeros", new double[20][15]),
            Sources.layer(3, "small", Matrices.gaussian(8, 20, 4)),
            Layer.withoutMatrix(new LayerInfo(4, "gone", LayerType.DENSE), "cannot be read"));
    WeightWatcher watcher = new WeightWatcher(ModelSource.of("mixed", layers));
    PruningPlan byAlpha =
        watcher.pruningPlan(Pruning.byAlpha(0.5).withFirstLayer().withLastLayer());
    assertThat(byAlpha.layers()).extracting(row -> row.layer().name()).containsExactly("good");
    assertThat(byAlpha.kept().get(0).reason()).contains("1 NaN");
    assertThat(byAlpha.kept().get(1)).hasToString("zeros: it has no FARMS alpha");
    assertThat(byAlpha.kept().get(2).reason()).startsWith("4 eigenvalues, fewer than minEvals");
    assertThat(byAlpha.lost())
        .extracting(row -> row.layer().name())
        .containsExactly("broken", "zeros", "gone");
    assertThat(byAlpha.isComplete()).isFalse();

    PruningPlan uniform = watcher.pruningPlan(Pruning.uniform(0.5));
    assertThat(uniform.layers()).extracting(row -> row.layer().name()).containsExactly("zeros");
    assertThat(uniform.kept())
        .extracting(KeptLayer::toString)
        .containsExactly(
            "good: it is the first layer",
            "broken: the weight in row 3, column 2 is NaN",
            "small: it is the last layer",
            "gone: cannot be read");
  }

  @Test
  void aSparsityAboveTheCapIsRefusedBeforeTheLayersAreRead() {
    Layer unread =
        Layer.of(
            INFO,
            new Weights(
                TensorShape.of(20, 15),
                Precision.FLOAT32,
                Slicing.TRAILING,
                () -> {
                  throw new AssertionError("read");
                }));
    WeightWatcher watcher = new WeightWatcher(ModelSource.of("one", List.of(unread)));
    Pruning pruning = Pruning.byAlpha(0.5).cap(0.4).withFirstLayer().withLastLayer();
    assertThatThrownBy(() -> watcher.pruningPlan(pruning))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sparsity must be <= cap (0.4) but was 0.5");
  }

  @Test
  void layersAreSelectedAsInAnAnalysis() {
    double[][] w = Matrices.gaussian(9, 20, 15);
    WeightWatcher watcher = new WeightWatcher(Sources.dense(w, w, w, w));
    AnalysisOptions options =
        AnalysisOptions.builder().layers(LayerSelector.byName("layer0", "layer2")).build();
    PruningPlan plan = watcher.pruningPlan(Pruning.byAlpha(0.5), options);
    assertThat(plan.layers()).extracting(row -> row.layer().name()).containsExactly("layer2");
    assertThat(plan.lost()).isEmpty();
    AnalysisOptions missing =
        AnalysisOptions.builder().layers(LayerSelector.byName("layer7")).build();
    assertThatThrownBy(() -> watcher.pruningPlan(Pruning.uniform(0.5), missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer7");
  }

  @Test
  void aPlanOfOtherWeightsIsNotApplied() {
    double[][] w = Matrices.gaussian(10, 20, 15);
    PruningPlan plan =
        new WeightWatcher(Sources.dense(w))
            .pruningPlan(Pruning.uniform(0.5).withFirstLayer().withLastLayer());
    ChangedModel other =
        new WeightWatcher(Sources.dense(Matrices.gaussian(11, 20, 15))).prune(plan);
    assertThat(other.unchanged().get(0).reason())
        .isEqualTo("its weights are not those that the plan was made of; make a new plan");
  }

  @Test
  void pruningIsRunAsTheOptionsSayOnTheLayersOfThePlan() {
    double[][] w = Matrices.gaussian(18, 20, 4); // small for an analysis
    WeightWatcher watcher = new WeightWatcher(Sources.dense(w));
    PruningPlan plan = watcher.pruningPlan(Pruning.uniform(0.5).withFirstLayer().withLastLayer());
    AnalysisOptions others =
        AnalysisOptions.builder().exclude(LayerSelector.byName("layer0")).threads(1).build();
    assertThat(watcher.prune(plan, others).changed()).hasSize(1);
    AnalysisOptions tight = AnalysisOptions.builder().memory(100).build();
    assertThat(watcher.prune(plan, tight).unchanged().get(0).reason())
        .startsWith("needs 0.6 kB of memory, more than");
    AnalysisOptions cancelled = AnalysisOptions.builder().cancelWhen(() -> true).build();
    assertThatThrownBy(() -> watcher.prune(plan, cancelled))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void aSparseMatrixIsKeptAndSaysWhatToDo() {
    SparseMatrix matrix =
        SparseMatrix.ofCoo(9, 7, new int[] {1, 2}, new int[] {3, 4}, new double[] {1, 2});
    WeightWatcher watcher =
        new WeightWatcher(ModelSource.of("one", List.of(Layer.of(INFO, Weights.of(matrix)))));
    PruningPlan plan = watcher.pruningPlan(Pruning.uniform(0.5).withFirstLayer().withLastLayer());
    assertThat(plan.lost())
        .extracting(KeptLayer::reason)
        .containsExactly("its matrix is sparse; convert it to a dense one first");
  }

  @Test
  void thePlanIsATableThatFitsATerminal() {
    String name = "encoder.layer.11.attention.self.query.and.some.more";
    List<Layer> layers =
        List.of(
            Sources.layer(0, "in", Matrices.gaussian(12, 20, 15)),
            Sources.layer(1, name, Matrices.gaussian(13, 40, 30)),
            Sources.layer(2, "out", Matrices.gaussian(14, 20, 15)));
    String text =
        new WeightWatcher(ModelSource.of("m.safetensors", layers))
            .pruningPlan(Pruning.uniform(0.25))
            .toString();
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    assertThat(text)
        .startsWith("m.safetensors\nsparsity 0.25 of every layer\n300 of 1,200 weights in 1 layer")
        .containsPattern("\nencoder\\.\\S+ +1,200 +- +0\\.2500 +0\\.\\d+\n")
        .contains("in ")
        .contains("  kept: it is the first layer\n")
        .endsWith("  kept: it is the last layer\n");
  }

  @Test
  void theResultsAreTheSameOnOneThreadAndOnFour() {
    ModelSource model =
        Sources.dense(
            Matrices.gaussian(15, 40, 30),
            Matrices.gaussian(16, 90, 20),
            Matrices.gaussian(17, 9, 9));
    Pruning pruning = Pruning.byAlpha(0.5).withFirstLayer();
    WeightWatcher watcher = new WeightWatcher(model);
    AnalysisOptions one = AnalysisOptions.builder().threads(1).build();
    AnalysisOptions four = AnalysisOptions.builder().threads(4).build();
    assertThat(watcher.pruningPlan(pruning, four)).isEqualTo(watcher.pruningPlan(pruning, one));
  }
}
