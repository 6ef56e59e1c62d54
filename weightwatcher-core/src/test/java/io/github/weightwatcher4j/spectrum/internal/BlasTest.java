package io.github.weightwatcher4j.spectrum.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;

/** The native library: what it is, that it is right, and whose thread count holds. */
class BlasTest {

  @Test
  void theLibraryIsNamedWithItsVersionAndKernels() {
    assertThat(Blas.load()).matches("OpenBLAS 0\\.3\\.31, \\w+ kernels");
    assertThat(Blas.load()).as("loaded once").isSameAs(Blas.load());
  }

  @Test
  void theSelfCheckPassesHere() {
    assertThatCode(() -> SelfCheck.run(Blas.load())).doesNotThrowAnyException();
  }

  @Test
  void threadsAreSetForTheWorkAndGivenBack() {
    Blas.load();
    int before = openblas.blas_get_num_threads();
    List<Integer> inside = new ArrayList<>();
    Blas.withThreads(
        1,
        () -> {
          inside.add(openblas.blas_get_num_threads());
          Blas.withThreads(2, () -> inside.add(openblas.blas_get_num_threads()));
          inside.add(openblas.blas_get_num_threads());
        });
    assertThat(inside).as("the latest count holds until the last is done").containsExactly(1, 2, 2);
    assertThat(openblas.blas_get_num_threads()).isEqualTo(before);
  }

  @Test
  void threadsAreGivenBackAfterAFailure() {
    Blas.load();
    int before = openblas.blas_get_num_threads();
    assertThatThrownBy(
            () ->
                Blas.withThreads(
                    1,
                    () -> {
                      throw new IllegalStateException("work failed");
                    }))
        .hasMessage("work failed");
    assertThat(openblas.blas_get_num_threads()).isEqualTo(before);
  }

  @Test
  void overlappingWorkGivesBackTheCountFromBeforeTheFirst() throws InterruptedException {
    Blas.load();
    int before = openblas.blas_get_num_threads();
    CountDownLatch bothInside = new CountDownLatch(2);
    Runnable work =
        () -> {
          bothInside.countDown();
          try {
            assertThat(bothInside.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    Thread other = new Thread(() -> Blas.withThreads(1, work));
    other.start();
    Blas.withThreads(1, work);
    other.join();
    assertThat(openblas.blas_get_num_threads()).isEqualTo(before);
  }

  @Test
  void memoryThatIsNotThereIsATypedFailureWithTheNumber() {
    try (NativeMemory memory = new NativeMemory()) {
      assertThatThrownBy(() -> memory.doubles(1L << 58))
          .isInstanceOf(NativeLibraryException.class)
          .hasMessageContaining("no 2305843009213.7 MB of native memory left");
    }
  }
}
