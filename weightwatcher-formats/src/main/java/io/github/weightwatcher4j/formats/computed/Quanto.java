package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.Optional;

/**
 * Optimum Quanto: eight bits, {@code weight._data [out, in]} times {@code weight._scale [out, 1]};
 * four or two bits, {@code weight._data._data} of {@code [n / group, group]} packed along the first
 * axis in equal parts, the first in the low bits, {@code scale * q - shift} with a float shift,
 * {@code scale * (q - shift)} with a whole one.
 *
 * <p>The shape of weights of four or two bits is in no tensor of the file: it is told where the
 * layer has a bias.
 */
final class Quanto implements Scheme {

  @Override
  public String name() {
    return "Quanto";
  }

  @Override
  public Optional<String> ending(String name) {
    return Scheme.ending(name, "weight._data").or(() -> Scheme.ending(name, "weight._data._data"));
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return group.has("weight._scale");
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    group.takeAll("weight", "weight._data");
    group.find("input_scale");
    group.find("output_scale");
    TensorView data = group.mainView();
    TensorView scale = group.get("weight._scale");
    return group.main().name().endsWith("._data._data")
        ? packed(group, data, scale)
        : bytes(data, scale);
  }

  private static TensorView bytes(TensorView data, TensorView scale) {
    Group.typed(
        data, "weight._data", ElementType.INT8, ElementType.FLOAT8_E4M3, ElementType.FLOAT8_E5M2);
    ScaleGrid grid = ScaleGrid.of(data.shape(), scale.shape(), "weight._scale");
    return grid.times(new NumberRows(data, grid.columns()), scale, data.shape());
  }

  private static TensorView packed(Group group, TensorView data, TensorView scale) {
    Group.typed(data, "weight._data._data", ElementType.UINT8);
    TensorView shift = group.get("weight._shift");
    MisfitException.require(data.shape().rank() == 2, "weight._data._data is %s", data.shape());
    long packed = data.shape().dim(0);
    long columns = data.shape().dim(1);
    long rows = scale.shape().size();
    MisfitException.require(
        packed > 0 && (rows == 2 * packed || rows == 4 * packed),
        "%d scales for %d packed rows",
        rows,
        packed);
    int bits = (int) (8 * packed / rows);
    Group.requireShape("weight._scale", scale.shape(), rows, 1);
    Group.requireShape("weight._shift", shift.shape(), rows, 1);
    Rows codes = new PartCodeRows(data, packed, columns, bits, 0, bits);
    Rows scales = GridRows.of(new NumberRows(scale, 1), rows, 1, 1, columns);
    Rows shifts = GridRows.of(new NumberRows(shift, 1), rows, 1, 1, columns);
    boolean whole = shift.storage().element().filter(type -> type == ElementType.INT8).isPresent();
    Rows values =
        whole
            ? Combined.times(Combined.minus(codes, shifts), scales)
            : Combined.minus(Combined.times(codes, scales), shifts);
    return RowStorage.view(values, shape(group, rows * columns), columns);
  }

  private static TensorShape shape(Group group, long size) {
    long out = group.peek("bias").map(NamedTensor::shape).map(TensorShape::size).orElse(0L);
    MisfitException.require(
        out > 0 && size % out == 0,
        "the file does not tell the shape of its %d weights of less than 8 bits"
            + " (a bias would); dequantize the model and save that",
        size);
    return TensorShape.of(out, size / out);
  }
}
