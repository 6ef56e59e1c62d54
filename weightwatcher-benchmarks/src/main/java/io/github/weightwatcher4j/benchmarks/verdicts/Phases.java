package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Phase;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often the phase of a layer is told right: 120 matrices with each of six truths at M = 100, 84
 * at 300 and 16 at 1000, Q = 1, 2 and 8 in turn; then noise alone, dense and sparse. An undecided
 * layer counts by its first candidate.
 *
 * <p>Arguments: divisor of these numbers (1), seed (1), matrices of noise of each kind (400).
 */
public final class Phases {

  private static final int[] SIZES = {100, 300, 1000};
  private static final int[] COUNTS = {120, 84, 16};
  private static final int[] RATIOS = {1, 2, 8};
  private static final String NONE = "none";

  private Phases() {}

  private record Told(Phase truth, String phase, boolean undecided) {

    static Told of(Phase truth, LayerReport row) {
      return new Told(
          truth,
          row.phase().map(LayerPhase::phase).map(Phase::label).orElse(NONE),
          row.phase().filter(LayerPhase::isUndecided).isPresent());
    }

    boolean right() {
      return phase.equals(truth.label());
    }
  }

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int divisor = Cases.argument(arguments, 0, 1);
    int seed = Cases.argument(arguments, 1, 1);
    int noise = Cases.argument(arguments, 2, 400);
    List<Told> all =
        Stream.of(0, 1, 2)
            .flatMap(at -> told(SIZES[at], COUNTS[at] / divisor, seed).stream())
            .toList();
    print("all", all);
    String[] names = {"Gaussian", "uniform", "Student's t of 12", "30 % non-zero"};
    for (int kind = 0; kind < names.length; kind++) {
      noise(names[kind], kind, noise, seed + 1);
    }
  }

  private static List<Told> told(int m, int count, int seed) {
    Phase[] phases = Truth.phases();
    List<Told> told =
        Cases.run(
            count * phases.length,
            i -> {
              SplittableRandom random = RandomMatrix.random(seed + m, i);
              int which = i / phases.length;
              Phase truth = phases[i % phases.length];
              int n = m * RATIOS[which % RATIOS.length];
              return Told.of(
                  truth, RandomModel.report(Truth.matrix(truth, which / 3, n, m, random)));
            });
    print("M = " + m, told);
    return told;
  }

  private static void print(String name, List<Told> told) {
    Cases.print(
        "%s: right %s, undecided %s",
        name,
        new Rate(told.stream().filter(Told::right).count(), told.size()),
        new Rate(told.stream().filter(Told::undecided).count(), told.size()));
    for (Phase truth : Truth.phases()) {
      Tally tally = new Tally();
      told.stream().filter(it -> it.truth() == truth).forEach(it -> tally.add(it.phase()));
      Cases.print(
          "  %-14s %s",
          truth.label(),
          Stream.concat(Stream.of(Truth.phases()).map(Phase::label), Stream.of(NONE))
              .map(label -> String.format(Locale.ROOT, "%s %d", label, tally.of(label)))
              .collect(Collectors.joining("  ")));
    }
  }

  private static void noise(String name, int kind, int count, int seed) {
    List<Told> told =
        Cases.run(
            count,
            i -> {
              SplittableRandom random = RandomMatrix.random(seed, i);
              int m = SIZES[i % 2];
              int n = m * RATIOS[i / 2 % RATIOS.length];
              double[][] noise = RandomMatrix.of(n, m, Truth.noise(kind), random);
              return Told.of(Phase.RANDOM_LIKE, RandomModel.report(noise));
            });
    long right = told.stream().filter(Told::right).count();
    Cases.print("noise, %s: called anything else %s", name, new Rate(count - right, count));
  }
}
