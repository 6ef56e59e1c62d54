package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.cuda.HandedOver.Reason;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import io.github.weightwatcher4j.spectrum.internal.SingleGram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Eigenvalues on a GPU, as {@link LapackSolver} computes them on the CPU: X = W^T W is summed over
 * blocks of rows, then its eigenvalues are taken. What the GPU cannot do is done by LAPACK, and the
 * notes say so: matrices that do not fit its memory, the method ACCURATE, and the rank where it
 * hangs on eigenvalues that rounding hides.
 */
final class CudaSolver implements SpectrumSolver {

  /** Up to this M several matrices are solved in one call. */
  static final int SMALL = 512;

  /** Most matrices in one call. */
  private static final int MOST = 64;

  private final SpectrumMethod method;
  private final DeviceMemory memory;
  private final Lanes lanes;
  private final LapackSolver lapack;
  private final LapackSolver accurate;
  private final HandedOver handedOver = new HandedOver();
  private final AtomicBoolean widened = new AtomicBoolean();
  private volatile boolean lost;

  /**
   * A solver.
   *
   * @param memory of the device, for all that this solver does at once
   */
  CudaSolver(Device device, SpectrumMethod method, DeviceMemory memory) {
    this.method = method;
    this.memory = memory;
    this.lanes = new Lanes(device);
    this.lapack = new LapackSolver(method);
    this.accurate = new LapackSolver(SpectrumMethod.ACCURATE);
  }

  @Override
  public Spectrum eigenvalues(WeightMatrix matrix, double resolution, BooleanSupplier cancelled) {
    return eigenvalues(List.of(matrix), resolution, cancelled).get(0);
  }

  @Override
  public List<Spectrum> eigenvalues(
      List<WeightMatrix> matrices, double resolution, BooleanSupplier cancelled) {
    List<Spectrum> spectra = new ArrayList<>();
    for (int from = 0; from < matrices.size(); ) {
      int most = matrices.get(from).columns() <= SMALL ? MOST : 1;
      int to = Math.min(matrices.size(), from + most);
      spectra.addAll(together(matrices.subList(from, to), resolution, cancelled));
      from = to;
    }
    return spectra;
  }

  private List<Spectrum> together(
      List<WeightMatrix> matrices, double resolution, BooleanSupplier cancelled) {
    if (matrices.get(0).columns() == 0) {
      return matrices.stream().map(matrix -> Spectrum.of()).toList();
    }
    if (method == SpectrumMethod.ACCURATE) {
      handedOver.add(Reason.ACCURATE, matrices.size(), "");
      return accurate.eigenvalues(matrices, resolution, cancelled);
    }
    Optional<List<Spectrum>> found =
        onDevice(matrices.size(), lane -> values(lane, matrices, resolution, cancelled));
    if (found.isEmpty()) {
      return lapack.eigenvalues(matrices, resolution, cancelled);
    }
    List<Spectrum> settled = new ArrayList<>();
    for (int i = 0; i < matrices.size(); i++) {
      settled.add(settled(found.get().get(i), matrices.get(i), resolution, cancelled));
    }
    return settled;
  }

  private List<Spectrum> values(
      Lane lane, List<WeightMatrix> matrices, double resolution, BooleanSupplier cancelled) {
    WeightMatrix first = matrices.get(0);
    if (method.isSingle(first.precision()) && first.sparse().isEmpty()) {
      return inSingle(lane, matrices, resolution, cancelled);
    }
    if (method == SpectrumMethod.SINGLE) {
      widened.set(true);
    }
    return inParts(lane, Real.FLOAT64, matrices, cancelled);
  }

  /** In float32, but for those of which it does not tell enough, as {@link LapackSolver} has it. */
  private List<Spectrum> inSingle(
      Lane lane, List<WeightMatrix> matrices, double resolution, BooleanSupplier cancelled) {
    List<Spectrum> found = new ArrayList<>();
    try {
      for (Spectrum spectrum : inParts(lane, Real.FLOAT32, matrices, cancelled)) {
        WeightMatrix matrix = matrices.get(found.size());
        found.add(
            SingleGram.leavesRankOpen(spectrum, resolution)
                ? inParts(lane, Real.FLOAT64, List.of(matrix), cancelled).get(0)
                : spectrum.inSingle());
      }
      return found;
    } catch (FloatRangeException e) {
      return matrices.size() == 1
          ? inParts(lane, Real.FLOAT64, matrices, cancelled)
          : matrices.stream()
              .flatMap(one -> inSingle(lane, List.of(one), resolution, cancelled).stream())
              .toList();
    }
  }

