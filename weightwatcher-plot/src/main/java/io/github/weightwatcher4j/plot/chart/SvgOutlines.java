package io.github.weightwatcher4j.plot.chart;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Joins outlines that one element can draw, so that nothing looks different. */
final class SvgOutlines {

  private final List<SvgLeaf.Outline> done = new ArrayList<>();

  /** Around each outline that the last of those done consists of. */
  private final List<Rectangle> bounds = new ArrayList<>();

  private SvgOutlines() {}

  static List<SvgLeaf.Outline> merged(List<SvgLeaf> leaves) {
    List<SvgLeaf.Outline> whole = new ArrayList<>();
    for (SvgLeaf leaf : leaves) {
      if (leaf instanceof SvgLeaf.Outline outline) {
        int last = whole.size() - 1;
        if (last >= 0 && isEdgeOf(outline, whole.get(last))) {
          whole.set(last, withEdge(whole.get(last), outline));
        } else {
          whole.add(outline);
        }
      }
    }
    SvgOutlines outlines = new SvgOutlines();
    whole.forEach(outlines::add);
    return outlines.done;
  }

  private static boolean isEdgeOf(SvgLeaf.Outline edge, SvgLeaf.Outline inside) {
    return !edge.filled()
        && !inside.drawn()
        && edge.clip().equals(inside.clip())
        && edge.path().equals(inside.path());
  }

  private static SvgLeaf.Outline withEdge(SvgLeaf.Outline inside, SvgLeaf.Outline edge) {
    Map<String, String> both = new TreeMap<>(inside.style());
    both.putAll(edge.style());
    return new SvgLeaf.Outline(inside.path(), inside.clip(), both);
  }

  private void add(SvgLeaf.Outline next) {
    Rectangle around = next.path().bounds();
    around.grow(20, 20); // the edge of a form is at most 3 wide
    int last = done.size() - 1;
    if (last >= 0 && fits(next, done.get(last), around)) {
      SvgLeaf.Outline before = done.get(last);
      done.set(
          last, new SvgLeaf.Outline(before.path().and(next.path()), before.clip(), before.style()));
    } else {
      done.add(next);
      bounds.clear();
    }
    bounds.add(around);
  }

  /** Lines may cross; what is filled covers what it touches, and stays an element of its own. */
  private boolean fits(SvgLeaf.Outline next, SvgLeaf.Outline before, Rectangle around) {
    return next.style().equals(before.style())
        && next.clip().equals(before.clip())
        && (!next.filled() || bounds.stream().noneMatch(around::intersects));
  }
}
