package io.github.weightwatcher4j.formats.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.JsonInput;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.Weights;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What names and shapes of a file that {@link SafetensorsWriter} wrote do not tell of its layers:
 * types, indices, slicing, whether the matrix was turned, the number format before, notes, and the
 * layers without weights. It stands in the file's metadata as one JSON text:
 *
 * <pre>{@code
 * {"lstm.input": {"index": 0, "type": "lstm"},
 *  "experts": {"index": 1, "type": "other", "slicing": "leading", "precision": "float16"},
 *  "conv": {"index": 2, "type": "conv2d", "turned": true},
 *  "norm": {"index": 3, "type": "norm", "reason": "carries vectors, no matrix",
 *           "absence": "no_weights"}}
 * }</pre>
 *
 * <p>A text that does not fit the tensors, as after another program's changes, counts for nothing.
 */
final class LayerRecords {

  /** Key of the text in the metadata. */
  static final String KEY = "weightwatcher.layers";

  /** Longest text in characters; a model with more layers is told by names and shapes only. */
  static final int LONGEST = 16_000_000;

  private static final String WEIGHT = ".weight";
  private static final int LONGEST_SENTENCE = 10_000;

  private LayerRecords() {}

  /** Name of the tensor of a layer. */
  static String tensor(Layer layer) {
    return layer.info().name() + WEIGHT;
  }

  /** The text for a model's layers; empty where it would be too long. */
  static Optional<String> text(List<Layer> layers) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      for (Layer layer : layers) {
        write(json, layer);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory has none
    }
    return text.getBuffer().length() > LONGEST ? Optional.empty() : Optional.of(text.toString());
  }

  private static void write(JsonGenerator json, Layer layer) throws IOException {
    json.writeObjectFieldStart(layer.info().name());
    json.writeNumberField("index", layer.info().index());
    json.writeStringField("type", layer.info().type().key());
    if (!layer.note().isEmpty()) {
      json.writeStringField("note", shown(layer.note()));
    }
    if (layer.weights().isPresent()) {
      write(json, layer.weights().get(), FileOrder.of(layer).lastAxisFirst());
    } else {
      json.writeStringField("reason", shown(layer.reason()));
      json.writeStringField("absence", layer.absence().orElseThrow().key());
    }
    json.writeEndObject();
  }

  private static String shown(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_SENTENCE));
  }

  private static void write(JsonGenerator json, Weights weights, boolean turned)
      throws IOException {
    if (turned) {
      json.writeBooleanField("turned", true);
    } else if (weights.slicing() != Slicing.TRAILING) {
      json.writeStringField("slicing", key(weights.slicing()));
    }
    if (!SafetensorsWriter.keeps(weights.precision())) {
      json.writeStringField("precision", key(weights.precision()));
    }
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The layers of a file that records them; empty where it does not, or where they do not fit. */
  static Optional<Contents> contents(FilePlace file, SafetensorsHeader header) {
    String text = header.metadata().get(KEY);
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    Map<String, NamedTensor> tensors = new HashMap<>();
    header.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    List<Layer> layers = new ArrayList<>();
    ByteArrayInputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    try (JsonInput json = JsonInput.open(file, 0, bytes)) {
      json.object(name -> layers.add(Fields.read(json).layer(name, tensors)));
      json.requireEnd();
    } catch (IOException | WeightFileException | IllegalArgumentException e) {
      return Optional.empty();
    }
    long names = layers.stream().map(layer -> layer.info().name()).distinct().count();
    return tensors.isEmpty() && names == layers.size()
        ? Optional.of(new Contents(header.tensors(), layers))
        : Optional.empty();
  }

  /** The fields of one layer as they come. */
  private static final class Fields {
    private double index = -1;
    private String type = "";
    private boolean turned;
    private String slicing = key(Slicing.TRAILING);
    private Optional<String> precision = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private Absence absence = Absence.UNREAD;
    private String note = "";

    static Fields read(JsonInput json) throws IOException {
      Fields fields = new Fields();
      json.object(
          key -> {
            switch (key) {
              case "index" -> fields.index = json.number(key);
              case "type" -> fields.type = json.text(key);
              case "turned" -> fields.turned = json.isTrue();
              case "slicing" -> fields.slicing = json.text(key);
              case "precision" -> fields.precision = Optional.of(json.text(key));
              case "note" -> fields.note = json.text(key);
              case "reason" -> fields.reason = Optional.of(json.text(key));
              case "absence" -> fields.absence = Absence.of(json.text(key)).orElse(Absence.UNREAD);
              default -> json.skip();
            }
          });
      return fields;
    }

    /**
     * The layer, its tensor taken from the map.
     *
     * @throws IllegalArgumentException where something does not fit
     */
    Layer layer(String name, Map<String, NamedTensor> tensors) {
      if (index != (int) index) {
        throw new IllegalArgumentException("no index");
      }
      LayerInfo info = new LayerInfo((int) index, name, named(LayerType.class, type));
      if (reason.isPresent()) {
        return Layer.withoutMatrix(info, absence, reason.get()).noting(note);
      }
      TensorView view =
          Optional.ofNullable(tensors.remove(name + WEIGHT))
              .flatMap(NamedTensor::view)
              .orElseThrow(() -> new IllegalArgumentException("no tensor"));
      TensorView numbers = withFormerPrecision(view);
      Slicing axes = named(Slicing.class, slicing);
      String shown = info.name();
      Weights weights = turned ? FileOrder.restored(shown, numbers) : numbers.weights(shown, axes);
      return Layer.of(info, weights).noting(note);
    }

    /** Numbers of fewer bits are what they were, in a wider format. */
    private TensorView withFormerPrecision(TensorView view) {
      if (precision.isEmpty()) {
        return view;
      }
      Precision former = named(Precision.class, precision.get());
      if (SafetensorsWriter.keeps(former) || view.storage().precision() != Precision.FLOAT32) {
        throw new IllegalArgumentException("not what the writer makes of " + former);
      }
      return TensorView.of(new WidenedStorage(view.storage(), former), view.shape());
    }

    private static <E extends Enum<E>> E named(Class<E> type, String key) {
      return Enum.valueOf(type, key.toUpperCase(Locale.ROOT));
    }
  }
}
