package io.github.weightwatcher4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Absence;
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
import io.github.weightwatcher4j.report.Availability;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import io.github.weightwatcher4j.similarity.CorrelationFlow;
import io.github.weightwatcher4j.similarity.LayerFlow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each layer writes against what the next one reads. */
class FlowTest {

  private static final double STRONG = 60;

  /** Noise with one strong direction e_i among the rows and e_j among the columns. */
  private static double[][] spiked(long seed, int rows, int columns, int i, int j) {
    double[][] weights = Matrices.gaussian(seed, rows, columns);
    weights[i][j] += STRONG;
    return weights;
  }

  private static Analysis flow(Layer... layers) {
    return new WeightWatcher(ModelSource.of("model", List.of(layers))).analyze(o -> o.flow(true));
  }

  private static Layer layer(int index, String name, double[][] weights) {
    return Sources.layer(index, name, weights);
  }

  private static LayerFlow flowOf(Analysis analysis, String layer) {
    return analysis.details().get(layer).evidence().flow().orElseThrow();
  }

  @Test
  void whatIsWrittenAndReadInOneDirectionFlows() {
    Analysis analysis =
        flow(
            layer(0, "a", spiked(1, 40, 70, 7, 3)),
            layer(1, "b", spiked(2, 30, 40, 5, 7)),
            layer(2, "c", spiked(3, 20, 30, 4, 6)));

    LayerReport a = analysis.details().get("a");
    assertThat(a.metric(Metric.FLOW_OVERLAP).orElseThrow()).isGreaterThan(0.9);
    assertThat(a.metric(Metric.FLOW_EXPECTED).orElseThrow()).isEqualTo(1 / 40.0);
    assertThat(a.metric(Metric.FLOW_Z).orElseThrow()).isGreaterThan(10);
    assertThat(flowOf(analysis, "a").next()).isEqualTo("b");
    LayerReport b = analysis.details().get("b");
    assertThat(b.metric(Metric.FLOW_OVERLAP).orElseThrow()).isLessThan(0.3);
    assertThat(analysis.notes()).isEmpty();
  }

  @Test
  void weightsAreReadTheOtherWayRoundWhereTheirSizesSaySo() {
    Analysis analysis =
        flow(
            layer(0, "a", Matrices.transposed(spiked(1, 40, 70, 7, 3))),
            layer(1, "b", Matrices.transposed(spiked(2, 40, 40, 5, 7))),
            layer(2, "c", Matrices.transposed(spiked(3, 20, 40, 4, 5))));

    assertThat(analysis.details().get("a").metric(Metric.FLOW_OVERLAP).orElseThrow())
        .isGreaterThan(0.9);
    assertThat(analysis.details().get("b").metric(Metric.FLOW_OVERLAP).orElseThrow())
        .isGreaterThan(0.9);
    assertThat(analysis.notes()).isEmpty();
  }

  @Test
  void aGuessIsNoted() {
    Analysis analysis =
        flow(layer(0, "a", spiked(1, 40, 40, 7, 3)), layer(1, "b", spiked(2, 40, 40, 5, 7)));

    assertThat(analysis.notes()).singleElement().asString().contains("[out, in]", "from a to b");
    assertThat(analysis.details().get("a").metric(Metric.FLOW_OVERLAP)).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Slicing.class)
  void positionsOfAKernelAddUpWhicheverAxesCountThem(Slicing slicing) {
    Layer first = convolution(0, "a", slicing, 24, 16, 5, 3);
    Layer second = convolution(1, "b", slicing, 20, 24, 4, 5);

    Analysis analysis = flow(first, second);

    assertThat(analysis.details().get("a").metric(Metric.FLOW_OVERLAP).orElseThrow())
        .isGreaterThan(0.9);
    assertThat(flowOf(analysis, "a").flow().map(CorrelationFlow::dimension)).contains(24);
  }

  /**
   * Three positions of noise, in each of which input {@code i} strongly drives output {@code o}.
   */
  private static Layer convolution(
      int index, String name, Slicing slicing, int out, int in, int o, int i) {
    int positions = 3;
    boolean trailing = slicing == Slicing.TRAILING;
    double[] values = new double[out * in * positions];
    for (int k = 0; k < positions; k++) {
      double[][] slice = spiked(10 * index + k, out, in, o, i);
      for (int row = 0; row < out; row++) {
        for (int column = 0; column < in; column++) {
          int at = trailing ? (row * in + column) * positions + k : (k * in + column) * out + row;
          values[at] = slice[row][column];
        }
      }
    }
    TensorShape shape =
        trailing ? TensorShape.of(out, in, positions) : TensorShape.of(positions, in, out);
    return Layer.of(
        new LayerInfo(index, name, LayerType.CONV1D),
        new Weights(
            shape,
            Precision.FLOAT64,
            slicing,
            () -> WeightTensor.of(shape, Precision.FLOAT64, values)));
  }

