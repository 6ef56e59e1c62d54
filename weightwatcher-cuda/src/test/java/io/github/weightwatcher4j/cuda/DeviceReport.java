package io.github.weightwatcher4j.cuda;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what was measured as it comes, in Markdown, and keeps what was out of its limits. */
final class DeviceReport {

  private final PrintStream out;
  private final List<String> failures = new ArrayList<>();

  DeviceReport(PrintStream out) {
    this.out = out;
  }

  void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  /** Something that must be so. */
  void require(boolean right, String format, Object... values) {
    if (!right) {
      String failure = String.format(Locale.ROOT, format, values);
      failures.add(failure);
      line("**OUT: %s**", failure);
    }
  }

  /** How many things were not as they must be; says which. */
  int end() {
    line("");
    line(failures.isEmpty() ? "All is within its limits." : "Out of limits: " + failures.size());
    failures.forEach(failure -> line("- %s", failure));
    return failures.size();
  }
}
