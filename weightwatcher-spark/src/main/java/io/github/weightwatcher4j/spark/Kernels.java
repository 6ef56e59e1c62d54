package io.github.weightwatcher4j.spark;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The linear algebra libraries, with their kernels, that executors computed with. */
final class Kernels {

  private static final int MOST_NAMES = 5;

  private final Map<String, SortedSet<String>> executors = new TreeMap<>();

  /** Those of some parts; what was not analysed was computed with none. */
  Kernels(List<Part> parts) {
    for (Part part : parts) {
      if (part.isAnalyzed()) {
        executors.computeIfAbsent(part.kernels(), any -> new TreeSet<>()).add(part.executor());
      }
    }
  }

  /** The executors that used each. */
  Map<String, SortedSet<String>> executors() {
    return executors;
  }

  /** What is to be told of them: nothing where they are one. */
  List<String> notes() {
    if (executors.size() < 2) {
      return List.of();
    }
    String which =
        executors.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + names(entry.getValue()))
            .collect(Collectors.joining("; "));
    return List.of(
        "executors computed with different kernels, so that last digits differ between them ("
            + which
            + "); set spark.executorEnv.OPENBLAS_CORETYPE, to Haswell for example, for the same"
            + " bits everywhere");
  }

  private static String names(SortedSet<String> all) {
    String some = all.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return all.size() <= MOST_NAMES ? some : some + " and " + (all.size() - MOST_NAMES) + " more";
  }
}
