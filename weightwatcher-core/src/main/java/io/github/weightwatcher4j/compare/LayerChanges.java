package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.compare.Change.Kind;
import io.github.weightwatcher4j.compare.LayerPairs.Pair;
import io.github.weightwatcher4j.compare.LayerPairs.Side;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** What is different of a layer in the other model; the rules stand at {@link ModelComparison}. */
final class LayerChanges {

  /** The exponent of a fully trained layer (Martin &amp; Mahoney). */
  private static final double IDEAL = 2;

  private static final Set<Verdict> BY_ALPHA =
      EnumSet.of(Verdict.WELL_TRAINED, Verdict.OVER_TRAINED, Verdict.UNDER_TRAINED);

  /** What a verdict tells. */
  private static final Set<FindingType> BY_VERDICT =
      EnumSet.of(
          FindingType.NOT_FINITE,
          FindingType.RANK_COLLAPSE,
          FindingType.CORRELATION_TRAP,
          FindingType.OVER_TRAINED,
          FindingType.UNDER_TRAINED,
          FindingType.RANDOM_LIKE);

  /** What is worse to have; the rest says how much can be told of the layer. */
  private static final Set<FindingType> BAD =
      EnumSet.of(FindingType.OUTLIER_LINE, FindingType.DEAD_UNITS);

  private final Analysis before;
  private final Analysis after;

  LayerChanges(Analysis before, Analysis after) {
    this.before = before;
    this.after = after;
  }

  /** The changes of a layer that at most one of the models has a row of. */
  static List<Change> ofMissing(Pair pair) {
    return missing(pair.reference(), pair.other())
        .map(change -> List.of(new Change(change.kind, pair.name(), change.text)))
        .orElse(List.of());
  }

  private record Said(Kind kind, String text) {}

  private static Optional<Said> missing(Side before, Side after) {
    if (before.isLost()) {
      String text = "could not be analysed in the reference: " + reason(before);
      return Optional.of(
          new Said(
              Kind.CANNOT_TELL,
              after.isLost() ? "could be analysed in neither: " + reason(after) : text));
    }
    if (after.isLost()) {
      return Optional.of(new Said(Kind.WORSE, "could not be analysed: " + reason(after)));
    }
    if (before.row().isPresent()) {
      return Optional.of(
          new Said(
              isChoice(after) ? Kind.CANNOT_TELL : Kind.WORSE,
              after.skipped().isEmpty() ? "is not there" : "was not analysed: " + reason(after)));
    }
    if (after.row().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Said(
            isChoice(before) ? Kind.CANNOT_TELL : Kind.OTHER,
            before.skipped().isEmpty()
                ? "is not in the reference"
                : "was not analysed in the reference: " + reason(before)));
  }

  private static String reason(Side side) {
    return side.skipped().map(SkippedLayer::reason).orElse("");
  }

  private static boolean isChoice(Side side) {
    return side.skipped().filter(it -> it.cause() == SkippedLayer.Cause.NOT_SELECTED).isPresent();
  }

  /** How the shape of a row is another one; empty where it is the same. */
  static Optional<String> otherShape(LayerReport a, LayerReport b) {
    boolean same =
        Stream.of(Metric.N, Metric.M, Metric.RF).allMatch(it -> a.metric(it).equals(b.metric(it)));
    return same
        ? Optional.empty()
        : Optional.of("has another shape, " + shape(b) + "; in the reference " + shape(a));
  }

  private static String shape(LayerReport row) {
    String text = count(row, Metric.N) + " x " + count(row, Metric.M);
    return row.metric(Metric.RF).orElse(1) == 1 ? text : text + " x " + count(row, Metric.RF);
  }

  private static String count(LayerReport row, Metric metric) {
    OptionalDouble value = row.metric(metric);
    return value.isPresent() ? "%.0f".formatted(value.getAsDouble()) : "?";
  }

  /** The changes of a layer of which both have a row of one shape, the worse first. */
  List<Change> of(String name, LayerReport a, LayerReport b, Optional<AlphaDifference> alpha) {
    List<Said> said = new ArrayList<>();
    Optional<Said> verdict = verdict(a, b, alpha);
    verdict.ifPresent(said::add);
    if (verdict.isEmpty() || !(isByAlpha(a) && isByAlpha(b))) {
      alpha.filter(AlphaDifference::isSignificant).map(it -> alpha(a, b, it)).ifPresent(said::add);
    }
    said.addAll(findings(a, b));
    return said.stream()
        .map(it -> new Change(it.kind, name, it.text))
        .sorted(Comparator.comparing(Change::kind))
        .toList();
  }

