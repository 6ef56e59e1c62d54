package io.github.weightwatcher4j.maven;

import io.github.weightwatcher4j.check.Checks;
import io.github.weightwatcher4j.check.JUnitXml;
import io.github.weightwatcher4j.check.ModelCheck;
import io.github.weightwatcher4j.check.Sarif;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.export.internal.ModelNames;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.plot.html.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * The files that a check leaves behind.
 *
 * @param folder that they lie in
 */
record Reports(Path folder) {

  /** Writes them; older ones of the same names are replaced. */
  void write(Checks all) throws MojoExecutionException {
    List<ModelCheck> checks = all.models();
    List<String> names =
        ModelNames.of(checks.stream().map(check -> Path.of(check.model())).toList());
    try {
      Files.createDirectories(folder);
      for (int i = 0; i < checks.size(); i++) {
        ModelCheck check = checks.get(i);
        AnalysisJson.write(check.analysis(), folder.resolve(names.get(i) + ".json"));
        HtmlReport.of(check.analysis()).write(folder.resolve(names.get(i) + ".html"));
      }
      ResultFile.write(folder.resolve("junit.xml"), JUnitXml.of(all));
      ResultFile.write(folder.resolve("weightwatcher.sarif"), Sarif.of(all));
    } catch (IOException | IllegalStateException e) {
      throw new MojoExecutionException("cannot write reports to " + folder + ": " + e, e);
    }
  }
}
