package io.github.weightwatcher4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {

  /** Layers of equal work. */
  private static Listing layers(int count, double each) {
    Map<Integer, Double> work = new TreeMap<>();
    IntStream.range(0, count).forEach(index -> work.put(index, each));
    return Listing.of(work);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
  }

  @Test
  void manySmallModelsStayWholeAndAreSharedOutEvenly() {
    List<Listing> listings = IntStream.range(0, 100).mapToObj(i -> layers(5, 1e9)).toList();

    List<Piece[]> tasks = new Plan(names(100), listings, true).tasks(4);

    assertThat(tasks).hasSize(4).allSatisfy(task -> assertThat(task).hasSize(25));
    assertThat(tasks.stream().flatMap(Arrays::stream)).allMatch(Piece::isWhole);
    assertThat(tasks.stream().flatMap(Arrays::stream).map(Piece::file).distinct()).hasSize(100);
  }

  @Test
  void theLayersOfALargeModelAreSharedOutEachOnceAndOnePieceTellsOfTheOthers() {
    List<Listing> listings = List.of(layers(12, 1e12), layers(3, 1e6));

    List<Piece[]> tasks = new Plan(names(2), listings, true).tasks(4);

    List<Piece> large =
        tasks.stream().flatMap(Arrays::stream).filter(piece -> piece.file() == 0).toList();
    Set<Integer> indices = new HashSet<>();
    large.forEach(piece -> indices.addAll(piece.shard().indices()));
    assertThat(large).hasSize(4).allMatch(piece -> piece.layers() == 3);
    assertThat(indices).hasSize(12);
    assertThat(large.stream().filter(piece -> piece.tellsOf(99))).hasSize(1);
    assertThat(tasks.stream().flatMap(Arrays::stream).filter(piece -> piece.file() == 1))
        .singleElement()
        .matches(Piece::isWhole);
  }

  @Test
  void aModelIsNotDividedWhereItsLayersAreComparedWithEachOther() {
    List<Piece[]> tasks = new Plan(names(1), List.of(layers(12, 1e12)), false).tasks(4);

    assertThat(tasks).singleElement().satisfies(task -> assertThat(task).hasSize(1));
    assertThat(tasks.get(0)[0].isWhole()).isTrue();
  }

  @Test
  void modelsThatCouldNotBeListedHaveNoTaskAndThoseWithoutLayersAreSpreadOut() {
    List<Listing> listings = new ArrayList<>(List.of(Listing.failed("damaged")));
    IntStream.range(0, 8).forEach(i -> listings.add(layers(0, 0)));

    List<Piece[]> tasks = new Plan(names(9), listings, true).tasks(4);

    assertThat(tasks).hasSize(4).allSatisfy(task -> assertThat(task).hasSize(2));
    assertThat(tasks.stream().flatMap(Arrays::stream)).noneMatch(piece -> piece.file() == 0);
  }
}
