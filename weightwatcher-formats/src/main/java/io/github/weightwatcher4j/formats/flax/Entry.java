package io.github.weightwatcher4j.formats.flax;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one key of a dictionary leads to. */
sealed interface Entry {

  /**
   * A dictionary, or a list by its positions.
   *
   * @param entries the values by key, in the order of the file
   */
  record Branch(Map<String, Entry> entries) implements Entry {
    /** Copies the values. */
    public Branch {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /**
   * An array, in C order.
   *
   * @param dims lengths of the axes, as the file says
   * @param type NumPy's name of its type, {@code float32} say
   * @param offset where its numbers lie, in bytes from the start of the file
   * @param length how many bytes they take
   */
  record Array(List<Long> dims, String type, long offset, long length) implements Entry {
    /** Copies the lengths. */
    public Array {
      dims = List.copyOf(dims);
    }
  }

  /** An integer. */
  record Whole(long value) implements Entry {}

  /** An extension that is not read, and why. */
  record Unknown(String reason) implements Entry {}

  /** A text, a number or nothing: no array. */
  record Plain() implements Entry {}
}
