package io.github.weightwatcher4j.export.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What files of several models are called: by the end of each path that tells them apart, {@code
 * resnet20.safetensors}, or {@code gpt2_model.safetensors} beside {@code xlnet_model.safetensors}.
 * ASCII letters, digits, dots, hyphens and underscores stay; everything else becomes an underscore.
 */
public final class ModelNames {

  private static final String RESERVED = "(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?";
  private static final int LONGEST = 100;

  private ModelNames() {}

  /** A name for each path, in their order; no two differ by case alone. */
  public static List<String> of(List<Path> paths) {
    List<Path> full = paths.stream().map(path -> path.toAbsolutePath().normalize()).toList();
    int deepest = full.stream().mapToInt(Path::getNameCount).max().orElse(0);
    for (int parts = 1; parts <= deepest; parts++) {
      int last = parts;
      List<String> names = full.stream().map(path -> name(path, last)).toList();
      if (names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count()
          == names.size()) {
        return names;
      }
    }
    return numbered(full.stream().map(path -> name(path, 1)).toList());
  }

  private static String name(Path path, int parts) {
    int count = path.getNameCount();
    String end = count == 0 ? "" : path.subpath(Math.max(0, count - parts), count).toString();
    String safe = end.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[.-]|\\.$", "_");
    String name = safe.substring(Math.max(0, safe.length() - LONGEST));
    return name.isEmpty() || name.matches(RESERVED) ? "_" + name : name;
  }

  /** The same model named twice, say: the second is numbered, and those after it. */
  private static List<String> numbered(List<String> names) {
    Set<String> taken = new HashSet<>();
    List<String> result = new ArrayList<>();
    for (String name : names) {
      String free = name;
      for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
        free = name + "-" + i;
      }
      result.add(free);
    }
    return result;
  }
}
