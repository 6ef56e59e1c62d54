package io.github.weightwatcher4j.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.matrix.FarmsWindows.Window;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FarmsWindowsTest {

  @Test
  void aConvolutionHasSquareWindowsOneBelowTheOther() {
    assertThat(FarmsWindows.ofAspect(1).of(new MatrixShape(7, 3, 9), true))
        .containsExactly(List.of(new Window(0, 0, 3, 3)), List.of(new Window(3, 0, 3, 3)));
    assertThat(FarmsWindows.ofAspect(0.5).of(new MatrixShape(8, 4, 9), true))
        .containsExactly(List.of(new Window(0, 0, 4, 2)), List.of(new Window(4, 0, 4, 2)));
  }

  @Test
  void aDenseLayerHasWindowsAtEvenSteps() {
    FarmsWindows windows = FarmsWindows.ofAspect(1).perAxis(3).rows(2);
    assertThat(windows.of(new MatrixShape(7, 3, 1), false))
        .containsExactly(
            List.of(
                new Window(0, 0, 2, 2),
                new Window(0, 1, 2, 2),
                new Window(2, 0, 2, 2),
                new Window(2, 1, 2, 2),
                new Window(4, 0, 2, 2),
                new Window(4, 1, 2, 2)));
  }

  @ParameterizedTest
  @CsvSource({"1, 9", "0.1, 9", "0.37, 100", "1, 1"})
  void everyWindowLiesInsideTheMatrix(double aspect, int m) {
    MatrixShape shape = new MatrixShape(3L * m + 1, m, 1);
    for (boolean convolution : new boolean[] {true, false}) {
      List<List<Window>> groups =
          FarmsWindows.ofAspect(aspect).perAxis(4).rows(7).of(shape, convolution);
      assertThat(groups)
          .isNotEmpty()
          .allSatisfy(
              group ->
                  assertThat(group)
                      .isNotEmpty()
                      .allMatch(it -> it.columns() >= 1 && it.columns() <= it.rows())
                      .allMatch(it -> it.firstRow() + it.rows() <= shape.n())
                      .allMatch(it -> it.firstColumn() + it.columns() <= shape.m()));
    }
  }

  @Test
  void anEmptyMatrixHasNone() {
    assertThat(FarmsWindows.ofAspect(1).of(new MatrixShape(3, 0, 1), false)).isEmpty();
    assertThat(FarmsWindows.none().of(new MatrixShape(3, 2, 1), false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "0.5", "1.0", "0.25/4/64"})
  void windowsAreReadBackFromTheirText(String text) {
    FarmsWindows windows = FarmsWindows.parse(text);
    assertThat(FarmsWindows.parse(String.valueOf(windows.json()))).isEqualTo(windows);
    assertThat(FarmsWindows.parse(windows.toString())).isEqualTo(windows);
    assertThat(windows.json()).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.5", "NaN", "-1", "wide", "1/4", "1/1/64", "1/4/1", ""})
  void whatAreNoWindowsIsRefusedWithWhatWouldBe(String text) {
    assertThatThrownBy(() -> Options.FARMS.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "farms must be none, a number in (0, 1] or such as 0.5/15/2000 but was '" + text + "'");
  }

  @Test
  void theShapeOfAMatrixOfNoiseBarelyMattersToItsWindows() {
    Random random = new Random(5);
    Map<String, double[][]> model =
        Map.of("square", noise(random, 64, 64), "wide", noise(random, 10, 64));
    var layers = new WeightWatcher(model).analyze(o -> o.farms(1)).details();
    LayerReport square = layers.get("square");
    LayerReport wide = layers.get("wide");
    // Means over 20 draws: Hill 2.16 and 4.9; the windows of both lie at about 2.1.
    assertThat(number(wide, Metric.HILL_ALPHA)).isGreaterThan(3.5);
    assertThat(number(square, Metric.HILL_ALPHA)).isLessThan(2.5);
    assertThat(number(wide, Metric.FARMS_ALPHA))
        .isCloseTo(number(square, Metric.FARMS_ALPHA), within(0.4));
  }

  @Test
  void theExponentsOfTheTransposeAreTheSameWhereWindowsAreSquare() {
    double[][] matrix = noise(new Random(6), 12, 40);
    double[][] turned = new double[40][12];
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 40; j++) {
        turned[j][i] = matrix[i][j];
      }
    }
    var layers =
        new WeightWatcher(Map.of("a", matrix, "b", turned)).analyze(o -> o.farms(1)).details();
    assertThat(number(layers.get("a"), Metric.FARMS_ALPHA))
        .isCloseTo(number(layers.get("b"), Metric.FARMS_ALPHA), within(1e-9));
  }

  @Test
  void aMatrixOfZerosHasNoExponent() {
    LayerReport zeros =
        new WeightWatcher(Map.of("zeros", new double[20][12]))
            .analyze(o -> o.farms(1))
            .details()
            .get("zeros");
    assertThat(zeros.metric(Metric.FARMS_ALPHA)).isEmpty();
    assertThat(zeros.availability(Metric.FARMS_ALPHA).reason()).isNotEmpty();
  }

  private static double[][] noise(Random random, int rows, int columns) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return matrix;
  }

  private static double number(LayerReport row, Metric metric) {
    return row.metric(metric).orElseThrow();
  }
}
