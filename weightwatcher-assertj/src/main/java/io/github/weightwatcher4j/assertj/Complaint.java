package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.report.Finding;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong with a layer.
 *
 * @param layer full name
 * @param text what is wrong, with its numbers
 * @param meanings what the numbers mean, a line each
 */
record Complaint(String layer, String text, List<String> meanings) {

  Complaint {
    meanings = List.copyOf(meanings);
  }

  static Complaint of(Finding finding) {
    return new Complaint(finding.layer(), finding.message(), List.of(meaning(finding)));
  }

  /** A complaint that needs no explanation. */
  static Complaint ofText(String layer, String text) {
    return new Complaint(layer, text.strip(), List.of());
  }

  static String meaning(Finding finding) {
    return finding.type().label() + ": " + finding.layer() + " " + finding.type().meaning();
  }

  /** The text, then the meanings on lines of their own. */
  String lines() {
    return text + "\n" + meanings.stream().map(m -> "  " + m + "\n").collect(Collectors.joining());
  }

  /** The lines of several, without the layer's name. */
  static String lines(List<Complaint> complaints) {
    return complaints.stream().map(Complaint::lines).collect(Collectors.joining());
  }
}
