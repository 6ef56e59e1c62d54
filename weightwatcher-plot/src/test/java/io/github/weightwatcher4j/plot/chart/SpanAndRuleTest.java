package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanAndRuleTest {

  private static final Mark.Span SPAN = new Mark.Span("", Ink.GOOD, Mark.Side.Y, 2, 6);

  @Test
  void aSpanUnderDotsIsDrawn() {
    BufferedImage image =
        image(SPAN, new Mark.Dots("", Ink.FIT, Mark.Glyph.DISC, List.of(Mark.Dot.of(3, 9, ""))));

    assertThat(pixels(image, Ink.GOOD)).isGreaterThan(5000);
    assertThat(pixels(image, Ink.FIT)).isGreaterThan(10);
  }

  @Test
  void aSpanAloneIsDrawn() {
    Mark.Rule top = new Mark.Rule("", Ink.MARK, Mark.Pen.PLAIN, Mark.Side.Y, 9);

    assertThat(pixels(image(SPAN, top), Ink.GOOD)).isGreaterThan(5000);
  }

  @Test
  void aDotOfItsOwnSizeKeepsItWhereAnotherHasNoPlaceOnTheAxis() {
    Mark.Dot zero = Mark.Dot.of(0, 1, "");
    Mark.Dot large = Mark.Dot.of(10, 1, "").sized(8);
    XyPlot plot =
        XyPlot.titled("")
            .axes(Axis.log("").between(1, 100), Axis.linear("").between(0, 2))
            .add(new Mark.Dots("", Ink.FIT, Mark.Glyph.DISC, List.of(zero, large)))
            .describedAs("");

    // a disc of diameter 8 * 7.5 has 2827 pixels, one of usual size 44
    assertThat(pixels(PngPicture.image(plot, Plot.WIDTH, Plot.HEIGHT), Ink.FIT))
        .isBetween(2600, 2900);
  }

  @Test
  void theLightEdgeOfALineHidesNeitherALineNorADotBesideIt() {
    Mark bars = new Mark.Bars("", Ink.TAIL, List.of(new Mark.Bar(0, 10, 9)));
    List<Mark.Point> slope = List.of(new Mark.Point(1, 8), new Mark.Point(9, 1));
    Mark bold = new Mark.Curve("", Ink.FIT, Mark.Pen.BOLD, slope);
    Mark dashed = new Mark.Curve("", Ink.OTHER_FIT, Mark.Pen.DASHED, slope);
    Mark dot =
        new Mark.Dots("", Ink.SPIKE, Mark.Glyph.DISC, List.of(Mark.Dot.of(5, 9.5, "").sized(2)));
    Mark rule = new Mark.Rule("", Ink.RANDOM, Mark.Pen.PLAIN, Mark.Side.X, 5);

    int alone = pixels(image(bars, bold), Ink.FIT);
    BufferedImage both = image(bars, bold, dashed);

    assertThat(pixels(both, Ink.OTHER_FIT)).isGreaterThan(50);
    assertThat(pixels(both, Ink.FIT)).isBetween(alone / 4, alone);
    assertThat(pixels(image(bars, dot, rule), Ink.SPIKE))
        .isGreaterThan(pixels(image(bars, dot), Ink.SPIKE) * 2 / 3);
  }

  @Test
  void aLineHasALightEdgeOnlyWhereThereAreBars() {
    Mark bars = new Mark.Bars("", Ink.TAIL, List.of(new Mark.Bar(0, 10, 9)));
    Mark rule = new Mark.Rule("", Ink.MARK, Mark.Pen.PLAIN, Mark.Side.Y, 5);

    // an edge of 1.2 on both sides over bars of more than 500 pixels
    assertThat(pixels(image(bars), Ink.TAIL) - pixels(image(bars, rule), Ink.TAIL))
        .isGreaterThan(3 * 500);
  }

  private static BufferedImage image(Mark... marks) {
    XyPlot.Builder plot = XyPlot.titled("").axes(Axis.linear(""), Axis.linear("").between(0, 10));
    for (Mark mark : marks) {
      plot.add(mark);
    }
    return PngPicture.image(plot.describedAs(""), Plot.WIDTH, Plot.HEIGHT);
  }

  private static int pixels(BufferedImage image, Ink ink) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == ink.color().getRGB() ? 1 : 0;
      }
    }
    return count;
  }
}
