package io.github.weightwatcher4j.plot.chart;

import io.github.weightwatcher4j.export.internal.ResultFile;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.w3c.dom.Document;

/**
 * Plots as lines and letters, small enough for many of them on a page. Batik draws; what it drew is
 * written by our own {@link SvgWriter}, because Batik's file is 3.2 times as large (2.0 times after
 * deflating), with ids and clip paths that collide on a page of hundreds of plots.
 */
public final class SvgPicture {

  private SvgPicture() {}

  static void write(Plot plot, int width, int height, Path file) throws IOException {
    String text = text(plot, width, height, SvgColors.FIXED) + "\n";
    Files.createDirectories(Picture.folderOf(file));
    ResultFile.write(file, text);
  }

  /**
   * A plot as an element for an HTML page, which may scale it. Its colours are the page's variables
   * {@link Ink#variable()}, light ones where the page sets none; it has no ids.
   */
  public static String element(Plot plot) {
    return text(plot, plot.width(), plot.height(), SvgColors.VARIABLE);
  }

  static String text(Plot plot, int width, int height, SvgColors colors) {
    Picture.checkSize(width, height);
    boolean file = colors == SvgColors.FIXED;
    String space = file ? " xmlns=\"http://www.w3.org/2000/svg\"" : "";
    return ("<svg" + space + " width=\"" + width + "\" height=\"" + height + "\"")
        + (" viewBox=\"0 0 " + width + " " + height + "\"")
        + (" role=\"img\" font-family=\"" + letters() + "\" fill=\"none\">")
        + ("<title>" + SvgWriter.escaped(plot.title()) + "</title>")
        + ("<desc>" + SvgWriter.escaped(plot.description()) + "</desc>")
        + SvgWriter.of(leaves(plot, width, height), colors)
        + "</svg>";
  }

  private static List<SvgLeaf> leaves(Plot plot, int width, int height) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment(null);
    context.setPrecision(1);
    PathGraphics graphics = new PathGraphics(context);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    plot.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    return SvgLeaves.of(graphics.getRoot(), width, height);
  }

  /** Fonts as wide as the one that the texts were measured with here, which differs by system. */
  private static String letters() {
    double digit = Fonts.width("0", Fonts.TICK) / Fonts.TICK.getSize2D();
    return digit > 0.6
        ? "DejaVu Sans,Verdana,sans-serif"
        : "Arial,Liberation Sans,Helvetica,sans-serif";
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java runtime has no XML parser", e);
    }
  }
}
