package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model that is compared: its weights, or an analysis that was written of it.
 *
 * @param path where it is
 * @param model the weights; empty where there is an analysis
 * @param saved the analysis; empty where there are weights
 */
record ComparedModel(Path path, Optional<ModelSource> model, Optional<Analysis> saved) {

  /**
   * What is in a file or a folder.
   *
   * @throws CommandFailure where it is neither
   */
  static ComparedModel open(Path path) {
    return Files.isRegularFile(path) && FormerResult.isAnalysis(path)
        ? ofAnalysis(path)
        : new ComparedModel(path, Optional.of(Models.open(path)), Optional.empty());
  }

  /**
   * The analysis in a file.
   *
   * @throws CommandFailure where it cannot be read
   */
  static ComparedModel ofAnalysis(Path path) {
    if (!Files.exists(path)) {
      throw new CommandFailure(
          "there is no file %1$s; 'weightwatcher analyze MODEL --json %1$s' writes one"
              .formatted(Models.shown(path)),
          null);
    }
    try {
      return new ComparedModel(path, Optional.empty(), Optional.of(AnalysisJson.read(path)));
    } catch (IOException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  /** The analysis as if these layers had been asked for. */
  Optional<Analysis> saved(LayerSelector layers) {
    return saved.map(analysis -> selected(analysis, layers));
  }

  private static Analysis selected(Analysis analysis, LayerSelector layers) {
    LayerTable rows = analysis.details().filter(row -> layers.test(row.layer()));
    List<SkippedLayer> skipped =
        analysis.skipped().stream().filter(it -> layers.test(it.layer())).toList();
    if (rows.size() == analysis.details().size() && skipped.size() == analysis.skipped().size()) {
      return analysis;
    }
    Set<String> left =
        analysis.details().stream()
            .filter(row -> !layers.test(row.layer()))
            .map(row -> row.name())
            .collect(Collectors.toSet());
    return Analysis.of(
        analysis.rawModel(),
        rows,
        Summary.of(rows, skipped.size()),
        skipped,
        analysis.findings().stream().filter(it -> !left.contains(it.layer())).toList(),
        analysis.notes(),
        analysis.provenance());
  }
}
