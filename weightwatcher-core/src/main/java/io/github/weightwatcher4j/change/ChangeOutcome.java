package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.model.LayerInfo;

/** What became of one layer: new weights, or the reason why it keeps its own. */
public sealed interface ChangeOutcome permits ChangedLayer, UnchangedLayer {

  /** Index, name and type. */
  LayerInfo layer();
}
