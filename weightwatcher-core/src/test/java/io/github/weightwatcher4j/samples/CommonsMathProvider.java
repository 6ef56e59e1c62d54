package io.github.weightwatcher4j.samples;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.SpectrumSolverProvider;
import java.nio.DoubleBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.bytedeco.javacpp.DoublePointer;

/** A solver in Java alone, which writes down what it is asked for. */
public final class CommonsMathProvider implements SpectrumSolverProvider {

  public static final String NAME = "commons-math";

  /** What it has to say of each analysis. */
  public static final String NOTE = "computed in Java alone";

  /** What was asked of all solvers of this kind. */
  public static final Collection<String> ASKED = new ConcurrentLinkedQueue<>();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public String device() {
    return "Commons Math 3, in Java";
  }

  @Override
  public SpectrumSolver solver(SpectrumMethod method) {
    ASKED.add("solver " + method);
    return new Solver();
  }

  private static final class Solver implements SpectrumSolver {

    @Override
    public Spectrum eigenvalues(WeightMatrix matrix, double resolution, BooleanSupplier cancelled) {
      ASKED.add("eigenvalues");
      return spectrum(decompose(matrix));
    }

    @Override
    public List<Spectrum> eigenvalues(
        List<WeightMatrix> matrices, double resolution, BooleanSupplier cancelled) {
      ASKED.add(matrices.size() + " matrices");
      return SpectrumSolver.super.eigenvalues(matrices, resolution, cancelled);
    }

    @Override
    public List<String> notes() {
      return List.of(NOTE);
    }

    @Override
    public void close() {
      ASKED.add("close");
    }

    @Override
    public EigenSystem eigenvectors(WeightMatrix matrix, BooleanSupplier cancelled) {
      ASKED.add("eigenvectors");
      EigenDecomposition found = decompose(matrix);
      int m = matrix.columns();
      DoublePointer vectors = new DoublePointer((long) m * m);
      for (int i = 0; i < m; i++) { // Commons Math has the largest first
        double[] vector = found.getEigenvector(m - 1 - i).toArray();
        vectors.getPointer((long) i * m).put(vector);
      }
      return EigenSystem.of(spectrum(found), vectors, matrix.transposed(), vectors::close);
    }

    private static EigenDecomposition decompose(WeightMatrix matrix) {
      int n = matrix.rows();
      int m = matrix.columns();
      double[] block = new double[n * m];
      matrix.read(0, n, DoubleBuffer.wrap(block));
      RealMatrix w = new Array2DRowRealMatrix(n, m);
      for (int i = 0; i < n * m; i++) {
        int row = matrix.transposed() ? i % n : i / m;
        int column = matrix.transposed() ? i / n : i % m;
        w.setEntry(row, column, block[i]);
      }
      return new EigenDecomposition(w.transpose().multiply(w));
    }

    private static Spectrum spectrum(EigenDecomposition found) {
      double[] values = found.getRealEigenvalues();
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.max(0, values[i]);
      }
      return Spectrum.of(values);
    }

    @Override
    public long bytesNeeded(MatrixShape shape) {
      ASKED.add("bytesNeeded");
      return Double.BYTES * shape.m() * (shape.n() + shape.m());
    }

    @Override
    public long bytesForVectors(MatrixShape shape) {
      ASKED.add("bytesForVectors");
      return 2 * bytesNeeded(shape);
    }
  }
}
