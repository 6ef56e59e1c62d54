package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.Optional;

/**
 * EETQ: {@code weight [in, out]} of eight bits, its bytes in the order in which a kernel of GPUs
 * from compute capability 7.5 on reads them, and {@code weight_scales [out]}.
 */
final class Eetq implements Scheme {

  private static final int TILE = 64;

  @Override
  public String name() {
    return "EETQ";
  }

  @Override
  public Optional<String> ending(String name) {
    return Scheme.ending(name, "weight").or(() -> Scheme.ending(name, "qweight"));
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return group.has("weight_scales");
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    TensorView scales = group.get("weight_scales");
    TensorView codes = Group.typed(group.mainView(), "weight", ElementType.INT8);
    MisfitException.require(
        codes.shape().rank() == 2
            && codes.shape().dim(0) % TILE == 0
            && codes.shape().dim(1) % TILE == 0,
        "sides of %s are no multiples of %d",
        codes.shape(),
        TILE);
    long in = codes.shape().dim(0);
    long out = codes.shape().dim(1);
    Group.requireShape("weight_scales", scales.shape(), out);
    Rows values =
        Combined.times(
            new TiledRows(codes, in), GridRows.of(new NumberRows(scales, 1), out, 1, 1, in));
    return RowStorage.view(values, TensorShape.of(out, in), in);
  }

  /**
   * Rows of outputs out of the kernel's order. Inputs are reordered in 16s; two outputs alternate
   * by 64 inputs; codes are stored plus 128; the middle two bytes of each four are swapped.
   *
   * @param codes all codes
   * @param columns inputs
   */
  private record TiledRows(TensorView codes, long columns) implements Rows {

    private static final int[] INPUT = {0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15};
    private static final int[] BYTE = {0, 2, 1, 3};

    @Override
    public Reader open(String tensor) throws IOException {
      return Opened.reader(
          tensor,
          opened -> {
            Part part = opened.part(codes);
            return (row, count, target) -> {
              double[] pair = part.read(row / 2 * 2 * columns, (int) (2 * columns));
              for (int i = 0; i < columns; i++) {
                int tile = i / TILE;
                int inTile = i % TILE;
                int at = (2 * tile + (int) (row % 2)) * TILE + inTile / 4 * 4 + BYTE[inTile % 4];
                // A stored byte is the code plus 128, read as a signed one.
                int stored = (int) pair[at] & 0xff;
                target[i / 16 * 16 + INPUT[i % 16]] = stored - 128;
              }
            };
          });
    }
  }
}
