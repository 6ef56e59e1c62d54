package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.report.Analysis;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InkTest {

  /** Five times what is just seen. */
  private static final double APART = 12;

  /** A tenth of the way from black to white. */
  private static final double LIGHTER = 10;

  private static final List<Analysis> ANALYSES =
      List.of(HardAnalyses.ordinary(), HardAnalyses.manyLayers(), HardAnalyses.failedFits());

  @Test
  void theMeasuresAreThoseOfTheirSources() {
    assertThat(Eye.contrast(Color.BLACK, Color.WHITE)).isCloseTo(21, within(1e-3)); // WCAG
    assertThat(Eye.lightness(new Color(119, 119, 119))).isCloseTo(50, within(0.1)); // #777
    assertThat(Eye.USUAL.difference(Color.RED, Color.GREEN)).isCloseTo(170.6, within(0.1));
    assertThat(Eye.DEUTERANOPE.difference(Color.GRAY, Color.WHITE)) // greys stay as they are
        .isCloseTo(Eye.USUAL.difference(Color.GRAY, Color.WHITE), within(0.1));
  }

  @ParameterizedTest
  @EnumSource(names = {"TEXT", "MARK"})
  void whatIsReadStandsOutFromItsGround(Ink ink) {
    assertThat(Eye.contrast(ink.color(), Ink.PAPER.color())).isGreaterThan(4.5); // WCAG 1.4.3
    assertThat(Eye.contrast(dark(ink), dark(Ink.PAPER))).isGreaterThan(4.5);
  }

  @ParameterizedTest
  @MethodSource("eyes")
  void inksOfOnePlotStayApart(Eye eye) {
    Set<String> faults = new TreeSet<>();
    for (XyPlot plot : HardAnalyses.plots(ANALYSES)) {
      List<Ink> inks = plot.marks().stream().map(Mark::ink).distinct().toList();
      for (Ink a : inks) {
        for (Ink b : inks) {
          if (a.compareTo(b) < 0) {
            check(eye.difference(a.color(), b.color()), a + " and " + b, plot, faults);
            check(eye.difference(dark(a), dark(b)), "dark " + a + " and " + b, plot, faults);
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static Stream<Eye> eyes() {
    return Stream.of(Eye.USUAL, Eye.PROTANOPE, Eye.DEUTERANOPE);
  }

  private static void check(double difference, String pair, XyPlot plot, Set<String> faults) {
    if (difference < APART) {
      faults.add(String.format(Locale.ROOT, "%s: %.1f in '%s'", pair, difference, plot.title()));
    }
  }

  @Test
  void namedMarksOfOnePlotDifferInGreyOrInForm() {
    Set<String> faults = new TreeSet<>();
    for (XyPlot plot : HardAnalyses.plots(ANALYSES)) {
      List<Mark> named = plot.marks().stream().filter(mark -> !mark.name().isEmpty()).toList();
      for (int i = 0; i < named.size(); i++) {
        for (Mark other : named.subList(i + 1, named.size())) {
          if (alike(named.get(i), other)) {
            faults.add(named.get(i).name() + " and " + other.name() + " in " + plot.title());
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static boolean alike(Mark a, Mark b) {
    return form(a).equals(form(b))
        && (difference(a.ink().color(), b.ink().color()) < LIGHTER
            || difference(dark(a.ink()), dark(b.ink())) < LIGHTER);
  }

  private static double difference(Color a, Color b) {
    return Math.abs(Eye.lightness(a) - Eye.lightness(b));
  }

  /** What is seen of a mark without its colour. */
  private static List<Object> form(Mark mark) {
    List<Object> form = new ArrayList<>();
    form.add(mark.getClass());
    if (mark instanceof Mark.Curve curve) {
      form.add(curve.pen());
    } else if (mark instanceof Mark.Rule rule) {
      form.add(rule.pen());
      form.add(rule.side());
    } else if (mark instanceof Mark.Dots dots) {
      form.add(dots.glyph());
    }
    return form;
  }

  private static Color dark(Ink ink) {
    return Color.decode(ink.dark());
  }
}
