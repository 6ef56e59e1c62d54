package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.export.internal.Column;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import java.io.Serializable;
import java.util.List;

/**
 * What came of a piece: an analysis, as JSON, or the reason why there is none. A class of plain
 * fields, which every serializer that Spark may be set to can carry.
 */
final class Part implements Serializable {

  private static final long serialVersionUID = 1;

  private final Piece piece;
  private final String json;
  private final String problem;
  private final String kernels;
  private final String executor;
  private final String[] columns;

  private Part(
      Piece piece,
      String json,
      String problem,
      String kernels,
      String executor,
      List<String> columns) {
    this.piece = piece;
    this.json = json;
    this.problem = problem;
    this.kernels = kernels;
    this.executor = executor;
    this.columns = columns.toArray(String[]::new);
  }

  /** A part that was analysed. */
  static Part of(Piece piece, Analysis analysis, String executor) {
    return new Part(
        piece,
        AnalysisJson.of(analysis),
        "",
        analysis.provenance().nativeLibrary(),
        executor,
        Column.calledForBy(analysis.details()).stream().sorted().toList());
  }

  /** A part that could not be analysed. */
  static Part failed(Piece piece, String problem, String executor) {
    return new Part(piece, "", problem, "", executor, List.of());
  }

  /** The same without the analysis: what the driver is told of each part. */
  Part told() {
    return new Part(piece, "", problem, kernels, executor, List.of(columns));
  }

  int file() {
    return piece.file();
  }

  boolean isWhole() {
    return piece.isWhole();
  }

  /** The address as results tell it. */
  String model() {
    return Models.shown(piece.address());
  }

  /** Why there is no analysis; empty text where there is one. */
  String problem() {
    return problem;
  }

  boolean isAnalyzed() {
    return problem.isEmpty();
  }

  /** The linear algebra library that computed it, with its kernels. */
  String kernels() {
    return kernels;
  }

  /** Which executor computed it, and where that is. */
  String executor() {
    return executor;
  }

  /** The keys of the optional columns that its rows have values for. */
  List<String> columns() {
    return List.of(columns);
  }

  /**
   * The analysis, read back.
   *
   * @throws IllegalStateException where there is none, such as of a file that was gone when what an
   *     executor had lost was computed again
   */
  Analysis analysis() {
    if (!isAnalyzed()) {
      throw new IllegalStateException(
          "%s was analysed, was lost with its executor, and can no longer be: %s"
              .formatted(model(), problem));
    }
    return AnalysisJson.parse(json);
  }

  /** The layers that nobody analysed and of which this part tells. */
  List<SkippedLayer> skipped() {
    return analysis().skipped().stream()
        .filter(layer -> layer.cause() != Cause.OTHER_SHARD)
        .filter(layer -> piece.tellsOf(layer.layer().index()))
        .toList();
  }
}
