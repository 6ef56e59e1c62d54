package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.model.ModelFileInfo;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import io.github.weightwatcher4j.rank.FailedModel;
import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.rank.RankKey;
import io.github.weightwatcher4j.rank.RankedModel;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The models of one leaderboard, one after the other: each leaves its row, and its analysis is let
 * go. One that fails does not lose the others.
 */
final class RankRun {

  /** An analysis that was read, and the model that it is of. */
  private record Covered(Path analysis, ModelFileInfo model) {}

  private final ErrorLines errors;
  private final PrintWriter err;
  private final Gate gate;
  private final BiConsumer<String, Analysis> eachAnalysis;
  private final List<RankedModel> models = new ArrayList<>();
  private final List<FailedModel> failed = new ArrayList<>();
  private final List<Covered> covered = new ArrayList<>();
  private int code = ExitCodes.OK;

  /**
   * A run.
   *
   * @param eachAnalysis is given each analysis with its path, before it is let go
   */
  RankRun(
      ErrorLines errors, PrintWriter err, Gate gate, BiConsumer<String, Analysis> eachAnalysis) {
    this.errors = errors;
    this.err = err;
    this.gate = gate;
    this.eachAnalysis = eachAnalysis;
  }

  /** Reads a file of one analysis or an array of them. */
  void read(Path file) {
    boolean array = ModelSearch.isArray(file);
    int[] place = {0};
    try {
      AnalysisJson.readEach(
          file,
          analysis -> {
            analysis.provenance().file().ifPresent(model -> covered.add(new Covered(file, model)));
            add(array ? file + "[" + place[0]++ + "]" : file.toString(), analysis);
          });
    } catch (IOException e) {
      fail(file, new CommandFailure(reason(file, e), e));
    }
  }

  private static String reason(Path file, IOException e) {
    String told = String.valueOf(e.getMessage());
    return e instanceof FileSystemException
        ? Models.shown(file) + ": cannot be read (" + OutputFolder.reason(e) + ")"
        : told;
  }

  /**
   * Whether a model has its row by an analysis that was read: by one that names this very file, or
   * lies beside it (beside a folder or in it) and is of a model of this name; of a file, of this
   * size too.
   */
  boolean covers(Path model) {
    Path name = model.toAbsolutePath().normalize().getFileName();
    long size = ModelFileInfo.of(model).size();
    return covered.stream()
        .filter(it -> Files.isDirectory(model) || it.model().size() == size)
        .anyMatch(
            it ->
                of(it.model().path())
                    .filter(
                        path ->
                            isSame(path, model)
                                || (isBeside(it.analysis(), model)
                                    && path.toAbsolutePath()
                                        .normalize()
                                        .endsWith(String.valueOf(name))))
                    .isPresent());
  }

  private static Optional<Path> of(String path) {
    try {
      return Optional.of(Path.of(path));
    } catch (InvalidPathException e) {
      return Optional.empty(); // of another system
    }
  }

  private static boolean isSame(Path one, Path other) {
    return Files.exists(one) && FileIdentity.of(one).isSame(FileIdentity.of(other));
  }

  private static boolean isBeside(Path analysis, Path model) {
    Path folder = FileIdentity.of(analysis.toAbsolutePath().resolveSibling(".")).real();
    Path beside = FileIdentity.of(model.toAbsolutePath().resolveSibling(".")).real();
    return folder.equals(beside) || folder.equals(FileIdentity.of(model).real());
  }

  /** Analyses a model; one that no format knows is none, unless the user named it. */
  void analyze(ModelSearch.Candidate candidate, Function<Path, Analysis> work) {
    Path path = candidate.path();
    Analysis analysis;
    try {
      analysis = work.apply(path);
    } catch (CommandFailure e) {
      if (candidate.isNamed() || !(e.getCause() instanceof UnsupportedModelException)) {
        fail(path, e);
      }
      return;
    } catch (RuntimeException e) {
      fail(path, e);
      return;
    }
    add(path.toString(), analysis);
  }

  private void add(String path, Analysis analysis) {
    RankedModel model = RankedModel.of(path, analysis);
    models.add(model);
    code = ExitCodes.worse(code, gate.check(Map.of(model.path(), analysis)));
    attempt(() -> eachAnalysis.accept(model.path(), analysis));
  }

  private void fail(Path path, RuntimeException e) {
    errors.report(e, err);
    code = ExitCodes.worse(code, ExitCodes.FAILURE);
    String told = errors.explain(e);
    String shown = Models.shown(path);
    String reason = told.startsWith(shown) ? told.substring(shown.length()) : told;
    failed.add(new FailedModel(shown, reason.replaceFirst("^[: ]+", "")));
  }

  /** Does something with the results; where it fails, what comes after it is still done. */
  void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      errors.report(e, err);
      code = ExitCodes.worse(code, ExitCodes.FAILURE);
    }
  }

  Leaderboard board(RankKey key) {
    return new Leaderboard(models, failed, key);
  }

  /** What the shell is to know. */
  int exitCode() {
    return models.isEmpty() && failed.isEmpty() ? ExitCodes.worse(code, ExitCodes.UNKNOWN) : code;
  }
}
