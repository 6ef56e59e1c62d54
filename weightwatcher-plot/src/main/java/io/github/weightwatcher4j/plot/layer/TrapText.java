package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.metric.Trap;
import io.github.weightwatcher4j.plot.chart.NumberText;
import java.util.List;
import java.util.Optional;

/** What was measured of traps, in words. */
final class TrapText {

  private TrapText() {}

  /** Such as "λ = 3792, δ = 8.42, q = 0.964, overlap 0.982": of the trap of an eigenvalue. */
  static String of(double eigenvalue, List<Trap> traps) {
    String text = "λ = " + NumberText.of(eigenvalue);
    return traps.stream()
        .filter(trap -> trap.eigenvalue() == eigenvalue)
        .findFirst()
        .map(trap -> text + ", " + measures(trap))
        .orElse(text);
  }

  private static String measures(Trap trap) {
    return "δ = "
        + NumberText.of(trap.delta())
        + ", q = "
        + NumberText.of(trap.q())
        + ", overlap "
        + NumberText.of(trap.overlap());
  }

  /** Of the largest, and the burden of all; empty where none was measured. */
  static Optional<String> of(List<Trap> traps) {
    return traps.stream()
        .findFirst()
        .map(
            largest ->
                "largest trap: "
                    + measures(largest)
                    + "; burden "
                    + NumberText.of(Trap.burden(traps)));
  }
}
