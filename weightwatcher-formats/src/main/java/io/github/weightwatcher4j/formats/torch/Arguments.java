package io.github.weightwatcher4j.formats.torch;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/** Arguments of a call in a pickle, each as what it should be. */
final class Arguments {

  /** PyTorch's own limit is 64 axes. */
  static final int MOST_AXES = 64;

  private Arguments() {}

  static @Nullable Object at(@Nullable Object[] arguments, int index) {
    if (index >= arguments.length) {
      throw new PickleException("too few arguments");
    }
    return arguments[index];
  }

  static String text(@Nullable Object[] arguments, int index) {
    Object value = at(arguments, index);
    return value instanceof String text ? text : String.valueOf(integer(arguments, index));
  }

  static long integer(@Nullable Object[] arguments, int index) {
    return integer(at(arguments, index));
  }

  private static long integer(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigInteger big && big.bitLength() < Long.SIZE) {
      return big.longValue();
    }
    throw new PickleException("no integer");
  }

  static double number(@Nullable Object[] arguments, int index) {
    if (at(arguments, index) instanceof Number number) {
      return number.doubleValue();
    }
    throw new PickleException("no number");
  }

  /** A tuple or list of integers. */
  static List<Long> integers(@Nullable Object[] arguments, int index) {
    return integers(at(arguments, index));
  }

  /** As {@link #integers(Object[], int)}, of the value itself. */
  static List<Long> integers(@Nullable Object value) {
    List<?> items =
        value instanceof Object[] tuple
            ? Arrays.asList(tuple)
            : value instanceof List<?> list ? list : null;
    if (items == null || items.size() > MOST_AXES) {
      throw new PickleException("no axes");
    }
    List<Long> integers = new ArrayList<>();
    for (Object item : items) {
      integers.add(integer(item));
    }
    return integers;
  }

  static StorageReference storage(@Nullable Object[] arguments, int index) {
    if (at(arguments, index) instanceof StorageReference storage) {
      return storage;
    }
    throw new PickleException("no storage");
  }
}
