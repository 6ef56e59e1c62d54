package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Eigenvectors of all matrices of a layer: their spectra decide together how each is changed. */
final class EigenSystems implements AutoCloseable {

  private final List<EigenSystem> systems = new ArrayList<>();

  private EigenSystems() {}

  static EigenSystems of(
      List<WeightMatrix> matrices, SpectrumSolver solver, BooleanSupplier cancelled) {
    EigenSystems all = new EigenSystems();
    try {
      for (WeightMatrix matrix : matrices) {
        all.systems.add(solver.eigenvectors(matrix, cancelled));
      }
    } catch (RuntimeException | Error e) {
      all.close(); // nobody else can
      throw e;
    }
    return all;
  }

  EigenSystem get(int matrix) {
    return systems.get(matrix);
  }

  Spectrum pooled() {
    return Spectrum.pooled(systems.stream().map(EigenSystem::spectrum).toList());
  }

  /** The vectors of all matrices, and what solving the last one takes. */
  static long bytesNeeded(MatrixShape shape, SpectrumSolver solver) {
    long vectors = Double.BYTES * shape.m() * shape.m();
    return solver.bytesForVectors(shape) + (shape.rf() - 1) * vectors;
  }

  @Override
  public void close() {
    systems.forEach(EigenSystem::close);
  }
}
