package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.formats.WeightFileAdapter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The models that addresses lead to: a file is one; a pattern with {@code * ? [ ] { }} stands for
 * what matches it; a folder with the description of a model in it is that model; every other folder
 * is searched for files whose names end as weight files do. Nothing is opened.
 */
final class ModelSearch {

  /** Folders in a folder, as deep as models in it are looked for. */
  private static final int DEEPEST = 8;

  /** Files that make the folder around them one model. */
  private static final Pattern DESCRIBES_A_MODEL =
      Pattern.compile(
          "config\\.json|adapter_config\\.json|model_index\\.json|.*\\.index\\.json"
              + "|saved_model\\.pb|.*-\\d{5}-of-\\d{5}\\.[^.]+");

  private static final Pattern HIDDEN = Pattern.compile("[._].*");

  private final Configuration settings;
  private final Set<String> extensions;
  private final Set<String> found = new LinkedHashSet<>();

  private ModelSearch(Configuration settings) {
    this.settings = settings;
    this.extensions =
        WeightFileAdapter.formats().stream()
            .flatMap(format -> format.extensions().stream())
            .collect(Collectors.toSet());
  }

  /**
   * Searches.
   *
   * @return addresses, each once, in the order of what leads to them, then by name
   * @throws IllegalArgumentException where a pattern matches nothing, or there is no model in a
   *     folder
   * @throws IOException where a folder cannot be looked into
   */
  static List<String> of(List<String> addresses, Configuration settings) throws IOException {
    ModelSearch search = new ModelSearch(settings);
    for (String address : addresses) {
      search.add(address);
    }
    return List.copyOf(search.found);
  }

  private void add(String address) throws IOException {
    if (Models.isOfTheWeb(address)) {
      found.add(address);
      return;
    }
    Path path = new Path(address);
    FileSystem files = path.getFileSystem(settings);
    FileStatus[] matching = matching(files, path);
    if (matching.length == 0) {
      throw new IllegalArgumentException("there is nothing that " + address + " leads to");
    }
    int before = found.size();
    for (FileStatus status : matching) {
      if (status.isDirectory()) {
        walk(files, status.getPath(), 0);
      } else {
        found.add(address(status.getPath()));
      }
    }
    boolean folders = Arrays.stream(matching).anyMatch(FileStatus::isDirectory);
    if (folders && found.size() == before) {
      throw new IllegalArgumentException(
          "there is no weight file in " + address + "; known are " + String.join(" ", extensions));
    }
  }

  /** A name that is there is meant, whatever characters it has; a missing one is told later. */
  private static FileStatus[] matching(FileSystem files, Path path) throws IOException {
    try {
      return new FileStatus[] {files.getFileStatus(path)};
    } catch (FileNotFoundException e) {
      FileStatus[] matching = files.globStatus(path);
      return matching == null ? new FileStatus[0] : matching;
    }
  }

  private void walk(FileSystem files, Path folder, int depth) throws IOException {
    List<FileStatus> entries =
        Arrays.stream(files.listStatus(folder))
            .filter(status -> !HIDDEN.matcher(status.getPath().getName()).matches())
            .sorted()
            .toList();
    if (entries.stream().anyMatch(ModelSearch::describesAModel)) {
      found.add(address(folder));
      return;
    }
    for (FileStatus entry : entries) {
      if (entry.isDirectory() && depth < DEEPEST) {
        walk(files, entry.getPath(), depth + 1);
      } else if (!entry.isDirectory() && isWeightFile(entry.getPath().getName())) {
        found.add(address(entry.getPath()));
      }
    }
  }

  private static boolean describesAModel(FileStatus entry) {
    return DESCRIBES_A_MODEL.matcher(entry.getPath().getName()).matches();
  }

  private boolean isWeightFile(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return extensions.stream().anyMatch(small::endsWith);
  }

  /** Of files of this machine, a path as it is written elsewhere, where it means the same. */
  private String address(Path path) {
    String scheme = path.toUri().getScheme();
    boolean bare =
        "file".equals(scheme) && FileSystem.getDefaultUri(settings).getScheme().equals(scheme);
    return bare ? path.toUri().getPath() : path.toString();
  }
}
