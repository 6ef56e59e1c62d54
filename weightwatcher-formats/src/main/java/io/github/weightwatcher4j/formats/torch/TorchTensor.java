package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/** A tensor as a pickle describes it, before its storage is looked for. */
interface TorchTensor {

  /** What to do about a quantized tensor. */
  String ADVICE = "store it as floats";

  /** Lengths of the axes; none where they are not known. */
  TensorShape shape();

  /** The tensor under its name, with its numbers or the reason why they are not read. */
  NamedTensor named(String name, Storages storages) throws IOException;

  /**
   * A view on a storage.
   *
   * @param storage the storage
   * @param dtype type of the numbers; empty where the storage's own says it
   * @param offset first number
   * @param shape lengths of the axes
   * @param strides steps along the axes
   */
  record Strided(
      StorageReference storage, String dtype, long offset, TensorShape shape, List<Long> strides)
      implements TorchTensor {

    @Override
    public NamedTensor named(String name, Storages storages) throws IOException {
      try {
        return NamedTensor.of(name, view(storages));
      } catch (UnreadableTensorException e) {
        return NamedTensor.unreadable(name, shape, e.reason());
      } catch (ArithmeticException | IllegalArgumentException e) {
        return NamedTensor.unreadable(name, shape, "is damaged: " + e.getMessage());
      }
    }

    private TensorView view(Storages storages) throws IOException, UnreadableTensorException {
      ElementType type = TorchTypes.of(storage.type(), dtype);
      Storage numbers = storages.find(storage, type);
      if (shape.size() > numbers.size()) {
        throw new UnreadableTensorException(
            "has %d elements, but stores %d numbers: it is expanded, or damaged"
                .formatted(shape.size(), numbers.size()));
      }
      return new TensorView(numbers, Math.addExact(storage.first(), offset), shape, strides);
    }
  }

  /**
   * A tensor whose numbers are at hand.
   *
   * @param view the numbers
   */
  record Known(TensorView view) implements TorchTensor {
    @Override
    public TensorShape shape() {
      return view.shape();
    }

    @Override
    public NamedTensor named(String name, Storages storages) {
      return NamedTensor.of(name, view);
    }

    /** One number. */
    static TorchTensor number(double value) {
      ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES).putDouble(0, value);
      return new Known(
          TensorView.of(BytesStorage.of(bytes, ElementType.FLOAT64), TensorShape.of()));
    }
  }

  /**
   * A quantized tensor, read as the floats it stands for.
   *
   * @param codes the integers
   * @param scales what a code counts
   * @param zeros the codes that stand for 0
   * @param axis the axis of whose positions each has a scale of its own, or -1
   */
  record Quantized(TorchTensor codes, TorchTensor scales, TorchTensor zeros, int axis)
      implements TorchTensor {
    @Override
    public TensorShape shape() {
      return codes.shape();
    }

    @Override
    public NamedTensor named(String name, Storages storages) throws IOException {
      NamedTensor stored = codes.named(name, storages);
      Optional<TensorView> scale = scales.named(name, storages).view();
      Optional<TensorView> zero = zeros.named(name, storages).view();
      if (stored.view().isEmpty()) {
        return stored;
      }
      if (scale.isEmpty() || zero.isEmpty()) {
        String reason = "is quantized, and its scales cannot be read: " + ADVICE;
        return NamedTensor.unreadable(name, stored.shape(), reason);
      }
      try {
        return NamedTensor.of(
            name, DequantizedStorage.view(stored.view().get(), axis, scale.get(), zero.get()));
      } catch (UnreadableTensorException e) {
        return NamedTensor.unreadable(name, stored.shape(), e.reason());
      }
    }
  }

  /**
   * A tensor of a kind that is not read.
   *
   * @param shape lengths of the axes
   * @param absence whether weights are lost with it
   * @param reason why, for people
   */
  record Unreadable(TensorShape shape, Absence absence, String reason) implements TorchTensor {
    @Override
    public NamedTensor named(String name, Storages storages) {
      return NamedTensor.unreadable(name, shape, absence, reason);
    }
  }

  /**
   * A tensor that is not read, for the reason given.
   *
   * @param dims the lengths of its axes, where that is what they are
   */
  static TorchTensor unreadable(@Nullable Object dims, String reason) {
    try {
      return new Unreadable(new TensorShape(Arguments.integers(dims)), Absence.UNREAD, reason);
    } catch (PickleException | IllegalArgumentException e) {
      return unreadable(reason);
    }
  }

  /** A tensor, or an object, of no known shape that is not read, for the reason given. */
  static TorchTensor unreadable(String reason) {
    return new Unreadable(TensorShape.of(), Absence.UNREAD, reason);
  }

  /** What is left out of the model on purpose, told in a line. */
  static TorchTensor leftOut(String reason) {
    return new Unreadable(TensorShape.of(), Absence.LEFT_OUT, reason);
  }

  /** From {@code (storage, offset, shape, strides, ...)}. */
  static TorchTensor of(@Nullable Object[] arguments, String dtype) {
    if (Arguments.at(arguments, 0) instanceof PickleObject object) {
      return unreadable(
          Arguments.at(arguments, 2),
          "has its numbers in an object of " + object.type() + ": save it with torch.save");
    }
    List<Long> dims = Arguments.integers(arguments, 2);
    try {
      return new Strided(
          Arguments.storage(arguments, 0),
          dtype,
          Arguments.integer(arguments, 1),
          new TensorShape(dims),
          Arguments.integers(arguments, 3));
    } catch (IllegalArgumentException e) {
      return unreadable("is damaged: " + e.getMessage());
    }
  }

  /**
   * From {@code (storage, offset, shape, strides, scheme, ...)}, the scheme {@code
   * (per_tensor_affine, scale, zero)} or {@code (per_channel_affine, scales, zeros, axis)}.
   */
  static TorchTensor quantized(@Nullable Object[] arguments) {
    if (!(Arguments.at(arguments, 4) instanceof Object[] scheme
        && Arguments.at(scheme, 0) instanceof PickleClass kind)) {
      return unreadable(arguments[2], "is quantized in a way that is not known: " + ADVICE);
    }
    TorchTensor codes = of(arguments, "");
    return switch (kind.name()) {
      case "per_tensor_affine" ->
          new Quantized(
              codes,
              Known.number(Arguments.number(scheme, 1)),
              Known.number(Arguments.number(scheme, 2)),
              -1);
      case "per_channel_affine", "per_channel_affine_float_qparams" ->
          Arguments.at(scheme, 1) instanceof Strided scales
                  && Arguments.at(scheme, 2) instanceof Strided zeros
              ? new Quantized(codes, scales, zeros, axis(scheme))
              : unreadable(arguments[2], "is quantized with scales that are not known: " + ADVICE);
      default ->
          unreadable(arguments[2], "is quantized as " + kind + ", which is not read: " + ADVICE);
    };
  }

  private static int axis(@Nullable Object[] scheme) {
    long axis = Arguments.integer(scheme, 3);
    return axis >= 0 && axis < Arguments.MOST_AXES ? (int) axis : Arguments.MOST_AXES;
  }

  /**
   * From {@code (layout, (indices, values, shape, ...))}, with more before the shape for others.
   */
  static TorchTensor sparse(@Nullable Object[] arguments) {
    Object shape = null;
    if (Arguments.at(arguments, 1) instanceof Object[] parts) {
      shape = Arrays.stream(parts).filter(Object[].class::isInstance).findFirst().orElse(null);
    }
    return unreadable(shape, "is sparse, which is not read: store it dense");
  }
}
