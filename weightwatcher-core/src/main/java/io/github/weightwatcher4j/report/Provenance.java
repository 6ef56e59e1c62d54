package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.model.ModelFileInfo;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.internal.Printable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where an analysis came from, enough to repeat it. */
public final class Provenance {

  private record Parts(
      String library,
      String java,
      String system,
      String solver,
      String nativeLibrary,
      Map<String, Object> options,
      long seed,
      Instant started,
      Duration elapsed) {}

  private final Parts parts;
  private final Optional<ModelFileInfo> file;

  private Provenance(Parts parts, Optional<ModelFileInfo> file) {
    this.parts = parts;
    this.file = file;
  }

  /** The provenance of an analysis, wherever it was made. */
  public static Provenance of(
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
    return new Provenance(
        new Parts(
            Printable.of(library),
            Printable.of(java),
            Printable.of(system),
            Printable.of(solver),
            Printable.of(nativeLibrary),
            Collections.unmodifiableMap(new LinkedHashMap<>(options)),
            seed,
            started,
            elapsed),
        file);
  }

  /** Version of WeightWatcher for Java. */
  public String library() {
    return parts.library();
  }

  /** Version and vendor of the Java runtime. */
  public String java() {
    return parts.java();
  }

  /** Operating system and architecture. */
  public String system() {
    return parts.system();
  }

  /** Name of what computed the eigenvalues. */
  public String solver() {
    return parts.solver();
  }

  /** What that computed with: linear algebra library with its kernels. */
  public String nativeLibrary() {
    return parts.nativeLibrary();
  }

  /**
   * Every option that bears on results with its value: Boolean, Integer, Long, Double or String.
   */
  public Map<String, Object> options() {
    return parts.options();
  }

  /** Seed of everything random. */
  public long seed() {
    return parts.seed();
  }

  /** When the analysis began. */
  public Instant started() {
    return parts.started();
  }

  /** How long it took. */
  public Duration elapsed() {
    return parts.elapsed();
  }

  /** What the model was read from; empty where it came from memory or from several models. */
  public Optional<ModelFileInfo> file() {
    return file;
  }

  /** The provenance of work on this machine. */
  public static Provenance here(
      String solver,
      String nativeLibrary,
      Map<String, Object> options,
      long seed,
      Instant started,
      Duration elapsed) {
    return of(
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
    return new Provenance(parts, model.file().map(ModelFileInfo::of));
  }

  /** The same with the digest of the file, which is read for that. */
  Provenance withSha256() throws IOException {
    return file.isPresent() ? new Provenance(parts, Optional.of(file.get().digested())) : this;
  }

  /** Version of this library; {@code development} where it does not run from its jar. */
  public static String version() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Provenance that && parts.equals(that.parts) && file.equals(that.file);
  }

  @Override
  public int hashCode() {
    return 31 * parts.hashCode() + file.hashCode();
  }

  @Override
  public String toString() {
    return "Provenance of " + parts + file.map(it -> " " + it).orElse("");
  }
}
