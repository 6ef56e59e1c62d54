package io.github.weightwatcher4j.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * JSON in a weight file or beside it, read token by token, so that a large header takes no more
 * memory than what is kept of it. Whatever is not JSON, or not of the shape that is asked for, is a
 * {@link WeightFileException}; so is a key that an object has twice.
 */
public final class JsonInput implements AutoCloseable {

  private static final int DEEPEST = 100;

  /** Names are not kept beyond the parser. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  /** Takes the value of one key, on whose first token the input stands. */
  @FunctionalInterface
  public interface Field {
    /**
     * Reads the value.
     *
     * @throws IOException where the file cannot be read
     */
    void read(String key) throws IOException;
  }

  private final FilePlace place;
  private final long start;
  private final JsonParser parser;

  private JsonInput(FilePlace place, long start, JsonParser parser) {
    this.place = place;
    this.start = start;
    this.parser = parser;
  }

  /**
   * JSON in a stream, which is closed with this.
   *
   * @param place the file, for messages
   * @param start where in the file the stream begins, in bytes
   */
  public static JsonInput open(FilePlace place, long start, InputStream stream) throws IOException {
    // Decoded here, as a parser of bytes would take UTF-16 too, and pass over malformed text.
    Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder());
    JsonInput json = new JsonInput(place, start, FACTORY.createParser(text));
    json.next();
    return json;
  }

  /** Reads an object: the value of each key by {@code field}. */
  public void object(Field field) throws IOException {
    require(JsonToken.START_OBJECT, "an object");
    while (next() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      next();
      field.read(key);
    }
    require(JsonToken.END_OBJECT, "the end of an object");
  }

  /** A text. */
  public String text(String key) throws IOException {
    require(JsonToken.VALUE_STRING, "a text for ", key);
    try {
      return parser.getText();
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw notJson(e);
    }
  }

  /** A text, or null, which is empty. */
  public Optional<String> textOrNull(String key) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL
        ? Optional.empty()
        : Optional.of(text(key));
  }

  /** A text; empty where it is anything else, which is passed over. */
  public Optional<String> textOrElse(String key) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return Optional.of(text(key));
    }
    skip();
    return Optional.empty();
  }

  /** An array of at most so many texts, or null, which is empty. */
  public List<String> textsOrNull(String key, int most) throws IOException {
    List<String> values = new ArrayList<>();
    if (isNull()) {
      return values;
    }
    require(JsonToken.START_ARRAY, "an array for " + FilePlace.quoted(key));
    while (next() != JsonToken.END_ARRAY) {
      if (values.size() == most) {
        throw problem(FilePlace.quoted(key) + " has more than " + most + " texts");
      }
      values.add(text(key));
    }
    return values;
  }

  /** Reads an object as {@link #object} does, or null, which is empty. */
  public void objectOrNull(Field field) throws IOException {
    if (!isNull()) {
      object(field);
    }
  }

  /** Whether the value is null. Any other value is left where it is. */
  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** Whether the value is a number. It is left where it is. */
  public boolean isNumber() {
    return parser.currentToken().isNumeric();
  }

  /** A number. */
  public double number(String key) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw problem("needs a number for " + FilePlace.quoted(key));
    }
    try {
      return parser.getDoubleValue();
    } catch (JsonProcessingException e) {
      throw notJson(e);
    }
  }

  /** Whether the value is true. Any other value is passed over. */
  public boolean isTrue() throws IOException {
    boolean value = parser.currentToken() == JsonToken.VALUE_TRUE;
    skip();
    return value;
  }

  /** An array of at most so many integers. */
  public List<Long> integers(String key, int most) throws IOException {
    require(JsonToken.START_ARRAY, "an array for ", key);
    List<Long> values = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      if (values.size() == most) {
        throw problem(FilePlace.quoted(key) + " has more than " + most + " numbers");
      }
      require(JsonToken.VALUE_NUMBER_INT, "an integer in ", key);
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw problem("a number in " + FilePlace.quoted(key) + " is too large");
      }
      values.add(parser.getLongValue());
    }
    return values;
  }

  /** Passes over a value, whatever it is. */
  public void skip() throws IOException {
    try {
      parser.skipChildren();
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw notJson(e);
    }
  }

  /** Checks that nothing but blanks follows. */
  public void requireEnd() throws IOException {
    if (next() != JsonToken.NOT_AVAILABLE) {
      throw problem("something follows the end of the JSON");
    }
  }

  private void require(JsonToken token, String what) throws IOException {
    if (parser.currentToken() != token) {
      throw problem("needs " + what + " here");
    }
  }

  private void require(JsonToken token, String what, String key) throws IOException {
    if (parser.currentToken() != token) {
      throw problem("needs " + what + FilePlace.quoted(key) + " here");
    }
  }

  private JsonToken next() throws IOException {
    Guard.requireNotInterrupted();
    try {
      JsonToken token = parser.nextToken();
      return token == null ? JsonToken.NOT_AVAILABLE : token;
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw notJson(e);
    }
  }

  /** Where in the file the current token begins; before it, where the text is not all ASCII. */
  public long offset() {
    return start + Math.max(0, parser.currentTokenLocation().getCharOffset());
  }

  /** The exception for what is wrong with the current token. */
  public WeightFileException problem(String problem) {
    return place.at(offset()).problem(problem, "download it again, or write it anew");
  }

  private WeightFileException notJson(IOException e) {
    String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : "" + e;
    String what = FilePlace.printable(message);
    String shown = what.substring(0, Math.min(what.length(), 300));
    return place.at(offset()).problem("is not valid JSON (" + shown + ")", "download it again", e);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
