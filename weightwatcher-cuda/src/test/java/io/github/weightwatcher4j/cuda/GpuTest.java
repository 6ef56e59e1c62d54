package io.github.weightwatcher4j.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.cuda.DeviceException.Kind;
import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.SpectrumSolvers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether there is a GPU that is right, and what is said where there is none. */
class GpuTest {

  @Test
  void oneThatSolvesAProblemOfKnownAnswerIsTaken() {
    FakeDevice device = FakeDevice.large();
    Gpu gpu = new Gpu(() -> device);
    assertThat(gpu.unavailable()).isEmpty();
    assertThat(gpu.device()).isSameAs(device);
    assertThat(device.leaks()).isEmpty();
    assertThat(device.solved)
        .extracting(Problem::real, Problem::batched)
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "(FLOAT64, false)", "(FLOAT64, true)", "(FLOAT32, false)", "(FLOAT32, true)");
  }

  @Test
  void oneThatIsALittleWrongIsNot() {
    FakeDevice device = FakeDevice.large();
    device.faults.scale(1 + 1e-9); // the sum of eigenvalues lets it pass
    assertThat(new Gpu(() -> device).unavailable().orElseThrow())
        .matches(
            "it gives wrong results in FLOAT64 [(]relative error 1[.]0e-09 on a problem with a"
                + " known answer[)]; update driver and toolkit, or use another solver");
    assertThat(device.leaks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "allocate", "solve"})
  void oneThatFailsAtOnceIsNot(String call) {
    FakeDevice device = FakeDevice.large();
    device.faults.fail(call, 0, Kind.MEMORY);
    assertThat(new Gpu(() -> device).unavailable()).contains(call + " failed on purpose");
  }

  @Test
  void whatIsMissingIsLookedForOnceAndToldEveryTime() {
    AtomicInteger looked = new AtomicInteger();
    Gpu gpu =
        new Gpu(
            () -> {
              looked.incrementAndGet();
              throw new UnsatisfiedLinkError(
                  "/x/libjnicudart.so: libcuda.so.1: cannot open shared object file: No such file");
            });
    CudaProvider provider = new CudaProvider(gpu);
    Optional<String> why = provider.unavailable();
    assertThat(why.orElseThrow()).startsWith("there is no NVIDIA driver here (libcuda.so.1");
    assertThat(provider.unavailable()).isEqualTo(why);
    assertThatThrownBy(() -> provider.solver(SpectrumMethod.FAST))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessage("the solver 'cuda' cannot be used: " + why.get());
    assertThatThrownBy(provider::device).isInstanceOf(NativeLibraryException.class);
    assertThat(looked).hasValue(1);
  }

  /** On whatever machine this runs. */
  @Test
  void theSolverOfThisMachineIsFoundAndWorksOrSaysWhatIsMissing() {
    assertThat(SpectrumSolvers.names()).contains("cuda", "lapack", FakeProvider.NAME);
    Optional<String> why = new CudaProvider().unavailable();
    if (why.isEmpty()) {
      assertThat(new CudaProvider().device()).contains("compute capability", "cuSOLVER");
    } else {
      assertThat(why.get()).matches("[^\n]*(driver|CUDA)[^\n]*");
      assertThatThrownBy(() -> SpectrumSolvers.named("cuda"))
          .isInstanceOf(NativeLibraryException.class)
          .hasMessage("the solver 'cuda' cannot be used: " + why.get());
      assertThat(SpectrumSolvers.named("cuda,lapack").name()).isEqualTo("lapack");
    }
  }

  @Test
  void theDriversVersionIsReadFromWhatItSays() {
    String text =
        """
        NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.159.03  Release Build
        GCC version:  gcc version 13.3.0 (Ubuntu 13.3.0-6ubuntu2)
        """;
    assertThat(KernelDriver.in(text)).contains("580.159.03");
    assertThat(KernelDriver.in("GCC version:  gcc version 13.3.0\n")).isEmpty();
  }
}
