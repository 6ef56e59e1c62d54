package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor that is stored in parts.
 *
 * @param shape lengths of the axes of the whole
 * @param box lengths of the axes of which the parts are boxes: those of the whole, or one axis for
 *     all its numbers in C order
 * @param pieces the parts
 */
record JoinedTensor(TensorShape shape, TensorShape box, List<Piece> pieces) implements TorchTensor {

  /** A part, and where it begins along each axis. */
  record Piece(List<Long> offsets, TorchTensor tensor) {}

  @Override
  public NamedTensor named(String name, Storages storages) throws IOException {
    List<PartedStorage.Part> parts = new ArrayList<>();
    for (Piece piece : pieces) {
      NamedTensor part = piece.tensor.named(name, storages);
      if (part.view().isEmpty()) {
        return NamedTensor.unreadable(name, shape, "has a part that " + part.reason());
      }
      parts.add(new PartedStorage.Part(piece.offsets, part.view().get()));
    }
    try {
      return NamedTensor.of(name, PartedStorage.view(box, parts).reshaped(shape));
    } catch (UnreadableTensorException e) {
      return NamedTensor.unreadable(name, shape, e.reason());
    } catch (ArithmeticException | IllegalArgumentException e) {
      return NamedTensor.unreadable(name, shape, "is damaged: " + e.getMessage());
    }
  }
}
