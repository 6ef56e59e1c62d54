package io.github.weightwatcher4j.formats.mxnet;

import io.github.weightwatcher4j.formats.NamedTensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MXNet's names as names of a state dictionary: {@code arg:stage1_conv0_weight} is {@code
 * stage1_conv0.weight}. Names of Gluon's blocks, {@code features.0.weight}, are so already.
 */
final class ParameterNames {

  private static final Pattern PARTS =
      Pattern.compile(
          "(.+)_(weight|bias|gamma|beta|(?:running|moving)_(?:mean|var))", Pattern.DOTALL);

  /** Of a recurrent layer; the gates are in the order of PyTorch. */
  private static final Pattern RECURRENT =
      Pattern.compile("(?:(.*)[_.])?([lr])(\\d+)_([ih])2h_(weight|bias)", Pattern.DOTALL);

  private ParameterNames() {}

  /** The arrays under such names, unless two would have one. */
  static List<NamedTensor> of(List<NamedTensor> arrays) {
    List<NamedTensor> named = arrays.stream().map(a -> a.renamed(of(a.name()))).toList();
    Set<String> names = new HashSet<>();
    return named.stream().allMatch(array -> names.add(array.name())) ? named : arrays;
  }

  private static String of(String name) {
    String inner = name.replaceFirst("^(arg|aux):", "");
    Matcher recurrent = RECURRENT.matcher(inner);
    if (recurrent.matches()) {
      String module = recurrent.group(1) == null ? "" : recurrent.group(1) + ".";
      String leaf = "%s_%sh_l%s%s";
      String back = recurrent.group(2).equals("r") ? "_reverse" : "";
      return module
          + leaf.formatted(recurrent.group(5), recurrent.group(4), recurrent.group(3), back);
    }
    Matcher parts = PARTS.matcher(inner);
    return inner.indexOf('.') < 0 && parts.matches()
        ? parts.group(1) + "." + parts.group(2)
        : inner;
  }
}
