package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.check.Checks;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** What the analyses of a call become: files, what pipelines are told, pages and pictures. */
record AnalysisOutputs(ResultFiles files, PictureArguments pictures, GateArguments gate) {

  /**
   * Whether all can be written, before the work begins.
   *
   * @param names of the models; empty text for the only one
   */
  void check(List<String> names, Outputs outputs, Problems problems) {
    files.check(outputs, pictures.report(), problems);
    pictures.check(names, outputs, problems);
  }

  /** Where tables go: nowhere if a result takes standard output. */
  PrintWriter tables(CommandLine line) {
    return files.takesStandardOutput() || pictures.takeStandardOutput()
        ? new PrintWriter(Writer.nullWriter())
        : line.getOut();
  }

  /**
   * Writes whatever there is, model by model.
   *
   * @param models in the order of their names
   * @param tables is told where pages and pictures are
   */
  void write(
      AnalysisRun run,
      List<Path> models,
      List<String> names,
      boolean quiet,
      CommandLine line,
      PrintWriter tables) {
    files.writing(run.analyses(), models.size() > 1, line.getOut()).forEach(run::attempt);
    Checks checks = run.checks(gate.conditions(), gate.allowsUnknown());
    files.telling(checks, line.getOut(), line.getErr()).forEach(run::attempt);
    for (int i = 0; i < models.size(); i++) {
      pictures.make(run, models.get(i), names.get(i), quiet, line.getOut(), tables);
    }
  }
}
