package io.github.weightwatcher4j.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.cuda.Lane.Workspace;
import org.junit.jupiter.api.Test;

/** Parts of a problem's memory. */
class ArenaTest {

  private static final long PRODUCTS = 4L << 20;

  @Test
  void partsFollowEachOtherAtMultiplesOf256() {
    Problem problem = new Problem(Real.FLOAT64, false, 10, 3, true);
    Arena arena = Arena.of(problem, 1000, new Workspace(100, 7)).at(4096);
    assertThat(arena.products()).isEqualTo(4096);
    assertThat(arena.matrices()).isEqualTo(4096 + PRODUCTS);
    assertThat(arena.values()).isEqualTo(arena.matrices() + 2560); // 3 * 800
    assertThat(arena.status()).isEqualTo(arena.values() + 256); // 3 * 80
    assertThat(arena.blocks()).isEqualTo(arena.status() + 256);
    assertThat(arena.blockBytes()).isEqualTo(1024);
    assertThat(arena.total()).isEqualTo(arena.blocks() + 2048 - 4096);
  }

  @Test
  void theSolverWorksWhereTheBlocksWere() {
    Problem problem = new Problem(Real.FLOAT32, true, 10, 1, false);
    long small = Arena.of(problem, 1000, new Workspace(2048, 0)).total();
    assertThat(Arena.of(problem, 1000, new Workspace(0, 0)).total()).isEqualTo(small);
    assertThat(Arena.of(problem, 1000, new Workspace(2049, 0)).total()).isEqualTo(small + 256);
  }

  @Test
  void largeMatricesAreNoOverflowAndTheirProductsHaveMoreRoom() {
    Problem problem = new Problem(Real.FLOAT64, true, 60_000, 1, false);
    Arena arena = Arena.of(problem, 0, new Workspace(0, 0));
    assertThat(arena.values()).isGreaterThan(28_800_000_000L);
    assertThat(arena.productBytes()).isEqualTo(32L << 20);
  }

  @Test
  void aProblemHasMatricesAndSeveralOnlyWhereTheyAreBatched() {
    assertThatThrownBy(() -> new Problem(Real.FLOAT64, false, 0, 1, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Problem(Real.FLOAT64, false, 5, 2, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such problem: m 5, count 2");
  }
}
