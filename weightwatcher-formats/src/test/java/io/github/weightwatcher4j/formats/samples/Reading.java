package io.github.weightwatcher4j.formats.samples;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;

/** Reads files as an analysis does, and tensors whole. */
public final class Reading {

  private Reading() {}

  /** The file as a model. */
  public static WeightFile open(Path path) {
    return (WeightFile) new WeightFileAdapter().open(path).orElseThrow();
  }

  /** All values of a tensor in C order. */
  public static double[] values(TensorView view) throws IOException {
    try (WeightTensor tensor = view.open("test")) {
      return values(tensor);
    }
  }

  /** All values of a tensor in C order. */
  public static double[] values(NamedTensor tensor) throws IOException {
    return values(tensor.view().orElseThrow());
  }

  /** All values of a layer in C order. */
  public static double[] values(Layer layer) throws IOException {
    try (WeightTensor tensor = layer.weights().orElseThrow().opener().open()) {
      return values(tensor);
    }
  }

  private static double[] values(WeightTensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.shape().size())];
    if (values.length == 0) {
      return values; // an axis of any length may stand beside the empty one
    }
    int rows = Math.toIntExact(tensor.shape().rows());
    int columns = Math.toIntExact(tensor.shape().rowLength());
    tensor.read(0, rows, 0, columns, DoubleBuffer.wrap(values));
    return values;
  }

  /** Reads everything that a file says it has; what a damaged file must survive. */
  public static void everything(WeightFile file) throws IOException {
    for (NamedTensor tensor : file.tensors()) {
      if (tensor.view().isPresent()) {
        values(tensor);
      }
    }
    for (Layer layer : file.layers()) {
      if (layer.weights().isPresent()) {
        values(layer);
      }
    }
  }
}
