package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.SpectrumSolverProvider;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A solver that is used because those that were wanted more cannot be, which its notes say.
 *
 * @param provider what is used
 * @param refused why not the others, a sentence each
 */
record SecondChoice(SpectrumSolverProvider provider, List<String> refused)
    implements SpectrumSolverProvider {

  private static final Logger LOG = LoggerFactory.getLogger(SecondChoice.class);

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Optional<String> unavailable() {
    return provider.unavailable();
  }

  @Override
  public String device() {
    return provider.device();
  }

  @Override
  public SpectrumSolver solver(SpectrumMethod method) {
    List<String> notes = refused.stream().map(why -> why + "; " + name() + " was used").toList();
    notes.forEach(LOG::warn);
    return new Noted(provider.solver(method), notes);
  }

  /** A solver with notes before its own. */
  private record Noted(SpectrumSolver solver, List<String> first) implements SpectrumSolver {

    @Override
    public Spectrum eigenvalues(WeightMatrix matrix, double resolution, BooleanSupplier cancelled) {
      return solver.eigenvalues(matrix, resolution, cancelled);
    }

    @Override
    public List<Spectrum> eigenvalues(
        List<WeightMatrix> matrices, double resolution, BooleanSupplier cancelled) {
      return solver.eigenvalues(matrices, resolution, cancelled);
    }

    @Override
    public EigenSystem eigenvectors(WeightMatrix matrix, BooleanSupplier cancelled) {
      return solver.eigenvectors(matrix, cancelled);
    }

    @Override
    public long bytesNeeded(MatrixShape shape) {
      return solver.bytesNeeded(shape);
    }

    @Override
    public long bytesNeeded(MatrixShape shape, Precision weights) {
      return solver.bytesNeeded(shape, weights);
    }

    @Override
    public long bytesForVectors(MatrixShape shape) {
      return solver.bytesForVectors(shape);
    }

    @Override
    public List<String> notes() {
      return Stream.concat(first.stream(), solver.notes().stream()).toList();
    }

    @Override
    public void close() {
      solver.close();
    }
  }
}
