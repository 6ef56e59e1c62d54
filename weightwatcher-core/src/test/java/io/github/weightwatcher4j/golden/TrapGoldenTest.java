package io.github.weightwatcher4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.metric.Localization;
import io.github.weightwatcher4j.metric.Trap;
import io.github.weightwatcher4j.metric.internal.TopVector;
import io.github.weightwatcher4j.metric.internal.TrapVectors;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is said of traps, against an independent program with a permutation of its own. */
class TrapGoldenTest {

  private static final Path FOLDER = TestData.ours().resolve("golden/traps");

  /** Relative: the program had the weights in float32. */
  private static final double TOLERANCE = 1e-6;

  private static JsonNode golden() throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve("traps.json").toFile());
  }

  @Test
  void trapsAreThoseOfTheReference() throws IOException {
    NdArray weights = NumpyFile.npy(FOLDER.resolve("weights.npy"));
    int[] permutation = NumpyFile.unsignedShorts(FOLDER.resolve("permutation.npy"));
    int n = Math.toIntExact(weights.shape().dim(0));
    int m = Math.toIntExact(weights.shape().dim(1));
    double[][] shuffled = new double[n][m];
    for (int k = 0; k < permutation.length; k++) {
      shuffled[k / m][k % m] = weights.value(permutation[k]);
    }
    JsonNode golden = golden();
    List<JsonNode> expected = elements(golden.path("traps"));
    List<Spike> spikes =
        expected.stream().map(t -> new Spike(number(t, "eigenvalue"), 1, 9, 1e-9)).toList();

    List<Trap> traps =
        new TrapVectors(new LapackSolver(SpectrumMethod.FAST), () -> false)
            .of(
                Matrices.weights(shuffled),
                TopVector.of(WeightMatrix.of(weights), () -> false),
                (left, right) -> topVector(left, right, permutation),
                5,
                spikes,
                number(golden, "edge"));

    assertThat(traps).hasSize(3).allMatch(trap -> trap.slice() == 5 && trap.pValue() == 1e-9);
    for (int i = 0; i < traps.size(); i++) {
      Trap trap = traps.get(i);
      JsonNode truth = expected.get(i);
      requireClose(trap.delta(), truth, "delta");
      requireClose(trap.right().ipr(), truth, "ipr_right");
      requireClose(trap.left().ipr(), truth, "ipr_left");
      requireClose(trap.right().uniform(), truth, "q_uniform_right");
      requireClose(trap.left().uniform(), truth, "q_uniform_left");
      requireClose(trap.q(), truth, "q_porter_thomas_right");
      requireClose(trap.left().porterThomas(), truth, "q_porter_thomas_left");
      requireClose(trap.overlap(), truth, "overlap_top_sector");
      requireClose(trap.burden(), truth, "burden");
    }
  }

  private static double[] topVector(double[] left, double[] right, int[] permutation) {
    double[][] original = new double[left.length][right.length];
    for (int k = 0; k < permutation.length; k++) {
      int place = permutation[k];
      original[place / right.length][place % right.length] =
          left[k / right.length] * right[k % right.length];
    }
    return TopVector.of(Matrices.weights(original), () -> false);
  }

  @Test
  void vectorsAreAsLocalizedAsTheReferenceSays() throws IOException {
    for (JsonNode golden : elements(golden().path("vectors"))) {
      double[] vector =
          elements(golden.path("v")).stream().mapToDouble(JsonNode::asDouble).toArray();
      Localization localization = Localization.of(vector);
      requireClose(localization.ipr(), golden, "ipr");
      requireClose(localization.uniform(), golden, "q_uniform");
      requireClose(localization.porterThomas(), golden, "q_porter_thomas");
    }
  }

  private static void requireClose(double actual, JsonNode golden, String key) {
    double expected = number(golden, key);
    assertThat(actual).as(key).isCloseTo(expected, within(TOLERANCE * Math.abs(expected)));
  }

  private static double number(JsonNode node, String key) {
    assertThat(node.path(key).isNumber()).as(key).isTrue();
    return node.path(key).asDouble();
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
