package org.example.modular;

import static io.github.weightwatcher4j.assertj.WeightWatcherAssertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.plot.html.HtmlReport;
import io.github.weightwatcher4j.report.Analysis;
import java.nio.file.Files;
import java.nio.file.Path;

/** A table, a page and an assertion, all from the module path. */
final class Main {

  public static void main(String[] arguments) throws Exception {
    Analysis analysis = new WeightWatcher(Path.of(arguments[0])).analyze();
    System.out.println(analysis.verdict());
    assertThat(analysis).layer("layer3.0.conv1").isNotNull();
    Path page = Files.createTempFile("page", ".html");
    HtmlReport.of(analysis).write(page);
    if (!Files.readString(page).contains("layer3.0.conv1")) {
      throw new IllegalStateException("the page lacks a layer");
    }
    Files.delete(page);
    if (!Main.class.getModule().isNamed() || !Analysis.class.getModule().isNamed()) {
      throw new IllegalStateException("not on the module path");
    }
  }
}
