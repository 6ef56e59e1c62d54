package io.github.weightwatcher4j.formats.torch;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/** A NumPy array in a pickle, which is made empty and gets its shape and numbers afterwards. */
final class NumpyArray implements TorchTensor {

  /** Classes that add nothing to what the numbers are. */
  private static final Set<String> CLASSES =
      Set.of("numpy.ndarray", "numpy.memmap", "numpy.matrix", "numpy.matrixlib.defmatrix.matrix");

  private TensorShape shape = TensorShape.of();
  private @Nullable NumpyType type;
  private @Nullable Blob numbers;
  private boolean fortran;
  private String reason = "is an array without numbers: it is damaged";

  private NumpyArray() {}

  /** From {@code (class, shape, code)}: an array that waits for its state. */
  static Object reconstruct(PickleClass function, @Nullable Object[] arguments) {
    if (!(Arguments.at(arguments, 0) instanceof PickleClass type)) {
      return new PickleObject(function);
    }
    return CLASSES.contains(type.fullName()) ? new NumpyArray() : new PickleObject(type);
  }

  /** From {@code (bytes, dtype, shape, order)}. */
  static NumpyArray fromBuffer(@Nullable Object[] arguments) {
    NumpyArray array = new NumpyArray();
    array.set(
        Arguments.at(arguments, 2),
        Arguments.at(arguments, 1),
        "F".equals(Arguments.at(arguments, 3)),
        Arguments.at(arguments, 0));
    return array;
  }

  /** Takes {@code ([version,] shape, dtype, fortran, numbers)}. */
  void state(@Nullable Object state) {
    if (state instanceof Object[] parts && (parts.length == 4 || parts.length == 5)) {
      @Nullable Object[] four = Arrays.copyOfRange(parts, parts.length - 4, parts.length);
      set(four[0], four[1], isTrue(four[2]), four[3]);
    }
  }

  private static boolean isTrue(@Nullable Object value) {
    return Boolean.TRUE.equals(value) || (value instanceof Number number && number.intValue() != 0);
  }

  private void set(
      @Nullable Object dims,
      @Nullable Object dtype,
      boolean inFortranOrder,
      @Nullable Object data) {
    type = dtype instanceof NumpyType known ? known : null;
    numbers = Blob.of(data);
    fortran = inFortranOrder;
    try {
      shape = new TensorShape(Arguments.integers(dims));
    } catch (PickleException | IllegalArgumentException | ArithmeticException e) {
      reason = "is an array of an impossible shape: it is damaged";
      numbers = null;
    }
  }

  @Override
  public TensorShape shape() {
    return shape;
  }

  /** Type of the numbers; empty where it is not read. */
  Optional<ElementType> element() {
    return type == null ? Optional.empty() : type.type();
  }

  @Override
  public NamedTensor named(String name, Storages storages) throws IOException {
    try {
      return NamedTensor.of(name, view());
    } catch (UnreadableTensorException e) {
      return NamedTensor.unreadable(name, shape, e.reason());
    } catch (ArithmeticException | IllegalArgumentException e) {
      return NamedTensor.unreadable(name, shape, "is damaged: " + e.getMessage());
    }
  }

  private TensorView view() throws UnreadableTensorException {
    NumpyType dtype = type;
    Blob bytes = numbers;
    if (dtype == null) {
      throw new UnreadableTensorException(reason);
    }
    Optional<ElementType> element = dtype.type();
    if (element.isEmpty()) {
      throw new UnreadableTensorException("numbers of NumPy's type " + dtype + " are not read");
    }
    if (bytes == null) {
      throw new UnreadableTensorException(reason);
    }
    long size = Math.multiplyExact(shape.size(), element.get().bytes());
    if (!bytes.holds(size)) {
      String text = "of shape %s and type %s needs %d bytes, but has %d";
      throw new UnreadableTensorException(text.formatted(shape, dtype, size, bytes.length()));
    }
    if (bytes instanceof Blob.Letters && size > LettersStorage.MOST) {
      throw new UnreadableTensorException(
          "is stored as text of " + bytes.length() + " bytes: pickle it with protocol 4");
    }
    Storage storage = bytes.numbers(shape.size(), element.get(), dtype.order());
    return fortran ? TensorView.fortran(storage, shape) : TensorView.of(storage, shape);
  }

  /** The number that {@code (dtype, bytes)} stands for; as an object where it is none. */
  static Object scalar(PickleClass function, @Nullable Object[] arguments) {
    if (Arguments.at(arguments, 0) instanceof NumpyType type
        && Blob.of(Arguments.at(arguments, 1)) instanceof Blob.InMemory blob) {
      Optional<ElementType> element = type.type();
      if (element.isPresent() && blob.length() == element.get().bytes()) {
        double[] value = new double[1];
        element.get().decode(blob.bytes().duplicate().order(type.order()), 1, value, 0);
        return value[0];
      }
    }
    return function.name(); // a date, a text: of no interest, but no strange object either
  }
}
