package io.github.weightwatcher4j.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A training run as JSON lines (UTF-8, each ended by LF), one for each analysis and complete: what
 * is read back equals what was written. Written while training goes on by {@link HistoryWriter}.
 *
 * <p>{@code {"format": "weightwatcher-history", "version": "1.0", "epoch", "iteration", "score",
 * "waited", "analysis": {...}}} with the document of {@link AnalysisJson}; a missing score is null.
 * A line holds all eigenvalues, about 20 bytes each: 65 MB for a language model with 70e9 weights.
 * A line is made in memory as a whole.
 */
public final class HistoryJson {

  private HistoryJson() {}

  /** The whole run as one document, a JSON array of what the lines hold. */
  public static String of(History history) {
    return history.steps().stream()
        .map(HistoryJson::line)
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  /** A step as one line, without its end. */
  public static String line(TrainingStep step) {
    return line(step, false);
  }

  /** A step that may go back behind the one before. */
  static String line(TrainingStep step, boolean resumed) {
    ObjectNode node = JsonFormat.HISTORY.document();
    node.put("epoch", step.epoch());
    node.put("iteration", step.iteration());
    if (resumed) {
      node.put("resumed", true);
    }
    step.score().ifPresentOrElse(score -> node.put("score", score), () -> node.putNull("score"));
    node.put("waited", step.waited().toString());
    node.set("analysis", JsonWriter.document(step.analysis()));
    return JsonFormat.line(node);
  }

  /**
   * The step that a line holds.
   *
   * @throws IllegalArgumentException where it holds none; the message says where it is wrong and
   *     what is expected there
   */
  public static TrainingStep parse(String line) {
    return JsonFormat.HISTORY.parse(line, HistoryJson::step);
  }

  private static TrainingStep step(Json node) {
    return node.checked(
        () ->
            new TrainingStep(
                node.whole("epoch"),
                node.whole("iteration"),
                node.optional("score"),
                JsonReader.duration(node.field("waited")),
                JsonReader.analysis(JsonFormat.ANALYSIS.checked(node.field("analysis")))));
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
    try (HistoryLines lines = HistoryLines.open(file)) {
      return read(lines, file, steps);
    }
  }

  /** The steps of lines, which are said to be those of a file; the notes. */
  static List<String> read(HistoryLines lines, Path file, Consumer<? super TrainingStep> steps)
      throws IOException {
    List<String> notes = new ArrayList<>();
    while (lines.next()) {
      String where = Printable.of(file + " line " + lines.number());
      TrainingStep step;
      try {
        step = parse(lines.text());
      } catch (IllegalArgumentException e) {
        if (lines.ended()) {
          throw new IOException(where + " does not hold a training step: " + e.getMessage(), e);
        }
        notes.add(
            where + " is incomplete and was left out: its writer was killed or is still writing");
        break;
      }
      steps.accept(step);
    }
    return notes;
  }
}
