package io.github.weightwatcher4j.plot.chart;

import java.awt.Rectangle;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Something drawn, with all that decides how it looks. */
sealed interface SvgLeaf {

  /** Attributes by name. */
  Map<String, String> style();

  /**
   * Letters.
   *
   * @param text what is written
   * @param place where: x and y, or a transform
   * @param style colour and font
   */
  record Letters(String text, Map<String, String> place, Map<String, String> style)
      implements SvgLeaf {
    /** Copies the maps. */
    public Letters {
      place = new TreeMap<>(place);
      style = new TreeMap<>(style);
    }
  }

  /**
   * An outline, filled, drawn or both.
   *
   * @param path its form
   * @param clip the part of the picture that it is seen in, in tenths; empty for all of it
   * @param style colours and stroke
   */
  record Outline(SvgPath path, Optional<Rectangle> clip, Map<String, String> style)
      implements SvgLeaf {
    /** Copies the map. */
    public Outline {
      style = new TreeMap<>(style);
    }

    /** Whether it has an inside that is painted. */
    boolean filled() {
      return style.containsKey("fill");
    }

    /** Whether its edge is drawn. */
    boolean drawn() {
      return style.containsKey("stroke");
    }
  }
}
