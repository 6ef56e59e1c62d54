package io.github.weightwatcher4j.run;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of a model's layers that one of several processes analyses: all of them, one of so many
 * shards of about equal work, or the layers with some indices.
 *
 * <p>Shards are the same wherever they are made: the layers that the options select are binned by
 * their work, the largest first into the emptiest bin. Layers that share an index, as the gates of
 * an LSTM do, stay together.
 */
public final class Shard implements Serializable {

  private static final long serialVersionUID = 1;

  private static final Shard ALL = new Shard(1, 1, List.of());
  private static final String ALL_TEXT = "all";
  private static final String LAYERS = "layers ";

  private static final Pattern ONE_OF_MANY = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  private final int number;
  private final int count;
  private final TreeSet<Integer> indices;

  private Shard(int number, int count, Collection<Integer> indices) {
    this.number = number;
    this.count = count;
    this.indices = new TreeSet<>(indices);
  }

  /** All layers. */
  public static Shard all() {
    return ALL;
  }

  /**
   * One of so many shards.
   *
   * @param number from 1 to {@code count}
   * @param count at least 1; where there are more shards than layers, some are empty
   */
  public static Shard of(int number, int count) {
    if (number < 1 || number > count) {
      throw new IllegalArgumentException(
          "a shard must be one of 1/%d to %d/%d but was %d/%d"
              .formatted(count, count, count, number, count));
    }
    return count == 1 ? ALL : new Shard(number, count, List.of());
  }

  /**
   * The layers with these indices, chosen by who shares the work out.
   *
   * @param indices of {@link io.github.weightwatcher4j.model.LayerInfo#index}; at least one
   */
  public static Shard layers(Collection<Integer> indices) {
    if (indices.isEmpty() || indices.stream().anyMatch(index -> index < 0)) {
      throw new IllegalArgumentException(
          "a shard must have indices of layers, from 0, but had " + indices);
    }
    return new Shard(0, 0, indices);
  }

  /**
   * The shard that a text stands for: {@code all}, {@code 3/8} or {@code layers 0 4 7}.
   *
   * @throws IllegalArgumentException where it stands for none
   */
  public static Shard parse(String text) {
    Matcher one = ONE_OF_MANY.matcher(text);
    if (text.equals(ALL_TEXT)) {
      return ALL;
    } else if (one.matches()) {
      return of(Integer.parseInt(one.group(1)), Integer.parseInt(one.group(2)));
    } else if (text.startsWith(LAYERS)) {
      return layers(
          Arrays.stream(text.substring(LAYERS.length()).strip().split("\\s+"))
              .map(Integer::valueOf)
              .toList());
    }
    throw new IllegalArgumentException("a shard is such as 3/8, the third of eight");
  }

  /** Whether it is all layers. */
  public boolean isAll() {
    return count == 1;
  }

  /** Which shard, from 1; 0 where layers were chosen by their indices. */
  public int number() {
    return number;
  }

  /** Of how many shards; 0 where layers were chosen by their indices. */
  public int count() {
    return count;
  }

  /** The indices of layers, in their order; empty where they follow from number and count. */
  public SortedSet<Integer> indices() {
    return new TreeSet<>(indices);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shard that
        && number == that.number
        && count == that.count
        && indices.equals(that.indices);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * number + count) + indices.hashCode();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return isAll()
        ? ALL_TEXT
        : count > 1
            ? number + "/" + count
            : LAYERS + indices.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
