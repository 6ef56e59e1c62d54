package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;
import java.util.Optional;

/**
 * Directions without their lengths, weights without the mask or the vectors that belong to them.
 */
final class HalfWeights implements Scheme {

  @Override
  public String name() {
    return "half of what the layer computes with";
  }

  @Override
  public Optional<String> ending(String name) {
    return Scheme.ending(name, "weight_v")
        .or(() -> Scheme.ending(name, "weight_bar"))
        .or(() -> name.endsWith("_orig") ? Scheme.ending(name, leaf(name)) : Optional.empty());
  }

  private static String leaf(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  public String newEnding(String ending) {
    return ending;
  }

  @Override
  public boolean matches(Group group, ModelConfig config) {
    return group.main().shape().rank() >= 2;
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    throw new MisfitException(
        "its mask, its lengths or its vectors u and v are not in the file; get the whole model");
  }
}
