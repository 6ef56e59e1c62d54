package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What PyTorch keeps of a parametrized parameter X: {@code parametrizations.X.original}, and the
 * tensors of each parametrization below {@code parametrizations.X.0}, {@code .1} and so on. Those
 * that are known are schemes of their own; of all others it is not known what the layer computes
 * with.
 */
final class Parametrization implements Scheme {

  private static final String START = "parametrizations.";

  @Override
  public String name() {
    return "parametrization";
  }

  /** The ending {@code parametrizations.X.original...} of a name. */
  static Optional<String> ending(String name, String end) {
    int start = name.endsWith(end) ? name.lastIndexOf(START, name.length() - end.length()) : -1;
    boolean found =
        start >= 0
            && (start == 0 || name.charAt(start - 1) == '.')
            && name.indexOf('.', start + START.length()) == name.length() - end.length();
    return found ? Optional.of(name.substring(start)) : Optional.empty();
  }

  /** The parameter's name X in such an ending. */
  static String parameter(String ending) {
    return ending.substring(START.length(), ending.lastIndexOf('.'));
  }

  @Override
  public Optional<String> ending(String name) {
    return ending(name, ".original")
        .or(() -> ending(name, ".original0"))
        .or(() -> ending(name, ".original1"));
  }

  @Override
  public String newEnding(String ending) {
    return parameter(ending);
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    String ending = group.mainEnding();
    return !ending.endsWith("0") || !group.has(ending.replaceFirst("0$", "1"));
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    takeAll(group);
    throw new MisfitException(
        "what the layer computes with is not known: no weight norm, spectral norm or pruning mask;"
            + " save the model after torch.nn.utils.parametrize.remove_parametrizations");
  }

  private static void takeAll(Group group) {
    String parameter = START + parameter(group.mainEnding());
    group.takeAll(parameter, parameter + ".0", parameter + ".1", parameter + ".2");
  }

  /** Requires that no other tensors belong to the parametrization than those named. */
  static void requireNothingElse(Group group, String... known) {
    String parameter = START + parameter(group.mainEnding());
    Set<String> names = Set.of(known);
    boolean single =
        group.namesIn(parameter).stream().allMatch(names::contains)
            && group.namesIn(parameter + ".1").isEmpty();
    if (!single) {
      takeAll(group);
      throw new MisfitException("more than one parametrization of the same weights");
    }
  }
}
