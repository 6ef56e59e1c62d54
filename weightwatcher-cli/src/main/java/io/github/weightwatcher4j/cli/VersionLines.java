package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import io.github.weightwatcher4j.spectrum.internal.LapackProvider;
import io.github.weightwatcher4j.spectrum.internal.SpectrumSolvers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.IVersionProvider;

/** What a bug report should begin with. */
final class VersionLines implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String solver = LapackProvider.NAME;
    Provenance here =
        Provenance.here(solver, linearAlgebra(solver), Map.of(), 0, Instant.EPOCH, Duration.ZERO);
    return new String[] {
      "weightwatcher " + here.library(), "Java " + here.java(), here.system(), here.nativeLibrary()
    };
  }

  private static String linearAlgebra(String solver) {
    try {
      return SpectrumSolvers.named(solver).device();
    } catch (NativeLibraryException e) {
      return "no linear algebra: " + e.getMessage();
    }
  }
}
