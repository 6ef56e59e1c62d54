package io.github.weightwatcher4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.internal.Column;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.rank.RankKey;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.run.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("thorough")
class SparkAnalysisTest {

  @TempDir static Path folder;

  private static final List<String> FILES = new ArrayList<>();

  @BeforeAll
  static void writeModels() throws IOException {
    for (int i = 0; i < 6; i++) {
      FILES.add(SampleModels.write(folder.resolve("m" + i), i, 40, 64, 5, 96, 128).toString());
    }
    FILES.add(SampleModels.write(folder.resolve("large"), 9, 300, 40, 300, 8, 256).toString());
  }

  private static SparkAnalysis analysis() {
    return SparkAnalysis.of(LocalCluster.session()).options(o -> o.minEvals(20).mpFit(true));
  }

  private static Analysis alone(String file) {
    return new WeightWatcher(Path.of(file)).analyze(o -> o.minEvals(20).mpFit(true).threads(2));
  }

  private static void requireSame(Analysis cluster, Analysis one) {
    assertThat(cluster.rawModel()).isEqualTo(one.rawModel());
    assertThat(cluster.details()).isEqualTo(one.details());
    assertThat(cluster.skipped()).isEqualTo(one.skipped());
    assertThat(cluster.findings()).isEqualTo(one.findings());
    assertThat(cluster.notes()).isEqualTo(one.notes());
    assertThat(cluster.provenance().options()).isEqualTo(one.provenance().options());
    assertThat(cluster.provenance().file()).isEqualTo(one.provenance().file());
  }

