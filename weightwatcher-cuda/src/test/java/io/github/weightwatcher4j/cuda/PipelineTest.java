package io.github.weightwatcher4j.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
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
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole analysis by the solver, chosen by its name. */
class PipelineTest {

  private static final long PLENTY = 1_000_000_000;

  private static final ModelSource MODEL = model();

  private static ModelSource model() {
    List<Layer> layers = new ArrayList<>();
    layers.add(layer(0, "dense", LayerType.DENSE, TensorShape.of(80, 60)));
    layers.add(layer(1, "conv", LayerType.CONV2D, TensorShape.of(70, 60, 2, 2)));
    layers.add(layer(2, "wide", LayerType.DENSE, TensorShape.of(60, 100)));
    return ModelSource.of("made", layers);
  }

  private static Layer layer(int index, String name, LayerType type, TensorShape shape) {
    int rows = Math.toIntExact(shape.dim(0));
    double[] values = Samples.values(index, rows, Math.toIntExact(shape.size() / rows));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) values[i];
    }
    WeightTensor tensor = WeightTensor.of(shape, Precision.FLOAT32, values);
    return Layer.of(new LayerInfo(index, name, type), Weights.of(tensor, Slicing.TRAILING));
  }

  private static Analysis analyze(String solver, SpectrumMethod method, int threads) {
    return new WeightWatcher(MODEL)
        .analyze(
            o ->
                o.solver(solver)
                    .method(method)
                    .threads(threads)
                    .randomize(true)
                    .replicas(1)
                    .vectors(true)
                    .pool(false));
  }

  @ParameterizedTest
  @EnumSource(
      value = SpectrumMethod.class,
      names = {"FAST", "ACCURATE"})
  void itsRowsAreThoseOfLapackToRounding(SpectrumMethod method) {
    FakeDevice device = FakeProvider.newDevice(PLENTY);
    Analysis actual = analyze(FakeProvider.NAME, method, 3);
    Analysis expected = analyze("lapack", method, 1);
    assertThat(actual.skipped()).isEmpty();
    assertThat(actual.details().size()).isEqualTo(6);
    for (LayerReport row : expected.details()) {
      LayerReport other =
          actual.details().stream().filter(it -> isSame(it, row)).findFirst().orElseThrow();
      for (Metric metric : List.of(Metric.ALPHA, Metric.LOG_SPECTRAL_NORM, Metric.STABLE_RANK)) {
        double value = row.metric(metric).orElseThrow();
        // Both are right to some 1e-14 of the largest eigenvalue.
        assertThat(other.metric(metric).orElseThrow())
            .isCloseTo(value, within(1e-9 * Math.abs(value)));
      }
    }
    assertThat(device.leaks()).isEmpty();
  }

  private static boolean isSame(LayerReport a, LayerReport b) {
    return a.name().equals(b.name()) && a.slice().equals(b.slice());
  }

  @Test
  void theProvenanceNamesTheDeviceAndTheSlicesAreOneCall() {
    FakeDevice device = FakeProvider.newDevice(PLENTY);
    Analysis analysis = analyze(FakeProvider.NAME, SpectrumMethod.FAST, 1);
    assertThat(analysis.provenance().solver()).isEqualTo(FakeProvider.NAME);
    assertThat(analysis.provenance().nativeLibrary()).isEqualTo("a device in tests");
    assertThat(analysis.notes()).isEmpty();
    assertThat(device.solved).contains(new Problem(Real.FLOAT64, false, 60, 4, true));
  }

  @Test
  void anyNumberOfThreadsHasTheSameBits() {
    FakeProvider.newDevice(PLENTY);
    Analysis one = analyze(FakeProvider.NAME, SpectrumMethod.FAST, 1);
    FakeDevice narrow = FakeProvider.newDevice(10_000_000);
    Analysis four = analyze(FakeProvider.NAME, SpectrumMethod.FAST, 4);
    assertThat(four.details()).isEqualTo(one.details());
    assertThat(four.notes()).isEmpty();
    assertThat(narrow.leaks()).isEmpty();
  }
}