  /** All in one call, or in halves where that takes more memory than there is. */
  private List<Spectrum> inParts(
      Lane lane, Real real, List<WeightMatrix> matrices, BooleanSupplier cancelled) {
    int m = matrices.get(0).columns();
    Problem problem = new Problem(real, false, m, matrices.size(), m <= SMALL);
    Decomposition all = new Decomposition(lane, memory, problem, matrices, cancelled);
    int half = matrices.size() / 2;
    if (half == 0 || all.bytesNeeded() <= memory.total()) {
      return all.values();
    }
    List<Spectrum> spectra = new ArrayList<>();
    spectra.addAll(inParts(lane, real, matrices.subList(0, half), cancelled));
    spectra.addAll(inParts(lane, real, matrices.subList(half, matrices.size()), cancelled));
    return spectra;
  }

  private Spectrum settled(
      Spectrum found, WeightMatrix matrix, double resolution, BooleanSupplier cancelled) {
    if (found.isSingle() || !LapackSolver.hangsOnRounding(found, resolution)) {
      return found;
    }
    handedOver.add(Reason.RANK, 1, "");
    return accurate.eigenvalues(matrix, resolution, cancelled);
  }

  /** {@inheritDoc} By the GPU in float64 whatever the method. */
  @Override
  public EigenSystem eigenvectors(WeightMatrix matrix, BooleanSupplier cancelled) {
    int m = matrix.columns();
    if (m == 0) {
      return lapack.eigenvectors(matrix, cancelled);
    }
    Problem problem = new Problem(Real.FLOAT64, true, m, 1, false);
    return onDevice(
            1,
            lane -> new Decomposition(lane, memory, problem, List.of(matrix), cancelled).vectors())
        .orElseGet(() -> lapack.eigenvectors(matrix, cancelled));
  }

  /** What the work gives; empty where the device does not do it, which is noted. */
  private <T> Optional<T> onDevice(int spectra, Function<Lane, T> work) {
    if (lost) {
      handedOver.add(Reason.DEVICE, spectra, "");
      return Optional.empty();
    }
    try {
      Lane lane = lanes.take();
      try {
        return Optional.of(work.apply(lane));
      } finally {
        lanes.giveBack(lane);
      }
    } catch (DeviceException e) {
      if (e.kind() == DeviceException.Kind.DEVICE) {
        lost = true;
      }
      handedOver.add(reason(e.kind()), spectra, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Reason reason(DeviceException.Kind kind) {
    return switch (kind) {
      case MEMORY -> Reason.MEMORY;
      case RESULT -> Reason.RESULT;
      case DEVICE -> Reason.DEVICE;
    };
  }

  /**
   * {@inheritDoc}
   *
   * <p>As much as LAPACK takes, which may have to do it; the GPU's own is counted apart.
   */
  @Override
  public long bytesNeeded(MatrixShape shape) {
    return Math.max(lapack.bytesNeeded(shape), bytesOfBlocks(shape));
  }

  @Override
  public long bytesNeeded(MatrixShape shape, Precision weights) {
    return Math.max(lapack.bytesNeeded(shape, weights), bytesOfBlocks(shape));
  }

  @Override
  public long bytesForVectors(MatrixShape shape) {
    long vectors = Double.BYTES * shape.m() * shape.m();
    return Math.max(lapack.bytesForVectors(shape), bytesOfBlocks(shape) + vectors);
  }

  /** Two in page-locked memory, one that is read into; whatever the solver keeps in the machine. */
  private static long bytesOfBlocks(MatrixShape shape) {
    return 3 * Double.BYTES * StreamedGram.values(shape.n(), shape.m());
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(handedOver.notes());
    if (widened.get() || !lapack.notes().isEmpty()) {
      notes.add(LapackSolver.WIDENED);
    }
    return notes;
  }

  @Override
  public void close() {
    lanes.close();
  }
}
