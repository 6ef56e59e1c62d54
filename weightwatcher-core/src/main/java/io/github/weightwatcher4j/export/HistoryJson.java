package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * A training run as JSON lines (UTF-8, each ended by LF), one for each analysis and complete: what
 * is read back equals what was written. Written while training goes on by {@link HistoryWriter}.
 *
 * <p>{@code {"epoch", "iteration", "score", "waited", "analysis": {...}}} with the document of
 * {@link AnalysisJson}; a missing score is null. A line holds all eigenvalues, about 20 bytes each:
 * 65 MB for a language model with 70e9 weights. A line is made in memory as a whole.
 */
public final class HistoryJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private HistoryJson() {}

  /** A step as one line, without its end. */
  public static String line(TrainingStep step) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("epoch", step.epoch());
    node.put("iteration", step.iteration());
    step.score().ifPresentOrElse(score -> node.put("score", score), () -> node.putNull("score"));
    node.put("waited", step.waited().toString());
    node.set("analysis", JsonWriter.document(step.analysis()));
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JacksonException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The step that a line holds.
   *
   * @throws IllegalArgumentException where it is no such line; the message says what is wrong
   */
  public static TrainingStep parse(String line) {
    try {
      return step(MAPPER.readTree(line));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("waited: " + e.getMessage(), e);
    }
  }

  private static TrainingStep step(JsonNode node) {
    JsonNode score = JsonReader.field(node, "score");
    return new TrainingStep(
        whole(node, "epoch"),
        whole(node, "iteration"),
        score.isNull() ? OptionalDouble.empty() : OptionalDouble.of(score.asDouble()),
        Duration.parse(JsonReader.text(node, "waited")),
        JsonReader.analysis(JsonReader.field(node, "analysis")));
  }

  private static int whole(JsonNode node, String key) {
    JsonNode value = JsonReader.field(node, key);
    if (!value.canConvertToInt()) {
      throw new IllegalArgumentException("'" + key + "' is no whole number but " + value);
    }
    return value.asInt();
  }

  /**
   * The run that a file holds. A last line without its end that is no whole step, as a program
   * leaves it that is killed while it writes, is left out with a note.
   *
   * @throws IOException where the file cannot be read or another line is no step; the message names
   *     file and line
   */
  public static History read(Path file) throws IOException {
    List<TrainingStep> steps = new ArrayList<>();
    List<String> notes = read(file, steps::add);
    return new History(steps, notes);
  }

  /**
   * As {@link #read(Path)} for a file too large for memory: steps are handed over one by one.
   *
   * @return the notes
   */
  public static List<String> read(Path file, Consumer<? super TrainingStep> steps)
      throws IOException {
    List<String> notes = new ArrayList<>();
    try (HistoryLines lines = HistoryLines.open(file)) {
      while (lines.next()) {
        String where = file + " line " + lines.number();
        TrainingStep step;
        try {
          step = parse(lines.text());
        } catch (IllegalArgumentException e) {
          if (lines.ended()) {
            throw new IOException(where + " holds no step of a training: " + e.getMessage(), e);
          }
          notes.add(where + " is torn and was left out: its writer was killed or is still at work");
          break;
        }
        steps.accept(step);
      }
    }
    return notes;
  }
}
