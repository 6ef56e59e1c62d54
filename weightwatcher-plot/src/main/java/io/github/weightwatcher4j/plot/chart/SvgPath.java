package io.github.weightwatcher4j.plot.chart;

import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An outline in tenths of a unit, which is as exact as any eye.
 *
 * @param segments from the first point to the last
 */
record SvgPath(List<Segment> segments) {

  private static final Pattern TOKEN = Pattern.compile("[MLQCZ]|[-+.\\dE]+");

  /** Copies the list. */
  SvgPath {
    segments = List.copyOf(segments);
  }

  /**
   * A step.
   *
   * @param command M, L, Q, C or Z
   * @param places x and y of its control points and its end, in turn
   */
  record Segment(char command, List<Integer> places) {

    Segment {
      places = List.copyOf(places);
    }

    int endX() {
      return places.get(places.size() - 2);
    }

    int endY() {
      return places.get(places.size() - 1);
    }
  }

  /** The outline that path data of absolute M, L, Q, C and Z describe. */
  static SvgPath parse(String data) {
    List<Segment> segments = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    char command = ' ';
    Matcher tokens = TOKEN.matcher(data);
    while (tokens.find()) {
      String token = tokens.group();
      if (Character.isLetter(token.charAt(0))) {
        end(segments, command, places);
        command = token.charAt(0);
      } else {
        places.add(tenths(token));
      }
    }
    end(segments, command, places);
    return new SvgPath(segments);
  }

  private static void end(List<Segment> segments, char command, List<Integer> places) {
    if (command != ' ') {
      segments.add(new Segment(command, places));
      places.clear();
    }
  }

  private static int tenths(String number) {
    return (int) Math.round(10 * Double.parseDouble(number));
  }

  /** This outline and then another. */
  SvgPath and(SvgPath other) {
    List<Segment> all = new ArrayList<>(segments);
    all.addAll(other.segments);
    return new SvgPath(all);
  }

  /** The same outline without the ends of lines that another line passes within a tenth. */
  SvgPath simplified() {
    List<Segment> kept = new ArrayList<>();
    List<Segment> passed = new ArrayList<>();
    for (Segment next : segments) {
      boolean line = next.command() == 'L' && !kept.isEmpty();
      if (!line || (!passed.isEmpty() && !passes(last(kept), next, passed))) {
        if (!passed.isEmpty()) {
          kept.add(last(passed));
          passed.clear();
        }
      }
      if (line) {
        passed.add(next);
      } else {
        kept.add(next);
      }
    }
    if (!passed.isEmpty()) {
      kept.add(last(passed));
    }
    return new SvgPath(kept);
  }

  private static boolean passes(Segment from, Segment to, List<Segment> between) {
    if (from.places().isEmpty()) {
      return false;
    }
    Line2D line = new Line2D.Double(from.endX(), from.endY(), to.endX(), to.endY());
    return between.stream().allMatch(place -> line.ptSegDist(place.endX(), place.endY()) <= 1);
  }

  private static Segment last(List<Segment> list) {
    return list.get(list.size() - 1);
  }

  /** The smallest upright rectangle around all its points, in tenths; a line has no area. */
  Rectangle bounds() {
    Rectangle bounds = new Rectangle(-1, -1);
    for (Segment segment : segments) {
      for (int i = 0; i + 1 < segment.places().size(); i += 2) {
        bounds.add(segment.places().get(i), segment.places().get(i + 1));
      }
    }
    return bounds;
  }

  /** Path data, each place told from the one before. */
  String data() {
    return new SvgPathData().of(segments);
  }
}
