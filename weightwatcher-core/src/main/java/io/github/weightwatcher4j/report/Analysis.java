package io.github.weightwatcher4j.report;

import java.io.IOException;
import java.util.List;

/**
 * Everything that an analysis of a model found. Immutable.
 *
 * @param model what the model is called
 * @param details a row for each analysed layer
 * @param summary statistics over the layers
 * @param skipped layers that were not analysed, with the reason
 * @param findings what to look at, in the order of layers
 * @param notes remarks on the analysis as a whole, such as weights that changed under it
 * @param provenance software, options, seed and time
 */
public record Analysis(
    String model,
    LayerTable details,
    Summary summary,
    List<SkippedLayer> skipped,
    List<Finding> findings,
    List<String> notes,
    Provenance provenance) {

  /** Copies the lists. */
  public Analysis {
    skipped = List.copyOf(skipped);
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** The findings of some types. */
  public List<Finding> findings(FindingType... types) {
    List<FindingType> wanted = List.of(types);
    return findings.stream().filter(finding -> wanted.contains(finding.type())).toList();
  }

  /**
   * The same with the SHA-256 of the file that the model was read from, which is read for that;
   * unchanged where there is no file.
   *
   * @throws IOException where it cannot be read
   */
  public Analysis withSha256() throws IOException {
    return new Analysis(model, details, summary, skipped, findings, notes, provenance.withSha256());
  }

  /** An aligned table of the layers, then the summary, the findings and what was skipped. */
  @Override
  public String toString() {
    return AnalysisText.of(this);
  }
}
