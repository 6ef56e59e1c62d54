package io.github.weightwatcher4j.benchmarks.verdicts;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What the programs have in common: arguments, cases on all cores, lines of output. */
final class Cases {

  private Cases() {}

  /** The argument at a place, or what is taken where there is none. */
  static int argument(String[] arguments, int at, int otherwise) {
    return at < arguments.length ? Integer.parseInt(arguments[at]) : otherwise;
  }

  /** Every case, in order, whatever order they were computed in. */
  static <T> List<T> run(int count, IntFunction<T> work) {
    return IntStream.range(0, count).parallel().mapToObj(work).toList();
  }

  static void print(String text, Object... values) {
    System.out.println(String.format(Locale.ROOT, text, values));
  }
}
