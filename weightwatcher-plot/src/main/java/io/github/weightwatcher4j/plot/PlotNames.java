package io.github.weightwatcher4j.plot;

import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the files of layers are called. Their names hold no hyphen, so that number, name and kind
 * stay apart; they begin with a digit, so that none is a reserved one.
 */
final class PlotNames {

  private static final int LONGEST = 80;
  private static final String GAP = "...";

  private PlotNames() {}

  /** The beginning of the file names of each row, in the order of rows; no two differ by case. */
  static List<String> of(LayerTable table) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (LayerReport row : table) {
      String name = String.format(Locale.ROOT, "%03d-%s", row.layer().index(), safe(row.name()));
      String free = name;
      for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
        free = name + "_" + i;
      }
      names.add(free);
    }
    return names;
  }

  private static String safe(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._]", "_");
    if (plain.length() <= LONGEST) {
      return plain;
    }
    int half = (LONGEST - GAP.length()) / 2;
    return plain.substring(0, half) + GAP + plain.substring(plain.length() - half);
  }
}
