package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.run.Shard;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What one task analyses of one file: all its layers, or some. A class of plain fields, which every
 * serializer that Spark may be set to can carry.
 */
final class Piece implements Serializable {

  private static final long serialVersionUID = 1;

  private final int file;
  private final String address;
  private final int[] indices;
  private final boolean first;

  /**
   * A piece.
   *
   * @param file place of the file in the list of files
   * @param indices of the layers in their order; none stands for all layers
   * @param first whether it also tells of the layers that nobody analyses
   */
  Piece(int file, String address, List<Integer> indices, boolean first) {
    this.file = file;
    this.address = address;
    this.indices = indices.stream().mapToInt(Integer::intValue).sorted().toArray();
    this.first = first;
  }

  int file() {
    return file;
  }

  String address() {
    return address;
  }

  boolean isWhole() {
    return indices.length == 0;
  }

  /** How many layers; 0 stands for all. */
  int layers() {
    return indices.length;
  }

  Shard shard() {
    return isWhole() ? Shard.all() : Shard.layers(Arrays.stream(indices).boxed().toList());
  }

  /** Whether a layer that was not analysed is told of here and not by another piece. */
  boolean tellsOf(int index) {
    return isWhole() || first || Arrays.binarySearch(indices, index) >= 0;
  }
}
