package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.ScaledStorage;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/** A tensor as a pickle describes it, before its storage is looked for. */
sealed interface TorchTensor {

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
   * @param scale what a quantized number counts
   * @param zero the quantized number that stands for 0
   */
  record Strided(
      StorageReference storage,
      String dtype,
      long offset,
      TensorShape shape,
      List<Long> strides,
      double scale,
      double zero)
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
      boolean plain = scale == 1 && zero == 0;
      return new TensorView(
          plain
              ? numbers
              : new ScaledStorage(numbers, 1, new double[] {scale}, new double[] {zero}),
          Math.addExact(storage.first(), offset),
          shape,
          strides);
    }
  }

  /**
   * A tensor of a kind that is not read.
   *
   * @param shape lengths of the axes
   * @param reason why, for people
   */
  record Unreadable(TensorShape shape, String reason) implements TorchTensor {
    @Override
    public NamedTensor named(String name, Storages storages) {
      return NamedTensor.unreadable(name, shape, reason);
    }
  }

  /**
   * A tensor that is not read, for the reason given.
   *
   * @param dims the lengths of its axes, where that is what they are
   */
  static TorchTensor unreadable(@Nullable Object dims, String reason) {
    try {
      return new Unreadable(new TensorShape(Arguments.integers(dims)), reason);
    } catch (PickleException | IllegalArgumentException e) {
      return unreadable(reason);
    }
  }

  /** A tensor, or an object, of no known shape that is not read, for the reason given. */
  static TorchTensor unreadable(String reason) {
    return new Unreadable(TensorShape.of(), reason);
  }

  /** From {@code (storage, offset, shape, strides, ...)}. */
  static TorchTensor of(@Nullable Object[] arguments, String dtype) {
    return of(arguments, dtype, 1, 0);
  }

  private static TorchTensor of(
      @Nullable Object[] arguments, String dtype, double scale, double zero) {
    List<Long> dims = Arguments.integers(arguments, 2);
    try {
      return new Strided(
          Arguments.storage(arguments, 0),
          dtype,
          Arguments.integer(arguments, 1),
          new TensorShape(dims),
          Arguments.integers(arguments, 3),
          scale,
          zero);
    } catch (IllegalArgumentException e) {
      return unreadable("is damaged: " + e.getMessage());
    }
  }

  /** From {@code (storage, offset, shape, strides, (scheme, scale, zero), ...)}. */
  static TorchTensor quantized(@Nullable Object[] arguments) {
    if (Arguments.at(arguments, 4) instanceof Object[] scheme
        && Arguments.at(scheme, 0) instanceof PickleClass kind) {
      return kind.name().equals("per_tensor_affine")
          ? of(arguments, "", Arguments.number(scheme, 1), Arguments.number(scheme, 2))
          : unreadable(arguments[2], "is quantized as " + kind + ", which is not read: " + ADVICE);
    }
    return unreadable(arguments[2], "is quantized in a way that is not known: " + ADVICE);
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
