package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of a network as they were at one moment, for analysing it while training goes on.
 *
 * <pre>{@code
 * public void iterationDone(Model model, int iteration, int epoch) {   // a TrainingListener
 *   if (iteration % 1000 == 0) {
 *     NetworkSnapshot snapshot = NetworkSnapshot.of(model);
 *     executor.submit(() -> new WeightWatcher(snapshot).analyze());
 *   }
 * }
 * }</pre>
 *
 * <p>Taking one costs a copy of the parameters: one block for a DL4J network, no updater state, no
 * layers. The memory is native and freed by {@link #close}, or when the snapshot is no longer
 * reachable.
 *
 * <p><b>Consistency.</b> Listeners hear of a training step ({@code iterationDone}) when it has
 * changed all parameters. {@code fit()} holds the network's monitor: for one step where it is given
 * a {@code DataSet} or arrays, for a whole epoch where it is given an iterator, for all epochs of a
 * call with {@code SameDiff}. This class takes the monitor too, so:
 *
 * <ul>
 *   <li>on the training thread, in {@code iterationDone} or at the end of an epoch, the snapshot is
 *       taken at once and shows the step just made (DL4J applies constraints such as max-norm after
 *       {@code iterationDone}: those of this step are not seen there);
 *   <li>between two calls of {@code fit()} it is taken at once from any thread;
 *   <li>on another thread during {@code fit()} the call waits until {@code fit()} lets go.
 * </ul>
 *
 * <p>What {@code fit()} does not lock: reading the arrays. An analysis of the network itself on
 * another thread does not wait and may see weights of two steps; it says so when the iteration
 * count has changed meanwhile, which happens after the listeners of a step have returned. {@code
 * pretrain} and {@code ParallelWrapper} change parameters without the monitor: take snapshots in
 * their listeners, or when they have returned.
 */
public final class NetworkSnapshot implements ModelSource, AutoCloseable {

  private final String name;
  private final List<Layer> layers;
  private final List<INDArray> copies;
  private final long iteration;
  private volatile boolean closed;

  private NetworkSnapshot(Network network, List<Layer> layers, List<INDArray> copies) {
    this.name = network.name();
    this.layers = layers;
    this.copies = copies;
    this.iteration = network.revision();
  }

  /**
   * Copies the parameters now.
   *
   * @param net a {@code MultiLayerNetwork} or {@code ComputationGraph}, initialized, or one of
   *     their layers
   * @return the copy
   * @throws IllegalStateException if the network has not been initialized
   * @throws IllegalArgumentException if the model is another
   */
  public static NetworkSnapshot of(Model net) {
    synchronized (net) {
      Network network = Dl4jSource.of(net);
      ParameterCopy copy = new ParameterCopy(net.params());
      return new NetworkSnapshot(network, network.list(copy).layers(), copy.copies());
    }
  }

  /**
   * Copies the trainable variables now, each by itself: a graph has no flat parameter vector.
   *
   * @param graph the graph, also the one that a SameDiff listener is given
   * @return the copy
   */
  public static NetworkSnapshot of(SameDiff graph) {
    synchronized (graph) {
      Network network = new SameDiffSource(graph);
      List<INDArray> copies = new ArrayList<>();
      UnaryOperator<INDArray> copy =
          array -> {
            INDArray detached = ParameterCopy.detached(array);
            copies.add(detached);
            return detached;
          };
      return new NetworkSnapshot(network, network.list(copy).layers(), copies);
    }
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the snapshot is closed
   */
  @Override
  public List<Layer> layers() {
    if (closed) {
      throw new IllegalStateException("the snapshot is closed and its weights are released");
    }
    return layers;
  }

  /** The network's iteration count when the copy was taken. */
  @Override
  public long revision() {
    return iteration;
  }

  /** Frees the copy; to be called when no analysis reads it any more. Once is enough. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      copies.stream().filter(INDArray::closeable).forEach(INDArray::close);
    }
  }
}
