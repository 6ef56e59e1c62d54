package io.github.weightwatcher4j.formats.computed;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Eight bits, floats or integers, times a scale: for the tensor, for each row, for blocks of
 * neighbours or of a grid. The scale of X, {@code weight} or the stack of experts {@code
 * down_proj}, is called {@code X_scale}, {@code X_scale_inv} (which multiplies all the same) or
 * {@code scale_X}; {@code SCB}, over 127, in bitsandbytes. Floats beside a scale of another name
 * are refused: it is not known how that is meant.
 */
final class Scaled8Bit implements Scheme {

  private static final float SCB_RANGE = 127;

  /** Side of the blocks of DeepSeek, which transformers takes where nothing else is told. */
  private static final int BLOCK = 128;

  private static final int MX_BLOCK = 32;
  private static final Pattern ANY_SCALE = Pattern.compile("(?i).*(scale|scaling|amax).*");

  /** Scales of activations, and notes: no part of the weights. */
  private static final List<String> OTHERS =
      List.of("input_scale", "output_scale", "scale_input", "input_global_scale", "comfy_quant");

  @Override
  public String name() {
    return "8 bits with a scale";
  }

  /** Whatever the tensor is called: its numbers tell. */
  @Override
  public Optional<String> ending(String name) {
    return Optional.of(name.substring(name.lastIndexOf('.') + 1));
  }

  @Override
  public String newEnding(String ending) {
    return ending;
  }

  private static Optional<String> scale(Group group) {
    String leaf = group.mainEnding();
    return Stream.of(leaf + "_scale_inv", leaf + "_scale", "scale_" + leaf)
        .filter(group::has)
        .findFirst();
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    Optional<ElementType> type = group.main().view().flatMap(view -> view.storage().element());
    boolean floats =
        type.filter(t -> t == ElementType.FLOAT8_E4M3 || t == ElementType.FLOAT8_E5M2).isPresent();
    boolean integers = type.filter(t -> t == ElementType.INT8).isPresent();
    boolean scb = group.has("SCB") && group.mainEnding().equals("weight");
    return group.main().shape().rank() >= 2
        && (floats || (integers && (scb || scale(group).isPresent())));
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    OTHERS.forEach(group::find);
    TensorView weights = group.mainView();
    if (group.has("SCB") && group.mainEnding().equals("weight")) {
      return rows(group, weights);
    }
    Optional<String> found = scale(group);
    if (found.isEmpty()) {
      requireNoScale(group, config);
      return weights; // floats that are what they say
    }
    TensorView scale = group.get(found.get());
    MisfitException.require(
        !group.has(group.mainEnding() + "_scale_2"),
        "a second scale of weights of eight bits is not known");
    ScaleGrid grid =
        ScaleGrid.of(
            weights.shape(),
            scale.shape(),
            found.get(),
            blocks(config, weights.shape(), scale, found.get()));
    Rows values = new NumberRows(weights, grid.columns());
    Optional<TensorView> zero = group.optional(group.mainEnding() + "_zero_point");
    if (zero.isPresent()) {
      MisfitException.require(
          zero.get().shape().equals(scale.shape()),
          "weight_zero_point is %s, but weight_scale %s",
          zero.get().shape(),
          scale.shape());
      Rows points = new NumberRows(zero.get(), grid.across());
      values = Combined.minus(values, grid.over(points));
    }
    return grid.times(values, scale, weights.shape());
  }

  private static void requireNoScale(Group group, ModelConfig config) throws IOException {
    Optional<String> other =
        group.around().stream()
            .filter(name -> ANY_SCALE.matcher(name).matches())
            .filter(name -> OTHERS.stream().noneMatch(name::endsWith))
            .findFirst();
    MisfitException.require(
        other.isEmpty(), "how %s beside it scales it is not known", other.orElse(""));
    MisfitException.require(
        !config.isPresent() && !group.inModel("scaled_fp8"), "its scale is missing");
  }

  private static TensorView rows(Group group, TensorView weights) throws IOException {
    TensorView scale = group.get("SCB");
    Optional<NamedTensor> format = group.find("weight_format");
    if (format.isPresent()) {
      long[] code = Group.integers(group.get("weight_format"), 1, "weight_format");
      MisfitException.require(
          code.length == 1 && code[0] == 0, "weight_format is not that of rows");
    }
    Group.requireShape("SCB", scale.shape(), weights.shape().dim(0));
    long columns = weights.shape().rowLength();
    Rows scales = GridRows.of(new NumberRows(scale, 1), weights.shape().dim(0), 1, 1, columns);
    Rows products = Combined.times(new NumberRows(weights, columns), scales);
    return RowStorage.view(
        Combined.over(products, new ConstantRows(SCB_RANGE)), weights.shape(), columns);
  }

  /** Height and width of a block, or its width alone, as far as they are told. */
  private static int[] blocks(
      ModelConfig config, TensorShape weights, TensorView scale, String name) throws IOException {
    JsonNode sides = config.quantization().path("weight_block_size");
    if (sides.isArray() && sides.size() == 2) {
      return new int[] {sides.get(0).asInt(), sides.get(1).asInt()};
    }
    if (scale.storage().element().filter(type -> type == ElementType.UINT8).isPresent()) {
      return new int[] {MX_BLOCK};
    }
    boolean usual =
        name.endsWith("_inv")
            && weights.rank() == 2
            && scale
                .shape()
                .equals(
                    TensorShape.of(
                        ScaleGrid.blocks(weights.dim(0), BLOCK),
                        ScaleGrid.blocks(weights.dim(1), BLOCK)));
    if (usual) {
      return new int[] {BLOCK, BLOCK};
    }
    List<Integer> sizes = config.groupSizes();
    return sizes.size() == 1 && sizes.get(0) > 0 ? new int[] {sizes.get(0)} : new int[0];
  }
}
