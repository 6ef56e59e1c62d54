package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.Blas;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What only a GPU can show: values against LAPACK, times against the CPU in the same run, memory
 * that runs out, two streams, many small matrices, the same bits from many threads. Prints Markdown
 * for docs/performance.md. Exit code 0, 1 where something is out of its limits, 3 without a GPU.
 *
 * <p>Arguments: the M to measure, from 16 to 16384 where none is given.
 */
public final class OnDevice {

  /** Relative to the largest eigenvalue, in float64. */
  private static final double CLOSE = 1e-10;

  /** Of alpha in float32 from that in float64. */
  private static final double CLOSE_ALPHA = 1e-4;

  /** Smaller singular values, relative to the largest, are not asked for. */
  private static final double RESOLUTION = 1e-6;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Device device;
  private final DeviceReport report = new DeviceReport(System.out);

  /** Sizes at which alpha was compared between truly float32 and float64 eigenvalues. */
  private int compared;

  private OnDevice(Device device) {
    this.device = device;
  }

  /** Runs it. */
  public static void main(String[] arguments) {
    Optional<String> why = Gpu.HERE.unavailable();
    if (why.isPresent()) {
      System.err.println("on-device: the solver 'cuda' cannot be used: " + why.get());
      System.exit(3);
    }
    int[] sizes =
        arguments.length == 0
            ? IntStream.rangeClosed(4, 14).map(power -> 1 << power).toArray()
            : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    System.exit(new OnDevice(Gpu.HERE.device()).run(sizes) == 0 ? 0 : 1);
  }

  private int run(int[] sizes) {
    report.line("%s; CPU: %d cores, %s", device.description(), CORES, Blas.load());
    report.line("");
    report.line(
        "| N = M | CPU, s | GPU, s | ratio | largest difference | GPU float32, s | alpha |");
    report.line("|---|---|---|---|---|---|---|");
    for (int m : sizes) {
      values(m);
    }
    report.require(compared > 0, "no size has a fit in float32: its alpha was not compared");
    report.line("");
    int largest = Arrays.stream(sizes).max().orElse(16);
    for (int m : new int[] {64, 128, 256, 512}) {
      if (m <= largest) {
        batches(m);
      }
    }
    streams(Math.min(4096, largest));
    memory(Math.min(4096, largest));
    threads(Math.min(1024, largest));
    return report.end();
  }

  private CudaSolver solver(SpectrumMethod method) {
    return new CudaSolver(device, method, DeviceMemory.of(device));
  }

  private static List<Spectrum> solve(CudaSolver solver, List<WeightMatrix> matrices) {
    return solver.eigenvalues(matrices, RESOLUTION, Samples.NEVER);
  }

  /** A result and the shortest time of several tries. */
  private record Timed<T>(T result, double seconds) {

    static <T> Timed<T> of(int tries, Supplier<T> work) {
      T result = work.get(); // and warms up
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < tries; i++) {
        long start = System.nanoTime();
        result = work.get();
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
      return new Timed<>(result, best);
    }

    static <T> Timed<T> once(Supplier<T> work) {
      long start = System.nanoTime();
      return new Timed<>(work.get(), (System.nanoTime() - start) / 1e9);
    }
  }

