package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.Guard;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.jhdf.HdfFile;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An HDF5 file by jHDF. Whatever jHDF throws is a {@link WeightFileException}. Links, which may
 * lead into other files, are not followed.
 */
final class Hdf5 implements AutoCloseable {

  /** The address of what is not stored. */
  static final long NOWHERE = -1;

  private static final int DEEPEST = 50;
  private static final int MOST_NODES = 200_000;

  /** Something to be done with the file. */
  @FunctionalInterface
  interface Action<T> {
    /** Does it. */
    T run() throws IOException;
  }

  private final HdfFile file;
  private final Map<Long, Map<String, Long>> links = new HashMap<>();
  private int nodes;

  /** Opens the file; jHDF's exceptions are not caught here. */
  Hdf5(Region region) throws IOException {
    if (region.isMappable()) {
      this.file = HdfFile.fromByteBuffer(region.bytes());
    } else if (region.offset() > 0 || region.deflated().isPresent()) {
      throw FilePlace.of(region.file())
          .problem(
              "holds " + region.size() + " bytes of weights, more than 2 GiB in an archive",
              "unpack model.weights.h5 and give that");
    } else {
      this.file = new HdfFile(region.file());
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

  /** The group that holds all others. */
  Hdf5Node root() {
    return node(file.getAddress());
  }

  /** The object whose header is at an address of the file. */
  Hdf5Node node(long address) {
    Guard.requireNotInterrupted(); // the file is mapped, so no read of it would tell
    try {
      return Hdf5Node.of(address, Hdf5Header.read(storage(), address));
    } catch (RuntimeException e) {
      return Hdf5Node.broken(address, message(e));
    }
  }

  HdfBackingStorage storage() {
    return file.getHdfBackingStorage();
  }

  /** Bytes before the HDF5 file proper. */
  long userBlock() {
    return file.getUserBlockSize();
  }

  /** Children of a group by name, links left out; none of what is no group. */
  Map<String, Hdf5Node> children(Hdf5Node group) {
    Map<String, Hdf5Node> children = new LinkedHashMap<>();
    if (group.isGroup()) {
      links(group)
          .forEach(
              (name, address) -> {
                if (++nodes > MOST_NODES) {
                  throw new IllegalArgumentException("more than " + MOST_NODES + " nodes");
                }
                children.put(name, node(address));
              });
    }
    return children;
  }

  private Map<String, Long> links(Hdf5Node group) {
    return links.computeIfAbsent(group.address(), address -> Hdf5Links.of(group, storage()));
  }

  /** The object at the end of a path, as HDF5 takes it: a slash in a name leads into a group. */
  Optional<Hdf5Node> find(Hdf5Node from, String path) {
    Hdf5Node node = from;
    for (String step : steps(path)) {
      Long address = node.isGroup() ? links(node).get(step) : null;
      if (address == null) {
        return Optional.empty();
      }
      node = node(address);
    }
    return Optional.of(node);
  }

  /** The names in a path. */
  static List<String> steps(String path) {
    return Arrays.stream(path.split("/")).filter(step -> !step.isEmpty()).toList();
  }

  /** All datasets in and below a group, in the file's order, by the path that leads there. */
  Map<List<String>, Hdf5Node> datasets(Hdf5Node group) {
    Map<List<String>, Hdf5Node> datasets = new LinkedHashMap<>();
    collect(group, List.of(), new HashSet<>(), datasets);
    return datasets;
  }

  private void collect(
      Hdf5Node group, List<String> path, Set<Long> seen, Map<List<String>, Hdf5Node> datasets) {
    if (path.size() > DEEPEST || !seen.add(group.address())) {
      throw new IllegalArgumentException("groups that hold themselves, or too deep: " + path);
    }
    children(group)
        .forEach(
            (name, node) -> {
              List<String> inner = new ArrayList<>(path);
              inner.add(name);
              if (node.isGroup()) {
                collect(node, inner, seen, datasets);
              } else if (node.isDataset()) {
                datasets.put(List.copyOf(inner), node);
              }
            });
  }

  /** The texts of an attribute. */
  Optional<List<String>> texts(Hdf5Node node, String name) {
    return new Hdf5Attributes(storage()).texts(node, name);
  }

  @Override
  public void close() {
    file.close();
  }
}
