package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.export.HistoryWriter;
import io.github.weightwatcher4j.model.ModelFileInfo;
import io.github.weightwatcher4j.plot.html.HistoryReport;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The history that a watch appends to. A line is written as a whole, also when Ctrl-C comes. */
final class WatchedHistory implements AutoCloseable {

  private final Path file;
  private final HistoryWriter writer;
  private final List<TrainingStep> steps;

  /** Held while a line is written, and for good once the program is being ended. */
  private final ReentrantLock writing = new ReentrantLock();

  private final Thread atEnd = new Thread(writing::lock, "weightwatcher-watch-end");

  private WatchedHistory(Path file, HistoryWriter writer, List<TrainingStep> steps) {
    this.file = file;
    this.writer = writer;
    this.steps = new ArrayList<>(steps);
    Runtime.getRuntime().addShutdownHook(atEnd);
  }

  /**
   * A history that goes on where the file ends, or a new one.
   *
   * @throws CommandFailure where it cannot be read or written
   */
  static WatchedHistory open(Path file) {
    try {
      // Before it is opened for writing: a stream that is closed would end the lock on the file.
      List<TrainingStep> steps =
          Files.isRegularFile(file) ? HistoryJson.read(file).steps() : List.of();
      return new WatchedHistory(file, HistoryWriter.appendTo(file), steps);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static CommandFailure failure(Path file, IOException e) {
    String told = OutputFolder.reason(e);
    String prefix = told.contains(file.toString()) ? "" : Models.shown(file) + ": ";
    return new CommandFailure(prefix + told, e);
  }

  /** How many analyses it has. */
  int size() {
    return steps.size();
  }

  /** The last analysis; empty where there is none. */
  Optional<TrainingStep> last() {
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
  }

  /** Whether a checkpoint of this name and size was analysed after its last change. */
  boolean holds(Checkpoint checkpoint) {
    long size = ModelFileInfo.of(checkpoint.path()).size();
    return steps.stream()
        .map(step -> step.analysis().provenance())
        .filter(it -> !it.started().isBefore(checkpoint.modified().toInstant()))
        .map(Provenance::file)
        .flatMap(Optional::stream)
        .anyMatch(it -> it.size() == size && name(it.path()).equals(checkpoint.name()));
  }

  /** The name at the end of a path, which another system may have written. */
  private static String name(String path) {
    return path.replaceFirst("^.*[/\\\\]", "");
  }

  /**
   * Appends an analysis.
   *
   * @throws CommandFailure where it cannot be written; the file is then as it was
   */
  void add(TrainingStep step) {
    writing.lock();
    try {
      writer.write(step);
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot write to " + Models.shown(file) + ": " + OutputFolder.reason(e), e);
    } finally {
      writing.unlock();
    }
    steps.add(step);
  }

  /** The page of it. */
  HistoryReport page() {
    return HistoryReport.of(History.of(steps));
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atEnd);
    } catch (IllegalStateException e) {
      return; // the program is being ended, which closes the file
    }
    try {
      writer.close();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }
}
