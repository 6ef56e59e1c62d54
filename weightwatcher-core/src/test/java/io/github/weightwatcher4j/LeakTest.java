package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.floats;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.weightwatcher4j.samples.Sources;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Many analyses in one JVM take no more memory than a few. */
@Tag("thorough")
class LeakTest {

  private static final Path LINUX_STATUS = Path.of("/proc/self/status");

  private static final int WARM_UP = 10;
  private static final int ANALYSES = 200;

  /**
   * The smallest of the buffers that count, X of the dense layer, has 280^2 doubles: lost once an
   * analysis, 190 times, it would make 119 MB. The JIT, the collector and malloc's arenas move by
   * 10 to 20 MB meanwhile.
   */
  private static final long NATIVE_TOLERANCE = 48L << 20;

  /** The results of one analysis are 15 kB of eigenvalues and some objects: kept, 190 make 5 MB. */
  private static final long HEAP_TOLERANCE = 3L << 20;

  /** A dense layer, one of several blocks, a kernel, and one that fails half-way. */
  private static Map<String, Object> model() {
    double[][] broken = gaussian(213, 3000, 100);
    broken[2999][5] = Double.NaN;
    return Sources.map(
        "dense", floats(gaussian(211, 300, 280)),
        "tall", Nd4j.create(gaussian(212, 4000, 100)),
        "conv", Nd4j.create(floats(gaussian(214, 32, 16 * 9))).reshape('c', 32, 16, 3, 3),
        "broken", broken);
  }

  @Test
  void twoHundredAnalysesLeaveMemoryWhereItWasAfterTen() throws IOException {
    assumeTrue(Files.exists(LINUX_STATUS), "no /proc to read the process's memory from");
    WeightWatcher watcher = new WeightWatcher(model());
    long nativeAfterTen = 0;
    long heapAfterTen = 0;
    for (int i = 1; i <= ANALYSES; i++) {
      analyze(watcher, i);
      if (i % WARM_UP == 0) {
        // Now and then: a heap that fills touches new pages, which are no leak.
        System.gc();
      }
      if (i == WARM_UP) {
        nativeAfterTen = resident();
        heapAfterTen = heap();
      }
    }
    assertThat(resident() - nativeAfterTen).as("resident bytes").isLessThan(NATIVE_TOLERANCE);
    assertThat(heap() - heapAfterTen).as("heap bytes").isLessThan(HEAP_TOLERANCE);
  }

  /** By both methods, some cancelled after a few blocks. */
  private static void analyze(WeightWatcher watcher, int i) {
    SpectrumMethod method = i % 2 == 0 ? SpectrumMethod.FAST : SpectrumMethod.ACCURATE;
    if (i % 5 != 0) {
      assertThat(watcher.analyze(options -> options.method(method).threads(2)).details().size())
          .isEqualTo(3);
      return;
    }
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(
            () ->
                watcher.analyze(
                    options ->
                        options
                            .method(method)
                            .threads(2)
                            .cancelWhen(() -> asked.incrementAndGet() > 6)))
        .isInstanceOf(CancellationException.class);
  }

  private static long resident() throws IOException {
    return Files.readAllLines(LINUX_STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  private static long heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
