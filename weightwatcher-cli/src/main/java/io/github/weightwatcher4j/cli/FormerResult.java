package io.github.weightwatcher4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells files that an earlier call wrote from the files of a model that they lie beside. */
final class FormerResult {

  /** Bytes that are looked at; the mark of a page stands furthest behind its beginning. */
  private static final int HEAD = 2048;

  /** The model, and its verdict as the whole of a line. */
  private static final Pattern MARKDOWN =
      Pattern.compile("## [^\\n]*\\n\\n[*]{2}[^\\n]*[.][*]{2}\\n");

  /** Beginnings of the tables of layers, plans, comparisons, leaderboards and trends. */
  private static final List<String> TABLES =
      List.of(
          "layer_id,",
          "model,layer_id,",
          "reference,model,layer,",
          "name,path,complete,analyzed,",
          "metric,quantity,of,group,n,");

  /** Beginnings of pictures, which are no part of any model. */
  private static final List<String> PICTURES = List.of("\u0089PNG\r\n", "<svg ", "%PDF-");

  private static final String OURS = "WeightWatcher for Java";

  private FormerResult() {}

  /**
   * Whether a file begins as one of our results does: JSON, SARIF, JUnit's XML, CSV, Markdown, a
   * page or a picture.
   */
  static boolean is(Path file) {
    String head = head(file).stripLeading();
    boolean json =
        (head.startsWith("{") || head.startsWith("["))
            && (head.contains("\"weightwatcher-")
                || (head.contains("sarif") && head.contains(OURS)));
    boolean junit = head.startsWith("<?xml") && head.contains("<testsuites") && head.contains(OURS);
    boolean page = head.startsWith("<!DOCTYPE html>") && head.contains(OURS);
    return json
        || junit
        || page
        || MARKDOWN.matcher(head).lookingAt()
        || Stream.concat(TABLES.stream(), PICTURES.stream()).anyMatch(head::startsWith);
  }

  /** Whether a file begins as an analysis of one model does. */
  static boolean isAnalysis(Path file) {
    String head = head(file).stripLeading();
    return head.startsWith("{") && head.contains("\"weightwatcher-analysis\"");
  }

  /** The first bytes, a letter each; empty where they cannot be read. */
  private static String head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
