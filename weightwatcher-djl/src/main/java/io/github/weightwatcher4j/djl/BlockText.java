package io.github.weightwatcher4j.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.util.Pair;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a block has no matrix, in words. */
final class BlockText {

  private BlockText() {}

  static boolean isNorm(Block block) {
    return block instanceof BatchNorm || block instanceof LayerNorm;
  }

  /** Of a block whose parameters are vectors, or that has none. */
  static String withoutMatrix(Block block, List<Pair<String, Parameter>> parameters) {
    if (parameters.isEmpty()) {
      return name(block) + " has no parameters";
    }
    String how =
        isNorm(block)
            ? "normalization carries vectors, no matrix: "
            : BlockMatrices.isElementWise(block)
                ? name(block) + " works element by element, no matrix: "
                : name(block) + " carries no matrix of weights: ";
    return how + parameters.stream().map(BlockText::described).collect(Collectors.joining(", "));
  }

  private static String described(Pair<String, Parameter> parameter) {
    @Nullable Shape shape = parameter.getValue().getShape();
    String axes = shape == null ? "" : " " + TensorShape.of(shape.getShape());
    return parameter.getKey() + axes + type(parameter.getValue());
  }

  /** The type of numbers that are no weights. */
  private static String type(Parameter parameter) {
    if (!parameter.isInitialized() || parameter.getArray().isReleased()) {
      return "";
    }
    DataType type = parameter.getArray().getDataType();
    return type.isFloating() ? "" : " of " + type;
  }

  /** Of weights that are not read. */
  static String unread(List<NamedTensor> tensors) {
    return tensors.stream()
        .collect(
            Collectors.groupingBy(
                NamedTensor::reason,
                LinkedHashMap::new,
                Collectors.mapping(NamedTensor::name, Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(same -> same.getValue() + ": " + same.getKey())
        .collect(Collectors.joining("; "));
  }

  /** {@code LambdaBlock} as "lambda block". */
  private static String name(Block block) {
    String name = block.getClass().getSimpleName();
    return name.isEmpty()
        ? "the block"
        : name.replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ").toLowerCase(Locale.ROOT);
  }
}
