package io.github.weightwatcher4j.examples;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.TfIdf;
import io.github.weightwatcher4j.report.Analysis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * The spectrum of a text: TF-IDF of its documents, and of the same words dealt anew to documents of
 * the same lengths. What both show comes from how frequent the words are; what the first alone
 * shows comes from which words occur together.
 *
 * <pre>{@code
 * CorpusSpectrum              the paragraphs of Moby-Dick that are included
 * CorpusSpectrum FILE         a document a line
 * }</pre>
 */
public final class CorpusSpectrum {

  /** Fewest documents that a word must be in. */
  private static final int MIN_DOCUMENTS = 2;

  private static final int SEED = 1;

  private CorpusSpectrum() {}

  /** Prints both. */
  public static void main(String[] args) throws IOException {
    List<String> documents = args.length == 0 ? paragraphs() : Files.readAllLines(Path.of(args[0]));
    System.out.println(analyze(documents));
  }

  /** The documents as they are, and with their words dealt anew. */
  public static Analysis analyze(List<String> documents) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("text", TfIdf.of(documents, MIN_DOCUMENTS).matrix());
    model.put("dealt", TfIdf.of(dealtAnew(documents, SEED), MIN_DOCUMENTS).matrix());
    return new WeightWatcher(model).analyze();
  }

  /** Paragraphs of chapters 1 to 75 of Moby-Dick. */
  public static List<String> paragraphs() {
    try (InputStream in =
        Objects.requireNonNull(CorpusSpectrum.class.getResourceAsStream("moby-dick.txt.gz"))) {
      return new BufferedReader(
              new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Documents of the same lengths in words, made of all words in random order. */
  static List<String> dealtAnew(List<String> documents, int seed) {
    List<List<String>> words =
        documents.stream().map(text -> Arrays.asList(text.split("\\W+"))).toList();
    List<String> all = new ArrayList<>();
    words.forEach(all::addAll);
    Collections.shuffle(all, new Random(seed));
    List<String> dealt = new ArrayList<>();
    int from = 0;
    for (List<String> document : words) {
      dealt.add(String.join(" ", all.subList(from, from + document.size())));
      from += document.size();
    }
    return dealt;
  }
}
