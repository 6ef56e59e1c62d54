package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.Part;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import java.util.List;
import java.util.Set;

/**
 * Projections of attention, and those of queries, keys and values that are stored as one matrix.
 *
 * <p>Split are only those that stand one below the other, each as wide as the model. Left whole are
 * those called {@code query_key_value} or {@code linear_qkv}, where the three alternate from head
 * to head, and any that is not three times as long as wide: there keys and values are shared by
 * groups of heads. In both cases the number of heads decides, which no name tells.
 */
final class FusedProjections {

  /** Called so where {@code q, k, v} are stored in this order, whole. */
  private static final Set<String> IN_ORDER =
      Set.of(
          "in_proj_weight", "in_proj", "c_attn", "qkv", "qkv_proj", "to_qkv", "attn_qkv", "Wqkv");

  private FusedProjections() {}

  /** One projection, or three. */
  static List<Part> of(String component, TensorView view) {
    long rows = view.shape().dim(0);
    long columns = view.shape().dim(1);
    if (IN_ORDER.contains(component) && rows == 3 * columns) {
      return Part.split(LayerType.ATTENTION, view, 0, Part.PROJECTIONS);
    }
    // GPT-2's Conv1D keeps its matrices [in, out].
    if (component.equals("c_attn") && columns == 3 * rows) {
      return Part.split(LayerType.ATTENTION, view, 1, Part.PROJECTIONS);
    }
    return List.of(Part.of(LayerType.ATTENTION, view));
  }
}
