package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A model in memory, whose layers can also be listed over a copy of its parameters. */
interface Network extends ModelSource {

  /** The layers, with the weights read from where {@code place} puts each parameter array. */
  LayerListing list(UnaryOperator<INDArray> place);

  /** The layers, read from the model's own arrays: later changes are seen. */
  @Override
  default List<Layer> layers() {
    return list(UnaryOperator.identity()).layers();
  }

  @Override
  default String snapshotAdvice() {
    return "analyse a copy, new WeightWatcher(NetworkSnapshot.of(model)), taken by a listener on the"
        + " training thread (in iterationDone or at the end of an epoch), or analyse after fit()"
        + " has returned";
  }
}
