package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The numbers of several tensors side by side along an axis, as a graph concatenates them, in C
 * order: the gates of a recurrent layer, in another order than they were trained in.
 *
 * @param pieces the tensors, whose shapes differ in that axis only
 * @param axis the axis
 */
record JoinedStorage(List<TensorView> pieces, int axis) implements Storage {

  JoinedStorage {
    pieces = List.copyOf(pieces);
    long shapes = 0;
    if (!pieces.isEmpty() && axis >= 0 && axis < pieces.get(0).shape().rank()) {
      shapes = pieces.stream().map(piece -> joined(List.of(piece), axis, 0)).distinct().count();
    }
    if (shapes != 1) {
      throw new IllegalArgumentException("shapes that do not suit each other are joined");
    }
  }

  /** The pieces as one tensor. */
  static TensorView view(List<TensorView> pieces, int axis) {
    long length = pieces.stream().mapToLong(piece -> piece.shape().dim(axis)).sum();
    return TensorView.of(new JoinedStorage(pieces, axis), joined(pieces, axis, length));
  }

  private static TensorShape joined(List<TensorView> pieces, int axis, long length) {
    List<Long> dims = new ArrayList<>(pieces.get(0).shape().dims());
    dims.set(axis, length);
    return new TensorShape(dims);
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
    List<ViewReader> readers = ViewReader.open(pieces, tensor);
    return StorageReader.of(
        (first, count, target, at) -> read(readers, first, count, target, at),
        () -> readers.forEach(ViewReader::close));
  }

  private void read(List<ViewReader> readers, long first, int count, double[] target, int at) {
    long[] lengths =
        pieces.stream()
            .map(TensorView::shape)
            .mapToLong(shape -> shape.product(axis, shape.rank()))
            .toArray();
    long all = LongStream.of(lengths).sum();
    for (int done = 0; done < count; ) {
      long row = (first + done) / all;
      long within = (first + done) % all;
      int piece = 0;
      for (; within >= lengths[piece]; piece++) {
        within -= lengths[piece];
      }
      int run = (int) Math.min(lengths[piece] - within, count - done);
      readers.get(piece).read(row * lengths[piece] + within, run, target, at + done);
      done += run;
    }
  }
}
