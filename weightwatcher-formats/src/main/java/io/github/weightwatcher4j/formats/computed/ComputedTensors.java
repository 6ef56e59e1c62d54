package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tensors of a file as the layers compute with them. */
public final class ComputedTensors {

  /** In the order in which they are asked: what is told by more tensors comes first. */
  private static final List<Scheme> SCHEMES =
      List.of(
          new NotDecoded(),
          new BitsAndBytes4(),
          new Floating4(),
          new Mxfp4Blocks(),
          new Mlx(),
          new Gptq(),
          new Awq(),
          new PackedIntegers(),
          new Hqq(),
          new Quanto(),
          new Eetq(),
          new WeightNorm(),
          new SpectralNorm(),
          new PruningMask(),
          new Parametrization(),
          new HalfWeights(),
          new Scaled8Bit());

  private ComputedTensors() {}

  /**
   * Every group of tensors that make up one is replaced by that one, at the place and with the
   * module of the first of them. A group whose tensors do not fit, or of a kind that is not
   * decoded, becomes one tensor that is not read and says why. All others stay.
   *
   * @throws IOException where a small tensor or the configuration cannot be read
   */
  public static List<NamedTensor> of(List<NamedTensor> tensors, ModelConfig config)
      throws IOException {
    Tensors names = new Tensors(tensors);
    Map<String, NamedTensor> computed = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (NamedTensor tensor : tensors) {
      Optional<Found> found =
          taken.contains(tensor.name()) || names.isAlone(tensor)
              ? Optional.empty()
              : group(tensor, names, config);
      if (found.isPresent()) {
        computed.put(tensor.name(), found.get().tensor(config));
        taken.addAll(found.get().group().taken());
      }
    }
    List<NamedTensor> result = new ArrayList<>();
    for (NamedTensor tensor : tensors) {
      NamedTensor made = computed.get(tensor.name());
      if (made != null) {
        result.add(made);
      } else if (!taken.contains(tensor.name())) {
        result.add(tensor);
      }
    }
    return result;
  }

  private static Optional<Found> group(NamedTensor tensor, Tensors names, ModelConfig config)
      throws IOException {
    for (Scheme scheme : SCHEMES) {
      Optional<String> ending = scheme.ending(tensor.name());
      if (ending.isPresent()) {
        int length = tensor.name().length() - ending.get().length();
        Group group = new Group(names, tensor.name().substring(0, length), tensor);
        if (scheme.matches(group, config)) {
          return Optional.of(new Found(scheme, group, scheme.newEnding(ending.get()), length));
        }
      }
    }
    return Optional.empty();
  }

  private record Found(Scheme scheme, Group group, String newEnding, int start) {

    NamedTensor tensor(ModelConfig config) throws IOException {
      NamedTensor main = group.main();
      String name = main.name().substring(0, start) + newEnding;
      try {
        TensorView view = scheme.tensor(group, config);
        return NamedTensor.of(name, view);
      } catch (MisfitException e) {
        return NamedTensor.unreadable(name, main.shape(), scheme.name() + ": " + e.reason());
      } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
        // Shapes that no check of the scheme's named: a lie costs this tensor alone.
        String reason = scheme.name() + ": its parts do not fit (" + e.getMessage() + ")";
        return NamedTensor.unreadable(name, main.shape(), reason);
      }
    }
  }
}
