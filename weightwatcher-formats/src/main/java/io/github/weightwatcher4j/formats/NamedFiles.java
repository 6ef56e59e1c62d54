package io.github.weightwatcher4j.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that another names, an index or a model with its numbers beside it. A name leads to no
 * other folder: it is relative, without {@code ..}, and what it leads to through links lies in the
 * folder of the naming file, in that where the naming file really lies, which is where the cache of
 * Hugging Face's hub keeps both, or in the blobs of such a cache.
 */
public final class NamedFiles {

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  private final FilePlace namer;
  private final Path folder;
  private @Nullable Set<Path> homes;

  private NamedFiles(FilePlace namer, Path folder) {
    this.namer = namer;
    this.folder = folder;
  }

  /** Those that are named at a place of a file. */
  public static NamedFiles of(FilePlace namer) {
    Path file = namer.file().toAbsolutePath();
    Path folder = file.getParent();
    return new NamedFiles(namer, folder == null ? file : folder);
  }

  /** Those in a folder, of which something else tells the names. */
  static NamedFiles in(Path folder) {
    return new NamedFiles(FilePlace.of(folder), folder.toAbsolutePath());
  }

  /**
   * A file in the folder of the naming one, which need not be there.
   *
   * @throws WeightFileException where the name is no plain one, or that of a link out of the folder
   */
  public Path beside(String name) throws IOException {
    if (name.indexOf('/') >= 0) {
      throw outside(name, null);
    }
    return below(name);
  }

  /**
   * A file in the folder of the naming one, or in a folder in it, which need not be there.
   *
   * @throws WeightFileException where the name leads out of the folder, by itself or by a link
   */
  public Path below(String name) throws IOException {
    boolean blank = name.isBlank() || name.matches("[./]*");
    if (blank || name.indexOf('\\') >= 0 || DRIVE.matcher(name).matches()) {
      throw outside(name, null);
    }
    for (String step : name.split("/", -1)) {
      if (step.isEmpty() || step.equals("..")) {
        throw outside(name, null);
      }
    }
    try {
      Path file = folder.resolve(name).normalize();
      if (!file.startsWith(folder.normalize())) {
        throw outside(name, null);
      }
      return reached(file, name);
    } catch (InvalidPathException e) {
      throw outside(name, e);
    }
  }

  private Path reached(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      return file;
    }
    Path real = file.toRealPath();
    if (homes().stream().noneMatch(real::startsWith)) {
      throw namer.problem(
          FilePlace.quoted(name) + ", which it names, is a link to a file in another folder",
          "put that file itself beside it, or give the model where it really lies");
    }
    return file;
  }

  private Set<Path> homes() throws IOException {
    Set<Path> known = homes;
    if (known == null) {
      known = new HashSet<>();
      known.add(folder.toRealPath());
      if (!Files.isDirectory(namer.file())) {
        Optional.ofNullable(namer.file().toRealPath().getParent()).ifPresent(known::add);
      }
      HubCache.blobs(folder).ifPresent(known::add);
      homes = known;
    }
    return known;
  }

  private WeightFileException outside(String name, @Nullable Throwable cause) {
    return namer.problem(
        FilePlace.quoted(name) + " does not name a file in its folder",
        "nothing outside is read: check where the file comes from",
        cause);
  }
}
