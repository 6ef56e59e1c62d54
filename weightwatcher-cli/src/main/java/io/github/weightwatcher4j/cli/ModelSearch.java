package io.github.weightwatcher4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The analyses and the models that paths lead to. In a folder they are searched for, in its folders
 * too: a file of JSON that begins as an analysis does is one, or an array of them; a folder with a
 * description of one model in it is that model; every other file may be one, but for what earlier
 * calls wrote.
 *
 * @param analyses files of analyses
 * @param candidates files and folders that may be models
 */
record ModelSearch(List<Path> analyses, List<Candidate> candidates) {

  /** Folders in a folder, as deep as models in it are looked for. */
  private static final int DEEPEST = 8;

  /** Bytes of a file that are looked at. */
  private static final int HEAD = 512;

  private static final Pattern ANALYSIS =
      Pattern.compile("\\s*+(?:\\[\\s*+)?\\{\\s*+\"format\"\\s*+:\\s*+\"weightwatcher-analysis\"");

  /** Files that make the folder around them one model. */
  private static final Pattern DESCRIBES_A_MODEL =
      Pattern.compile(
          "config\\.json|adapter_config\\.json|model_index\\.json|.*\\.index\\.json"
              + "|saved_model\\.pb|.*-\\d{5}-of-\\d{5}\\.[^.]+");

  /**
   * What may be a model.
   *
   * @param path file or folder
   * @param isNamed whether the user named it; else it may as well be none
   */
  record Candidate(Path path, boolean isNamed) {}

  /**
   * Searches.
   *
   * @throws CommandFailure where a folder cannot be looked into
   */
  static ModelSearch of(List<Path> paths) {
    Search search = new Search();
    for (Path path : paths) {
      if (RemoteArguments.isElsewhere(path)) {
        search.add(path, true);
      } else if (Files.isDirectory(path)) {
        search.walk(path);
      } else if (isAnalysis(path)) {
        search.addAnalysis(path);
      } else {
        search.add(path, true);
      }
    }
    return new ModelSearch(
        search.analyses.stream().sorted().toList(), List.copyOf(search.candidates));
  }

  /** Whether a file begins as an analysis does, or an array of them; or is empty JSON. */
  static boolean isAnalysis(Path file) {
    boolean json = fileName(file).toLowerCase(Locale.ROOT).endsWith(".json");
    String head = head(file);
    return json
        && Files.isRegularFile(file)
        && (head.isBlank() || ANALYSIS.matcher(head).lookingAt());
  }

  /** Whether a file of JSON is an array. */
  static boolean isArray(Path file) {
    return head(file).stripLeading().startsWith("[");
  }

  private static String head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "?"; // whoever reads it will say why it cannot be read
    }
  }

  private static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** What was found until now; a file that is reached twice counts once. */
  private static final class Search extends SimpleFileVisitor<Path> {

    private final List<Path> analyses = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private final Set<Path> models = new HashSet<>();

    void walk(Path folder) {
      try {
        Files.walkFileTree(
            folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, this);
      } catch (IOException e) {
        throw new CommandFailure("cannot look into " + Models.shown(folder) + ": " + e, e);
      }
    }

    void addAnalysis(Path file) {
      if (seen.add(FileIdentity.of(file).real())) {
        analyses.add(file);
      }
    }

    void add(Path path, boolean isNamed) {
      if (seen.add(FileIdentity.of(path).real())) {
        candidates.add(new Candidate(path, isNamed));
      }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (isHidden(folder)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (isInModel(folder)) {
        return FileVisitResult.CONTINUE; // analyses may lie in it
      }
      try (Stream<Path> files = Files.list(folder)) {
        if (files.anyMatch(it -> DESCRIBES_A_MODEL.matcher(fileName(it)).matches())) {
          models.add(folder);
          add(folder, false);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isHidden(file) && Files.isRegularFile(file)) {
        if (isAnalysis(file)) {
          addAnalysis(file);
        } else if (!isInModel(file) && !FormerResult.is(file)) {
          add(file, false);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      add(file, true); // is told as a model that failed
      return FileVisitResult.CONTINUE;
    }

    private boolean isInModel(Path path) {
      return models.stream().anyMatch(path::startsWith);
    }

    private static boolean isHidden(Path path) {
      String name = fileName(path);
      return name.startsWith(".") && !name.equals(".") && !name.equals("..");
    }
  }
}
