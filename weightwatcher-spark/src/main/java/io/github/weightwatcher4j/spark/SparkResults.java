package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.rank.FailedModel;
import io.github.weightwatcher4j.rank.Leaderboard;
import io.github.weightwatcher4j.rank.RankKey;
import io.github.weightwatcher4j.rank.RankedModel;
import io.github.weightwatcher4j.report.Analysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What an analysis of many models found. The analyses stay on the executors, in memory or on their
 * disks, until this is closed; what is lost with an executor is computed again when it is asked
 * for. So write what is to be kept, and close.
 */
public final class SparkResults implements AutoCloseable {

  private final SparkSession spark;

  /** All that the executors keep. */
  private final JavaRDD<Part> kept;

  /** Those of the models that have not failed. */
  private final JavaRDD<Part> parts;

  private final List<Part> told;
  private final int models;
  private final SortedMap<Integer, FailedModel> failed = new TreeMap<>();
  private boolean closed;

  SparkResults(
      SparkSession spark,
      JavaRDD<Part> parts,
      List<String> files,
      List<Listing> listings,
      List<Part> told) {
    this.spark = spark;
    this.told = List.copyOf(told);
    this.models = files.size();
    for (int file = 0; file < files.size(); file++) {
      if (!listings.get(file).isRead()) {
        failed.put(
            file, new FailedModel(Models.shown(files.get(file)), listings.get(file).problem()));
      }
    }
    told.stream()
        .filter(part -> !part.isAnalyzed())
        .forEach(
            part -> failed.putIfAbsent(part.file(), new FailedModel(part.model(), part.problem())));
    // Of a model that failed in one task, other tasks may have layers: it is no analysis.
    Set<Integer> lost = new TreeSet<>(failed.keySet());
    this.kept = parts;
    this.parts = lost.isEmpty() ? parts : parts.filter(part -> !lost.contains(part.file()));
  }

  /** How many models were given. */
  public int models() {
    return models;
  }

  /**
   * A row for each analysed layer: the columns of the CSV ({@link
   * io.github.weightwatcher4j.export.AnalysisCsv}), those of optional stages where any layer of any
   * model has a value, and {@code model} before them, the address as it was given (without user,
   * password and query where it is one of the web). The rows are in no order.
   */
  public Dataset<Row> layers() {
    requireOpen();
    StructType schema =
        Rows.layers(
            told.stream().flatMap(part -> part.columns().stream()).collect(Collectors.toSet()));
    return spark.createDataFrame(parts.flatMap(part -> Rows.of(part, schema)), schema);
  }

  /**
   * A row for each layer that was not analysed: {@code model}, {@code layer_id}, {@code name},
   * {@code layer_type}, {@code cause} (of {@link
   * io.github.weightwatcher4j.report.SkippedLayer.Cause}, in lower case) and {@code reason}. The
   * rows are in no order.
   */
  public Dataset<Row> skipped() {
    requireOpen();
    return spark.createDataFrame(parts.flatMap(Rows::skipped), Rows.SKIPPED);
  }

  /**
   * A row for each model of which nothing is known, since it could not be read or analysed: {@code
   * model} and {@code reason}, in the order of the files.
   */
  public Dataset<Row> failed() {
    return spark.createDataFrame(
        failed.values().stream().map(it -> Rows.failed(it.path(), it.reason())).toList(),
        Rows.FAILED);
  }

  /** As {@link #failed()}, as a list. */
  public List<FailedModel> failures() {
    return List.copyOf(failed.values());
  }

  /**
   * The analyses of the other models, in the order of the files: what one machine finds, to the
   * last bit. All of them are brought into the memory of the driver; {@link #forEach} is for many.
   */
  public List<Analysis> analyses() {
    SortedMap<Integer, Analysis> all = new TreeMap<>();
    each((part, analysis) -> all.put(part.file(), analysis));
    return List.copyOf(all.values());
  }

  /**
   * Gives each of these analyses with its model's address, one after the other and in no order. The
   * driver holds those of one task at a time, and the parts of models that several tasks shared.
   */
  public void forEach(BiConsumer<? super String, ? super Analysis> consumer) {
    each((part, analysis) -> consumer.accept(part.model(), analysis));
  }

  private void each(BiConsumer<Part, Analysis> consumer) {
    requireOpen();
    Map<Integer, Integer> expected = new HashMap<>();
    told.forEach(part -> expected.merge(part.file(), 1, Integer::sum));
    Map<Integer, List<Analysis>> waiting = new HashMap<>();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Iterator<Part> all = parts.toLocalIterator();
    // It runs a job for each partition when it comes to it; the consumer's own jobs are not ours.
    while (Labelled.work(
        context, "bring analyses", "bring the analyses to the driver", all::hasNext)) {
      Part part = all.next();
      List<Analysis> ofFile = waiting.computeIfAbsent(part.file(), any -> new ArrayList<>());
      ofFile.add(part.analysis());
      if (ofFile.size() == expected.getOrDefault(part.file(), 0)) {
        waiting.remove(part.file());
        consumer.accept(part, part.isWhole() ? ofFile.get(0) : Analysis.joined(ofFile));
      }
    }
  }

  /** The models in the order of one number, and those that failed. */
  public Leaderboard leaderboard(RankKey key) {
    List<RankedModel> ranked = new ArrayList<>();
    forEach((model, analysis) -> ranked.add(RankedModel.of(model, analysis)));
    return new Leaderboard(ranked, failures(), key);
  }

  /** The linear algebra libraries with their kernels, and the executors that computed with each. */
  public SortedMap<String, SortedSet<String>> kernels() {
    return new TreeMap<>(new Kernels(told).executors());
  }

  /**
   * Remarks on the whole, such as executors with different kernels, whose results differ in their
   * last digits.
   */
  public List<String> notes() {
    return new Kernels(told).notes();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "the executors have forgotten these analyses: they are closed; ask before close()");
    }
  }

  /**
   * Lets the executors forget the analyses. What needs them is refused from then on; a {@code
   * Dataset} from before would compute them again.
   */
  @Override
  public void close() {
    closed = true;
    kept.unpersist();
  }
}
