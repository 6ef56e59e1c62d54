package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.plot.PlotFiles;
import io.github.weightwatcher4j.plot.PlotFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;

/** Pages and pictures on the disk; a line tells where they are. */
final class PictureFiles {

  private PictureFiles() {}

  /** A page that can be written. */
  @FunctionalInterface
  interface Page {
    void write(Path file) throws IOException;
  }

  /** A page that can be printed. */
  @FunctionalInterface
  interface PrintedPage {
    void write(Writer out) throws IOException;
  }

  /** Prints a page. */
  static void print(PrintedPage page, PrintWriter out) {
    try {
      page.write(out);
    } catch (IOException | IllegalStateException e) {
      throw new CommandFailure("cannot make the report: " + OutputFolder.reason(e), e);
    }
    out.flush();
  }

  /**
   * Writes a page.
   *
   * @param out is told where it is
   * @throws CommandFailure where it cannot be written
   */
  static void write(Page page, Path file, PrintWriter out) {
    try {
      page.write(file);
    } catch (IOException | IllegalStateException e) {
      throw new CommandFailure(
          "cannot write to " + Models.shown(file) + ": " + OutputFolder.reason(e), e);
    }
    out.println("report in " + Models.shown(file));
    out.flush();
  }

  /**
   * Draws pictures.
   *
   * @param folder the one that {@code --plots} names, or one in it
   * @param quiet whether no progress is shown
   * @param out is told where the pictures are
   * @throws CommandFailure where a picture could not be made; the others were
   */
  static void draw(PlotFolder plots, Path folder, boolean quiet, PrintWriter out) {
    PlotFiles files = drawn(plots, folder, quiet);
    out.println(files.written().size() + " pictures in " + Models.shown(folder));
    out.flush();
    if (!files.failed().isEmpty()) {
      throw failure(files, folder);
    }
  }

  private static PlotFiles drawn(PlotFolder plots, Path folder, boolean quiet) {
    try (AnalysisProgress progress = AnalysisProgress.start("drawing", quiet)) {
      return plots.progress(progress).write(folder);
    } catch (IOException e) {
      throw OutputFolder.failure(folder, "--plots", e);
    }
  }

  private static CommandFailure failure(PlotFiles files, Path folder) {
    int failed = files.failed().size();
    PlotFiles.Failed first = files.failed().get(0);
    return new CommandFailure(
        "%d of %d pictures in %s could not be made; the first, %s: %s"
            .formatted(
                failed,
                failed + files.written().size(),
                Models.shown(folder),
                first.name(),
                OutputFolder.reason(first.cause())),
        first.cause());
  }
}
