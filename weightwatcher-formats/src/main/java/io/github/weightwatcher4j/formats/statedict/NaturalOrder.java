package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.NamedTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of a model where its writer has sorted the names as text, as that of safetensors does:
 * {@code layers.2} before {@code layers.10}. An order that is not that of text is the model's own
 * and stays.
 */
final class NaturalOrder {

  /** Digits as numbers, everything else as text. */
  static final Comparator<String> NAMES = NaturalOrder::compare;

  private NaturalOrder() {}

  static List<NamedTensor> of(List<NamedTensor> tensors) {
    if (!isSorted(tensors)) {
      return tensors;
    }
    List<NamedTensor> sorted = new ArrayList<>(tensors);
    sorted.sort(Comparator.comparing(NamedTensor::name, NAMES));
    return sorted;
  }

  /** By name, or by precision first and by name second, as safetensors writes them. */
  private static boolean isSorted(List<NamedTensor> tensors) {
    List<Object> precisions = tensors.stream().map(NaturalOrder::precision).distinct().toList();
    Comparator<NamedTensor> byName = Comparator.comparing(NamedTensor::name);
    Comparator<NamedTensor> byPrecision =
        Comparator.comparingInt(tensor -> precisions.indexOf(precision(tensor)));
    return isInOrder(tensors, byName) || isInOrder(tensors, byPrecision.thenComparing(byName));
  }

  private static boolean isInOrder(List<NamedTensor> tensors, Comparator<NamedTensor> order) {
    return IntStream.range(1, tensors.size())
        .allMatch(i -> order.compare(tensors.get(i - 1), tensors.get(i)) <= 0);
  }

  private static Object precision(NamedTensor tensor) {
    return tensor.view().map(view -> (Object) view.storage().precision()).orElse("unknown");
  }

  private static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int endA = endOfNumber(a, i);
        int endB = endOfNumber(b, j);
        int order = compareNumbers(a.substring(i, endA), b.substring(j, endB));
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else if (a.charAt(i) == b.charAt(j)) {
        i++;
        j++;
      } else {
        return Character.compare(a.charAt(i), b.charAt(j));
      }
    }
    // Equal but for zeros before a number: as text, so that different names are never equal.
    int rest = Integer.compare(a.length() - i, b.length() - j);
    return rest != 0 ? rest : a.compareTo(b);
  }

  private static int compareNumbers(String a, String b) {
    String x = withoutZeros(a);
    String y = withoutZeros(b);
    return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
  }

  private static String withoutZeros(String number) {
    int zeros = 0;
    while (zeros < number.length() && number.charAt(zeros) == '0') {
      zeros++;
    }
    return number.substring(zeros);
  }

  private static int endOfNumber(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
