package io.github.weightwatcher4j.formats.samediff;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.formats.flatbuffers.FlatFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * ND4J's SameDiff, the file of {@code SameDiff.save}. It has no magic number; it is recognized by
 * its root table, which must have the fields of a graph, and by the name of the first variable. A
 * file that ends in between counts as one: reading it tells what is wrong.
 */
public final class SameDiffFormat implements WeightFormat {

  /** Less than the smallest graph takes. */
  private static final int SMALLEST = 32;

  /** For {@link java.util.ServiceLoader}. */
  public SameDiffFormat() {}

  @Override
  public String name() {
    return "SameDiff";
  }

  @Override
  public List<String> extensions() {
    return List.of(".fb", ".samediff");
  }

  @Override
  public List<String> ownExtensions() {
    return List.of(".samediff", ".fb");
  }

  @Override
  public boolean recognizes(Probe probe) throws IOException {
    if (probe.isFolder() || probe.size() < SMALLEST) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(probe.path())) {
      return FlatGraph.isOne(new FlatFile(FilePlace.of(probe.path()), channel));
    }
  }

  @Override
  public Contents read(Path path) throws IOException {
    FilePlace place = FilePlace.of(path);
    try (FileChannel channel = FileChannel.open(path)) {
      FlatFile file = new FlatFile(place, channel);
      if (!FlatGraph.isOne(file)) {
        throw place.problem(
            "does not begin as a graph of SameDiff does", "is it a file of SameDiff.save?");
      }
      FlatGraph graph = FlatGraph.read(path, file);
      List<NamedTensor> tensors =
          graph.variables().values().stream()
              .filter(variable -> variable.kind() != Variable.Kind.OTHER)
              .flatMap(variable -> variable.array().stream())
              .map(StoredArray::tensor)
              .toList();
      return new Contents(tensors, SameDiffLayers.of(graph));
    }
  }
}
