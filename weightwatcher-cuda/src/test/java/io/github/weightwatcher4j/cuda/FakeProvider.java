package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.SpectrumSolverProvider;
import java.util.Optional;

/** The solver on a device in tests, found by another name. */
public final class FakeProvider implements SpectrumSolverProvider {

  static final String NAME = "fake-cuda";

  /** What the next solvers run on. */
  private static FakeDevice device = FakeDevice.large();

  static FakeDevice newDevice(long bytes) {
    device = new FakeDevice(bytes, Schedule.LATE);
    return device;
  }

  private static CudaProvider cuda() {
    return new CudaProvider(new Gpu(() -> device));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> unavailable() {
    return cuda().unavailable();
  }

  @Override
  public String device() {
    return cuda().device();
  }

  @Override
  public SpectrumSolver solver(SpectrumMethod method) {
    return cuda().solver(method);
  }
}
