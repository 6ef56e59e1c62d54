package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native buffers of one computation, freed together.
 *
 * <p>Taken from malloc and not from JavaCPP's own allocator, whose limit (the size of the Java heap
 * unless set by a flag) would refuse an ordinary layer in a small JVM.
 */
public final class NativeMemory implements AutoCloseable {

  private final List<Pointer> owned = new ArrayList<>();

  public DoublePointer doubles(long count) {
    return new DoublePointer(allocate(count * Double.BYTES)).capacity(count);
  }

  public FloatPointer floats(long count) {
    return new FloatPointer(allocate(count * Float.BYTES)).capacity(count);
  }

  public IntPointer ints(long count) {
    return new IntPointer(allocate(count * Integer.BYTES)).capacity(count);
  }

  private Pointer allocate(long bytes) {
    Pointer pointer = Pointer.malloc(Math.max(bytes, Double.BYTES));
    if (pointer == null || pointer.isNull()) {
      throw new NativeLibraryException(
          String.format(
              Locale.ROOT,
              "no %.1f MB of native memory left; analyse fewer layers at once (threads or"
                  + " memory) or give the process more memory",
              bytes / 1e6));
    }
    owned.add(pointer);
    return pointer;
  }

  @Override
  public void close() {
    owned.forEach(Pointer::free);
    owned.clear();
  }
}
