package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.cuda.Lane.Workspace;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.internal.NativeMemory;
import io.github.weightwatcher4j.spectrum.internal.SingleGram;
import io.github.weightwatcher4j.spectrum.internal.WeightRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Eigenvalues of W^T W of one or several matrices on a device: room for all, sums, solver, results.
 * The room is given back whatever happens, after all that was queued is done.
 */
final class Decomposition {

  private final Lane lane;
  private final DeviceMemory memory;
  private final Problem problem;
  private final List<WeightMatrix> matrices;
  private final BooleanSupplier cancelled;
  private final int rows;
  private final long valuesOfBlock;
  private final Workspace size;
  private final Arena plan;

  /**
   * A decomposition of matrices of one shape.
   *
   * @param matrices as many as the problem has
   */
  Decomposition(
      Lane lane,
      DeviceMemory memory,
      Problem problem,
      List<WeightMatrix> matrices,
      BooleanSupplier cancelled) {
    this.lane = lane;
    this.memory = memory;
    this.problem = problem;
    this.matrices = matrices;
    this.cancelled = cancelled;
    this.rows = StreamedGram.rows(matrices.get(0).rows(), problem.m());
    this.valuesOfBlock = (long) rows * problem.m();
    this.size = lane.workspace(problem);
    this.plan = Arena.of(problem, valuesOfBlock * problem.real().bytes(), size);
  }

  /** Bytes of the device that it takes. */
  long bytesNeeded() {
    return plan.total();
  }

  /**
   * The eigenvalues of each matrix.
   *
   * @throws io.github.weightwatcher4j.spectrum.UnusableWeightsException as for {@link
   *     io.github.weightwatcher4j.spectrum.SpectrumSolver#eigenvalues}
   * @throws DeviceException where the device does not do it
   * @throws FloatRangeException where one of them cannot be done in float32
   */
  List<Spectrum> values() {
    List<Spectrum> spectra = new ArrayList<>();
    inRoom(arena -> spectra.addAll(solve(arena)));
    return spectra;
  }

  /** As {@link #values}, of one matrix, with eigenvectors. */
  EigenSystem vectors() {
    NativeMemory kept = new NativeMemory();
    try {
      List<Spectrum> spectra = new ArrayList<>();
      DoublePointer vectors = kept.doubles((long) problem.m() * problem.m());
      inRoom(
          arena -> {
            spectra.addAll(solve(arena));
            lane.copyOut(arena.matrices(), vectors, problem.bytesOfMatrix());
          });
      boolean transposed = matrices.get(0).transposed();
      return EigenSystem.of(spectra.get(0), vectors, transposed, kept::close);
    } catch (RuntimeException | Error e) {
      kept.close(); // nobody else can
      throw e;
    }
  }

  /** What is done in a piece of device memory. */
  private interface Work {
    void in(Arena arena);
  }

  private void inRoom(Work work) {
    memory.take(plan.total(), cancelled);
    try {
      long address = lane.allocate(plan.total());
      try {
        work.in(plan.at(address));
      } finally {
        lane.drain();
        lane.free(address);
      }
    } finally {
      memory.giveBack(plan.total());
    }
  }

  private List<Spectrum> solve(Arena arena) {
    try (NativeMemory buffers = new NativeMemory()) {
      double[] traces = sum(arena);
      for (int i = 0; i < traces.length; i++) {
        requireUsable(matrices.get(i), traces[i]);
      }
      DoublePointer host = buffers.doubles(size.hostBytes() / Double.BYTES + 1);
      lane.solve(
          problem, arena.matrices(), arena.values(), arena.status(), arena.blocks(), host, size);
      requireSolved(arena, buffers);
      return spectra(values(arena, buffers), traces);
    }
  }

  private void requireUsable(WeightMatrix matrix, double trace) {
    if (problem.real() == Real.FLOAT64) {
      WeightRange.requireUsable(matrix, trace);
    } else if (!SingleGram.isInRange(trace)) {
      throw new FloatRangeException(trace);
    }
  }

  /** Queues X of each matrix; their traces. */
  private double[] sum(Arena arena) {
    lane.useForProducts(arena.products(), arena.productBytes());
    try (Staging staging = new Staging(problem.real(), valuesOfBlock)) {
      StreamedGram gram = new StreamedGram(lane, problem.real(), arena, staging, rows, cancelled);
      double[] traces = new double[matrices.size()];
      for (int i = 0; i < traces.length; i++) {
        traces[i] = gram.queue(matrices.get(i), arena.matrices() + i * problem.bytesOfMatrix());
      }
      return traces;
    }
  }

  private void requireSolved(Arena arena, NativeMemory buffers) {
    IntPointer status = buffers.ints(problem.count());
    lane.copyOut(arena.status(), status, (long) Integer.BYTES * problem.count());
    for (int i = 0; i < problem.count(); i++) {
      if (status.get(i) != 0) {
        throw DeviceException.of(
            DeviceException.Kind.RESULT,
            "cuSOLVER found no eigenvalues of a matrix with M = %d: status %d"
                .formatted(problem.m(), status.get(i)));
      }
    }
  }

  private double[] values(Arena arena, NativeMemory buffers) {
    int all = problem.count() * problem.m();
    double[] values = new double[all];
    if (problem.real() == Real.FLOAT64) {
      DoublePointer found = buffers.doubles(all);
      lane.copyOut(arena.values(), found, problem.bytesOfValues());
      found.get(values);
    } else {
      FloatPointer found = buffers.floats(all);
      lane.copyOut(arena.values(), found, problem.bytesOfValues());
      Arrays.setAll(values, found::get);
    }
    return values;
  }

  private List<Spectrum> spectra(double[] values, double[] traces) {
    List<Spectrum> spectra = new ArrayList<>();
    for (int i = 0; i < traces.length; i++) {
      int from = i * problem.m();
      double[] ofOne = Arrays.copyOfRange(values, from, from + problem.m());
      requireTrace(Arrays.stream(ofOne).sum(), traces[i]);
      for (int k = 0; k < ofOne.length; k++) {
        ofOne[k] = Math.max(0, ofOne[k]); // rounding leaves zeros a little negative
      }
      spectra.add(Spectrum.of(ofOne));
    }
    return spectra;
  }

  /**
   * Eigenvalues add up to the trace, which was summed on the CPU: a device that is wrong is told.
   */
  private void requireTrace(double sum, double trace) {
    if (!(Math.abs(sum - trace) <= problem.real().tolerance() * trace)) {
      throw DeviceException.of(
          DeviceException.Kind.DEVICE,
          String.format(
              Locale.ROOT,
              "its eigenvalues of a matrix with M = %d add up to %.9g, but the squared weights to"
                  + " %.9g",
              problem.m(),
              sum,
              trace));
    }
  }
}
