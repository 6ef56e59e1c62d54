package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/**
 * A cluster of a master and two workers with one core each, all processes of this machine, against
 * one JVM with two threads over the same models: seconds, efficiency, whether all bits agree; then
 * with a worker killed in the middle. {@code standalone.sh} runs it.
 *
 * <p>Arguments: folder for the models, how many of them, repeats.
 */
final class StandaloneCluster implements AutoCloseable {

  private static final String MASTER = "spark://127.0.0.1:17077";

  private final List<Process> processes = new ArrayList<>();
  private final String classPath;
  private final Path scratch;

  private StandaloneCluster(Path scratch) throws IOException, InterruptedException {
    this.scratch = scratch;
    this.classPath = System.getProperty("java.class.path");
    start("master.Master", "--host", "127.0.0.1", "--port", "17077", "--webui-port", "0");
    TimeUnit.SECONDS.sleep(4); // until it listens
    startWorker();
    startWorker();
  }

  private void startWorker() throws IOException {
    String folder = scratch.resolve("worker" + processes.size()).toString();
    start(
        "worker.Worker",
        "--host",
        "127.0.0.1",
        "--cores",
        "1",
        "--memory",
        "2g",
        "--webui-port",
        "0",
        "--work-dir",
        folder,
        MASTER);
  }

  private void start(String role, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", classPath, "org.apache.spark.deploy." + role));
    command.addAll(List.of(arguments));
    Path log = scratch.resolve(role + processes.size() + ".log");
    processes.add(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  /** Kills the last worker with what it started, as kill -9 does. */
  private void killWorker() {
    Process worker = processes.get(processes.size() - 1);
    worker.descendants().forEach(ProcessHandle::destroyForcibly);
    worker.destroyForcibly();
  }

  private SparkSession session() {
    return SparkSession.builder()
        .master(MASTER)
        .appName("standalone")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.local.dir", scratch.toString())
        .config("spark.executor.memory", "1g")
        .config("spark.executor.cores", "1")
        .config("spark.executor.extraClassPath", classPath)
        .config("spark.default.parallelism", "2")
        .getOrCreate();
  }

  @Override
  public void close() {
    processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    processes.forEach(Process::destroyForcibly);
  }

  /** Runs the measurement. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
    List<String> files = models(folder, Integer.parseInt(arguments[1]));
    int repeats = Integer.parseInt(arguments[2]);
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    Path scratch = Files.createTempDirectory(folder, "scratch");
    try (StandaloneCluster cluster = new StandaloneCluster(scratch);
        SparkSession session = cluster.session()) {
      cluster.measure(session, files, repeats);
    }
  }

  private void measure(SparkSession session, List<String> files, int repeats)
      throws InterruptedException {
    List<String> some = files.subList(0, Math.min(files.size(), 40));
    cluster(session, some).close(); // cold, as is the JVM beside it
    alone(some);
    double best = Double.POSITIVE_INFINITY;
    double bestAlone = Double.POSITIVE_INFINITY;
    List<Analysis> expected = List.of();
    for (int i = 0; i < repeats; i++) {
      long start = System.nanoTime();
      expected = alone(files);
      double alone = (System.nanoTime() - start) / 1e9;
      double seconds = compared(session, files, "both alive", alone, expected);
      best = Math.min(best, seconds);
      bestAlone = Math.min(bestAlone, alone);
    }
    System.out.printf(
        Locale.ROOT,
        "%d models: fastest %.1f s on one JVM, %.1f s on the cluster, efficiency %.2f; %s%n",
        files.size(),
        bestAlone,
        best,
        bestAlone / best,
        expected.get(0).provenance().nativeLibrary());
    Thread killer = new Thread(this::killSoon);
    killer.start();
    compared(session, files, "a worker killed", bestAlone, expected);
    killer.join();
  }

  private void killSoon() {
    try {
      TimeUnit.SECONDS.sleep(5);
      killWorker();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Seconds of the cluster, whose results are compared when the time is taken. */
  private static double compared(
      SparkSession session, List<String> files, String what, double alone, List<Analysis> one) {
    long start = System.nanoTime();
    try (SparkResults results = cluster(session, files)) {
      double seconds = (System.nanoTime() - start) / 1e9;
      boolean same = same(results.analyses(), one);
      tell(what, alone, seconds, same);
      if (!same) {
        throw new IllegalStateException("a cluster must find the bits of one JVM");
      }
      return seconds;
    }
  }

  private static void tell(String what, double alone, double cluster, boolean same) {
    System.out.printf(
        Locale.ROOT,
        "%s: one JVM %.1f s, cluster %.1f s, %.2f; %s%n",
        what,
        alone,
        cluster,
        alone / cluster,
        same ? "all bits agree" : "BITS DIFFER");
  }

  private static SparkResults cluster(SparkSession session, List<String> files) {
    return SparkAnalysis.of(session).files(files).run();
  }

  private static List<Analysis> alone(List<String> files) {
    return files.stream()
        .map(file -> new WeightWatcher(Path.of(file)).analyze(o -> o.threads(2)))
        .toList();
  }

  private static boolean same(List<Analysis> some, List<Analysis> others) {
    boolean same = some.size() == others.size();
    for (int i = 0; same && i < some.size(); i++) {
      same =
          some.get(i).details().equals(others.get(i).details())
              && some.get(i).findings().equals(others.get(i).findings())
              && some.get(i).skipped().equals(others.get(i).skipped());
    }
    return same;
  }

  /** Models of 20 layers of 64 to 512 columns; every hundredth has one of 2048. */
  private static List<String> models(Path folder, int count) throws IOException {
    List<String> files = new ArrayList<>();
    for (int model = 0; model < count; model++) {
      Path file = folder.resolve("model-%04d.safetensors".formatted(model));
      if (!Files.exists(file)) {
        Random random = new Random(model);
        int[] sizes = random.ints(40, 1, 9).map(size -> 64 * size).toArray();
        if (model % 100 == 0) {
          sizes[0] = 2048;
          sizes[1] = 2048;
        }
        SampleModels.write(file, model, sizes);
      }
      files.add(file.toString());
    }
    return files;
  }
}
