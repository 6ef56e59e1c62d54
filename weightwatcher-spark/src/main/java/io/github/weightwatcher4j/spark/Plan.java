package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.run.internal.Bins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The layers of all files, shared out among tasks: the largest piece of work first into the
 * emptiest bin. A file that is little work stays whole, since opening it costs milliseconds; only
 * of a larger one each layer is a piece.
 */
final class Plan {

  /** A file is divided where it has more than this share of an average bin. */
  private static final double DIVIDED_FROM = 0.25;

  /** Operations that take as long as opening a file and telling of it. */
  private static final double OPENING = 1e8;

  /** A piece of work: a layer of a file, or all of them. */
  private record Work(int file, List<Integer> layers, double size) {}

  private final List<String> addresses;
  private final List<Listing> listings;
  private final boolean divides;

  /**
   * A plan.
   *
   * @param divides whether the layers of a file may be analysed in several tasks
   */
  Plan(List<String> addresses, List<Listing> listings, boolean divides) {
    this.addresses = addresses;
    this.listings = listings;
    this.divides = divides;
  }

  /**
   * The tasks that have something to do, at most as many as asked for.
   *
   * @param tasks at least 1
   */
  List<Piece[]> tasks(int tasks) {
    List<Work> all = work(tasks);
    int[] chosen = Bins.of(all.stream().mapToDouble(Work::size).toArray(), tasks);
    List<Map<Integer, List<Integer>>> bins = new ArrayList<>();
    for (int bin = 0; bin < tasks; bin++) {
      bins.add(new TreeMap<>());
    }
    for (int i = 0; i < chosen.length; i++) {
      Work work = all.get(i);
      bins.get(chosen[i])
          .computeIfAbsent(work.file(), any -> new ArrayList<>())
          .addAll(work.layers());
    }
    boolean[] begun = new boolean[listings.size()];
    return bins.stream().filter(bin -> !bin.isEmpty()).map(bin -> pieces(bin, begun)).toList();
  }

  private List<Work> work(int tasks) {
    double total = listings.stream().mapToDouble(Listing::work).sum();
    double largest = DIVIDED_FROM * total / tasks;
    List<Work> all = new ArrayList<>();
    for (int file = 0; file < listings.size(); file++) {
      Listing listing = listings.get(file);
      if (!listing.isRead()) {
        continue;
      }
      boolean whole = !divides || listing.layers() < 2 || listing.work() <= largest;
      if (whole) {
        all.add(new Work(file, List.of(), listing.work() + OPENING));
      } else {
        for (int layer = 0; layer < listing.layers(); layer++) {
          all.add(new Work(file, List.of(listing.index(layer)), listing.work(layer)));
        }
      }
    }
    return all;
  }

  private Piece[] pieces(Map<Integer, List<Integer>> bin, boolean[] begun) {
    return bin.entrySet().stream()
        .map(
            entry -> {
              int file = entry.getKey();
              boolean all = entry.getValue().size() == listings.get(file).layers();
              boolean first = !begun[file];
              begun[file] = true;
              return new Piece(
                  file, addresses.get(file), all ? List.of() : entry.getValue(), first);
            })
        .toArray(Piece[]::new);
  }
}
