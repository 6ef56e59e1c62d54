package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MXFP4 as GPT-OSS has it: blocks of 16 bytes, each 32 numbers of four bits, the first of two in
 * the low bits, {@code X_blocks [..., out, in / 32, 16]} with a power of two for each, {@code
 * X_scales [..., out, in / 32]}. The tensor is {@code X [..., out, in]}.
 */
final class Mxfp4Blocks implements Scheme {

  private static final int BYTES = 16;
  private static final List<String> BLOCKS = List.of("_blocks", ".blocks");

  @Override
  public String name() {
    return "MXFP4";
  }

  @Override
  public Optional<String> ending(String name) {
    return BLOCKS.stream().filter(name::endsWith).findFirst();
  }

  @Override
  public String newEnding(String ending) {
    return "";
  }

  private static String scales(Group group) {
    return group.main().name().endsWith("_blocks") ? "_scales" : ".scales";
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return group.has(scales(group));
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    TensorView blocks = Group.typed(group.mainView(), "blocks", ElementType.UINT8);
    TensorView scales = Group.typed(group.get(scales(group)), "scales", ElementType.UINT8);
    TensorShape shape = blocks.shape();
    int rank = shape.rank();
    MisfitException.require(
        rank >= 3 && shape.dim(rank - 1) == BYTES, "blocks are %s, not of 16 bytes", shape);
    List<Long> outer = shape.dims().subList(0, rank - 1);
    Group.requireShape(
        "scales", scales.shape(), outer.stream().mapToLong(Long::longValue).toArray());
    long groups = shape.dim(rank - 2);
    long columns = Math.multiplyExact(groups, 2 * BYTES);
    List<Long> dims = new ArrayList<>(outer);
    dims.set(rank - 2, columns);
    TensorShape whole = new TensorShape(dims);
    Rows powers = new TableRows(new NumberRows(scales, groups), TableRows.Known.E8M0);
    return RowStorage.view(
        Combined.times(
            new TableRows(new CodeRows(blocks, 8, columns / 2, 4, 0), TableRows.Known.E2M1),
            GridRows.of(powers, whole.size() / columns, groups, 1, 2 * BYTES)),
        whole,
        columns);
  }
}
