package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.ScaledStorage;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Weights of {@code MatMulNBits} (com.microsoft): {@code [N, K]} in blocks along K, each with a
 * scale, its integers of 4 or 8 bits one after the other. Without zero points the middle is zero.
 */
final class PackedMatrix {

  private PackedMatrix() {}

  static Slot slot() {
    Slot slot =
        Slot.of(1, LayerType.DENSE, 2, view -> List.of(NamedMatrix.of(LayerType.DENSE, view)));
    return new Slot(
        slot.input(), "", slot.type(), slot.rank(), PackedMatrix::unpacked, slot.parts());
  }

  private static Value unpacked(Value packed, Node node, Constants constants) throws IOException {
    long bits = node.integer("bits", 4);
    long block = node.integer("block_size", 0);
    long rows = node.integer("N", 0);
    long columns = node.integer("K", 0);
    Optional<Value> scale = constants.find(node.input(2));
    boolean known = (bits == 4 || bits == 8) && block > 0 && rows > 0 && columns > 0;
    if (!known || scale.isEmpty() || packed.view().isEmpty() || !node.input(4).isEmpty()) {
      return packed.unreadable("blocks of " + bits + " bits, ordered in groups, are not unpacked");
    }
    long blocks = (columns + block - 1) / block;
    double[] scales = scale.get().numbers();
    double[] zeros = new double[scales.length];
    Arrays.fill(zeros, bits == 4 ? 8 : 128);
    Optional<Value> zero = constants.find(node.input(3));
    if (zero.isPresent()) {
      zeros(zero.get(), bits, blocks, zeros);
    }
    if (scales.length != rows * blocks) {
      return packed.unreadable(scales.length + " scales for " + rows + " x " + blocks + " blocks");
    }
    Storage bytes = packed.view().get().storage();
    Storage integers = bits == 8 ? bytes : new NibbleStorage(bytes, rows * blocks * block, false);
    TensorView padded =
        TensorView.of(
            new ScaledStorage(integers, block, scales, zeros),
            TensorShape.of(rows, blocks * block));
    NamedTensor tensor = NamedTensor.of(packed.tensor().name(), padded.narrow(1, 0, columns));
    return new Value(tensor, packed.origins());
  }

  /** A zero point a block; those of 4 bits two in a byte, each row of blocks in whole bytes. */
  private static void zeros(Value value, long bits, long blocks, double[] zeros)
      throws IOException {
    double[] given = value.numbers();
    boolean nibbles = bits == 4 && Quantization.isInteger(value);
    for (int i = 0; i < zeros.length; i++) {
      long column = i % blocks;
      if (nibbles) {
        int pair = (int) given[(int) (i / blocks * ((blocks + 1) / 2) + column / 2)];
        zeros[i] = column % 2 == 0 ? pair & 15 : pair >> 4;
      } else {
        zeros[i] = given[i];
      }
    }
  }
}
