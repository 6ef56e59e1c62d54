package io.github.weightwatcher4j.spectrum.internal;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.presets.javacpp;

/**
 * A variable that native code finds in the environment for as long as some work lasts. Java has no
 * way to set one for its own process; POSIX lets a program point {@code environ} at another array.
 */
final class NativeEnvironment {

  private NativeEnvironment() {}

  /**
   * Runs work while the variable is set; as it is where the user has set the variable, and where
   * the C library shows no {@code environ} (Windows).
   */
  static synchronized void with(String name, String value, Runnable work) {
    Loader.load(javacpp.class);
    Pointer environ = Loader.addressof("environ");
    if (environ == null || environ.isNull() || System.getenv(name) != null) {
      work.run();
      return;
    }
    PointerPointer<BytePointer> place = new PointerPointer<>(environ);
    Pointer before = place.get(0);
    Pointer during = extended(before, name + "=" + value);
    place.put(0, during);
    try {
      work.run();
    } finally {
      if (place.get(0).equals(during)) { // else somebody else has set one meanwhile, on top of ours
        place.put(0, before);
      }
    }
  }

  /** The variables and one more. Never freed: other threads may be reading them. */
  private static Pointer extended(Pointer variables, String variable) {
    PointerPointer<BytePointer> old = new PointerPointer<>(variables);
    long count = 0;
    while (isThere(old.get(count))) {
      count++;
    }
    PointerPointer<BytePointer> all = new PointerPointer<>(Pointer.calloc(count + 2, Long.BYTES));
    for (long i = 0; i < count; i++) {
      all.put(i, old.get(i));
    }
    byte[] text = variable.getBytes(StandardCharsets.US_ASCII);
    BytePointer entry = new BytePointer(Pointer.calloc(text.length + 1L, 1));
    all.put(count, entry.put(text, 0, text.length));
    return all;
  }

  private static boolean isThere(Pointer pointer) {
    return pointer != null && !pointer.isNull();
  }
}
