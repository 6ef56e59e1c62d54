package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.bulk.MarchenkoPastur;
import io.github.weightwatcher4j.plot.chart.Axis;
import io.github.weightwatcher4j.plot.chart.Ink;
import io.github.weightwatcher4j.plot.chart.Mark;
import io.github.weightwatcher4j.plot.chart.Mark.Pen;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The Marchenko-Pastur law of noise for several aspect ratios or several sizes of the weights
 * (Martin &amp; Mahoney 2021, JMLR 22(165), the figure that varies aspect ratio and variance): the
 * nearer to square a matrix is, the wider its law; sigma stretches it and changes nothing else.
 */
public final class LawPlots {

  /** As many laws as can be told apart by their lines. */
  public static final int MOST = 4;

  private static final int STEPS = 200;
  private static final List<Pen> PENS = List.of(Pen.PLAIN, Pen.DASHED, Pen.BOLD, Pen.DOTTED);
  private static final List<Ink> INKS = List.of(Ink.GROUP_1, Ink.FIT, Ink.GROUP_3, Ink.GROUP_6);

  private LawPlots() {}

  /**
   * Laws of several aspect ratios.
   *
   * @param sigma standard deviation of an entry times the square root of N, positive
   * @param qs aspect ratios N / M, at least 1; one to four of them
   * @throws IllegalArgumentException outside of these domains
   */
  public static XyPlot ofAspectRatios(double sigma, double... qs) {
    List<MarchenkoPastur> laws =
        DoubleStream.of(qs).mapToObj(q -> new MarchenkoPastur(q, sigma)).toList();
    String title = "Marchenko-Pastur law, σ = " + NumberText.of(sigma) + ", several Q";
    return plot(title, laws, law -> "Q = " + NumberText.of(law.q()));
  }

  /**
   * Laws of several standard deviations.
   *
   * @param q aspect ratio N / M, at least 1
   * @param sigmas standard deviations of an entry times the square root of N, positive; one to four
   * @throws IllegalArgumentException outside of these domains
   */
  public static XyPlot ofSigmas(double q, double... sigmas) {
    List<MarchenkoPastur> laws =
        DoubleStream.of(sigmas).mapToObj(sigma -> new MarchenkoPastur(q, sigma)).toList();
    String title = "Marchenko-Pastur law, Q = " + NumberText.of(q) + ", several σ";
    return plot(title, laws, law -> "σ = " + NumberText.of(law.sigma()));
  }

  private static XyPlot plot(
      String title, List<MarchenkoPastur> laws, Function<MarchenkoPastur, String> name) {
    if (laws.isEmpty() || laws.size() > MOST) {
      throw new IllegalArgumentException(
          "from 1 to %s laws can be told apart in a plot, but %s were given"
              .formatted(MOST, laws.size()));
    }
    double top = 1.1 * laws.stream().mapToDouble(LawPlots::peak).max().orElse(1);
    double right = laws.stream().mapToDouble(MarchenkoPastur::upper).max().orElse(1);
    XyPlot.Builder plot =
        XyPlot.titled(title)
            .axes(
                Axis.linear("eigenvalue λ").between(0, 1.04 * right),
                Axis.linear("density ρ(λ)").between(0, top));
    if (laws.stream().anyMatch(law -> law.q() == 1)) {
      plot.note("for Q = 1 the density grows without bound towards λ = 0");
    }
    for (int i = 0; i < laws.size(); i++) {
      MarchenkoPastur law = laws.get(i);
      plot.add(new Mark.Curve(name.apply(law), INKS.get(i), PENS.get(i), points(law, top)));
    }
    String words =
        laws.stream()
            .map(
                law ->
                    name.apply(law)
                        + ": edges "
                        + NumberText.of(law.lower())
                        + " and "
                        + NumberText.of(law.upper()))
            .collect(Collectors.joining("; "));
    return plot.describedAs(title + ". " + words + ".");
  }

  /** The greatest density; of a law without one, that below which a sixth lies. */
  private static double peak(MarchenkoPastur law) {
    if (law.q() == 1) {
      return law.density(law.quantile(1 / 6.0));
    }
    // where the derivative is 0: the harmonic mean of the edges
    return law.density(2 * law.lower() * law.upper() / (law.lower() + law.upper()));
  }

  /** Points that are close at both edges, where the law is steep. */
  private static List<Mark.Point> points(MarchenkoPastur law, double top) {
    List<Mark.Point> points = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      double sine = Math.sin(Math.PI / 2 * i / STEPS);
      double x = law.lower() + (law.upper() - law.lower()) * Math.pow(sine, 4);
      boolean edge = i == STEPS || (i == 0 && law.q() > 1);
      double y = edge ? 0 : law.density(x);
      if (y <= top) {
        points.add(new Mark.Point(x, y));
      }
    }
    return points;
  }
}
