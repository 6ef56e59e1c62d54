package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Analyses the pieces of a task on an executor, each on one thread: the other cores have tasks of
 * their own. A file that cannot be read leaves its reason; a machine without linear algebra fails
 * the task, since it could analyse nothing.
 */
final class AnalysisTask implements FlatMapFunction<Piece[], Part> {

  private static final long serialVersionUID = 1;

  private final AnalysisOptions options;
  private final Broadcast<SerializableConfiguration> settings;

  AnalysisTask(AnalysisOptions options, Broadcast<SerializableConfiguration> settings) {
    this.options = options;
    this.settings = settings;
  }

  @Override
  public Iterator<Part> call(Piece[] pieces) {
    TaskContext task = TaskContext.get();
    String executor = executor();
    return Arrays.stream(pieces).map(piece -> part(piece, task, executor)).iterator();
  }

  private Part part(Piece piece, TaskContext task, String executor) {
    try {
      Analysis analysis =
          new WeightWatcher(Models.open(piece.address(), settings.value().value()))
              .analyze(
                  options.toBuilder()
                      .threads(1)
                      .shard(piece.shard())
                      .cancelWhen(task::isInterrupted)
                      .build());
      return Part.of(piece, analysis, executor);
    } catch (CancellationException | NativeLibraryException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (task.isInterrupted()) {
        throw new CancellationException("the task was cancelled"); // and so was what it read
      }
      return Part.failed(piece, Models.reason(e), executor);
    }
  }

  private static String executor() {
    SparkEnv here = SparkEnv.get();
    return "executor %s on %s"
        .formatted(here.executorId(), here.blockManager().blockManagerId().host());
  }
}
