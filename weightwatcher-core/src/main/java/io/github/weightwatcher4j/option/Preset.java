package io.github.weightwatcher4j.option;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Options that are set together, each once; others stay as they are. */
public enum Preset {
  /**
   * The conventions of the Python tool 0.7.5: cutoffs are absolute, what counts as a zero singular
   * value is decided by float64, whatever the weights' precision, the Marchenko-Pastur law is
   * fitted to a density estimate, and a tail may begin inside a block of equal eigenvalues.
   */
  PYTHON(
      "the conventions of the Python tool 0.7.5",
      Map.of(
          "relativeCutoffs", "false",
          "rankPrecision", "float64",
          "mpMethod", "density",
          "splitTies", "true"));

  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
  private final Map<String, String> settings;

  Preset(String meaning, Map<String, String> settings) {
    this.meaning = meaning;
    this.settings = settings;
  }

  /** Its name on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** The options that it sets, by key, as texts. */
  public SortedMap<String, String> settings() {
    return new TreeMap<>(settings);
  }
}
