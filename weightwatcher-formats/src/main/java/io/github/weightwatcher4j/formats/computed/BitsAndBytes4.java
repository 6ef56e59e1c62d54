package io.github.weightwatcher4j.formats.computed;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Four bits of bitsandbytes, nf4 or fp4: two codes a byte, the first in the high bits, blocks of
 * the flattened tensor that share an {@code absmax}, which may be quantized in turn. Code by code
 * the table of the file says what it stands for.
 */
final class BitsAndBytes4 implements Scheme {

  private static final String STATE = "weight.quant_state.bitsandbytes__";
  private static final int LONGEST_STATE = 1 << 16;
  private static final long LARGEST_BLOCK = 1 << 16;
  private static final int MOST_AXES = 8;

  @Override
  public String name() {
    return "bitsandbytes, 4 bits";
  }

  @Override
  public Optional<String> ending(String name) {
    return Scheme.ending(name, "weight");
  }

  @Override
  public boolean matches(Group group, ModelConfig config) throws IOException {
    return state(group).isPresent() || group.has("weight.absmax");
  }

  private static Optional<String> state(Group group) {
    return Stream.of(STATE + "nf4", STATE + "fp4").filter(group::has).findFirst();
  }

  @Override
  public TensorView tensor(Group group, ModelConfig config) throws IOException {
    group.takeAll("weight", "weight.quant_state");
    String state = state(group).orElseThrow(() -> new MisfitException("quant_state is missing"));
    JsonNode settings = settings(group.get(state));
    TensorShape shape = shape(settings);
    long block = settings.path("blocksize").asLong();
    MisfitException.require(
        block >= 2 && block % 2 == 0 && block <= LARGEST_BLOCK, "blocks of %d weights", block);
    TensorView bytes = Group.bytes(group.mainView(), "weight");
    long size = shape.size();
    MisfitException.require(
        bytes.shape().size() == (size + 1) / 2,
        "%d bytes for %s weights",
        bytes.shape().size(),
        shape);
    TensorView map = group.get("weight.quant_map");
    Group.requireShape("quant_map", map.shape(), 16);
    long blocks = (size + block - 1) / block;
    Rows largest = largest(group, settings, blocks);
    Rows values = new TableRows(new HighNibbleRows(bytes, block), new TableRows.InFile(map));
    return RowStorage.view(
        Combined.times(values, GridRows.of(largest, blocks, 1, 1, block)), shape, block);
  }

  /** The largest weight of each block, a row of one. */
  private static Rows largest(Group group, JsonNode settings, long blocks) {
    TensorView absmax = group.get("weight.absmax");
    MisfitException.require(
        absmax.shape().size() == blocks, "absmax is %s for %d blocks", absmax.shape(), blocks);
    Rows numbers = new NumberRows(absmax, 1);
    if (absmax.storage().element().filter(type -> type == ElementType.UINT8).isEmpty()) {
      return numbers;
    }
    TensorView outer = group.get("weight.nested_absmax");
    TensorView map = group.get("weight.nested_quant_map");
    Group.requireShape("nested_quant_map", map.shape(), 256);
    long block = settings.path("nested_blocksize").asLong();
    JsonNode offset = settings.path("nested_offset");
    MisfitException.require(block > 0 && offset.isNumber(), "its nested state is not complete");
    MisfitException.require(
        outer.shape().size() == (blocks + block - 1) / block,
        "nested_absmax is %s for %d blocks",
        outer.shape(),
        blocks);
    return Combined.plus(
        Combined.times(
            new TableRows(numbers, new TableRows.InFile(map)),
            GridRows.of(new NumberRows(outer, 1), outer.shape().size(), 1, block, 1)),
        new ConstantRows(offset.floatValue()));
  }

  private static JsonNode settings(TensorView text) throws IOException {
    MisfitException.require(
        text.shape().size() <= LONGEST_STATE, "quant_state is %s", text.shape());
    double[] bytes = Part.all(text, "quant_state");
    byte[] utf8 = new byte[bytes.length];
    for (int i = 0; i < utf8.length; i++) {
      utf8[i] = (byte) bytes[i];
    }
    try {
      JsonNode settings = new ObjectMapper().readTree(utf8);
      MisfitException.require(settings != null && settings.isObject(), "quant_state is no object");
      return settings;
    } catch (JacksonException e) {
      throw new MisfitException("quant_state is no JSON");
    }
  }

  private static TensorShape shape(JsonNode settings) {
    List<Long> dims = new ArrayList<>();
    for (JsonNode dim : settings.path("shape")) {
      MisfitException.require(
          dim.isIntegralNumber() && dim.asLong() > 0 && dims.size() < MOST_AXES,
          "its shape is %s",
          settings.path("shape"));
      dims.add(dim.asLong());
    }
    try {
      return new TensorShape(dims);
    } catch (IllegalArgumentException e) {
      throw new MisfitException("its shape is " + dims);
    }
  }
}
