package io.github.weightwatcher4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.Analysis;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models on HDFS, a cluster of it in this JVM. The profile {@code hdfs} has its classes, which are
 * therefore asked for by name.
 */
@Tag("hdfs")
class HdfsTest {

  private static final String CLUSTER = "org.apache.hadoop.hdfs.MiniDFSCluster";

  @TempDir Path folder;

  @Test
  void modelsOnHdfsHaveTheBitsOfThoseOnTheDisk() throws Exception {
    Path file = SampleModels.write(folder.resolve("model.safetensors"), 3, 60, 200, 90, 128);
    Class<?> builder = Class.forName(CLUSTER + "$Builder");
    Object cluster =
        builder
            .getMethod("build")
            .invoke(
                builder
                    .getConstructor(Configuration.class, File.class)
                    .newInstance(new Configuration(), folder.resolve("hdfs").toFile()));
    try {
      URI root = (URI) Class.forName(CLUSTER).getMethod("getURI").invoke(cluster);
      FileSystem hdfs = FileSystem.get(root, new Configuration());
      hdfs.copyFromLocalFile(
          new org.apache.hadoop.fs.Path(file.toString()),
          new org.apache.hadoop.fs.Path("/zoo/model.safetensors"));
      String address = root + "/zoo/model.safetensors";
      Analysis expected = new WeightWatcher(file).analyze(o -> o.minEvals(20));
      SparkSession spark = LocalCluster.session();
      try (SparkResults results =
          SparkAnalysis.of(spark).options(o -> o.minEvals(20)).files(address).run()) {
        List<Analysis> analyses = results.analyses();
        assertThat(results.failures()).isEmpty();
        assertThat(analyses).hasSize(1);
        assertThat(analyses.get(0).details()).isEqualTo(expected.details());
        assertThat(results.layers().first().getString(0)).isEqualTo(address);
      }
    } finally {
      Class.forName(CLUSTER).getMethod("shutdown").invoke(cluster);
    }
  }
}
