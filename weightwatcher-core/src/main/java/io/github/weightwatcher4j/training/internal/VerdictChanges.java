package io.github.weightwatcher4j.training.internal;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which layers are judged otherwise than in the analysis before. Changed by every analysis. */
public final class VerdictChanges {

  private static final String LOST = "not analysed";

  /** What is said of a layer, and why. */
  private record Said(String label, String reason) {

    static Said of(LayerVerdict verdict) {
      return new Said(verdict.verdict().label(), verdict.reason());
    }
  }

  private Map<String, Said> before = Map.of();

  /** Before the first analysis. */
  public VerdictChanges() {}

  /**
   * A sentence for each layer that the analysis before judged otherwise, such as {@code fc1 is now
   * well trained, was random-like: alpha = 3.42 ± 0.30 over 24 eigenvalues}. A layer that could not
   * be analysed is told as that; whether a verdict is borderline makes no change.
   */
  public List<String> next(Analysis analysis) {
    Map<String, Said> now = said(analysis);
    List<String> changes = new ArrayList<>();
    now.forEach(
        (layer, said) -> {
          Said last = before.getOrDefault(layer, said);
          if (!last.label().equals(said.label())) {
            changes.add(
                layer + " is now " + said.label() + ", was " + last.label() + ": " + said.reason());
          }
        });
    before = now;
    return changes;
  }

  private static Map<String, Said> said(Analysis analysis) {
    Map<String, Said> said = new LinkedHashMap<>();
    for (LayerReport row : analysis.details()) {
      said.put(row.name(), Said.of(row.verdict()));
    }
    for (SkippedLayer layer : analysis.skipped()) {
      if (layer.cause().isLoss()) {
        said.put(layer.layer().name(), new Said(LOST, layer.reason()));
      }
    }
    return said;
  }
}
