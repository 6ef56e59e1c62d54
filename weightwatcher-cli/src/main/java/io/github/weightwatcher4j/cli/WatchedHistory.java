package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.export.HistoryWriter;
import io.github.weightwatcher4j.model.ModelFileInfo;
import io.github.weightwatcher4j.plot.html.HistoryReport;
import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The history that a watch appends to. A line is written as a whole, also when Ctrl-C comes. Of the
 * analyses no more than the last is kept in memory, and of each name of a checkpoint what tells
 * whether it was analysed: a watch may go on for weeks.
 */
final class WatchedHistory implements AutoCloseable {

  /** The last analysis of a name: of how many bytes, and when it began. */
  private record Known(long size, Instant started) {}

  private final Path file;
  private final HistoryWriter writer;
  private final Past past;

  /** Held while a line is written, and for good once the program is being ended. */
  private final ReentrantLock writing = new ReentrantLock();

  private final Thread atEnd = new Thread(writing::lock, "weightwatcher-watch-end");

  private WatchedHistory(Path file, Past past, HistoryWriter writer) {
    this.file = file;
    this.writer = writer;
    this.past = past;
    Runtime.getRuntime().addShutdownHook(atEnd);
  }

  /** What is remembered of the steps. */
  private static final class Past {
    private final Map<String, Known> known = new HashMap<>();
    private Optional<TrainingStep> last = Optional.empty();
    private int size;

    void add(TrainingStep step) {
      Provenance provenance = step.analysis().provenance();
      provenance
          .file()
          .ifPresent(it -> known.put(name(it.path()), new Known(it.size(), provenance.started())));
      last = Optional.of(step);
      size++;
    }

    /** The name at the end of a path, which another system may have written. */
    private static String name(String path) {
      return path.replaceFirst("^.*[/\\\\]", "");
    }
  }

  /**
   * A history that goes on where the file ends, or a new one.
   *
   * @throws CommandFailure where it cannot be read or written
   */
  static WatchedHistory open(Path file) {
    try {
      // Before it is opened for writing: a stream that is closed would end the lock on the file.
      Past past = new Past();
      if (Files.isRegularFile(file)) {
        HistoryJson.read(file, past::add);
      }
      return new WatchedHistory(file, past, HistoryWriter.appendTo(file));
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
    return past.size;
  }

  /** The last analysis; empty where there is none. */
  Optional<TrainingStep> last() {
    return past.last;
  }

  /** Whether a checkpoint of this name and size was analysed after its last change. */
  boolean holds(Checkpoint checkpoint) {
    Known of = past.known.get(checkpoint.name());
    return of != null
        && !of.started().isBefore(checkpoint.modified().toInstant())
        && of.size() == ModelFileInfo.of(checkpoint.path()).size();
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
    past.add(step);
  }

  /**
   * The page of it, for which the whole file is read.
   *
   * @throws CommandFailure where it cannot be read
   */
  HistoryReport page() {
    try {
      return HistoryReport.of(writer.history());
    } catch (IOException e) {
      throw failure(file, e);
    }
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
