package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of several tensors, one after the other: the gates of a recurrent layer that a graph
 * concatenates, or the parts in which a format stores a large tensor.
 *
 * @param pieces the tensors, each in C order without gaps; at least one, at most 100
 */
public record ChainedStorage(List<TensorView> pieces) implements Storage {

  /** Most pieces, those of pieces counted too. */
  private static final int MOST = 100;

  /**
   * Checks the pieces.
   *
   * @throws IllegalArgumentException where there are none or too many, or one has gaps
   */
  public ChainedStorage {
    pieces = List.copyOf(pieces);
    if (pieces.isEmpty()
        || count(pieces) > MOST
        || !pieces.stream().allMatch(piece -> piece.isContiguous(0))) {
      throw new IllegalArgumentException("not to be joined: " + pieces.size() + " pieces");
    }
  }

  private static int count(List<TensorView> pieces) {
    return pieces.stream()
        .mapToInt(
            piece -> piece.storage() instanceof ChainedStorage inner ? count(inner.pieces) : 1)
        .sum();
  }

  @Override
  public long size() {
    return pieces.stream().mapToLong(piece -> piece.shape().size()).sum();
  }

  @Override
  public Precision precision() {
    return pieces.get(0).storage().precision();
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    List<StorageReader> readers = new ArrayList<>();
    try {
      for (TensorView piece : pieces) {
        readers.add(piece.storage().open(tensor));
      }
    } catch (IOException | RuntimeException e) {
      readers.forEach(StorageReader::close);
      throw e;
    }
    return new StorageReader() {
      @Override
      public void read(long first, int count, double[] target, int at) {
        ChainedStorage.this.read(readers, first, count, target, at);
      }

      @Override
      public void close() {
        readers.forEach(StorageReader::close);
      }
    };
  }

  private void read(List<StorageReader> readers, long first, int count, double[] target, int at) {
    long start = 0;
    for (int i = 0; i < pieces.size(); i++) {
      long end = start + pieces.get(i).shape().size();
      long from = Math.max(first, start);
      int length = (int) Math.max(0, Math.min(first + count, end) - from);
      if (length > 0) {
        long inPiece = pieces.get(i).offset() + from - start;
        readers.get(i).read(inPiece, length, target, at + (int) (from - first));
      }
      start = end;
    }
  }
}
