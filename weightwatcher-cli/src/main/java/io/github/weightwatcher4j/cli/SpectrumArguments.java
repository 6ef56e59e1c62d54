package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.bulk.BulkMethod;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is computed of a layer, beside the tail. */
final class SpectrumArguments {

  /** Sets of conventions. */
  enum Preset {
    /** Those of the Python tool 0.7.5. */
    PYTHON
  }

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "python: the conventions of the Python tool 0.7.5.")
  private Optional<Preset> preset = Optional.empty();

  @Option(
      names = "--pool",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "One row for all slices of a convolution (default), or a row each.")
  private boolean pool = true;

  @Option(
      names = "--conv-norm",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Multiply convolutions by sqrt(1/2) (default), or leave them as they are.")
  private boolean convNorm = true;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "fast (default), or accurate to the smallest singular value and slower.")
  private SpectrumMethod method = SpectrumMethod.FAST;

  @Option(
      names = "--mp-fit",
      description = "Fit the Marchenko-Pastur law of random matrices: bulk, edge, spikes.")
  private boolean marchenkoPastur;

  @Option(
      names = "--mp-method",
      paramLabel = "METHOD",
      description = "robust (default), or density as the Python tool.")
  private Optional<BulkMethod> bulkMethod = Optional.empty();

  @Option(
      names = "--randomize",
      description = "Compare with shuffled weights, which shows correlation traps.")
  private boolean randomize;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      description = "Shuffle N times (default: ${DEFAULT-VALUE}).")
  private int replicas = 1;

  @Option(names = "--detx", description = "The tail whose eigenvalues multiply to 1.")
  private boolean detX;

  @Option(names = "--vectors", description = "How localized the eigenvectors are.")
  private boolean vectors;

  @Option(names = "--inverse", description = "The spectrum of the inverse: the small eigenvalues.")
  private boolean inverse;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  private long seed = 42;

  void apply(AnalysisOptionsBuilder options) {
    preset.ifPresent(python -> options.pythonCompatible());
    bulkMethod.ifPresent(options::bulkMethod);
    options
        .pool(pool)
        .convolutionNorm(convNorm)
        .method(method)
        .marchenkoPastur(marchenkoPastur)
        .randomize(randomize)
        .replicas(replicas)
        .detX(detX)
        .vectors(vectors)
        .inverse(inverse)
        .seed(seed);
  }

  /** The option that a metric waits for, where it is not given; else empty text. */
  String missing(Metric metric) {
    return switch (metric.stage()) {
      case BULK -> marchenkoPastur ? "" : "--mp-fit";
      case RANDOM -> randomize ? "" : "--randomize";
      case ERG -> detX ? "" : "--detx";
      case VECTORS -> vectors ? "" : "--vectors";
      default -> "";
    };
  }
}
