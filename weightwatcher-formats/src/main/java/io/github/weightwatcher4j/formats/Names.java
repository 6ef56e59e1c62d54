package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.internal.Printable;
import java.util.List;
import java.util.stream.Collectors;

/** Lists of names in messages. */
final class Names {

  private static final int MOST = 10;

  private Names() {}

  /** The first few, and how many more there are. */
  static String few(List<String> names) {
    String first =
        names.stream().limit(MOST).map(Printable::name).collect(Collectors.joining(", "));
    int more = names.size() - MOST;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
