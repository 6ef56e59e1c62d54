package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.formats.samediff.internal.VariableMatrix;
import io.github.weightwatcher4j.formats.samediff.internal.VariableUse;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * Trainable variables of a SameDiff graph, in the order in which its operations use them (SameDiff
 * itself keeps them by name), then those that nothing uses. Single numbers are left out. Constants
 * of two axes or more are listed too, without a matrix. A saved graph is listed in the same way by
 * {@code SameDiffFormat}.
 */
record SameDiffSource(SameDiff graph) implements Network {

  @Override
  public String name() {
    return "SameDiff";
  }

  @Override
  public LayerListing list(UnaryOperator<INDArray> place) {
    LayerListing listing = new LayerListing(place);
    Map<String, VariableUse> uses = uses();
    List<SDVariable> variables = variables(uses.keySet());
    for (int index = 0; index < variables.size(); index++) {
      SDVariable variable = variables.get(index);
      VariableUse use = uses.getOrDefault(variable.name(), VariableUse.NONE);
      add(listing, index, variable, use);
    }
    return listing;
  }

  private static void add(LayerListing listing, int index, SDVariable variable, VariableUse use) {
    LayerInfo skipped = new LayerInfo(index, variable.name(), LayerType.OTHER);
    if (variable.getVariableType() == VariableType.CONSTANT) {
      listing.add(
          skipped,
          Absence.NO_WEIGHTS,
          "a constant, not trained; SameDiff.convertToVariable makes it a variable to analyse");
      return;
    }
    @Nullable INDArray array = variable.getArr();
    if (array == null) {
      listing.add(skipped, Absence.UNREAD, "has no array yet");
    } else if (!array.dataType().isFPType()) {
      listing.add(skipped, Absence.NO_WEIGHTS, "holds " + array.dataType() + ", not weights");
    } else {
      VariableMatrix matrix = use.matrix(TensorShape.of(array.shape()));
      if (matrix.isMatrix()) {
        listing.add(index, variable.name(), part(variable.name(), matrix, array));
      } else {
        String reason = "a vector, no matrix: " + TensorShape.of(array.shape());
        listing.add(skipped, Absence.NO_WEIGHTS, reason);
      }
    }
  }

  /** The variable as its operation takes it: a view where there is one. */
  private static Part part(String name, VariableMatrix matrix, INDArray array) {
    int[] axes = matrix.axes().stream().mapToInt(Integer::intValue).toArray();
    INDArray permuted = matrix.isPermuted() ? array.permute(axes) : array;
    return Part.shaped(name, matrix.type(), matrix.slicing(), matrix.shape(), permuted);
  }

  /** The first use of every variable, in the order of the graph's operations. */
  private Map<String, VariableUse> uses() {
    Map<String, VariableUse> uses = new LinkedHashMap<>();
    for (SameDiffOp reader : graph.getOps().values()) {
      @Nullable List<String> inputs = reader.getInputsToOp();
      List<Long> integers =
          reader.getOp() instanceof CustomOp op
              ? Arrays.stream(op.iArgs()).boxed().toList()
              : List.of();
      for (int input = 0; inputs != null && input < inputs.size(); input++) {
        uses.putIfAbsent(
            inputs.get(input), VariableUse.of(reader.getOp().opName(), input, integers));
      }
    }
    return uses;
  }

  private List<SDVariable> variables(Set<String> used) {
    Set<String> names = new LinkedHashSet<>(used);
    graph.variables().forEach(variable -> names.add(variable.name()));
    return names.stream().map(graph::getVariable).filter(SameDiffSource::isListed).toList();
  }

  private static boolean isListed(SDVariable variable) {
    long @Nullable [] shape = variable.getShape();
    return switch (variable.getVariableType()) {
      // SameDiff itself adds single numbers to a graph that is trained.
      case VARIABLE -> shape == null || Arrays.stream(shape).anyMatch(length -> length != 1);
      case CONSTANT -> shape != null && shape.length >= 2;
      default -> false;
    };
  }

  @Override
  public long revision() {
    return graph.getTrainingConfig() == null ? 0 : graph.getTrainingConfig().getIterationCount();
  }
}
