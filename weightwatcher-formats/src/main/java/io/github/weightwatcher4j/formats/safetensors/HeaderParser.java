package io.github.weightwatcher4j.formats.safetensors;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.JsonInput;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of a header, tensor by tensor. */
final class HeaderParser {

  /** More tensors than any model has; each takes some 500 bytes of memory. */
  private static final int MOST_TENSORS = 500_000;

  private static final int MOST_AXES = 64;
  private static final String METADATA = "__metadata__";

  private final FilePlace place;
  private final List<HeaderEntry> entries = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  HeaderParser(FilePlace place) {
    this.place = place;
  }

  List<HeaderEntry> entries() {
    return entries;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /** Reads the whole header. */
  void parse(InputStream header) throws IOException {
    try (JsonInput json = JsonInput.open(place, Long.BYTES, header)) {
      json.object(
          name -> {
            if (name.equals(METADATA)) {
              json.object(key -> metadata.put(key, json.text(key)));
            } else {
              entry(json, name);
            }
          });
      json.requireEnd();
    }
  }

  private void entry(JsonInput json, String name) throws IOException {
    if (entries.size() == MOST_TENSORS) {
      throw json.problem("more than " + MOST_TENSORS + " tensors");
    }
    FilePlace tensor = place.tensor(name).at(json.offset());
    Fields fields = new Fields();
    json.object(
        key -> {
          switch (key) {
            case "dtype" -> fields.dtype = json.text(key);
            case "shape" -> fields.shape = json.integers(key, MOST_AXES);
            case "data_offsets" -> fields.offsets = json.integers(key, 2);
            default -> json.skip();
          }
        });
    HeaderEntry entry = fields.entry(name, tensor);
    entry.requireSize(tensor);
    entries.add(entry);
  }

  /** The fields of one tensor as they come. */
  private static final class Fields {
    private String dtype = "";
    private List<Long> shape = List.of(-1L);
    private List<Long> offsets = List.of();

    HeaderEntry entry(String name, FilePlace place) {
      Dtype type =
          Dtype.named(dtype)
              .orElseThrow(
                  () ->
                      place.problem(
                          dtype.isEmpty()
                              ? "has no dtype"
                              : "has the dtype " + FilePlace.quoted(dtype) + ", which is unknown",
                          HeaderEntry.ADVICE));
      if (offsets.size() != 2) {
        throw place.problem("has not two data_offsets", HeaderEntry.ADVICE);
      }
      return new HeaderEntry(name, type, shape(place), offsets.get(0), offsets.get(1));
    }

    private TensorShape shape(FilePlace place) {
      try {
        return new TensorShape(shape);
      } catch (IllegalArgumentException e) {
        throw place.problem("has an impossible shape " + shape, HeaderEntry.ADVICE, e);
      }
    }
  }
}
