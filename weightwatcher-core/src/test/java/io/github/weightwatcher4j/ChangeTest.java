package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.model.Absence.NO_WEIGHTS;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.heavyTailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.change.ChangedLayer;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Components;
import io.github.weightwatcher4j.change.Smoothing;
import io.github.weightwatcher4j.change.UnchangedLayer;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.samples.Sources;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** A whole model changed: which layers, what is left as it was, and what an analysis then sees. */
class ChangeTest {

  private static final Smoothing HALF = Smoothing.keep(Components.fraction(0.5));

  @Test
  void anAnalysisOfTheChangedModelSeesTheChange() {
    double[][] w = heavyTailed(61, 3, 60, 40);
    WeightWatcher watcher = new WeightWatcher(Sources.dense(w, gaussian(62, 50, 30)));
    ChangedModel changed = watcher.change(HALF);
    Analysis before = watcher.analyze();
    Analysis after = new WeightWatcher(changed).analyze();
    assertThat(after.details().get("layer0").metric(Metric.MATRIX_RANK)).hasValue(20);
    assertThat(after.details().get("layer1").metric(Metric.MATRIX_RANK)).hasValue(15);
    Spectrum all = before.details().get("layer0").spectrum();
    Spectrum half = after.details().get("layer0").spectrum();
    for (int i = 0; i < 40; i++) {
      double expected = i < 20 ? 0 : all.eigenvalue(i);
      assertThat(half.eigenvalue(i)).isCloseTo(expected, within(1e-12 * all.max()));
    }
    ChangedLayer layer = changed.find("layer0").orElseThrow();
    assertThat(layer.norm()).isCloseTo(Math.sqrt(half.sum()), within(1e-12 * layer.norm()));
    assertThat(changed.name()).isEqualTo("dense, keep 0.5 of the eigenvalues");
  }

  @Test
  void theOriginalKeepsItsWeights() {
    double[][] w = gaussian(63, 30, 20);
    new WeightWatcher(Sources.dense(w)).change(HALF);
    assertThat(w).isDeepEqualTo(gaussian(63, 30, 20));
  }

  @Test
  void layersThatAreNotChangedSayWhyAndPassThrough() {
    double[][] broken = gaussian(64, 20, 15);
    broken[0][1] = Double.POSITIVE_INFINITY;
    List<Layer> layers =
        List.of(
            Sources.layer(0, "good", gaussian(65, 20, 15)),
            Layer.withoutMatrix(new LayerInfo(1, "norm", LayerType.NORM), NO_WEIGHTS, "a vector"),
            Sources.layer(2, "broken", broken),
            Sources.layer(3, "small", gaussian(66, 20, 9)),
            Sources.layer(
                4,
                "unreadable",
                20,
                15,
                () -> {
                  throw new IOException("gone");
                }),
            Sources.layer(5, "zero", new double[20][15]),
            Sources.layer(6, "left", gaussian(67, 20, 15)));
    ChangedModel changed =
        new WeightWatcher(ModelSource.of("mixed", layers))
            .change(
                Smoothing.keep(Components.erg()),
                AnalysisOptions.builder().exclude(LayerSelector.byName("left")).build());
    assertThat(changed.changed()).extracting(layer -> layer.layer().name()).containsExactly("good");
    assertThat(changed.unchanged())
        .extracting(UnchangedLayer::toString)
        .containsExactly(
            "norm: unchanged, a vector",
            "broken: unchanged, 0 NaN and 1 infinite weights, the first at [0, 1]",
            "small: unchanged, 9 eigenvalues, fewer than minEvals = 10",
            "unreadable: unchanged, the weights cannot be read: java.io.IOException: gone",
            "zero: unchanged, no component: all weights are zero",
            "left: unchanged, excluded: name 'left'");
    assertThat(changed.layers().subList(1, 7)).isEqualTo(layers.subList(1, 7));
    assertThat(changed.layers())
        .extracting(Layer::info)
        .isEqualTo(layers.stream().map(Layer::info).toList());
    assertThat(changed.toString()).contains("good: ERG tail from ").contains("norm: unchanged");
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    List<double[][]> matrices = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      matrices.add(gaussian(i, 70 + i, 60));
    }
    ModelSource model = Sources.dense(matrices.toArray(double[][][]::new));
    ChangedModel one = change(model, 1);
    ChangedModel many = change(model, 8);
    for (ChangedLayer layer : one.changed()) {
      ChangedLayer other = many.find(layer.layer().name()).orElseThrow();
      assertThat(other.relativeChange()).isEqualTo(layer.relativeChange());
      assertThat(other.norm()).isEqualTo(layer.norm());
      assertThat(new WeightWatcher(many).esd(layer.layer().name()))
          .isEqualTo(new WeightWatcher(one).esd(layer.layer().name()));
    }
  }

  private static ChangedModel change(ModelSource model, int threads) {
    return new WeightWatcher(model)
        .change(HALF, AnalysisOptions.builder().threads(threads).build());
  }

  @Test
  void aLayerThatIsNotThereIsAnError() {
    WeightWatcher watcher = new WeightWatcher(Sources.dense(gaussian(68, 20, 15)));
    AnalysisOptions options =
        AnalysisOptions.builder().layers(LayerSelector.byName("layer7")).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> watcher.change(HALF, options))
        .withMessageContaining("layer7");
  }

  @Test
  void aChangeCanBeCancelled() {
    WeightWatcher watcher = new WeightWatcher(Sources.dense(gaussian(69, 20, 15)));
    AnalysisOptions options = AnalysisOptions.builder().cancelWhen(() -> true).build();
    assertThatThrownBy(() -> watcher.change(HALF, options))
        .isInstanceOf(CancellationException.class);
  }
}
