package io.github.weightwatcher4j.dl4j.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What an updater remembers of each parameter (momentum, moments), to be carried over to an updater
 * of the same network that is cut into other blocks.
 *
 * <p>Neighbouring parameters with equal updater settings share a block, whose state is one vector:
 * the first component of each parameter, then the second of each. Other learning rates make other
 * blocks, so that the state moves. DL4J's own move (behind {@code setLearningRate}) fails for a
 * network in which some parameters have no state, such as one with batch normalization.
 */
final class UpdaterStates {

  /** Components by rows, by the parameter's place in the network's parameter vector. */
  private final Map<Integer, INDArray> states = new HashMap<>();

  /** Copies the state. */
  UpdaterStates(BaseMultiLayerUpdater<?> updater) {
    visit(updater, (parameter, view) -> states.put(parameter, view.dup()));
  }

  /** Copies the state into an updater with the same kinds of updaters for the same parameters. */
  void writeTo(BaseMultiLayerUpdater<?> updater) {
    visit(updater, (parameter, view) -> view.assign(Objects.requireNonNull(states.get(parameter))));
  }

  private interface Visitor {
    void visit(int parameter, INDArray view);
  }

  private static void visit(BaseMultiLayerUpdater<?> updater, Visitor visitor) {
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      if (block.getUpdaterView() != null) {
        visit(block, visitor);
      }
    }
  }

  private static void visit(UpdaterBlock block, Visitor visitor) {
    int start = block.getParamOffsetStart();
    int length = block.getParamOffsetEnd() - start;
    INDArray state = block.getUpdaterView();
    INDArray components = state.reshape('c', true, state.length() / length, length);
    for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
      int from = parameter.getParamOffsetStart();
      int to = parameter.getParamOffsetEnd();
      visitor.visit(
          from,
          components.get(NDArrayIndex.all(), NDArrayIndex.interval(from - start, to - start)));
    }
  }
}