  @Test
  void whereThereIsNoFlowTheReasonIsData() {
    Analysis analysis =
        flow(
            layer(0, "wide", spiked(1, 40, 70, 7, 3)),
            layer(1, "noise", Matrices.gaussian(2, 30, 40)),
            layer(2, "other", spiked(3, 25, 26, 4, 6)),
            layer(3, "q_proj", spiked(4, 25, 25, 4, 6)),
            layer(4, "k_proj", spiked(5, 25, 25, 4, 6)),
            Layer.withoutMatrix(
                new LayerInfo(5, "lost", LayerType.DENSE), Absence.UNREAD, "broken"),
            layer(6, "last", spiked(6, 25, 25, 4, 6)));

    assertThat(flowOf(analysis, "wide").reason()).startsWith("noise has no spikes");
    assertThat(flowOf(analysis, "noise").reason())
        .contains("sizes do not fit", "noise is [30 x 40]", "other, is [25 x 26]");
    assertThat(flowOf(analysis, "q_proj").reason()).contains("k_proj does not read what q_proj");
    assertThat(flowOf(analysis, "k_proj").reason()).contains("none of its own weights");
    assertThat(flowOf(analysis, "last").reason()).contains("no layer comes after");
    Availability why = analysis.availability(analysis.details().get("last"), Metric.FLOW_OVERLAP);
    assertThat(why.kind()).isEqualTo(Availability.Kind.ABSENT);
    assertThat(why.reason()).contains("no layer comes after");
  }

  @Test
  void aNextLayerThatIsNotAnalysedAndSlicesApartAreTold() {
    Layer first = convolution(0, "a", Slicing.TRAILING, 24, 16, 5, 3);
    Layer second = layer(1, "b", spiked(1, 5, 24, 1, 5)); // too few eigenvalues
    WeightWatcher watcher = new WeightWatcher(ModelSource.of("model", List.of(first, second)));

    Analysis pooled = watcher.analyze(o -> o.flow(true));
    assertThat(flowOf(pooled, "a").reason()).contains("b, was not analysed");
    Analysis apart = watcher.analyze(o -> o.flow(true).pool(false).minEvals(2));
    assertThat(flowOf(apart, "a[1]").reason()).contains("pool");
  }

  @Test
  void withoutTheOptionThereIsNone() {
    Analysis analysis =
        new WeightWatcher(Sources.dense(spiked(1, 40, 70, 7, 3), spiked(2, 30, 40, 5, 7)))
            .analyze();

    assertThat(analysis.details().rows()).allMatch(row -> row.evidence().flow().isEmpty());
    assertThat(analysis.availability(Metric.FLOW_Z).reason()).isEqualTo("it takes flow(true)");
  }

  @Test
  void flowsAreTheSameOnOneThreadAndOnMoreAndSurviveJson() {
    Layer[] layers = {
      layer(0, "a", spiked(1, 60, 70, 7, 3)),
      layer(1, "b", spiked(2, 50, 60, 5, 7)),
      layer(2, "c", spiked(3, 40, 50, 4, 6)),
      layer(3, "d", spiked(4, 30, 40, 4, 6))
    };
    WeightWatcher watcher = new WeightWatcher(ModelSource.of("model", List.of(layers)));
    Analysis one = watcher.analyze(o -> o.flow(true).threads(1));
    Analysis four = watcher.analyze(o -> o.flow(true).threads(4));

    assertThat(four.details()).isEqualTo(one.details());
    assertThat(AnalysisJson.parse(AnalysisJson.of(one)).details()).isEqualTo(one.details());
  }

  @ParameterizedTest(name = "k = {0}")
  @ValueSource(ints = {1, 3, 8})
  void randomDirectionsHaveTheExpectedOverlapAndSpread(int k) {
    int d = 12;
    int l = 4;
    int samples = 400;
    List<Double> zs = new ArrayList<>();
    for (int seed = 0; seed < samples; seed++) {
      double[][] q = Matrices.orthogonal(seed, d); // against the first l axes
      double trace = 0;
      for (int i = 0; i < l; i++) {
        for (int j = 0; j < k; j++) {
          trace += q[i][j] * q[i][j];
        }
      }
      int shared = Math.min(k, l);
      double cosine = Math.sqrt(Math.min(1, trace / shared));
      CorrelationFlow flow = new CorrelationFlow(d, k, l, Collections.nCopies(shared, cosine));
      zs.add(flow.z().orElseThrow());
    }
    double mean = zs.stream().mapToDouble(z -> z).average().orElseThrow();
    double square = zs.stream().mapToDouble(z -> z * z).average().orElseThrow();

    assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(samples)));
    assertThat(square).isCloseTo(1, within(0.3)); // 4 standard errors of a skewed square
  }

  @Test
  void directionsOfAWholeSpaceHaveNoDeviation() {
    CorrelationFlow flow = new CorrelationFlow(2, 2, 1, List.of(1.0));

    assertThat(flow.expected()).isEqualTo(1);
    assertThat(flow.z()).isEmpty();
    assertThatThrownBy(() -> new CorrelationFlow(2, 3, 1, List.of(1.0)))
        .hasMessageContaining("k = 3, l = 1 and d = 2");
  }
}
