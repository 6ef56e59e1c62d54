package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.NamedTensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** Names without what wrappers put into them. */
final class WrapperNames {

  /** Of PyTorch's compiler, of sharding and of activation checkpoints: nobody else's names. */
  private static final String ANYWHERE =
      "(?<=^|\\.)(_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)\\.";

  /** DataParallel wraps the whole model; a submodule could be called so too. */
  private static final String FIRST = "module.";

  private WrapperNames() {}

  /** The tensors without wrappers' names, unless two would then have one name. */
  static List<NamedTensor> stripped(List<NamedTensor> tensors) {
    List<NamedTensor> inner = renamed(tensors, name -> name.replaceAll(ANYWHERE, ""));
    while (!inner.isEmpty() && inner.stream().allMatch(t -> t.name().startsWith(FIRST))) {
      inner = renamed(inner, name -> name.substring(FIRST.length()));
    }
    long names = inner.stream().map(NamedTensor::name).distinct().count();
    return names == tensors.size() ? inner : tensors;
  }

  private static List<NamedTensor> renamed(
      List<NamedTensor> tensors, UnaryOperator<String> newName) {
    return tensors.stream().map(t -> t.renamed(newName.apply(t.name()))).toList();
  }
}
