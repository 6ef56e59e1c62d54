package io.github.weightwatcher4j.benchmarks.verdicts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.LayerPhase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The phases of spectra that other code made and told, each as a matrix with these singular values
 * and random singular vectors. Whether entries were sparse is not in a spectrum, so that the one of
 * sparse noise is judged as if they were not.
 *
 * <p>Argument: the folder with {@code golden-theory.json}.
 */
public final class GoldenPhases {

  private GoldenPhases() {}

  /** Prints a line for each spectrum. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    JsonNode cases =
        new ObjectMapper()
            .readTree(folder.resolve("golden-theory.json").toFile())
            .path("phases")
            .path("cases");
    int right = 0;
    int reference = 0;
    for (int i = 0; i < cases.size(); i++) {
      JsonNode one = cases.get(i);
      double[] values =
          Arrays.stream(row(folder.resolve(one.path("file").asText()), one.path("row").asInt()))
              .map(x -> Math.sqrt(Math.max(0, x)))
              .toArray();
      int n = one.path("N").asInt();
      LayerReport report =
          RandomModel.report(RandomMatrix.withSingularValues(n, values, RandomMatrix.random(1, i)));
      String truth = one.path("truth").asText();
      String phase = report.phase().map(LayerPhase::phase).map(it -> it.label()).orElse("none");
      right += phase.equals(truth) ? 1 : 0;
      reference += one.path("prototype").asText().equals(truth) ? 1 : 0;
      Cases.print(
          "%-4s %-13s %-8s %s (reference: %s)",
          phase.equals(truth) ? "" : "no",
          truth,
          one.path("recipe").asText(),
          report.phase().map(LayerPhase::label).orElse("none"),
          one.path("prototype").asText());
    }
    Cases.print(
        "right %s, the reference procedure %s",
        new Rate(right, cases.size()), new Rate(reference, cases.size()));
  }

  private static double[] row(Path file, int row) throws IOException {
    Weights weights = ModelAdapters.open(file).layers().get(0).weights().orElseThrow();
    try (WeightTensor tensor = weights.open()) {
      int length = Math.toIntExact(tensor.shape().rowLength());
      return Arrays.copyOfRange(tensor.toArray(), row * length, (row + 1) * length);
    }
  }
}
