package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.TensorShape;

/** What names of modules tell, for formats that say the rest themselves. */
public final class ModuleNames {

  private ModuleNames() {}

  /** Whether a module of this name, {@code layers.0.self_attn.q_proj} say, projects attention. */
  public static boolean isAttention(String module) {
    TensorShape any = TensorShape.of(1, 1);
    return NamingConventions.isAttention(
        Parameter.of(NamedTensor.unreadable(module + ".weight", any, "a name only")));
  }
}
