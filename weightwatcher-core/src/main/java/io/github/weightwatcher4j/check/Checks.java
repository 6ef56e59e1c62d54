package io.github.weightwatcher4j.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checks of several models, as a pipeline is told of them.
 *
 * @param models those that were analysed
 * @param failed those that could not be, by what the user calls them, each with the reason
 */
public record Checks(List<ModelCheck> models, Map<String, String> failed) {

  /** Copies both. */
  public Checks {
    models = List.copyOf(models);
    failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
  }

  /** The checks of models all of which were analysed. */
  public static Checks of(List<ModelCheck> models) {
    return new Checks(models, Map.of());
  }
}
