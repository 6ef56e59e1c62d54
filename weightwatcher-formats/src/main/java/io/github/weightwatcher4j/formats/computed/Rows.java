package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of single-precision numbers that are computed when they are asked for. Describes; {@link
 * #open} reads. Two are equal where they are computed in the same way from the same numbers.
 */
interface Rows {

  /**
   * Opens the rows for reading by one thread; the caller closes them.
   *
   * @param tensor name of the tensor that is read, for messages
   * @throws IOException where a file cannot be opened
   */
  Reader open(String tensor) throws IOException;

  /** Reads one row after the other. */
  interface Reader extends AutoCloseable {

    /**
     * The first {@code count} numbers of a row.
     *
     * @param target takes them, from index 0 on
     */
    void read(long row, int count, float[] target);

    @Override
    default void close() {}
  }

  /** Readers that are closed together. */
  final class Opened {
    private final String tensor;
    private final List<AutoCloseable> open = new ArrayList<>();

    private Opened(String tensor) {
      this.tensor = tensor;
    }

    /** A reader over others, which this opens by {@code setup}. */
    static Reader reader(String tensor, Setup setup) throws IOException {
      Opened opened = new Opened(tensor);
      try {
        Reader reader = setup.reader(opened);
        return new Reader() {
          @Override
          public void read(long row, int count, float[] target) {
            reader.read(row, count, target);
          }

          @Override
          public void close() {
            opened.close();
          }
        };
      } catch (IOException | RuntimeException e) {
        opened.close();
        throw e;
      }
    }

    /** Opens rows. */
    Reader rows(Rows rows) throws IOException {
      Reader reader = rows.open(tensor);
      open.add(reader);
      return reader;
    }

    /** Opens a tensor whose elements follow each other in the storage. */
    Part part(TensorView view) throws IOException {
      Part part = Part.open(view, tensor);
      open.add(part);
      return part;
    }

    private void close() {
      for (AutoCloseable each : open) {
        try {
          each.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Opens what a reader reads from. */
  @FunctionalInterface
  interface Setup {
    Reader reader(Opened opened) throws IOException;
  }
}
