package io.github.weightwatcher4j.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an analysis came from, enough to repeat it.
 *
 * @param library version of WeightWatcher for Java
 * @param java version and vendor of the Java runtime
 * @param system operating system and architecture
 * @param solver name of what computed the eigenvalues
 * @param nativeLibrary what that computed with: linear algebra library with its kernels
 * @param options every option that bears on results with its value: Boolean, Integer, Long, Double
 *     or String
 * @param seed seed of everything random
 * @param started when the analysis began
 * @param elapsed how long it took
 */
public record Provenance(
    String library,
    String java,
    String system,
    String solver,
    String nativeLibrary,
    Map<String, Object> options,
    long seed,
    Instant started,
    Duration elapsed) {

  /** Copies the options, keeping their order. */
  public Provenance {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** The provenance of work on this machine. */
  public static Provenance here(
      String solver,
      String nativeLibrary,
      Map<String, Object> options,
      long seed,
      Instant started,
      Duration elapsed) {
    return new Provenance(
        version(),
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        solver,
        nativeLibrary,
        options,
        seed,
        started,
        elapsed);
  }

  /** Version of this library; {@code development} where it does not run from its jar. */
  public static String version() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
