package io.github.weightwatcher4j.check.internal;

import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.report.Analysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A baseline in a file, which a check reads and never writes. */
public final class Baseline {

  private Baseline() {}

  /**
   * The analysis in a file.
   *
   * @throws IOException where there is none; the message says how to write it
   */
  public static Analysis read(Path file) throws IOException {
    String name = file.toString().replace('\\', '/');
    if (Files.notExists(file)) {
      throw new IOException("there is no file " + name + "\n" + howTo(name));
    }
    try {
      return AnalysisJson.read(file);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "\n" + howTo(name), e);
    }
  }

  private static String howTo(String name) {
    return """
    Write it once, when you are content with the network, and keep it with the code:
      AnalysisJson.write(analysis, Path.of("%1$s"));
    or, for a network in a file, with the same options:
      weightwatcher analyze FILE --json %1$s
    """
        .formatted(name);
  }
}