  private static boolean isByAlpha(LayerReport row) {
    return BY_ALPHA.contains(row.verdict().verdict());
  }

  private static Optional<Said> verdict(
      LayerReport a, LayerReport b, Optional<AlphaDifference> alpha) {
    Verdict was = a.verdict().verdict();
    Verdict is = b.verdict().verdict();
    if (was == Verdict.CANNOT_TELL && is == was && !a.metrics().equals(b.metrics())) {
      return Optional.of(new Said(Kind.CANNOT_TELL, "cannot be judged in either model"));
    }
    if (was == is) {
      return Optional.empty();
    }
    String words = "was " + was.label() + " and is " + is.label();
    if (is == Verdict.CANNOT_TELL) {
      return Optional.of(
          new Said(
              Kind.CANNOT_TELL,
              "was " + was.label() + " and cannot be judged: " + b.verdict().reason()));
    }
    if (was == Verdict.CANNOT_TELL) {
      return Optional.of(
          new Said(Kind.CANNOT_TELL, "could not be judged in the reference and is " + is.label()));
    }
    if (!BY_ALPHA.contains(was) || !BY_ALPHA.contains(is)) {
      return Optional.of(new Said(kind(rank(is) - rank(was)), words));
    }
    String numbers = words + ", " + alphas(a, b, alpha);
    return alpha.filter(AlphaDifference::isSignificant).isPresent()
        ? Optional.of(new Said(kind(rank(is) - rank(was)), numbers))
        : Optional.of(new Said(Kind.CANNOT_TELL, numbers + ", which is no more than the error"));
  }

  /** How bad a verdict is: the bounds of alpha, no structure, structure that is none, no rank. */
  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case WELL_TRAINED, CANNOT_TELL -> 0;
      case UNDER_TRAINED, OVER_TRAINED -> 1;
      case RANDOM_LIKE -> 2;
      case TRAPPED -> 3;
      case RANK_COLLAPSED -> 4;
    };
  }

  private static Kind kind(double worse) {
    return worse > 0 ? Kind.WORSE : worse < 0 ? Kind.BETTER : Kind.OTHER;
  }

  private static String alphas(LayerReport a, LayerReport b, Optional<AlphaDifference> alpha) {
    return "alpha "
        + AlphaText.of(a)
        + " -> "
        + AlphaText.of(b)
        + alpha.map(it -> String.format(Locale.ROOT, " (p = %.2g)", it.adjustedP())).orElse("");
  }

  private static Said alpha(LayerReport a, LayerReport b, AlphaDifference alpha) {
    String numbers = alphas(a, b, Optional.of(alpha));
    if (Stream.of(a, b).anyMatch(row -> row.verdict().verdict() == Verdict.CANNOT_TELL)) {
      return new Said(Kind.CANNOT_TELL, numbers + ", of a layer that cannot be judged");
    }
    if (!isByAlpha(a) || !isByAlpha(b)) {
      return new Said(Kind.OTHER, numbers);
    }
    double from = a.alpha().orElseThrow() - IDEAL;
    double to = b.alpha().orElseThrow() - IDEAL;
    double farther = Math.abs(to) - Math.abs(from);
    if (from * to < 0 && Math.abs(farther) <= alpha.standardError()) {
      return new Said(Kind.OTHER, numbers + ", as far from 2 on its other side");
    }
    return new Said(kind(farther), numbers + (farther > 0 ? ", farther from 2" : ", closer to 2"));
  }

  private List<Said> findings(LayerReport a, LayerReport b) {
    List<Said> said = new ArrayList<>();
    boolean untold = b.verdict().verdict() == Verdict.CANNOT_TELL; // and why is told
    for (Finding finding : b.findings()) {
      FindingType type = finding.type();
      boolean told = BY_VERDICT.contains(type) || (untold && !BAD.contains(type));
      if (!told && !has(a, type) && before.availability(a, type).isPresent()) {
        said.add(
            new Said(
                BAD.contains(type) ? Kind.WORSE : Kind.CANNOT_TELL,
                "new: " + type.label() + ": " + finding.message()));
      }
    }
    for (Finding finding : a.findings()) {
      FindingType type = finding.type();
      if (BAD.contains(type) && !has(b, type) && after.availability(b, type).isPresent()) {
        said.add(new Said(Kind.BETTER, "no longer: " + type.label() + ": " + finding.message()));
      }
    }
    return said;
  }

  private static boolean has(LayerReport row, FindingType type) {
    return row.findings().stream().anyMatch(finding -> finding.type() == type);
  }
}
