package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.spectrum.Blas;
import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import picocli.CommandLine.IVersionProvider;

/** What a bug report should begin with. */
final class VersionLines implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "weightwatcher " + Provenance.version(),
      "Java " + property("java.version") + " (" + property("java.vendor") + ")",
      property("os.name") + " " + property("os.arch"),
      linearAlgebra()
    };
  }

  private static String property(String name) {
    return String.valueOf(System.getProperty(name));
  }

  private static String linearAlgebra() {
    try {
      return Blas.load();
    } catch (NativeLibraryException e) {
      return "no linear algebra: " + e.getMessage();
    }
  }
}
