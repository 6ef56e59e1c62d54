package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.model.ModelFileInfo;
import io.github.weightwatcher4j.model.ModelSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
 * @param file what the model was read from; empty where it came from memory or from several models
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
    Duration elapsed,
    Optional<ModelFileInfo> file) {

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
        elapsed,
        Optional.empty());
  }

  /** The same with the file that a model was read from, where it was read from one. */
  public Provenance of(ModelSource model) {
    return with(model.file().map(ModelFileInfo::of));
  }

  /** The same with the digest of the file, which is read for that. */
  Provenance withSha256() throws IOException {
    return file.isPresent() ? with(Optional.of(file.get().digested())) : this;
  }

  private Provenance with(Optional<ModelFileInfo> newFile) {
    return new Provenance(
        library, java, system, solver, nativeLibrary, options, seed, started, elapsed, newFile);
  }

  /** Version of this library; {@code development} where it does not run from its jar. */
  public static String version() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