  /** Half precision, heavy-tailed; each row has a seed, so that all cores make them. */
  private static WeightMatrix matrix(int seed, int rows, int columns) {
    double[] values = new double[Math.multiplyExact(rows, columns)];
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            row -> {
              SplittableRandom random = new SplittableRandom(1_000_003L * seed + row);
              for (int i = row * columns; i < (row + 1) * columns; i++) {
                double value = 0.02 * (random.nextDouble() - 0.5) / Math.cbrt(random.nextDouble());
                double unit = Math.scalb(1.0, Math.getExponent(value) - 10);
                values[i] = Math.rint(value / unit) * unit;
              }
            });
    return WeightMatrix.of(
        WeightTensor.of(TensorShape.of(rows, columns), Precision.FLOAT16, values));
  }

  private void values(int m) {
    List<WeightMatrix> one = List.of(matrix(m, m, m));
    Timed<Spectrum> cpu = m > 1000 ? Timed.once(() -> lapack(one)) : Timed.of(3, () -> lapack(one));
    try (CudaSolver fast = solver(SpectrumMethod.FAST);
        CudaSolver single = solver(SpectrumMethod.SINGLE)) {
      int tries = m > 4096 ? 1 : 3;
      Timed<Spectrum> gpu = Timed.of(tries, () -> solve(fast, one).get(0));
      Timed<Spectrum> half = Timed.of(tries, () -> solve(single, one).get(0));
      double difference = Samples.difference(cpu.result(), gpu.result());
      String alpha = alphas(m, gpu.result(), half.result());
      report.line(
          "| %d | %.4f | %.4f | %.1f | %.1e | %.4f | %s |",
          m,
          cpu.seconds(),
          gpu.seconds(),
          cpu.seconds() / gpu.seconds(),
          difference,
          half.seconds(),
          alpha);
      report.require(difference <= CLOSE, "M = %d: eigenvalues differ by %.1e", m, difference);
      report.require(fast.notes().isEmpty(), "M = %d, float64: %s", m, fast.notes());
      report.require(single.notes().isEmpty(), "M = %d, float32: %s", m, single.notes());
    }
  }

  private static Spectrum lapack(List<WeightMatrix> one) {
    List<Spectrum> found = new ArrayList<>();
    try (LapackSolver solver = new LapackSolver(SpectrumMethod.FAST)) {
      Blas.withThreads(
          CORES, () -> found.addAll(solver.eigenvalues(one, RESOLUTION, Samples.NEVER)));
    }
    return found.get(0);
  }

  private String alphas(int m, Spectrum wide, Spectrum single) {
    Optional<PowerLawFit> expected = fit(wide);
    Optional<PowerLawFit> actual = fit(single);
    if (expected.isEmpty() || actual.isEmpty()) {
      report.require(expected.isEmpty() == actual.isEmpty(), "M = %d: one has no fit", m);
      return "no fit";
    }
    double difference = Math.abs(expected.get().alpha() - actual.get().alpha());
    report.require(difference <= CLOSE_ALPHA, "M = %d: alpha differs by %.1e", m, difference);
    compared += single.isSingle() ? 1 : 0;
    return String.format(
        Locale.ROOT,
        "%.4f, float32 off by %.1e%s",
        expected.get().alpha(),
        difference,
        single.isSingle() ? "" : " (done again in float64)");
  }

  private static Optional<PowerLawFit> fit(Spectrum spectrum) {
    AnalysisOptions defaults = AnalysisOptions.defaults();
    return new PowerLawFitter(defaults.minTail()).fit(spectrum.above(defaults.cutoff()))
            instanceof PowerLawFit fit
        ? Optional.of(fit)
        : Optional.empty();
  }

  /** Slices of a convolution in one call, and one by one by either routine. */
  private void batches(int m) {
    List<WeightMatrix> slices = IntStream.range(0, 9).mapToObj(i -> matrix(i, m, m)).toList();
    DeviceMemory memory = DeviceMemory.of(device);
    try (CudaSolver solver = solver(SpectrumMethod.FAST);
        Lane lane = device.open()) {
      Timed<List<Spectrum>> together = Timed.of(3, () -> solve(solver, slices));
      Timed<List<Spectrum>> apart =
          Timed.of(
              3, () -> slices.stream().map(one -> solve(solver, List.of(one)).get(0)).toList());
      Problem single = new Problem(Real.FLOAT64, false, m, 1, false);
      Timed<List<Spectrum>> other =
          Timed.of(
              3,
              () ->
                  slices.stream()
                      .map(
                          one ->
                              new Decomposition(lane, memory, single, List.of(one), Samples.NEVER)
                                  .values()
                                  .get(0))
                      .toList());
      report.line(
          "9 slices of %d x %d: %.4f s in one call, %.4f s one by one, %.4f s by Xsyevd.",
          m, m, together.seconds(), apart.seconds(), other.seconds());
      report.require(together.result().equals(apart.result()), "M = %d: bits differ in a batch", m);
    }
  }

  private void streams(int m) {
    List<WeightMatrix> tall = List.of(matrix(1, 4 * m, m));
    Device serial = new SerialDevice(device);
    try (CudaSolver two = solver(SpectrumMethod.FAST);
        CudaSolver one = new CudaSolver(serial, SpectrumMethod.FAST, DeviceMemory.of(device))) {
      Timed<List<Spectrum>> slow = Timed.of(2, () -> solve(one, tall));
      Timed<List<Spectrum>> quick = Timed.of(2, () -> solve(two, tall));
      report.line(
          "%d x %d: %.4f s on two streams, %.4f s where each copy and sum is waited for.",
          4 * m, m, quick.seconds(), slow.seconds());
      report.require(quick.result().equals(slow.result()), "two streams have other bits");
    }
  }

  /** All but a little is taken by somebody else; then it is there again. */
  private void memory(int m) {
    List<WeightMatrix> one = List.of(matrix(2, m, m));
    DeviceMemory unaware = new DeviceMemory(Long.MAX_VALUE / 2);
    try (CudaSolver solver = new CudaSolver(device, SpectrumMethod.FAST, unaware);
        Lane hog = device.open()) {
      List<Spectrum> before = solve(solver, one);
      long address = hog.allocate(device.freeBytes() - (3L << 20));
      List<Spectrum> without = solve(solver, one);
      List<String> notes = solver.notes();
      hog.free(address);
      List<Spectrum> after = solve(solver, one);
      report.line("With 3 MB of the GPU's memory left: %s", String.join("; ", notes));
      report.require(
          notes.size() == 1 && notes.get(0).contains("not enough free memory"),
          "out of memory is not told: %s",
          notes);
      report.require(solver.notes().equals(notes), "memory that came back is not used");
      report.require(before.equals(after), "bits differ after memory ran out");
      double difference = Samples.difference(before.get(0), without.get(0));
      report.require(difference <= CLOSE, "LAPACK in its place differs by %.1e", difference);
    }
  }

  private void threads(int m) {
    List<WeightMatrix> one = List.of(matrix(3, m, m));
    try (CudaSolver solver = solver(SpectrumMethod.FAST)) {
      Timed<List<Spectrum>> alone = Timed.of(2, () -> solve(solver, one));
      Timed<List<List<Spectrum>>> many =
          Timed.of(
              1,
              () -> IntStream.range(0, 16).parallel().mapToObj(i -> solve(solver, one)).toList());
      report.line(
          "M = %d: %.4f s alone, %.4f s each of 16 from %d threads.",
          m, alone.seconds(), many.seconds() / 16, Math.min(16, CORES));
      report.require(
          many.result().stream().allMatch(alone.result()::equals), "bits differ among threads");
    }
  }
}
