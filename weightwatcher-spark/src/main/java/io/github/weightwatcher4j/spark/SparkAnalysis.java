package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.option.Option;
import io.github.weightwatcher4j.option.Options;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Analyses many models on the executors of a Spark cluster.
 *
 * <pre>{@code
 * try (SparkResults results =
 *     SparkAnalysis.of(spark).options(o -> o.randomize(true)).files(addresses).run()) {
 *   results.layers().write().parquet("s3a://bucket/layers");
 *   results.failed().show();
 * }
 * }</pre>
 *
 * <p>A first stage lists the layers of all files, a second one analyses them, in tasks of about
 * equal work and on one thread each. The numbers are those of one machine with the same processors,
 * to the last bit, however the layers were shared out and whichever executors were lost meanwhile.
 *
 * <p>Immutable. A session of Spark Connect has no executors that it could send code to; the program
 * must run where the driver is.
 */
public final class SparkAnalysis {

  /** Bins for each core: what one core is behind, another takes. */
  private static final int TASKS_PER_CORE = 4;

  private final SparkSession spark;
  private final AnalysisOptions options;
  private final List<String> files;
  private final int tasksPerCore;

  private SparkAnalysis(
      SparkSession spark, AnalysisOptions options, List<String> files, int tasksPerCore) {
    this.spark = spark;
    this.options = options;
    this.files = files;
    this.tasksPerCore = tasksPerCore;
  }

  /** An analysis of no files yet, with the default options, by a session and its executors. */
  public static SparkAnalysis of(SparkSession spark) {
    return new SparkAnalysis(spark, AnalysisOptions.defaults(), List.of(), TASKS_PER_CORE);
  }

  /**
   * The same with other options. Threads and shard are the cluster's to say: a task has one thread,
   * whatever {@code threads} is, and a shard is refused.
   *
   * @throws IllegalArgumentException where an option holds code, such as a listener for progress,
   *     which cannot be sent to other machines, and where a shard is set; the message names it
   */
  public SparkAnalysis options(AnalysisOptions newOptions) {
    for (Option<?> option : Options.all()) {
      requireNoCode(option, newOptions.get(option));
    }
    if (!newOptions.shard().isAll()) {
      throw new IllegalArgumentException(
          "shard is " + newOptions.shard() + ", but the layers are shared out among Spark's tasks");
    }
    return new SparkAnalysis(spark, newOptions, files, tasksPerCore);
  }

  private static void requireNoCode(Option<?> option, Object value) {
    boolean code = option.isCode() && !value.equals(option.byDefault());
    if (code || (value instanceof LayerSelector rule && rule.isCode())) {
      throw new IllegalArgumentException(
          option
              + " holds code, which is not sent to other machines: "
              + (code
                  ? "leave it out; Spark's pages show progress, and its jobs can be cancelled"
                  : "give the rule as text"));
    }
  }

  /** The same with the options that the operator sets, from the present ones on. */
  public SparkAnalysis options(UnaryOperator<AnalysisOptionsBuilder> set) {
    return options(set.apply(options.toBuilder()).build());
  }

  /**
   * The same of these models: files, or folders of one model each, by paths or addresses of any
   * file system that Hadoop knows ({@code hdfs:}, {@code s3a:}, {@code file:}; without a scheme
   * that of {@code fs.defaultFS}), or {@code https:} and {@code hf:} where weightwatcher-remote is
   * on the class path. All executors must reach them. One that is given twice is analysed once;
   * files given before are replaced.
   */
  public SparkAnalysis files(List<String> addresses) {
    List<String> distinct = List.copyOf(new LinkedHashSet<>(addresses));
    return new SparkAnalysis(spark, options, distinct, tasksPerCore);
  }

  /** As {@link #files(List)}. */
  public SparkAnalysis files(String... addresses) {
    return files(List.of(addresses));
  }

  /**
   * The same in so many tasks for each core of the cluster ({@code defaultParallelism}); 4 unless
   * said.
   *
   * @param tasks at least 1; more even out what cores differ by, each costs about 10 ms
   */
  public SparkAnalysis tasksPerCore(int tasks) {
    if (tasks < 1) {
      throw new IllegalArgumentException("tasksPerCore must be >= 1 but was " + tasks);
    }
    return new SparkAnalysis(spark, options, files, tasks);
  }

  /**
   * Analyses the models, and returns when all are. A model that cannot be read or analysed is one
   * of {@link SparkResults#failed}, with the reason; the others are not affected. Where a stage
   * fails as a whole, such as on executors without a native library for their platform, Spark's
   * exception comes through.
   *
   * @throws IllegalStateException where no files were given
   */
  public SparkResults run() {
    if (files.isEmpty()) {
      throw new IllegalStateException("there are no models to analyse: give files(...)");
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> settings =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    List<Listing> listings = listings(context, settings);
    // Read anew: executors may have come since the first stage was planned.
    List<Piece[]> plan = new Plan(files, listings, !options.flow()).tasks(tasks(context));
    // Before the first action, so that what is computed once is kept.
    JavaRDD<Part> parts =
        parts(context, plan, settings).persist(StorageLevel.MEMORY_AND_DISK_SER());
    int layers = listings.stream().mapToInt(Listing::layers).sum();
    try {
      List<Part> told =
          Labelled.work(
              context,
              "analyse layers",
              "analyse %d layers of %d models in %d tasks"
                  .formatted(layers, files.size(), plan.size()),
              () -> parts.map(Part::told).collect());
      return new SparkResults(spark, parts, files, listings, told);
    } catch (Exception e) { // also Spark's own, which no signature tells
      parts.unpersist();
      throw e;
    }
  }

  private int tasks(JavaSparkContext context) {
    return Math.multiplyExact(context.defaultParallelism(), tasksPerCore);
  }

  private List<Listing> listings(
      JavaSparkContext context, Broadcast<SerializableConfiguration> settings) {
    return Labelled.work(
        context,
        "list layers",
        "list the layers of %d models".formatted(files.size()),
        () ->
            context
                .parallelize(files, Math.min(files.size(), tasks(context)))
                .map(new ListingTask(options, settings))
                .collect());
  }

  private JavaRDD<Part> parts(
      JavaSparkContext context, List<Piece[]> plan, Broadcast<SerializableConfiguration> settings) {
    return plan.isEmpty()
        ? context.emptyRDD()
        : context
            .parallelize(plan, plan.size())
            .flatMap(new AnalysisTask(options, settings))
            .setName("parts of analyses");
  }
}
