package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An HDF5 file by jHDF. Whatever jHDF throws is a {@link WeightFileException}. Links, which may
 * lead into other files, are not followed.
 */
final class Hdf5 implements AutoCloseable {

  private static final int DEEPEST = 50;
  private static final int MOST_NODES = 200_000;

  /** Something to be done with the file. */
  @FunctionalInterface
  interface Action<T> {
    /** Does it. */
    T run() throws IOException;
  }

  private final HdfFile file;
  private final @Nullable FileChannel channel;
  private int nodes;

  /** Opens the file; jHDF's exceptions are not caught here. */
  Hdf5(Region region) throws IOException {
    if (region.isMappable()) {
      this.channel = null;
      this.file = HdfFile.fromByteBuffer(region.bytes());
      return;
    }
    if (region.offset() > 0 || region.deflated().isPresent()) {
      throw FilePlace.of(region.file())
          .problem(
              "holds " + region.size() + " bytes of weights, more than 2 GiB in an archive",
              "unpack model.weights.h5 and give that");
    }
    FileChannel opened = FileChannel.open(region.file());
    this.channel = opened;
    try {
      this.file = new HdfFile(opened);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Does something with jHDF: whatever it throws is an exception that says where. */
  static <T> T guarded(Region region, Action<T> action) throws IOException {
    FilePlace place = FilePlace.of(region.file());
    try {
      return action.run();
    } catch (WeightFileException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw place.problem("is not a valid HDF5 file (" + message(e) + ")", "download it again", e);
    } catch (OutOfMemoryError e) {
      // A damaged length makes jHDF ask for an array that there is no room for; nothing of it
      // stays.
      throw place.problem(
          "is not a valid HDF5 file, or needs more memory than there is",
          "download it again, or give Java more memory",
          e);
    }
  }

  private static String message(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String text = FilePlace.printable(e.getMessage() + ": " + cause);
    return text.substring(0, Math.min(300, text.length()));
  }

  Group root() {
    return file;
  }

  Dataset dataset(String path) {
    return file.getDatasetByPath(path);
  }

  /** Bytes before the HDF5 file proper. */
  long userBlock() {
    return file.getUserBlockSize();
  }

  /** Children of a group by name, links left out. */
  Map<String, Node> children(Group group) {
    Map<String, Node> children = new LinkedHashMap<>();
    group
        .getChildren()
        .forEach(
            (name, node) -> {
              if (++nodes > MOST_NODES) {
                throw new IllegalArgumentException("more than " + MOST_NODES + " nodes");
              }
              if (!node.isLink()) {
                children.put(name, node);
              }
            });
    return children;
  }

  /** All datasets in and below a group, in the file's order, by the path that leads there. */
  Map<List<String>, Dataset> datasets(Group group) {
    Map<List<String>, Dataset> datasets = new LinkedHashMap<>();
    collect(group, List.of(), new HashSet<>(), datasets);
    return datasets;
  }

  private void collect(
      Group group, List<String> path, Set<Long> seen, Map<List<String>, Dataset> datasets) {
    if (path.size() > DEEPEST || !seen.add(group.getAddress())) {
      throw new IllegalArgumentException("groups that hold themselves, or too deep: " + path);
    }
    children(group)
        .forEach(
            (name, node) -> {
              List<String> inner = new ArrayList<>(path);
              inner.add(name);
              if (node instanceof Group below) {
                collect(below, inner, seen, datasets);
              } else if (node instanceof Dataset dataset) {
                datasets.put(List.copyOf(inner), dataset);
              }
            });
  }

  /** The texts of an attribute; Keras cuts a long list into attributes with numbers behind. */
  static Optional<List<String>> texts(Node node, String name) {
    List<String> texts = new ArrayList<>();
    Attribute whole = node.getAttribute(name);
    if (whole != null) {
      add(whole.getData(), texts);
      return Optional.of(texts);
    }
    for (int i = 0; node.getAttribute(name + i) != null; i++) {
      add(node.getAttribute(name + i).getData(), texts);
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
  }

  private static void add(@Nullable Object data, List<String> texts) {
    if (data instanceof String text) {
      texts.add(text);
    } else if (data instanceof Object[] several) {
      for (Object text : several) {
        texts.add(String.valueOf(text));
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (channel != null) {
      channel.close();
    }
  }
}
