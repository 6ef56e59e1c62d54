package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Colours the verdict that ends a row, the type that begins a finding, and the headlines of what is
 * lost or cannot be told. The words say the same without: colour only leads the eye.
 */
final class Colours {

  /** Of the 256 that terminals have: each stands out from black and from white. */
  enum Colour {
    /** All is well. */
    GREEN(28),
    /** To be looked at. */
    ORANGE(130),
    /** To be mended. */
    RED(160),
    /** Not known. */
    MAGENTA(163);

    private final int number;

    Colour(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    private String on(String text) {
      return "\u001b[38;5;" + number + "m" + text + "\u001b[0m";
    }
  }

  private static final Pattern VERDICT =
      Pattern.compile(
          "(?<=\\S {2,100})("
              + words(Arrays.stream(Verdict.values()).map(Verdict::label))
              + ")\\??$");
  private static final Pattern FINDING =
      Pattern.compile(
          "^  ("
              + words(Arrays.stream(FindingType.values()).map(FindingType::label))
              + ")(?=( \\(\\d+\\))?: )");
  private static final Pattern UNKNOWN = Pattern.compile("^(LOST: .*|Cannot tell)$");

  private Colours() {}

  private static String words(Stream<String> labels) {
    return labels.map(Pattern::quote).collect(Collectors.joining("|"));
  }

  /** A line with its colours. */
  static String of(String line) {
    Matcher unknown = UNKNOWN.matcher(line);
    if (unknown.matches()) {
      return Colour.MAGENTA.on(line);
    }
    String verdict =
        VERDICT.matcher(line).replaceAll(it -> of(verdict(it.group(1))).on(it.group()));
    return FINDING.matcher(verdict).replaceAll(it -> of(finding(it.group(1))).on(it.group()));
  }

  private static Verdict verdict(String label) {
    return Verdict.valueOf(label.toUpperCase(Locale.ROOT).replaceAll("[- ]", "_"));
  }

  private static FindingType finding(String label) {
    return Arrays.stream(FindingType.values())
        .filter(type -> type.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  static Colour of(Verdict verdict) {
    return switch (verdict) {
      case WELL_TRAINED -> Colour.GREEN;
      case OVER_TRAINED, UNDER_TRAINED -> Colour.ORANGE;
      case RANK_COLLAPSED, TRAPPED, RANDOM_LIKE -> Colour.RED;
      case CANNOT_TELL -> Colour.MAGENTA;
    };
  }

  static Colour of(FindingType type) {
    return switch (type) {
      case NOT_FINITE, RANK_COLLAPSE, CORRELATION_TRAP, RANDOM_LIKE -> Colour.RED;
      case FIT_FAILED, NO_POWER_LAW, RIVAL_TAILS, SHORT_TAIL, NO_BULK -> Colour.MAGENTA;
      case OUTLIER_LINE, OVER_TRAINED, UNDER_TRAINED, OTHER_TAIL, DEAD_UNITS -> Colour.ORANGE;
    };
  }
}
