package io.github.weightwatcher4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Documents as a sparse matrix, a row each, weighted by term frequency and inverse document
 * frequency: {@code tf (ln((1 + n) / (1 + df)) + 1)}, each row then scaled to length 1 (Salton
 * &amp; Buckley 1988, smoothed as in scikit-learn). So the sum of all eigenvalues is the number of
 * documents with a term, and the Gram matrix of the rows holds their cosines.
 *
 * <p>Terms are runs of two or more letters, digits and underscores, in lower case; nothing is
 * stemmed or left out as too common.
 *
 * @param vocabulary the terms, sorted: column j belongs to the j-th
 * @param matrix documents x terms; a document without any term of the vocabulary is an empty row
 */
public record TfIdf(List<String> vocabulary, SparseMatrix matrix) {

  private static final Pattern TERM =
      Pattern.compile("[\\p{L}\\p{N}_]{2,}", Pattern.UNICODE_CHARACTER_CLASS);

  /** Checks that each column has a term. */
  public TfIdf {
    vocabulary = List.copyOf(vocabulary);
    if (vocabulary.size() != matrix.columns()) {
      throw new IllegalArgumentException(
          "%d terms for %d columns".formatted(vocabulary.size(), matrix.columns()));
    }
  }

  /**
   * The matrix of a corpus, in memory proportional to it.
   *
   * @param documents n texts
   * @param minDocuments fewest documents that a term must be in, at least 1
   */
  public static TfIdf of(List<String> documents, int minDocuments) {
    if (minDocuments < 1) {
      throw new IllegalArgumentException("minDocuments must be >= 1 but was " + minDocuments);
    }
    List<Map<String, Integer>> counts = documents.stream().map(TfIdf::counts).toList();
    TreeMap<String, Integer> frequencies = new TreeMap<>();
    counts.forEach(
        terms -> terms.keySet().forEach(term -> frequencies.merge(term, 1, Integer::sum)));
    frequencies.values().removeIf(frequency -> frequency < minDocuments);
    List<String> vocabulary = List.copyOf(frequencies.keySet());
    Map<String, Integer> columns = new HashMap<>();
    vocabulary.forEach(term -> columns.put(term, columns.size()));
    List<int[]> rows = new ArrayList<>();
    for (Map<String, Integer> terms : counts) {
      rows.add(
          terms.keySet().stream()
              .filter(columns::containsKey)
              .mapToInt(columns::get)
              .sorted()
              .toArray());
    }
    return new TfIdf(vocabulary, matrix(rows, counts, vocabulary, frequencies));
  }

  private static Map<String, Integer> counts(String document) {
    Map<String, Integer> counts = new HashMap<>();
    Matcher terms = TERM.matcher(document.toLowerCase(Locale.ROOT));
    while (terms.find()) {
      counts.merge(terms.group(), 1, Integer::sum);
    }
    return counts;
  }

  private static SparseMatrix matrix(
      List<int[]> rows,
      List<Map<String, Integer>> counts,
      List<String> vocabulary,
      Map<String, Integer> frequencies) {
    int[] starts = new int[rows.size() + 1];
    for (int row = 0; row < rows.size(); row++) {
      starts[row + 1] = Math.addExact(starts[row], rows.get(row).length);
    }
    int[] columns = rows.stream().flatMapToInt(Arrays::stream).toArray();
    double[] idf =
        vocabulary.stream()
            .mapToDouble(
                term -> Math.log((1.0 + rows.size()) / (1 + frequencies.getOrDefault(term, 0))) + 1)
            .toArray();
    double[] values = new double[columns.length];
    for (int row = 0; row < rows.size(); row++) {
      double squares = 0;
      for (int i = starts[row]; i < starts[row + 1]; i++) {
        values[i] = counts.get(row).getOrDefault(vocabulary.get(columns[i]), 0) * idf[columns[i]];
        squares += values[i] * values[i];
      }
      for (int i = starts[row]; i < starts[row + 1]; i++) {
        values[i] /= Math.sqrt(squares);
      }
    }
    return SparseMatrix.ofCsr(rows.size(), vocabulary.size(), starts, columns, values);
  }
}
