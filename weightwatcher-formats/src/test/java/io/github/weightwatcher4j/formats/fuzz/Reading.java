package io.github.weightwatcher4j.formats.fuzz;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Reads all that a file says it has, every matrix from its first number to its last. */
final class Reading {

  /** The numbers of the files outside, which no damage makes of others. */
  static final float OUTSIDE = 7.7777e7f;

  /** Most numbers that are read of either end of a matrix. */
  private static final int MOST = 1 << 16;

  private static final int MOST_TENSORS = 3_000;

  private final DoubleBuffer numbers = DoubleBuffer.allocate(MOST);
  private boolean readOutside;
  private int tensors;

  /** Opens a matrix. */
  private interface Opener {
    WeightTensor open() throws IOException;
  }

  /** What came of it. */
  enum Outcome {
    READ,
    REFUSED,
    UNKNOWN
  }

  /**
   * Reads a file or a folder.
   *
   * @throws IOException where a reader lets it through, which it may not
   */
  static Outcome of(Path path) throws IOException {
    try {
      Optional<ModelSource> model = new WeightFileAdapter().open(path);
      if (model.isEmpty()) {
        return Outcome.UNKNOWN;
      }
      Reading reading = new Reading();
      reading.everything((WeightFile) model.get());
      if (reading.readOutside) {
        throw new AssertionError("numbers of a file outside of the folder were read");
      }
      return Outcome.READ;
    } catch (WeightFileException e) {
      requireSmall(e);
      return Outcome.REFUSED;
    }
  }

  /** A file that is refused for memory was believed what it says of its size. */
  private static void requireSmall(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof VirtualMachineError) {
        throw new AssertionError("memory", e);
      }
    }
  }

  private void everything(WeightFile file) throws IOException {
    file.loraSettings();
    file.adapterTensors();
    for (NamedTensor tensor : file.tensors()) {
      if (tensor.view().isPresent()) {
        read(() -> tensor.view().get().open(tensor.name()));
      }
    }
    for (Layer layer : file.layers()) {
      if (layer.weights().isPresent()) {
        read(layer.weights().get().opener()::open);
      }
    }
  }

  private void read(Opener opener) throws IOException {
    if (++tensors > MOST_TENSORS) {
      return;
    }
    try (WeightTensor tensor = opener.open()) {
      if (tensor.shape().size() == 0) {
        return;
      }
      long rows = tensor.shape().rows();
      long columns = tensor.shape().rowLength();
      int width = (int) Math.min(columns, MOST);
      int height = (int) Math.min(rows, MOST / width);
      read(tensor, 0, height, 0, width);
      read(tensor, rows - height, height, columns - width, width);
    } catch (WeightFileException | IOException e) {
      requireSmall(e); // damage that only the numbers tell
    }
  }

  private void read(WeightTensor tensor, long row, int rows, long column, int columns) {
    // As an analysis does: whole rows where there are several.
    int height = columns == tensor.shape().rowLength() ? rows : 1;
    numbers.clear();
    tensor.read(row + rows - height, height, column, columns, numbers);
    for (int i = 0; i < numbers.position(); i++) {
      readOutside |= numbers.get(i) == OUTSIDE;
    }
  }
}
