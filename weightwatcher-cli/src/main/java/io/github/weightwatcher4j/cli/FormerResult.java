package io.github.weightwatcher4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells files that an earlier call wrote from the files of a model that they lie beside. */
final class FormerResult {

  /** Bytes that are looked at; the mark of a page stands furthest behind its beginning. */
  private static final int HEAD = 2048;

  /** The model, and its verdict as the whole of a line. */
  private static final Pattern MARKDOWN =
      Pattern.compile("## [^\\n]*\\n\\n[*]{2}[^\\n]*[.][*]{2}\\n");

  private FormerResult() {}

  /** Whether a file begins as one of our results does: JSON, CSV, Markdown, a page or a picture. */
  static boolean is(Path file) {
    String head = head(file).stripLeading();
    boolean json =
        (head.startsWith("{") || head.startsWith("[")) && head.contains("\"weightwatcher-");
    boolean table =
        Stream.of("layer_id,", "model,layer_id,", "reference,model,layer,")
            .anyMatch(head::startsWith);
    boolean markdown = MARKDOWN.matcher(head).lookingAt();
    boolean page = head.startsWith("<!DOCTYPE html>") && head.contains("WeightWatcher for Java");
    boolean picture = head.startsWith("\u0089PNG\r\n") || head.startsWith("<svg ");
    return json || table || markdown || page || picture;
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
