package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.formats.samples.SparseModel;
import io.github.weightwatcher4j.report.ModelDescription;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Headers of many tensors, described in time that grows with their number. The bound is on the
 * processor's time, so that other work on the machine does not count; it is twice what the command
 * line promises and a third of what a step that is quadratic in the tensors takes.
 */
@Tag("thorough")
class ManyTensorsTest {

  private static final Duration MOST = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void theExpertsOfALargeModelAreDescribedInSeconds() throws IOException {
    List<String> names =
        IntStream.range(0, 122_880)
            .mapToObj(
                i ->
                    "model.layers.%d.mlp.experts.%d.%s_proj.weight"
                        .formatted(i / 384, i / 3 % 128, List.of("up", "gate", "down").get(i % 3)))
            .toList();
    assertThat(describedInTime(names).layers()).hasSize(names.size());
  }

  @Test
  void namesOfAThousandCharactersAreDescribedInSeconds() throws IOException {
    String middle = "block_with_a_long_name.".repeat(45);
    List<String> names =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "model.layers." + i + "." + middle + "proj_" + i % 7 + ".weight")
            .toList();
    assertThat(describedInTime(names).layers()).hasSize(names.size());
  }

  private ModelDescription describedInTime(List<String> names) throws IOException {
    Path file = folder.resolve("many.safetensors");
    SparseModel.zeros(file, names, 64, 48);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    ModelDescription description = new WeightWatcher(file).describe();
    assertThat(description.toString().lines().count()).isGreaterThan(names.size());
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(MOST);
    return description;
  }
}
