package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.rank.Leaderboard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * What {@code spark-submit} starts: analyses models and writes their layers as Parquet and their
 * leaderboard. Without arguments it says how it is called.
 *
 * <p>A model that cannot be analysed is told on standard error and in the results, and does not
 * make the program fail, as a cluster would start it once more; where none could be, it does.
 */
public final class SparkCommand {

  private SparkCommand() {}

  /** Runs with the session that {@code spark-submit} configures. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      System.out.print(Arguments.USAGE);
      return;
    }
    Arguments parsed;
    try {
      parsed = Arguments.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Arguments.USAGE);
      throw e;
    }
    SparkSession spark = SparkSession.builder().appName("WeightWatcher").getOrCreate();
    try {
      run(spark, parsed, System.out, System.err);
    } finally {
      spark.stop();
    }
  }

  /**
   * Runs.
   *
   * @throws IllegalArgumentException where models or the output folder cannot be used
   * @throws IllegalStateException where no model could be analysed
   */
  static void run(SparkSession spark, Arguments arguments, PrintStream out, PrintStream err)
      throws IOException {
    Configuration settings = spark.sparkContext().hadoopConfiguration();
    List<String> files = models(arguments, settings);
    SparkAnalysis analysis = SparkAnalysis.of(spark).options(arguments.options()).files(files);
    if (arguments.tasksPerCore().isPresent()) {
      analysis = analysis.tasksPerCore(arguments.tasksPerCore().getAsInt());
    }
    // When all arguments are known to be good: what is refused leaves no folder in the way.
    ResultFolder folder = ResultFolder.create(arguments.output(), settings);
    try (SparkResults results = analysis.run()) {
      Leaderboard board = folder.write(results, arguments.sort(), arguments.json());
      out.print(board);
      results.failures().forEach(it -> err.println("FAILED " + it));
      results.notes().forEach(it -> err.println("note: " + it));
      if (board.models().isEmpty()) {
        throw new IllegalStateException(
            "none of %d models could be analysed; %s tells why"
                .formatted(results.models(), arguments.output() + "/failed"));
      }
    }
  }

  private static List<String> models(Arguments arguments, Configuration settings)
      throws IOException {
    List<String> all = new ArrayList<>(ModelSearch.of(arguments.models(), settings));
    if (arguments.from().isPresent()) {
      Path list = new Path(arguments.from().get());
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  list.getFileSystem(settings).open(list), StandardCharsets.UTF_8))) {
        in.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(all::add);
      }
    }
    return all;
  }
}