  private static void requireSame(SparkResults results) {
    List<Analysis> analyses = results.analyses();
    assertThat(analyses).hasSize(FILES.size());
    List<Row> rows = results.layers().collectAsList();
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < FILES.size(); i++) {
      Analysis one = alone(FILES.get(i));
      requireSame(analyses.get(i), one);
      for (LayerReport row : one.details()) {
        cells.add(cells(FILES.get(i), one, row));
      }
    }
    assertThat(rows.stream().map(SparkAnalysisTest::cells))
        .containsExactlyInAnyOrderElementsOf(cells);
  }

  private static String cells(Row row) {
    return row.toSeq().mkString("|");
  }

  /** What the row of a layer must hold, from its digits as text, which tell every bit. */
  private static String cells(String model, Analysis analysis, LayerReport layer) {
    List<String> cells = new ArrayList<>(List.of(model));
    Column.of(analysis.details())
        .forEach(
            column -> cells.add(column.cell().apply(layer).map(String::valueOf).orElse("null")));
    return String.join("|", cells);
  }

  @Test
  void aClusterFindsTheBitsOfOneMachineAlsoWhereAnExecutorIsKilled() throws InterruptedException {
    SparkSession session = LocalCluster.session();
    AtomicBoolean killed = new AtomicBoolean();
    CountDownLatch removed = new CountDownLatch(1);
    SparkListener killer =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            if (end.stageId() > 0 && killed.compareAndSet(false, true)) {
              ProcessHandle.current().children().findFirst().orElseThrow().destroyForcibly();
            }
          }

          @Override
          public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
            removed.countDown();
          }
        };
    session.sparkContext().addSparkListener(killer);
    try (SparkResults results = analysis().files(FILES).run()) {
      assertThat(removed.await(20, TimeUnit.SECONDS)).isTrue();
      requireSame(results);
      assertThat(results.failures()).isEmpty();
    } finally {
      session.sparkContext().removeSparkListener(killer);
    }
  }

  @Test
  void whatIsSkippedIsToldOnceAlsoOfAModelThatTasksShared() {
    try (SparkResults results = analysis().files(FILES.get(6)).tasksPerCore(2).run()) {
      List<Row> rows = results.skipped().collectAsList();

      assertThat(results.analyses()).hasSize(1);
      requireSame(results.analyses().get(0), alone(FILES.get(6)));
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).getString(0)).isEqualTo(FILES.get(6));
      assertThat(rows.get(0).getLong(1)).isEqualTo(3);
      assertThat(rows.get(0).getString(2)).isEqualTo("layer3.weight");
      assertThat(rows.get(0).getString(4)).isEqualTo("size");
      assertThat(rows.get(0).getString(5)).isEqualTo("8 eigenvalues, fewer than minEvals = 20");
    }
  }

  @Test
  void modelsThatCannotBeReadAreRowsWithTheirReasonsAndLoseNoOthers() throws IOException {
    Path damaged = Files.write(folder.resolve("damaged.safetensors"), new byte[] {1, 2, 3});
    String missing = folder.resolve("missing.safetensors").toString();
    try (SparkResults results =
        analysis().files(missing, FILES.get(0), damaged.toString(), "nfs4x://a/b").run()) {
      assertThat(results.analyses()).hasSize(1);
      List<Row> failed = results.failed().collectAsList();

      assertThat(failed).extracting(row -> row.getString(0)).contains(missing);
      assertThat(failed.get(0).getString(1)).contains("there is no file").contains(missing);
      assertThat(failed.get(1).getString(0)).isEqualTo(damaged.toString());
      assertThat(failed.get(1).getString(1)).contains("damaged.safetensors");
      assertThat(failed.get(2).getString(1)).contains("nfs4x");
      assertThat(results.leaderboard(RankKey.ALPHA).failed()).hasSize(3);
      assertThat(results.leaderboard(RankKey.ALPHA).models()).hasSize(1);
    }
  }

  @Test
  void modelsOnAFileSystemOfHadoopsHaveTheSameRows() {
    String address = "store://" + FILES.get(6);
    try (SparkResults results = analysis().files(address).run()) {
      Analysis one = alone(FILES.get(6));

      assertThat(results.failures()).isEmpty();
      assertThat(results.analyses()).hasSize(1);
      assertThat(results.analyses().get(0).details()).isEqualTo(one.details());
      assertThat(results.analyses().get(0).rawModel()).isEqualTo(one.rawModel());
      assertThat(results.layers().select("model").distinct().collectAsList())
          .extracting(row -> row.getString(0))
          .containsExactly(address);
    }
  }

  @Test
  void jobsThatBringAnalysesAreToldOnSparksPages() throws InterruptedException {
    SparkSession session = LocalCluster.session();
    CountDownLatch told = new CountDownLatch(1);
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            if ("WeightWatcher: bring the analyses to the driver"
                .equals(start.properties().getProperty("spark.job.description"))) {
              told.countDown();
            }
          }
        };
    session.sparkContext().addSparkListener(listener);
    try (SparkResults results = analysis().files(FILES.get(0)).run()) {
      assertThat(results.analyses()).hasSize(1);
      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      session.sparkContext().removeSparkListener(listener);
    }
  }

  @Test
  void whatIsClosedIsNotComputedAgainUnasked() {
    SparkResults results = analysis().files(FILES.get(0)).run();
    results.close();

    assertThatThrownBy(results::layers).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(results::skipped).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(results::analyses).hasMessageContaining("ask before close()");
    assertThat(results.failures()).isEmpty();
  }

  @Test
  void kernelsAreNotedWithTheExecutorsThatUsedThem() {
    try (SparkResults results = analysis().files(FILES).run()) {
      assertThat(results.kernels()).hasSize(1);
      assertThat(results.kernels().firstKey())
          .isEqualTo(alone(FILES.get(0)).provenance().nativeLibrary());
      assertThat(results.kernels().values().iterator().next())
          .allSatisfy(executor -> assertThat(executor).startsWith("executor "));
      assertThat(results.notes()).isEmpty();
    }
  }

  @Test
  void optionsThatHoldCodeAreRefusedByName() {
    SparkAnalysis none = analysis();

    assertThatThrownBy(() -> none.options(o -> o.cancelWhen(() -> false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cancelWhen holds code");
    assertThatThrownBy(() -> none.options(AnalysisOptions.builder().shard(Shard.of(1, 2)).build()))
        .hasMessageContaining("shard is 1/2");
    assertThatThrownBy(() -> none.tasksPerCore(0)).hasMessageContaining("tasksPerCore");
    assertThatThrownBy(none::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no models");
  }
}
