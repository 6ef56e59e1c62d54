package io.github.weightwatcher4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.export.AnalysisJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkCommandTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private void run(String... arguments) throws IOException {
    SparkCommand.run(
        LocalCluster.session(),
        Arguments.parse(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  void layersGoToParquetAndModelsToALeaderboard() throws IOException {
    Path models = Files.createDirectories(folder.resolve("models"));
    Path one = SampleModels.write(models.resolve("one.safetensors"), 1, 60, 80);
    SampleModels.write(models.resolve("two.safetensors"), 2, 60, 5);
    Files.write(models.resolve("damaged.safetensors"), new byte[] {1, 2, 3});
    Path list = Files.writeString(folder.resolve("list"), "\n" + folder.resolve("gone") + "\n");
    String output = folder.resolve("out").toString();

    run("--output", output, "--json", "--from", list.toString(), models.toString());

    SparkSession spark = LocalCluster.session();
    Dataset<Row> layers = spark.read().parquet(output + "/layers");
    assertThat(layers.count()).isEqualTo(3);
    assertThat(layers.columns()).startsWith("model", "layer_id", "name").contains("alpha");
    assertThat(layers.where("model = '" + one + "'").count()).isEqualTo(2);
    assertThat(spark.read().parquet(output + "/skipped").count()).isEqualTo(1);
    assertThat(spark.read().parquet(output + "/failed").count()).isEqualTo(2);
    assertThat(Path.of(output, "leaderboard.json")).content().contains("two.safetensors");
    assertThat(Path.of(output, "leaderboard.csv")).content().contains("two.safetensors");
    assertThat(Path.of(output, "leaderboard.html")).content().contains("<title>Leaderboard");
    assertThat(AnalysisJson.read(Path.of(output, "analyses", "one.safetensors.json")).details())
        .hasSize(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("2 models by mean alpha");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("FAILED " + models.resolve("damaged.safetensors"))
        .contains("FAILED " + folder.resolve("gone"));
  }

  @Test
  void anOutputThatIsThereAlreadyIsRefusedBeforeTheWorkBegins() throws IOException {
    String model = SampleModels.write(folder.resolve("m"), 1, 60).toString();

    assertThatThrownBy(() -> run("--output", folder.toString(), model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder + " is there already");
  }

  @Test
  void anOptionThatIsRefusedLeavesNoFolderInTheWay() throws IOException {
    String model = SampleModels.write(folder.resolve("m"), 1, 60).toString();
    Path output = folder.resolve("out");

    assertThatThrownBy(() -> run("--output", output.toString(), "--set", "shard=1/2", model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shared out among Spark's tasks");
    assertThat(output).doesNotExist();
  }

  @Test
  void whereNoModelCouldBeAnalysedTheProgramFails() throws IOException {
    String model = Files.write(folder.resolve("m.safetensors"), new byte[] {1}).toString();
    String output = folder.resolve("out").toString();

    assertThatThrownBy(() -> run("--output", output, model))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none of 1 models could be analysed");
    assertThat(Path.of(output, "failed")).isNotEmptyDirectory();
  }
}
