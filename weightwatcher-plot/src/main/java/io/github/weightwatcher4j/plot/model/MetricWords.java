package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.metric.Metric;
import java.util.List;

/** What a metric is, in the letters of a picture and without names of columns. */
final class MetricWords {

  /** A name within a metric's meaning, and what a picture calls it. */
  private record Word(String name, String words) {}

  /** Longer ones first, since they contain others. */
  private static final List<Word> WORDS =
      List.of(
          new Word("max_rand_eval", "largest randomized λ"),
          new Word("rand_mp_softrank", "soft rank"),
          new Word("mp_softrank", "soft rank"),
          new Word("sigma_mp", "noise σ"),
          new Word("bulk_min", "lower edge of the bulk"),
          new Word("bulk_max", "upper edge of the bulk"),
          new Word("W_scale", "scale"),
          new Word("detX_num", "number in the tail of detX"),
          new Word("detX_val", "detX"),
          new Word("lambda_max", "λmax"),
          new Word("lambda^alpha", "λ^alpha"),
          new Word("log10", "log₁₀"));

  private MetricWords() {}

  /** Such as "largest randomized λ over λmax". */
  static String of(Metric metric) {
    String words = metric.meaning();
    for (Word word : WORDS) {
      words = words.replace(word.name(), word.words());
    }
    return words;
  }
}
