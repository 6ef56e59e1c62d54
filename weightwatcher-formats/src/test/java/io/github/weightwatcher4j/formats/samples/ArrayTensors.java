package io.github.weightwatcher4j.formats.samples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A second reader of safetensors, as plain as can be: the whole file in memory, float32 alone,
 * {@code X.weight} as layer X by its number of axes.
 */
public final class ArrayTensors {

  private ArrayTensors() {}

  /** The model in a file. */
  public static ModelSource model(Path path) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) file.getLong(0);
    String header = new String(file.array(), 8, length, StandardCharsets.UTF_8);
    List<Map.Entry<String, JsonNode>> entries = new ArrayList<>();
    new ObjectMapper()
        .readTree(header)
        .properties()
        .forEach(
            entry -> {
              if (entry.getKey().endsWith(".weight")) {
                entries.add(entry);
              }
            });
    entries.sort(Comparator.comparingInt(entry -> start(entry.getValue())));
    List<Layer> layers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : entries) {
      String name = entry.getKey().substring(0, entry.getKey().length() - ".weight".length());
      int start = 8 + length + start(entry.getValue());
      layers.add(layer(layers.size(), name, entry.getValue().path("shape"), file, start));
    }
    return ModelSource.of(String.valueOf(path.getFileName()), layers);
  }

  private static int start(JsonNode tensor) {
    return tensor.path("data_offsets").path(0).asInt();
  }

  private static Layer layer(int index, String name, JsonNode dims, ByteBuffer file, int start) {
    List<Long> axes = new ArrayList<>();
    dims.forEach(dim -> axes.add(dim.asLong()));
    TensorShape shape = new TensorShape(axes);
    if (shape.rank() < 2) {
      return Layer.withoutMatrix(
          new LayerInfo(index, name, LayerType.NORM), Absence.NO_WEIGHTS, "a vector");
    }
    double[] values = new double[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = file.getFloat(start + 4 * i);
    }
    LayerType type = shape.rank() == 2 ? LayerType.DENSE : LayerType.CONV2D;
    return Layer.of(
        new LayerInfo(index, name, type),
        Weights.of(new InMemory(shape, DoubleBuffer.wrap(values)), Slicing.TRAILING));
  }

  private record InMemory(TensorShape shape, DoubleBuffer values) implements WeightTensor {
    @Override
    public Precision precision() {
      return Precision.FLOAT32;
    }

    @Override
    public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
      for (long row = firstRow; row < firstRow + rows; row++) {
        target.put(values.slice((int) (row * shape.rowLength() + firstColumn), columns));
      }
    }
  }
}
