package io.github.weightwatcher4j.dl4j.curvature;

import io.github.weightwatcher4j.curvature.Curvature;
import io.github.weightwatcher4j.curvature.CurvatureOptions;
import io.github.weightwatcher4j.curvature.DifferentiableLoss;
import io.github.weightwatcher4j.curvature.ParameterBlock;
import io.github.weightwatcher4j.dl4j.internal.Dl4jNetwork;
import io.github.weightwatcher4j.dl4j.internal.DoubleCopy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loss of a {@code MultiLayerNetwork}, or a {@code ComputationGraph} of one input and one
 * output, on given data, as a function of its parameters in DL4J's order.
 *
 * <pre>{@code
 * NetworkLoss loss = NetworkLoss.of(net, data);
 * Curvature curvature = loss.curvature(CurvatureOptions.defaults());
 * double sharpest = curvature.eigenvalues(1, 0).topValues()[0];
 * TraceEstimate ofOneLayer = curvature.within(loss.layers("fc1")).trace(100);
 * }</pre>
 *
 * <p>It is the loss at test time: no dropout, no weight noise, batch normalization by its stored
 * statistics, and the mean over all examples of all batches. L1 and L2 penalties are left out
 * unless asked for; weight decay is not part of a loss. It works on a copy of the network and of
 * the data in float64, whatever they are in: the network is only read, and what happens to it
 * afterwards is not seen. Not for use by several threads at once.
 */
public final class NetworkLoss implements DifferentiableLoss {

  private final DoubleCopy copy;
  private final List<DataSet> batches;
  private final List<LayerParameters> layers;
  private final double[] start;
  private final boolean penalized;

  private NetworkLoss(
      DoubleCopy copy,
      List<DataSet> batches,
      List<LayerParameters> layers,
      double[] start,
      boolean penalized) {
    this.copy = copy;
    this.batches = batches;
    this.layers = layers;
    this.start = start;
    this.penalized = penalized;
  }

  /**
   * The loss on one set of data, in one forward pass.
   *
   * @param net initialized
   * @param data features and labels, with masks if any
   * @throws IllegalArgumentException where the model is another, has no parameters or some that are
   *     NaN or infinite, or where there are no data
   */
  public static NetworkLoss of(Model net, DataSet data) {
    return of(net, List.of(data));
  }

  /**
   * The mean loss over all batches of an iterator, each example counting the same. The batches are
   * kept in float64. The iterator is reset before and afterwards where it can be.
   */
  public static NetworkLoss of(Model net, DataSetIterator data) {
    List<DataSet> batches = new ArrayList<>();
    if (data.resetSupported()) {
      data.reset();
    }
    while (data.hasNext()) {
      batches.add(data.next());
    }
    if (data.resetSupported()) {
      data.reset();
    }
    return of(net, batches);
  }

  private static NetworkLoss of(Model net, List<DataSet> data) {
    if (data.stream().mapToInt(DataSet::numExamples).sum() == 0) {
      throw new IllegalArgumentException("there are no examples to take the loss of");
    }
    Dl4jNetwork network = Dl4jNetwork.require(net);
    requireSteady(network);
    List<DataSet> batches = data.stream().map(DoubleCopy::widened).toList();
    DoubleCopy copy = DoubleCopy.of(net);
    double[] start = copy.parameters().toDoubleVector();
    List<LayerParameters> layers = LayerParameters.of(network, copy);
    return new NetworkLoss(copy, batches, layers, start, false);
  }

  /** DL4J draws this activation's slopes anew in each pass that has a gradient. */
  private static void requireSteady(Dl4jNetwork net) {
    for (int i = 0; net.isInitialized() && i < net.size(); i++) {
      if (net.configurations(i).stream()
          .anyMatch(layer -> layer.getActivationFn() instanceof ActivationRReLU)) {
        throw new IllegalArgumentException(
            "layer %d (%s) has the random activation RReLU, which has no gradient at test time;"
                    .formatted(i, net.name(i))
                + " take a copy of the network with LEAKYRELU in its place");
      }
    }
  }

  /**
   * The same with the L1 and L2 penalties that the network trains with. Both work on one copy of
   * the network, so that they are not for different threads either.
   */
  public NetworkLoss withPenalties() {
    return new NetworkLoss(copy, batches, layers, start, true);
  }

  @Override
  public int parameters() {
    return start.length;
  }

  @Override
  public double evaluate(double[] theta, double[] gradient) {
    copy.parameters().assign(Nd4j.createFromArray(theta).reshape(copy.parameters().shape()));
    Arrays.fill(gradient, 0);
    int examples = batches.stream().mapToInt(DataSet::numExamples).sum();
    double loss = 0;
    for (DataSet batch : batches) {
      double share = (double) batch.numExamples() / examples;
      DoubleCopy.Gradient part = copy.gradient(batch);
      loss += share * part.lossThere();
      double[] values = part.values().toDoubleVector();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += share * values[i];
      }
    }
    if (penalized) {
      loss += layers.stream().mapToDouble(layer -> layer.penalty(theta, gradient)).sum();
    }
    return loss;
  }

  /** The parameters of the network when it was copied, in its order. */
  public double[] theta() {
    return start.clone();
  }

  /**
   * The curvature at the network's parameters, of all that training moves: {@link #trainable}.
   *
   * @throws IllegalArgumentException where the loss or its gradient is NaN or infinite, or all
   *     layers are frozen
   */
  public Curvature curvature(CurvatureOptions options) {
    return Curvature.of(this, start, options).within(trainable());
  }

  /** The parameters of all layers, frozen ones too, without statistics of normalization. */
  public ParameterBlock all() {
    return block("all", layers);
  }

  /** The parameters of all layers that are not frozen, without statistics of normalization. */
  public ParameterBlock trainable() {
    List<LayerParameters> moved = layers.stream().filter(layer -> !layer.frozen()).toList();
    return moved.size() == layers.size() ? all() : block("not frozen", moved);
  }

  /**
   * The parameters of some layers, by their indices as an analysis gives them; frozen ones too. One
   * that is given twice counts once.
   *
   * @throws IllegalArgumentException where none is given, or one has no parameters
   */
  public ParameterBlock layers(int... indices) {
    List<LayerParameters> some =
        layers.stream()
            .filter(layer -> Arrays.stream(indices).anyMatch(i -> i == layer.index()))
            .toList();
    requireAll(Arrays.stream(indices).distinct().count(), some, Arrays.toString(indices));
    return block(names(some), some);
  }

  /**
   * The parameters of some layers, by their names; frozen ones too. One that is given twice counts
   * once.
   *
   * @throws IllegalArgumentException where none is given, or one is not the name of one layer with
   *     parameters
   */
  public ParameterBlock layers(String... names) {
    List<String> wanted = List.of(names);
    List<LayerParameters> some =
        layers.stream().filter(layer -> wanted.contains(layer.name())).toList();
    requireAll(wanted.stream().distinct().count(), some, wanted.toString());
    return block(names(some), some);
  }

  private void requireAll(long wanted, List<LayerParameters> found, String asked) {
    if (found.size() != wanted || wanted == 0) {
      throw new IllegalArgumentException(
          "no such layers with parameters: %s; there are %s, by index %s"
              .formatted(
                  asked, names(layers), layers.stream().map(LayerParameters::index).toList()));
    }
  }

  private static String names(List<LayerParameters> layers) {
    return String.join(", ", layers.stream().map(LayerParameters::name).toList());
  }

  private static ParameterBlock block(String name, List<LayerParameters> layers) {
    return new ParameterBlock(
        name, layers.stream().flatMap(layer -> layer.ranges().stream()).toList());
  }
}
