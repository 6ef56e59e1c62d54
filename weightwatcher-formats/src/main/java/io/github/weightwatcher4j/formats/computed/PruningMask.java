package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.MaskedStorage;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pruned weights, each times its mask: {@code X_orig} with {@code X_mask} as torch.nn.utils.prune
 * keeps them, or {@code weight} with a mask of its shape beside it, {@code weight_mask} or {@code
 * mask}.
 */
final class PruningMask implements Scheme {

  private static final String ORIGINAL = "_orig";

  @Override
  public String name() {
    return "pruned weights";
  }

  @Override
  public Optional<String> ending(String name) {
    return name.endsWith(ORIGINAL)
        ? Optional.of(name.substring(name.lastIndexOf('.') + 1))
        : Scheme.ending(name, "weight");
  }

  @Override
  public String newEnding(String ending) {
    return parameter(ending);
  }

  private static String parameter(String ending) {
    return ending.endsWith(ORIGINAL)
        ? ending.substring(0, ending.length() - ORIGINAL.length())
        : ending;
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return mask(group).isPresent();
  }

  private static Optional<String> mask(Group group) {
    String ending = group.mainEnding();
    String own = parameter(ending) + "_mask";
    if (ending.endsWith(ORIGINAL)) {
      return group.has(own) ? Optional.of(own) : Optional.empty();
    }
    return Stream.of(own, "mask")
        .filter(
            name ->
                group
                    .peek(name)
                    .map(NamedTensor::shape)
                    .filter(shape -> shape.rank() >= 2 && shape.equals(group.main().shape()))
                    .isPresent())
        .findFirst();
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    TensorView weights = group.mainView();
    TensorView mask = group.get(mask(group).orElseThrow());
    MisfitException.require(
        mask.shape().equals(weights.shape()),
        "the mask is %s, but the weights are %s",
        mask.shape(),
        weights.shape());
    return TensorView.of(new MaskedStorage(Whole.of(weights), Whole.of(mask)), weights.shape());
  }
}
