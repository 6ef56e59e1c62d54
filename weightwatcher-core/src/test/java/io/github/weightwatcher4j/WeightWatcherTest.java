package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.model.LayerSelector.byName;
import static io.github.weightwatcher4j.model.LayerSelector.byType;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Sources.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerDescription;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.ModelDescription;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.internal.Blas;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class WeightWatcherTest {

  private static final Map<String, Object> MODEL =
      map(
          "fc1", gaussian(101, 80, 40),
          "conv", Nd4j.create(gaussian(102, 20, 108)).reshape('c', 20, 12, 3, 3),
          "bias", Nd4j.zeros(20),
          "fc2", gaussian(103, 12, 40),
          "tiny", gaussian(104, 5, 5));

  private static final WeightWatcher WATCHER = new WeightWatcher(MODEL);

  private static List<String> names(Analysis analysis) {
    return analysis.details().stream().map(LayerReport::name).toList();
  }

  @Test
  void everyLayerIsARowOrSkippedWithItsReasonInTheModelsOrder() {
    Analysis analysis = WATCHER.analyze();
    assertThat(names(analysis)).containsExactly("fc1", "conv", "fc2");
    assertThat(analysis.skipped())
        .extracting(SkippedLayer::toString)
        .containsExactly(
            "bias: a vector of 20 values carries no matrix",
            "tiny: 5 eigenvalues, fewer than minEvals = 10");
    assertThat(analysis.summary().analyzed()).isEqualTo(3);
    assertThat(analysis.summary().skipped()).isEqualTo(2);
    assertThat(analysis.notes()).isEmpty();
  }

  @Test
  void slicesAreHalvedAndPooledOrARowEach() {
    LayerReport pooled = WATCHER.analyze().details().get("conv");
    assertThat(pooled.spectrum().size()).isEqualTo(12 * 9);
    double[][] slice0 = new double[20][12];
    double[][] rows = gaussian(102, 20, 108);
    for (int out = 0; out < 20; out++) {
      for (int in = 0; in < 12; in++) {
        slice0[out][in] = rows[out][in * 9];
      }
    }
    Spectrum alone = new WeightWatcher(slice0).esd("weights");
    Analysis slices = WATCHER.analyze(options -> options.pool(false));
    assertThat(slices.details().filter(row -> row.layer().name().equals("conv")).size())
        .isEqualTo(9);
    // Multiplied by sqrt(rf / 2) and by sqrt(1/2): factors of 9 between the eigenvalues.
    assertThat(slices.details().get("conv[0]").spectrum().max())
        .isCloseTo(4.5 * alone.max(), within(1e-10));
    assertThat(pooled.metric(Metric.SQUARED_FROBENIUS_NORM).orElseThrow())
        .isCloseTo(0.5 * Matrices.sumOfSquares(rows), within(1e-9));
    assertThat(
            WATCHER
                .analyze(options -> options.pool(false).convNorm(false))
                .details()
                .get("conv[0]")
                .spectrum()
                .max())
        .isCloseTo(alone.max(), within(1e-12));
  }

  @Test
  void theSpectrumOfOneLayerIsThatOfItsRowWhateverItsSize() {
    assertThat(WATCHER.esd("conv")).isEqualTo(WATCHER.analyze().details().get("conv").spectrum());
    assertThat(WATCHER.esd("tiny").size()).as("below minEvals").isEqualTo(5);
    assertThatThrownBy(() -> WATCHER.esd("fc9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name 'fc9'")
        .hasMessageContaining("0 fc1 (dense), 1 conv (conv2d)");
    assertThatThrownBy(() -> WATCHER.esd("bias"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer 'bias' has no spectrum: a vector of 20 values carries no matrix");
  }

  @Test
  void layersAreSelectedAndExcludedAndSizedWithTheReasonTold() {
    Analysis analysis =
        WATCHER.analyze(
            options -> options.layers(byType(LayerType.DENSE)).exclude(byName("fc1")).minEvals(5));
    assertThat(names(analysis)).containsExactly("fc2", "tiny");
    assertThat(analysis.skipped())
        .extracting(SkippedLayer::toString)
        .containsExactly(
            "fc1: excluded: name 'fc1'",
            "conv: not selected: type dense",
            "bias: not selected: type dense");
    assertThat(names(WATCHER.analyze(options -> options.maxEvals(40))))
        .containsExactly("fc1", "fc2");
    assertThat(names(WATCHER.analyze(options -> options.minEvals(40))))
        .containsExactly("fc1", "conv");
    assertThat(names(WATCHER.analyze(options -> options.maxN(40)))).containsExactly("conv", "fc2");
    assertThat(names(WATCHER.analyze(options -> options.pool(false).minEvals(13))))
        .as("12 a slice")
        .containsExactly("fc1");
  }

  @Test
  void aSelectionThatIsNotThereIsAnErrorForAnalysisAndDescription() {
    AnalysisOptions options = AnalysisOptions.builder().exclude(byName("fc9")).build();
    assertThatThrownBy(() -> WATCHER.analyze(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fc9");
    assertThatThrownBy(() -> WATCHER.describe(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fc9");
  }

  @Test
  void aDescriptionReadsNoWeights() {
    Layer unreadable =
        Sources.layer(
            0,
            "far away",
            300,
            200,
            () -> {
              throw new java.io.IOException("not to be opened");
            });
    ModelDescription description =
        new WeightWatcher(ModelSource.of("model", List.of(unreadable))).describe();
    assertThat(description.parameters()).isEqualTo(60_000);
    LayerDescription layer = description.layers().get(0);
    assertThat(layer.matrices().q()).isEqualTo(1.5);
    assertThat(layer.matrices().eigenvalues()).isEqualTo(200);
    assertThat(description.toString()).contains("far away", "[300 x 200]", "60,000");
  }

  @Test
  void aDescriptionHasTheLayersThatAnAnalysisHas() {
    ModelDescription description = WATCHER.describe();
    assertThat(description.layers())
        .extracting(layer -> layer.layer().name())
        .isEqualTo(names(WATCHER.analyze()));
    assertThat(description.skipped()).isEqualTo(WATCHER.analyze().skipped());
  }

  @Test
  void weightsThatChangeUnderTheAnalysisAreNoted() {
    AtomicLong iteration = new AtomicLong(5);
    ModelSource training =
        new ModelSource() {
          @Override
          public String name() {
            return "training";
          }

          @Override
          public List<Layer> layers() {
            return List.of(Sources.layer(0, "fc", gaussian(105, 20, 12)));
          }

          @Override
          public long revision() {
            return iteration.getAndAdd(3);
          }
        };
    assertThat(new WeightWatcher(training).analyze().notes())
        .containsExactly(
            "the weights changed while they were read (3 training steps); analyse between two"
                + " training steps, or analyse a copy of the model");
  }

  @Test
  void howLayersWereUnderstoodIsANoteForAllThatShareIt() {
    Layer first = Sources.layer(0, "a", gaussian(106, 20, 12)).noting("taken as one matrix");
    Layer second = Sources.layer(1, "b", gaussian(107, 20, 12)).noting("taken as one matrix");
    Layer third = Sources.layer(2, "c", gaussian(108, 20, 12));
    ModelSource model = ModelSource.of("model", List.of(first, second, third));

    assertThat(new WeightWatcher(model).analyze().notes())
        .containsExactly("a, b: taken as one matrix");
  }

  @Test
  void provenanceTellsWithWhatTheNumbersWereMade() {
    Instant before = Instant.now();
    Analysis analysis = WATCHER.analyze(options -> options.seed(3).minTail(4));
    assertThat(analysis.provenance().nativeLibrary()).isEqualTo(Blas.load());
    assertThat(analysis.provenance().seed()).isEqualTo(3);
    assertThat(analysis.provenance().options()).containsEntry("minTail", 4);
    assertThat(analysis.provenance().started()).isBetween(before, Instant.now());
    assertThat(analysis.provenance().elapsed()).isPositive();
    assertThat(analysis.provenance().java()).contains(System.getProperty("java.version"));
  }

  @Test
  void whatIsNoModelIsRefused() {
    assertThatThrownBy(() -> new WeightWatcher(7)).isInstanceOf(UnsupportedModelException.class);
    assertThatThrownBy(WeightWatcherTest::ofNothing).isInstanceOf(NullPointerException.class);
  }

  @SuppressWarnings("NullAway") // what happens to a caller who does not check
  private static WeightWatcher ofNothing() {
    return new WeightWatcher(null);
  }
}
