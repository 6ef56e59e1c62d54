package io.github.weightwatcher4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parameters as tensors: how to read one, or why it is not read. Reads no weights. */
final class ParameterTensors {

  private static final Pattern WEIGHT = Pattern.compile("(?i)_?weight$");

  private static final String UNINITIALIZED =
      "not initialized yet; call trainer.initialize(shape of the input), or"
          + " block.initialize(manager, DataType.FLOAT32, shape), or load the model first";

  /** DJL 0.36 says so of PyTorch's bfloat16, and of what it has no name for. */
  private static final String UNTOLD =
      "holds numbers of a type that the engine does not tell, bfloat16 perhaps; convert the model"
          + " to float32, or analyse its file";

  private ParameterTensors() {}

  /** The parameter under the name that its block has for it. */
  static NamedTensor of(String name, Parameter parameter, UnaryOperator<NDArray> place) {
    @Nullable Shape known = parameter.getShape();
    TensorShape shape = known == null ? TensorShape.of() : shape(known);
    if (!parameter.isInitialized()) {
      return NamedTensor.unreadable(name, shape, UNINITIALIZED);
    }
    NDArray array = parameter.getArray();
    if (array.isReleased()) {
      return NamedTensor.unreadable(
          name, shape, "its memory is released: the model or its NDManager is closed");
    }
    return of(name, array, place);
  }

  private static NamedTensor of(String name, NDArray array, UnaryOperator<NDArray> place) {
    TensorShape shape = shape(array.getShape());
    DataType type = array.getDataType();
    Optional<Precision> precision = precision(type);
    if (precision.isEmpty()) {
      Absence absence = type == DataType.STRING ? Absence.NO_WEIGHTS : Absence.UNREAD;
      String reason = type == DataType.UNKNOWN ? UNTOLD : "holds " + type + ", no real numbers";
      return NamedTensor.unreadable(name, shape, absence, reason);
    }
    if (array.isSparse()) {
      return NamedTensor.unreadable(
          name, shape, "is stored sparse (" + array.getSparseFormat() + "), which is not read");
    }
    ParameterStorage storage =
        new ParameterStorage(place.apply(array), shape.size(), precision.get());
    return NamedTensor.of(name, TensorView.of(storage, shape));
  }

  private static TensorShape shape(Shape shape) {
    return TensorShape.of(shape.getShape());
  }

  private static Optional<Precision> precision(DataType type) {
    return switch (type) {
      case FLOAT64 -> Optional.of(Precision.FLOAT64);
      case FLOAT32 -> Optional.of(Precision.FLOAT32);
      case FLOAT16 -> Optional.of(Precision.FLOAT16);
      case BFLOAT16 -> Optional.of(Precision.BFLOAT16);
      case COMPLEX64, STRING, UNKNOWN -> Optional.empty();
      default -> Optional.of(Precision.INTEGER);
    };
  }

  /** The name of a parameter without its end {@code _weight}; empty where that is all of it. */
  static String layerName(String parameter) {
    return WEIGHT.matcher(parameter).replaceFirst("");
  }
}
