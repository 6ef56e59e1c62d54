package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which layers. */
final class SelectionArguments {

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "LAYER",
      description = {
        "Only these, by name (fc1), index (3 or 0-5), wildcards ('layer1.*') or regular expression"
            + " ('/.*conv[12]/'). A name of digits: '/3/'."
      })
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--exclude",
      split = ",",
      paramLabel = "LAYER",
      description = "Not these, in the same ways.")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description = "Only layers of these types: dense, conv2d, embedding, attention, lstm, ...")
  private List<LayerType> types = new ArrayList<>();

  @Option(
      names = "--min-evals",
      paramLabel = "N",
      description = "Only layers with so many eigenvalues or more (default: ${DEFAULT-VALUE}).")
  private int minEvals = 10;

  @Option(
      names = "--max-evals",
      paramLabel = "N",
      description = "Only layers with so many eigenvalues or fewer (default: ${DEFAULT-VALUE}).")
  private int maxEvals = 15_000;

  @Option(
      names = "--max-n",
      paramLabel = "N",
      description =
          "Only layers whose longer side is so long or shorter (default: ${DEFAULT-VALUE}).")
  private int maxN = 50_000;

  /** Sets the options; returns the rule by name and type, whatever the sizes. */
  LayerSelector apply(AnalysisOptionsBuilder options, Problems problems) {
    LayerSelector taken = layers(problems);
    LayerSelector left =
        exclude.isEmpty() ? LayerSelector.none() : LayerChoice.any(exclude, problems);
    options.layers(taken).exclude(left).minEvals(minEvals).maxEvals(maxEvals).maxN(maxN);
    return exclude.isEmpty() ? taken : taken.and(left.negate());
  }

  private LayerSelector layers(Problems problems) {
    LayerSelector named = LayerChoice.any(layers, problems);
    if (types.isEmpty()) {
      return named;
    }
    LayerSelector typed = LayerSelector.byType(types.toArray(LayerType[]::new));
    return layers.isEmpty() ? typed : named.and(typed);
  }
}
