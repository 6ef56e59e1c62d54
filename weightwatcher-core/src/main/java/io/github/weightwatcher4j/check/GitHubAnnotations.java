package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.check.Violation.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks as annotations of a GitHub workflow: lines that the runner takes from what a step prints,
 * such as {@code ::error file=model.onnx,title=alpha>6::layer fc: is 7.2}. What is allowed to be
 * unknown is a notice.
 */
public final class GitHubAnnotations {

  private GitHubAnnotations() {}

  /** The lines, those of the models that could not be analysed first. */
  public static List<String> of(Checks checks) {
    List<String> lines = new ArrayList<>();
    checks
        .failed()
        .forEach((model, reason) -> lines.add(line("error", model, "not analysed", reason)));
    for (ModelCheck check : checks.models()) {
      for (Violation violation : check.told()) {
        String layer = violation.layer().map(name -> "layer " + name + ": ").orElse("");
        lines.add(
            line(
                level(check, violation),
                check.model(),
                violation.rule(),
                layer + violation.text()));
      }
    }
    return lines;
  }

  private static String level(ModelCheck check, Violation violation) {
    if (violation.kind() == Kind.UNKNOWN && check.allowUnknown()) {
      return "notice";
    }
    return violation.finding().isPresent() ? "warning" : "error";
  }

  private static String line(String level, String model, String title, String text) {
    return "::%s file=%s,title=%s::%s"
        .formatted(level, property(model), property(title), data(text));
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
