package io.github.weightwatcher4j.matrix.internal;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.transposed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.samples.Matrices;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows and columns that are large as a whole, and huge weights. */
class LargestEntriesTest {

  @ParameterizedTest(name = "transposed {0}")
  @ValueSource(booleans = {false, true})
  void aLineThatIsLargeForOneWeightIsToldFromALargeLine(boolean turned) {
    double[][] w = gaussian(1, 80, 50);
    for (double[] row : w) {
      row[3] *= 60;
    }
    w[20][10] = 40; // its row crosses the large column, whose entry there may be larger
    WeightMatrix matrix = Matrices.weights(turned ? transposed(w) : w);

    List<Line> outliers =
        OutlierLines.of(
                matrix,
                EntryStatistics.of(matrix, () -> false),
                rest -> 300, // of the noise: (sqrt 80 + sqrt 50)^2 is 256
                () -> false)
            .lines();
    assertThat(outliers).hasSize(2);
    assertThat(outliers.get(1).index()).isIn(10, 20);

    assertThat(LargestEntries.largeAsAWhole(matrix, outliers, () -> false))
        .containsExactly(outliers.get(0));
    assertThat(outliers.get(0).index()).isEqualTo(3);
    assertThat(outliers.get(0).row()).isEqualTo(turned);
  }
}
