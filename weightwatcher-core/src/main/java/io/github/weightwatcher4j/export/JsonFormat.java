package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.model.internal.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of JSON documents, each with a name and a version in it.
 *
 * <p>A version is {@code major.minor}. Within a major version keys are only added, so that unknown
 * keys are ignored and every minor version is read; another major version is refused. A document
 * without name and version is from before there were any, and reads as 1.0.
 */
enum JsonFormat {
  ANALYSIS("weightwatcher-analysis"),
  HISTORY("weightwatcher-history"),
  DISTANCES("weightwatcher-distances"),
  SIMILARITY("weightwatcher-similarity"),
  COMPARISON("weightwatcher-comparison");

  private static final int MAJOR = 1;
  private static final String VERSION = MAJOR + ".0";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(new JsonFactoryBuilder().characterEscapes(new JsonEscapes()).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final String id;

  JsonFormat(String id) {
    this.id = id;
  }

  /** A new document of this kind. */
  ObjectNode document() {
    return JsonNodeFactory.instance.objectNode().put("format", id).put("version", VERSION);
  }

  /** A document as text to read: indented, ended by LF. */
  static String pretty(ObjectNode document) {
    return write(MAPPER.writerWithDefaultPrettyPrinter(), document) + "\n";
  }

  /** A document as one line, without its end. */
  static String line(ObjectNode document) {
    return write(MAPPER.writer(), document);
  }

  private static String write(ObjectWriter writer, ObjectNode document) {
    try {
      return writer.writeValueAsString(document);
    } catch (JacksonException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a text holds.
   *
   * @throws IllegalArgumentException where it is not valid JSON, or a document of another kind or
   *     version
   */
  <T> T parse(String json, Function<Json, T> reader) {
    return parse(() -> MAPPER.readTree(json), reader);
  }

  /**
   * What a file holds.
   *
   * @param what such as "analysis", for the message
   * @throws IOException where the file cannot be read or holds no such document; the message names
   *     the file
   */
  <T> T read(Path file, String what, Function<Json, T> reader) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      return parse(() -> MAPPER.readTree(bytes), reader);
    } catch (IllegalArgumentException e) {
      String article = "aeiou".indexOf(what.charAt(0)) >= 0 ? "an " : "a ";
      throw new IOException(
          Printable.of(file + "") + " does not hold " + article + what + ": " + e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface Source {
    JsonNode tree() throws IOException;
  }

  private <T> T parse(Source source, Function<Json, T> reader) {
    Json document;
    try {
      document = new Json(source.tree(), "");
    } catch (JacksonException e) {
      throw notJson(place(e.getLocation()) + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw notJson(String.valueOf(e.getMessage()), e);
    }
    return reader.apply(checked(document));
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }

  private static IllegalArgumentException notJson(String why, IOException cause) {
    return new IllegalArgumentException("not valid JSON: " + Printable.of(why), cause);
  }

  /** The document, if it is of this kind and can be read. */
  Json checked(Json document) {
    document
        .find("format")
        .ifPresent(format -> format.require(format.text().equals(id), "must be \"" + id + "\""));
    Optional<Json> version = document.find("version");
    if (version.isPresent()) {
      String text = version.get().text();
      version.get().require(text.matches("\\d{1,9}\\.\\d{1,9}"), "must be such as \"1.0\"");
      if (Integer.parseInt(text.substring(0, text.indexOf('.'))) != MAJOR) {
        throw new IllegalArgumentException(
            "version %s of %s cannot be read here, only versions %d.x; use the release of"
                    .formatted(text, id, MAJOR)
                + " WeightWatcher for Java that wrote it");
      }
    }
    return document;
  }
}
