package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import java.util.List;

/** The marks of a spectrum under the names that they have in every panel of a grid. */
final class SpectrumLegend {

  private SpectrumLegend() {}

  /** Histograms, laws and spikes; rules are left out, since there is no room to name them. */
  static List<Mark> of(List<Mark> marks) {
    return marks.stream()
        .filter(
            mark ->
                mark instanceof Mark.Bars
                    || mark instanceof Mark.Curve
                    || mark instanceof Mark.Dots)
        .map(mark -> named(mark, role(mark.ink())))
        .toList();
  }

  private static String role(Ink ink) {
    return switch (ink) {
      case BULK -> "spectrum";
      case TAIL -> "tail of the power law";
      case FIT -> "power law";
      case NOISE -> "Marchenko-Pastur law";
      case SPIKE -> "spikes";
      default -> "another law";
    };
  }

  /** The same mark under another name. */
  static Mark named(Mark mark, String name) {
    if (mark instanceof Mark.Bars bars) {
      return new Mark.Bars(name, bars.ink(), bars.bars());
    } else if (mark instanceof Mark.Curve curve) {
      return new Mark.Curve(name, curve.ink(), curve.pen(), curve.points());
    } else if (mark instanceof Mark.Dots dots) {
      return new Mark.Dots(name, dots.ink(), dots.glyph(), dots.dots());
    }
    return mark;
  }
}
