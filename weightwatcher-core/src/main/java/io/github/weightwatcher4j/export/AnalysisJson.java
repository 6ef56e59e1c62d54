package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An analysis as JSON, complete: what is read back equals what was written.
 *
 * <p>{@code {"model", "provenance", "layers": [{column: value, "eigenvalues": [...]}], "skipped",
 * "summary", "findings", "notes"}}; a missing value is null.
 */
public final class AnalysisJson {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private AnalysisJson() {}

  /** The analysis as text. */
  public static String of(Analysis analysis) {
    try {
      return MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(JsonWriter.document(analysis))
          + "\n";
    } catch (JacksonException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the analysis to a file, replacing it. */
  public static void write(Analysis analysis, Path file) throws IOException {
    Files.writeString(file, of(analysis));
  }

  /**
   * The analysis that a text holds.
   *
   * @throws IllegalArgumentException where it is no such text; the message says what is wrong
   */
  public static Analysis parse(String json) {
    try {
      return JsonReader.analysis(MAPPER.readTree(json));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The analysis that a file holds.
   *
   * @throws IOException where the file cannot be read or holds no analysis; the message names it
   */
  public static Analysis read(Path file) throws IOException {
    try {
      return parse(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds no analysis: " + e.getMessage(), e);
    }
  }
}
