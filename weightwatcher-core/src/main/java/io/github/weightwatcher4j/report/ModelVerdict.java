package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is said of a model, in one sentence. */
final class ModelVerdict {

  private static final List<Verdict> SENTENCE =
      List.of(
          Verdict.WELL_TRAINED,
          Verdict.OVER_TRAINED,
          Verdict.UNDER_TRAINED,
          Verdict.TRAPPED,
          Verdict.RANK_COLLAPSED,
          Verdict.RANDOM_LIKE,
          Verdict.CANNOT_TELL);

  private static final Map<Verdict, String> SINGULAR =
      Map.of(
          Verdict.WELL_TRAINED, "is well trained",
          Verdict.OVER_TRAINED, "is over-trained",
          Verdict.UNDER_TRAINED, "is under-trained",
          Verdict.TRAPPED, "has correlation traps",
          Verdict.RANK_COLLAPSED, "lost a tenth or more of its directions");

  private ModelVerdict() {}

  /**
   * Such as "15 of 20 layers are well trained (2 borderline), 4 cannot be judged, 1 is
   * over-trained".
   */
  static String of(Analysis analysis) {
    int rows = analysis.details().size();
    List<String> parts = new ArrayList<>();
    for (Verdict verdict : SENTENCE) {
      int count = analysis.summary().count(verdict);
      if (count > 0) {
        parts.add(
            (parts.isEmpty() ? count + " of " + counted(rows, "layer") : String.valueOf(count))
                + " "
                + (count == 1 ? SINGULAR.getOrDefault(verdict, verdict.plural()) : verdict.plural())
                + borderline(analysis, verdict));
      }
    }
    long elsewhere = analysis.lost().stream().filter(ModelVerdict::isInOtherShard).count();
    long unread = analysis.lost().size() - elsewhere;
    if (unread > 0) {
      parts.add(counted(unread, "layer") + " could not be analysed");
    }
    if (elsewhere > 0) {
      parts.add(
          counted(elsewhere, "layer") + (elsewhere == 1 ? " is" : " are") + " in other shards");
    }
    return parts.isEmpty() ? "No layer was analysed" : String.join(", ", parts);
  }

  private static String borderline(Analysis analysis, Verdict verdict) {
    long count =
        analysis.details().stream()
            .map(LayerReport::verdict)
            .filter(it -> it.verdict() == verdict && it.isBorderline())
            .count();
    return count == 0 ? "" : " (" + count + " borderline)";
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static boolean isInOtherShard(SkippedLayer layer) {
    return layer.cause() == SkippedLayer.Cause.OTHER_SHARD;
  }
}
