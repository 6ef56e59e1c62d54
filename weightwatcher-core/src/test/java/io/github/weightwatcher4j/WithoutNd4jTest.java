package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.heavyTailed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.UnsupportedModelException;
import io.github.weightwatcher4j.report.Analysis;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own, whose class path has nothing of ND4J. */
class WithoutNd4jTest {

  @Test
  void arraysAreAnalysedAndWhatIsUnknownIsSaid(@TempDir Path folder) throws Exception {
    Path said = folder.resolve("said.txt");
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.replace(File.separatorChar, '/').contains("/org/nd4j/"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                WithoutNd4jTest.class.getName(),
                said.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(Files.readAllLines(said))
        .containsExactly(
            "ND4J: no",
            "one array: 1",
            "a map: 2",
            "the value of 'fc1' is a java.lang.String; a map holds double[][], float[][] or"
                + " SparseMatrix",
            "no adapter understands a java.lang.Integer. On the class path there are adapters for:"
                + " double[][], float[][], SparseMatrix and maps of them by layer name. Implement"
                + " ModelSource, or pass a Map<String, double[][]> of weights by layer name");
  }

  /** What the test runs. */
  public static void main(String[] arguments) throws IOException {
    Analysis one = new WeightWatcher(gaussian(1, 90, 60)).analyze();
    Map<String, Object> map = Map.of("a", heavyTailed(5, 2, 90, 60), "b", new float[60][50]);
    Files.write(
        Path.of(arguments[0]),
        List.of(
            "ND4J: " + (isThere("org.nd4j.linalg.api.ndarray.INDArray") ? "yes" : "no"),
            "one array: " + one.details().size(),
            "a map: " + new WeightWatcher(map).describe().layers().size(),
            complaint(Map.of("fc1", "weights")),
            complaint(7)));
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static String complaint(Object model) {
    try {
      return new WeightWatcher(model).describe().toString();
    } catch (UnsupportedModelException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
