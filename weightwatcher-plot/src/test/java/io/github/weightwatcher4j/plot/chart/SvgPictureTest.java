package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgPictureTest {

  private static XyPlot plot(String name) {
    List<Mark.Bar> bars = new ArrayList<>();
    List<Mark.Point> line = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      bars.add(new Mark.Bar(i, i + 1, 40 - i));
      line.add(new Mark.Point(i, 40 - i));
    }
    List<Mark.Dot> dots = List.of(Mark.Dot.of(3, 5, ""), Mark.Dot.of(30, 35, ""));
    return XyPlot.titled(name)
        .axes(Axis.linear("x & y"), Axis.linear("upright"))
        .add(new Mark.Bars("bars", Ink.BULK, bars))
        .add(new Mark.Curve("line", Ink.FIT, Mark.Pen.BOLD, line))
        .add(new Mark.Dots("dots", Ink.SPIKE, Mark.Glyph.DISC, dots))
        .describedAs("What it <shows>");
  }

  private static Document read(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aPlotTakesAFewThousandLetters() throws Exception {
    String svg = SvgPicture.text(plot("plot"), 720, 460, SvgColors.FIXED);

    assertThat(svg.length()).isBetween(1000, 6000); // Batik alone: 18000
    assertThat(read(svg).getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 720 460");
  }

  @Test
  void lettersStayLettersAlsoUprightOnes() throws Exception {
    NodeList texts =
        read(SvgPicture.text(plot("plot"), 720, 460, SvgColors.FIXED)).getElementsByTagName("text");

    List<String> written = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      written.add(texts.item(i).getTextContent());
    }
    assertThat(written).contains("plot", "x & y", "upright", "bars", "line", "dots", "20");
  }

  @Test
  void titleAndDescriptionAreThereForThoseWhoDoNotSeeIt() throws Exception {
    Document svg = read(SvgPicture.text(plot("<a> & b\u0001"), 720, 460, SvgColors.FIXED));

    assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("<a> & b\\u0001");
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
        .isEqualTo("What it <shows>");
  }

  @Test
  void partsOfAGridAreWhereTheyAreInThePngPicture() throws Exception {
    PlotGrid grid = new PlotGrid("grid", "both", 2, List.of(plot("left"), plot("right")));

    Document svg = read(SvgPicture.text(grid, 400, 200, SvgColors.FIXED));

    NodeList windows = svg.getElementsByTagName("svg");
    NodeList texts = svg.getElementsByTagName("text");
    List<Double> places = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      if (List.of("left", "right").contains(text.getTextContent())) {
        places.add(Double.valueOf(text.getAttribute("x")));
      }
    }
    assertThat(places).hasSize(2);
    assertThat(places.get(1) - places.get(0)).isCloseTo(200, within(0.1)); // tenths are written
    assertThat(windows.getLength()).as("the picture and its windows").isGreaterThan(2);
    for (int i = 1; i < windows.getLength(); i++) {
      Element window = (Element) windows.item(i);
      assertThat(Double.parseDouble(window.getAttribute("width"))).isBetween(50.0, 200.0);
    }
  }

  @Test
  void inAPageColoursAreItsVariablesAndThereAreNoIds() {
    String svg = SvgPicture.element(plot("plot"));

    assertThat(svg).contains("var(--ww-fit,#d55e00)").doesNotContain(" id=").doesNotContain("url(");
    assertThat(svg.replaceAll("var\\(--ww-[a-z0-9-]+,#[0-9a-f]{6}\\)", "")).doesNotContain("#");
  }

  @Test
  void inksThatLookAlikeInTheLightDoSoInTheDark() {
    for (Ink a : Ink.values()) {
      for (Ink b : Ink.values()) {
        assertThat(a.light().equals(b.light()) && !a.dark().equals(b.dark()))
            .as(a + ", " + b)
            .isFalse();
      }
    }
  }

  @Test
  void anOutlineIsToldInSmallSteps() {
    SvgPath path = SvgPath.parse("M10 20 L10 5.5 L20.2 5.5 Q21 6 20 7 ZM1 1 L-2 -0.5");

    assertThat(path.data()).isEqualTo("M10 20v-14.5h10.2q.8 .5-.2 1.5zm-9-19l-3-1.5");
  }

  @Test
  void pointsOnAStraightLineAreLeftOutAndCornersAreNot() {
    SvgPath line = SvgPath.parse("M0 0 L1 1 L2 2 L3 3.1 L4 4 L4 0 L5 0");

    assertThat(line.simplified().data()).isEqualTo("M0 0l4 4v-4h1");
  }

  @Test
  void fillingsThatTouchAreNotJoined() {
    SvgLeaf.Outline a = square(0);
    SvgLeaf.Outline b = square(100);
    SvgLeaf.Outline c = square(105);

    assertThat(SvgOutlines.merged(List.of(a, b))).hasSize(1);
    assertThat(SvgOutlines.merged(List.of(b, c))).hasSize(2);
  }

  private static SvgLeaf.Outline square(int x) {
    SvgPath path = SvgPath.parse("M" + x + " 0 L" + (x + 9) + " 0 L" + x + " 9 Z");
    return new SvgLeaf.Outline(path, Optional.empty(), Map.of("fill", "white"));
  }
}
