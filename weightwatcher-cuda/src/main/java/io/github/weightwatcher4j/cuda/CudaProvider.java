package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.SpectrumSolverProvider;
import java.util.Optional;

/**
 * The solver {@code cuda}: eigenvalues on an NVIDIA GPU by cuBLAS and cuSOLVER of CUDA 13, in
 * float64, or in float32 for the method SINGLE. Used only where it is asked for by its name, as its
 * digits are others than LAPACK's. It needs NVIDIA's driver and toolkit; without them {@link
 * #unavailable()} says what is missing, and nothing else fails. What a GPU cannot do is done by
 * LAPACK on the CPU, and told in the notes of the analysis.
 */
public final class CudaProvider implements SpectrumSolverProvider {

  /** What it is chosen by. */
  public static final String NAME = "cuda";

  private final Gpu gpu;

  /** The solver on the GPU of this machine; nothing is loaded yet. */
  public CudaProvider() {
    this(Gpu.HERE);
  }

  CudaProvider(Gpu gpu) {
    this.gpu = gpu;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> unavailable() {
    return gpu.unavailable();
  }

  @Override
  public String device() {
    return gpu.device().description();
  }

  @Override
  public SpectrumSolver solver(SpectrumMethod method) {
    Device device = gpu.device();
    return new CudaSolver(device, method, DeviceMemory.of(device));
  }
}
