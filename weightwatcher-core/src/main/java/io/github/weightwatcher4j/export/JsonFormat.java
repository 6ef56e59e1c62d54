package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.model.internal.Printable;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
  TREND("weightwatcher-trend"),
  LEADERBOARD("weightwatcher-leaderboard"),
  DESCRIPTION("weightwatcher-description"),
  COMPARISON("weightwatcher-comparison");

  private static final int MAJOR = 1;
  private static final String VERSION = MAJOR + ".0";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(new JsonFactoryBuilder().characterEscapes(new JsonEscapes()).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER) // exact, and most of a file is numbers
          .build();

  /** Reads a document that others may follow. */
  private static final ObjectReader ONE =
      MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
      throw unreadable(file, what, String.valueOf(e.getMessage()), e);
    }
  }

  private static IOException unreadable(
      Path file, String what, String why, @Nullable Exception cause) {
    String article = "aeiou".indexOf(what.charAt(0)) >= 0 ? "an " : "a ";
    return new IOException(
        Printable.of(file + "") + " does not hold " + article + what + ": " + why, cause);
  }

  /**
   * What a file holds that is one document or an array of them, handed over one by one: no more
   * than one is in memory.
   *
   * @throws IOException where the file cannot be read, or one of them is no such document: those
   *     before it, and those after it as far as the text is JSON, were handed over
   */
  <T> void readEach(Path file, String what, Function<Json, T> reader, Consumer<? super T> consumer)
      throws IOException {
    List<IllegalArgumentException> problems = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = MAPPER.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        take(parser, "", reader, consumer, problems);
      } else {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
          take(parser, "[" + i + "]", reader, consumer, problems);
        }
      }
      if (parser.nextToken() != null) {
        throw unreadable(file, what, "more text follows its end", null);
      }
    } catch (JacksonException e) {
      String why = notJson(place(e.getLocation()) + e.getOriginalMessage(), e).getMessage() + "";
      throw unreadable(file, what, why, e);
    } catch (CharConversionException e) {
      throw unreadable(file, what, notJson(String.valueOf(e.getMessage()), e).getMessage() + "", e);
    }
    if (!problems.isEmpty()) {
      int more = problems.size() - 1;
      String rest = more == 0 ? "" : " (and " + more + " more)";
      throw unreadable(file, what, problems.get(0).getMessage() + rest, problems.get(0));
    }
  }

  private <T> void take(
      JsonParser parser,
      String path,
      Function<Json, T> reader,
      Consumer<? super T> consumer,
      List<IllegalArgumentException> problems)
      throws IOException {
    JsonNode node =
        parser.currentToken() == null ? MissingNode.getInstance() : ONE.readTree(parser);
    T value;
    try {
      value = reader.apply(checked(new Json(node, path)));
    } catch (IllegalArgumentException e) {
      problems.add(e);
      return;
    }
    consumer.accept(value);
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
