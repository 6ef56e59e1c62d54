package io.github.weightwatcher4j.formats.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.run.Progress;
import io.github.weightwatcher4j.run.ProgressListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes the weights of any model as one safetensors file, block by block: {@code X.weight} for a
 * layer X with weights, in the model's order. What the layers are, and those without weights with
 * the reason, stands in the metadata, so that a reader here finds the same layers.
 *
 * <p>float64 and float32 stay what they are, all else becomes float32; that is exact for float16,
 * bfloat16 and float8, and for whole numbers up to 2^24. Tensors are written as the model has them,
 * but a kernel of a convolution whose last axes are the matrix, as Keras has it, {@code [k..., in,
 * out]}, as {@code [out, in, k...]}, the order that readers of the format expect. The parts of a
 * layer, the gates of an LSTM for example, are tensors of their own.
 */
public final class SafetensorsWriter {

  /** Numbers in a block: 8 MB of doubles. */
  private static final int BLOCK = 1 << 20;

  private final ModelSource model;
  private final List<Layer> layers;
  private final int block;

  private SafetensorsWriter(ModelSource model, int block) {
    this.model = model;
    this.layers = model.layers().stream().filter(layer -> layer.weights().isPresent()).toList();
    this.block = block;
  }

  /**
   * Writes the file. A file of that name is replaced when all is written, and not before.
   *
   * @param progress is told of every layer
   * @return the layers that are in the file
   * @throws IllegalArgumentException where the model has no layer with weights
   * @throws IOException where a layer cannot be read or the file not be written
   */
  public static List<Layer> write(ModelSource model, Path file, ProgressListener progress)
      throws IOException {
    return write(model, file, progress, BLOCK);
  }

  static List<Layer> write(ModelSource model, Path file, ProgressListener progress, int block)
      throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter(model, block);
    if (writer.layers.isEmpty()) {
      throw new IllegalArgumentException(
          Printable.name(model.name()) + " has no layer with weights to write");
    }
    ResultFile.write(file, out -> writer.write(out, progress));
    return writer.layers;
  }

  /** Whether numbers of this format are kept as they are; if not, they become float32. */
  public static boolean keeps(Precision precision) {
    return precision == Precision.FLOAT64 || precision == Precision.FLOAT32;
  }

  /**
   * Whether what the layers of a model are stands in the file's metadata: always, but where there
   * are several hundred thousand of them.
   */
  public static boolean recordsLayers(ModelSource model) {
    return LayerRecords.text(model.layers()).isPresent();
  }

  private void write(OutputStream out, ProgressListener progress) throws IOException {
    double all = layers.stream().mapToDouble(layer -> weights(layer).shape().size()).sum();
    double written = 0;
    out.write(header());
    progress.onProgress(new Progress(0, layers.size(), 0, ""));
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      write(layer, out);
      written += weights(layer).shape().size();
      double share = all == 0 ? 1 : Math.min(1, written / all);
      progress.onProgress(new Progress(i + 1, layers.size(), share, layer.info().name()));
    }
  }

  private static Weights weights(Layer layer) {
    return layer.weights().orElseThrow();
  }

  /** Length, JSON, and blanks up to a multiple of eight bytes. */
  private byte[] header() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart("__metadata__");
      json.writeStringField("source", Printable.name(model.name()));
      Optional<String> records = LayerRecords.text(model.layers());
      if (records.isPresent()) {
        json.writeStringField(LayerRecords.KEY, records.get());
      }
      json.writeEndObject();
      long begin = 0;
      for (Layer layer : layers) {
        begin = entry(json, layer, begin);
      }
      json.writeEndObject();
    }
    while (bytes.size() % Long.BYTES != 0) {
      bytes.write(' ');
    }
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES + bytes.size());
    header.order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.size()).put(bytes.toByteArray());
    return header.array();
  }

  private static long entry(JsonGenerator json, Layer layer, long begin) throws IOException {
    Dtype type = type(layer);
    TensorShape shape = FileOrder.of(layer).shape();
    long end = Math.addExact(begin, Math.multiplyExact(shape.size(), type.bits() / Byte.SIZE));
    json.writeObjectFieldStart(LayerRecords.tensor(layer));
    json.writeStringField("dtype", type.name());
    integers(json, "shape", shape.dims());
    integers(json, "data_offsets", List.of(begin, end));
    json.writeEndObject();
    return end;
  }

  private static void integers(JsonGenerator json, String name, List<Long> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (long value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private static Dtype type(Layer layer) {
    return weights(layer).precision() == Precision.FLOAT64 ? Dtype.F64 : Dtype.F32;
  }

  private void write(Layer layer, OutputStream out) throws IOException {
    Dtype type = type(layer);
    try (WeightTensor tensor = weights(layer).opener().open()) {
      FileOrder.of(layer).read(tensor, block, values -> out.write(encoded(values, type)));
    }
  }

  private static byte[] encoded(DoubleBuffer values, Dtype type) {
    int size = values.remaining() * (type.bits() / Byte.SIZE);
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      if (type == Dtype.F64) {
        bytes.putDouble(values.get());
      } else {
        bytes.putFloat((float) values.get());
      }
    }
    return bytes.array();
  }
}
