package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.formats.FolderFiles.NotRead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cache of Hugging Face's hub, {@code models--owner--name}: {@code snapshots/HASH} holds the
 * files of a revision, as links into {@code blobs}, and {@code refs/main} the hash of the latest.
 */
final class HubCache {

  private static final String SNAPSHOTS = "snapshots";
  private static final String BLOBS = "blobs";
  private static final String UNFINISHED =
      "is a download that has not finished; let it finish, or download the model again";

  private static final Pattern REVISION = Pattern.compile("\\w[\\w.-]{0,99}");
  private static final int LONGEST_REFERENCE = 200;

  private HubCache() {}

  /**
   * The files of the model in a cache; any other folder itself.
   *
   * @throws WeightFileException where there are several revisions and none is the latest
   */
  static Path snapshot(Path folder) throws IOException {
    Path snapshots = folder.resolve(SNAPSHOTS);
    boolean cache =
        Files.isDirectory(snapshots)
            && (Files.isDirectory(folder.resolve("refs"))
                || Files.isDirectory(folder.resolve(BLOBS)));
    if (!cache) {
      return folder;
    }
    Optional<String> latest = latest(folder);
    if (latest.isPresent() && Files.isDirectory(snapshots.resolve(latest.get()))) {
      return NamedFiles.in(snapshots).beside(latest.get());
    }
    List<String> revisions = Probe.of(snapshots).folders();
    if (revisions.size() != 1) {
      throw FilePlace.of(folder)
          .problem(
              "is a cache of %d revisions, and refs/main names none".formatted(revisions.size()),
              revisions.isEmpty()
                  ? "download the model again"
                  : "give one of the folders in snapshots: " + Names.few(revisions));
    }
    return snapshots.resolve(revisions.get(0));
  }

  /** Where a cache keeps the files of a folder of it, by their hashes; empty for any other. */
  static Optional<Path> blobs(Path folder) throws IOException {
    for (Path inner = folder; inner != null && inner.getParent() != null; ) {
      Path above = inner.getParent();
      Path blobs = above.resolveSibling(BLOBS);
      if (above.endsWith(SNAPSHOTS) && Files.isDirectory(blobs)) {
        return Optional.of(blobs.toRealPath());
      }
      inner = above;
    }
    return Optional.empty();
  }

  /** Downloads into a cache that have not finished: files that its snapshots lack. */
  static List<NotRead> unfinished(Path folder) throws IOException {
    Path blobs = folder.resolve(BLOBS);
    List<String> names = Files.isDirectory(blobs) ? Probe.of(blobs).names() : List.of();
    return names.stream()
        .filter(name -> name.endsWith(".incomplete"))
        .map(name -> new NotRead(BLOBS + "/" + name, UNFINISHED))
        .toList();
  }

  private static Optional<String> latest(Path folder) throws IOException {
    Path main = folder.resolve("refs").resolve("main");
    if (!Files.isRegularFile(main) || Files.size(main) > LONGEST_REFERENCE) {
      return Optional.empty();
    }
    String name = new String(Files.readAllBytes(main), StandardCharsets.UTF_8).strip();
    return Optional.of(name).filter(it -> REVISION.matcher(it).matches());
  }
}
