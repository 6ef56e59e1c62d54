package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * An analysis as JSON, complete: what is read back equals what was written.
 *
 * <p>{@code {"format": "weightwatcher-analysis", "version": "1.0", "model": {"name", "path",
 * "size", "sha256"}, "provenance", "layers": [{column: value, "fit", "eigenvalues": [...]}],
 * "skipped", "summary", "findings", "notes"}}; a missing value is null. {@code
 * docs/schema/analysis-1.schema.json} has every key. A reader ignores keys that it does not know
 * and refuses another major version.
 */
public final class AnalysisJson {

  private AnalysisJson() {}

  /** The analysis as text. */
  public static String of(Analysis analysis) {
    return JsonFormat.pretty(JsonWriter.document(analysis));
  }

  /**
   * Writes the analysis to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(Analysis analysis, Path file) throws IOException {
    ResultFile.write(file, of(analysis));
  }

  /**
   * The analysis that a text holds.
   *
   * @throws IllegalArgumentException where it holds none; the message says where it is wrong and
   *     what is expected there, such as "layers[3].fit.alpha: must be finite and > 1 but was 0.5"
   */
  public static Analysis parse(String json) {
    return JsonFormat.ANALYSIS.parse(json, JsonReader::analysis);
  }

  /**
   * The analysis that a file holds.
   *
   * @throws IOException where the file cannot be read or holds no analysis; the message names it
   */
  public static Analysis read(Path file) throws IOException {
    return JsonFormat.ANALYSIS.read(file, "analysis", JsonReader::analysis);
  }

  /**
   * The analyses that a file holds, one or an array of them as the command writes of several
   * models, handed over one by one.
   *
   * @throws IOException where the file cannot be read, or one of them is no analysis; the message
   *     names file and place, and the others were handed over as far as the text is JSON
   */
  public static void readEach(Path file, Consumer<? super Analysis> analyses) throws IOException {
    JsonFormat.ANALYSIS.readEach(file, "analysis", JsonReader::analysis, analyses);
  }
}
