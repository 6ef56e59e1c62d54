package io.github.weightwatcher4j.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One matrix with what Python made of it: an entry of {@code golden.json}.
 *
 * @param folder where the files lie
 * @param json the entry
 */
record GoldenCase(Path folder, JsonNode json) {

  /**
   * The settings of Python that make a table of their own. Eigenvectors, shuffled weights,
   * truncated power laws and the conventions of the package {@code powerlaw} have tests of their
   * own.
   */
  static final List<String> SETTINGS =
      List.of(
          "default",
          "pool_False",
          "conv2d_norm_False",
          "min_evals_1",
          "mp_fit",
          "pool_False_mp",
          "detX",
          "clip_xmax",
          "xmax_minus3",
          "inverse",
          "PL_powerlaw");

  static List<GoldenCase> all(Path data) {
    Path folder = data.resolve("golden");
    try {
      JsonNode entries = new ObjectMapper().readTree(folder.resolve("golden.json").toFile());
      return stream(entries).map(entry -> new GoldenCase(folder, entry)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return json.path("name").asText();
  }

  /** Settings that Python ran this matrix with and this library has. */
  List<String> settings() {
    return SETTINGS.stream().filter(json.path("settings")::has).toList();
  }

  /** Whether Python itself came to a result. */
  boolean pythonSurvived(String setting) {
    return json.path("settings").path(setting).path("ok").asBoolean();
  }

  /** Python's rows. */
  List<JsonNode> rows(String setting) {
    return stream(json.path("settings").path(setting).path("rows")).toList();
  }

  /** From its file, or drawn again as Python drew it. */
  NdArray matrix() {
    return read("file").orElseGet(() -> DrawnMatrices.draw(json));
  }

  ModelSource model() {
    NdArray array = matrix();
    LayerType type =
        switch (array.shape().rank()) {
          case 2 -> LayerType.DENSE;
          case 3 -> LayerType.CONV1D;
          default -> LayerType.CONV2D;
        };
    Weights weights = Weights.of(array, Slicing.TRAILING);
    return ModelSource.of(name(), List.of(Layer.of(new LayerInfo(0, "w", type), weights)));
  }

  double sumOfSquares() {
    return Arrays.stream(matrix().toArray()).map(x -> x * x).sum();
  }

  boolean isConvolution() {
    return json.path("shape").size() > 2;
  }

  /** The eigenvalues that Python found, ascending; a row for each slice where not pooled. */
  Optional<NdArray> eigenvalues(String setting) {
    return switch (setting) {
      case "default" -> read("esd_file");
      case "pool_False" -> read("esd_pool_False_file");
      default -> Optional.empty();
    };
  }

  private Optional<NdArray> read(String key) {
    if (!json.hasNonNull(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(NumpyFile.npy(folder.resolve(json.path(key).asText())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @Override
  public String toString() {
    return name();
  }
}
