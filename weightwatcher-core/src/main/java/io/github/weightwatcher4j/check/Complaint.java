package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.report.Availability;
import io.github.weightwatcher4j.report.Availability.Kind;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is wrong with a layer.
 *
 * @param layer full name
 * @param text what is wrong, with its numbers
 * @param meanings what the numbers mean, a line each
 * @param isUnknown whether all that is wrong is that something could not be had: it passes where
 *     the unknown is allowed
 */
public record Complaint(String layer, String text, List<String> meanings, boolean isUnknown) {

  /** Findings that say what could not be had. */
  private static final Set<FindingType> UNKNOWN =
      EnumSet.of(FindingType.FIT_FAILED, FindingType.NO_BULK);

  /** Copies the list. */
  public Complaint {
    meanings = List.copyOf(meanings);
  }

  /** What is known to be wrong. */
  public static Complaint of(String layer, String text, List<String> meanings) {
    return new Complaint(layer, text, meanings, false);
  }

  /** A finding that should not be there. */
  public static Complaint of(Finding finding) {
    return new Complaint(
        finding.layer(),
        finding.message(),
        List.of(meaning(finding)),
        UNKNOWN.contains(finding.type()));
  }

  /** A complaint that needs no explanation. */
  public static Complaint ofText(String layer, String text) {
    return of(layer, text.strip(), List.of());
  }

  /**
   * Something is not there.
   *
   * @param text what and why, as a sentence
   * @param answer why: only what was asked for in vain is unknown, the rest is a mistake
   */
  public static Complaint ofAbsence(
      String layer, String text, List<String> meanings, Availability answer) {
    return new Complaint(layer, text, meanings, answer.kind() == Kind.ABSENT);
  }

  /** A layer that should have been analysed and could not be. */
  public static Complaint of(SkippedLayer lost) {
    return new Complaint(
        lost.layer().name(), "was not analysed: " + lost.reason(), List.of(), true);
  }

  /** What the findings of a row mean. */
  public static List<String> meanings(LayerReport row) {
    return row.findings().stream().map(Complaint::meaning).toList();
  }

  /** What a finding means, with its label and its layer. */
  public static String meaning(Finding finding) {
    return finding.type().label() + ": " + finding.layer() + " " + finding.type().meaning();
  }

  /** The text, then the meanings on lines of their own. */
  public String lines() {
    return text + "\n" + meanings.stream().map(m -> "  " + m + "\n").collect(Collectors.joining());
  }

  /** The lines of several, without the layer's name. */
  public static String lines(List<Complaint> complaints) {
    return complaints.stream().map(Complaint::lines).collect(Collectors.joining());
  }
}
