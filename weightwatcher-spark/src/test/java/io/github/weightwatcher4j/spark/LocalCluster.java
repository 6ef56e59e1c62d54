package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.spark.hadoop.StoreFileSystem;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * The session that the tests share: a cluster of two executors of one core and one gigabyte each,
 * which are processes of their own. It ends with the tests' process.
 */
final class LocalCluster {

  /** What the executors take for the hub of models. */
  static final ModelServer HUB = new ModelServer();

  private LocalCluster() {}

  private static final class Holder {
    static final SparkSession SESSION = start();
  }

  static SparkSession session() {
    return Holder.SESSION;
  }

  private static SparkSession start() {
    try {
      // Workers want a folder of jars; what executors need comes by the class path.
      Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
      Path scratch = Files.createDirectories(Path.of("target", "spark-scratch"));
      return SparkSession.builder()
          .master("local-cluster[2,1,1024]")
          .appName("tests")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.ui.enabled", "false")
          .config("spark.local.dir", scratch.toAbsolutePath().toString())
          .config("spark.sql.warehouse.dir", scratch.toAbsolutePath() + "/warehouse")
          .config("spark.executor.extraClassPath", classPath())
          .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
          .config("spark.executorEnv.HF_ENDPOINT", HUB.address())
          .config("spark.hadoop.fs.store.impl", StoreFileSystem.class.getName())
          .getOrCreate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of these tests, without the second logger that the other modules' tests have. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("slf4j-simple"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
