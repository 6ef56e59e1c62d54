package io.github.weightwatcher4j.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Matrices in flight share a device's memory and wait for one another. */
class DeviceMemoryTest {

  @Test
  void aTenthOfWhatIsFreeIsLeftToDriversAndLibraries() {
    assertThat(DeviceMemory.of(FakeDevice.large()).total()).isEqualTo(900_000_000);
  }

  @Test
  void whatNeverFitsIsRefusedAtOnce() {
    DeviceMemory memory = new DeviceMemory(2_000_000);
    memory.take(2_000_000, Samples.NEVER);
    memory.giveBack(2_000_000);
    assertThatThrownBy(() -> memory.take(2_100_000, Samples.NEVER))
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.kind()).isEqualTo(DeviceException.Kind.MEMORY))
        .hasMessage("needs 2.1 MB of the 2.0 MB that are free on the GPU");
  }

  @Test
  void whoWaitsCanBeCancelledAndInterrupted() {
    DeviceMemory memory = new DeviceMemory(10);
    memory.take(10, Samples.NEVER);
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> memory.take(1, () -> asked.incrementAndGet() == 3))
        .isInstanceOf(CancellationException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> memory.take(1, Samples.NEVER))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    memory.giveBack(10);
    memory.take(10, Samples.NEVER);
  }

  @Test
  void fourThreadsWithRoomForOneTakeTurnsAndHaveTheSameBits() throws Exception {
    FakeDevice device = new FakeDevice(1_000_000_000, Schedule.LATE);
    List<WeightMatrix> matrices = Samples.several(12, 60, 50);
    List<Spectrum> expected = new ArrayList<>();
    List<Spectrum> found = new ArrayList<>();
    long room = 5_000_000; // 4.3 MB each
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (CudaSolver solver = new CudaSolver(device, SpectrumMethod.FAST, new DeviceMemory(room))) {
      List<Future<Spectrum>> asked = new ArrayList<>();
      for (WeightMatrix matrix : matrices) {
        expected.add(solver.eigenvalues(matrix, Samples.RESOLUTION, Samples.NEVER));
        asked.add(
            threads.submit(() -> solver.eigenvalues(matrix, Samples.RESOLUTION, Samples.NEVER)));
      }
      for (Future<Spectrum> one : asked) {
        found.add(one.get());
      }
      assertThat(solver.notes()).isEmpty();
    } finally {
      threads.shutdownNow();
    }
    assertThat(found).isEqualTo(expected);
    assertThat(device.mostTaken()).isLessThanOrEqualTo(room);
    assertThat(device.opened()).isBetween(1, 5);
    assertThat(device.leaks()).isEmpty();
  }
}
