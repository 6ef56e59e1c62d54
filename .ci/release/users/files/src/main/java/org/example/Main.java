package org.example;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.Analysis;
import java.nio.file.Path;

/** What a user writes first. */
final class Main {

  public static void main(String[] arguments) {
    Analysis analysis = new WeightWatcher(Path.of(arguments[0])).analyze();
    System.out.println(analysis.verdict());
    if (analysis.details().size() == 0) {
      throw new IllegalStateException("no layer was analysed");
    }
  }
}
