package io.github.weightwatcher4j.formats.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.formats.dl4j.internal.Dl4jClasses;
import io.github.weightwatcher4j.formats.dl4j.internal.Parameter;
import java.util.List;

/** The parameters of a variational autoencoder: encoder, latent mean and deviation, decoder. */
final class Autoencoder {

  private static final String KINDS = Dl4jClasses.LAYERS + "variational.";

  private Autoencoder() {}

  static List<Parameter> layout(SavedLayer layer) throws UnknownLayerException {
    LayerFields fields = new LayerFields(layer.fields());
    Layout layout = new Layout();
    long latent = fields.nOut();
    long encoded = stack(layout, "e", fields.nIn(), fields.numbers("encoderLayerSizes", 1));
    dense(layout, "pZXMean", encoded, latent);
    dense(layout, "pZXLogStd2", encoded, latent);
    long decoded = stack(layout, "d", latent, fields.numbers("decoderLayerSizes", 1));
    dense(layout, "pXZ", decoded, numbersFor(layer.inner("outputDistribution"), fields.nIn()));
    return layout.parameters();
  }

  /** Layers one behind the other; gives the size of the last. */
  private static long stack(Layout layout, String prefix, long in, List<Long> sizes) {
    long before = in;
    for (int i = 0; i < sizes.size(); i++) {
      dense(layout, prefix + i, before, sizes.get(i));
      before = sizes.get(i);
    }
    return before;
  }

  private static void dense(Layout layout, String name, long in, long out) {
    layout.fortran(name + "W", in, out).vector(name + "b", out, true);
  }

  /** How many numbers describe the distribution of so many values. */
  private static long numbersFor(SavedLayer distribution, long values)
      throws UnknownLayerException {
    String kind = distribution.className();
    return switch (kind.startsWith(KINDS) ? kind.substring(KINDS.length()) : kind) {
      case "GaussianReconstructionDistribution" -> Math.multiplyExact(2, values);
      case "BernoulliReconstructionDistribution",
          "ExponentialReconstructionDistribution",
          "LossFunctionWrapper" ->
          values;
      case "CompositeReconstructionDistribution" -> sum(distribution);
      default ->
          throw new UnknownLayerException("its outputDistribution is of the unknown " + kind);
    };
  }

  private static long sum(SavedLayer composite) throws UnknownLayerException {
    LayerFields fields = new LayerFields(composite.fields());
    JsonNode distributions = composite.fields().path("reconstructionDistributions");
    List<Long> sizes = fields.numbers("distributionSizes", distributions.size());
    long sum = 0;
    for (int i = 0; i < distributions.size(); i++) {
      SavedLayer part =
          SavedLayer.of(distributions.get(i))
              .orElseThrow(() -> new UnknownLayerException("a distribution has no class"));
      sum = Math.addExact(sum, numbersFor(part, sizes.get(i)));
    }
    return sum;
  }
}
