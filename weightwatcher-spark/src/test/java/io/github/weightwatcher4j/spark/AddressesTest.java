package io.github.weightwatcher4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models on a web server and on a hub: each executor fetches what it analyses. */
class AddressesTest {

  @TempDir Path folder;

  private final ModelServer server = new ModelServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void modelsAtAddressesHaveTheBitsOfFiles() throws IOException {
    Path one = SampleModels.write(folder.resolve("one.safetensors"), 1, 60, 300, 90, 280);
    Path two = SampleModels.write(folder.resolve("two.safetensors"), 2, 64, 5, 72);
    server.put("/zoo/one.safetensors", Files.readAllBytes(one));
    LocalCluster.HUB.putOnHub("acme/two", Files.readAllBytes(two));
    String signed = server.address() + "/zoo/one.safetensors?X-Amz-Signature=SECRET";
    String gone = server.address() + "/zoo/gone.safetensors?X-Amz-Signature=SECRET";

    try (SparkResults results =
        SparkAnalysis.of(LocalCluster.session())
            .options(o -> o.minEvals(20))
            .files(signed, "hf://acme/two", gone)
            .run()) {
      List<Analysis> analyses = results.analyses();

      assertThat(analyses).as(results.failures().toString()).hasSize(2);
      assertThat(analyses.get(0).details()).isEqualTo(alone(one).details());
      assertThat(analyses.get(1).details()).isEqualTo(alone(two).details());
      assertThat(results.layers().select("model").distinct().collectAsList())
          .extracting(row -> row.getString(0))
          .containsExactlyInAnyOrder(server.address() + "/zoo/one.safetensors", "hf://acme/two");
      List<Row> failures = results.failed().collectAsList();
      assertThat(failures).hasSize(1);
      assertThat(failures.get(0).getString(1))
          .startsWith(server.address() + "/zoo/gone.safetensors: there is no such file (404)");
      assertThat(failures.toString() + results.layers().collectAsList() + analyses)
          .doesNotContain("SECRET");
    }
  }

  private static Analysis alone(Path file) {
    return new WeightWatcher(file).analyze(o -> o.minEvals(20));
  }
}
