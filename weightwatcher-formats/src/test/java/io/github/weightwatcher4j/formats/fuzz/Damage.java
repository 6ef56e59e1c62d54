package io.github.weightwatcher4j.formats.fuzz;

import java.util.List;

/** A way to damage bytes. */
@FunctionalInterface
interface Damage {

  /** Damaged bytes; the given ones stay as they are. */
  byte[] apply(byte[] bytes, Chance chance);

  /** One of several ways. */
  static Damage anyOf(Damage... ways) {
    return (bytes, chance) -> chance.of(List.of(ways)).apply(bytes, chance);
  }
}
