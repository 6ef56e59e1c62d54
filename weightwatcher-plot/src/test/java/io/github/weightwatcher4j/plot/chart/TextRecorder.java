package io.github.weightwatcher4j.plot.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.ArrayList;
import java.util.List;
import org.apache.batik.ext.awt.g2d.AbstractGraphics2D;
import org.apache.batik.ext.awt.g2d.GraphicContext;

/** Writes down where the letters of a drawing are, and draws nothing. */
final class TextRecorder extends AbstractGraphics2D {

  private static final BufferedImage SCREEN = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

  /**
   * A piece of text.
   *
   * @param text its letters
   * @param bounds the smallest upright box around their ink
   */
  record Text(String text, Rectangle2D bounds) {

    @Override
    public String toString() {
      return String.format(
          "'%s' at x %.0f to %.0f, y %.0f to %.0f",
          text, bounds.getMinX(), bounds.getMaxX(), bounds.getMinY(), bounds.getMaxY());
    }
  }

  private final List<Text> texts;

  TextRecorder() {
    super(false);
    gc = new GraphicContext(new AffineTransform());
    texts = new ArrayList<>();
  }

  private TextRecorder(TextRecorder other) {
    super(other);
    texts = other.texts;
  }

  List<Text> texts() {
    return texts;
  }

  private void record(GlyphVector letters, String text, double x, double y) {
    AffineTransform place = getTransform();
    place.translate(x, y);
    Rectangle2D bounds = place.createTransformedShape(letters.getVisualBounds()).getBounds2D();
    if (!bounds.isEmpty()) {
      texts.add(new Text(text, bounds));
    }
  }

  @Override
  public void drawString(String text, float x, float y) {
    Font font = getFont();
    char[] letters = text.toCharArray();
    record(
        font.layoutGlyphVector(
            getFontRenderContext(), letters, 0, letters.length, Font.LAYOUT_LEFT_TO_RIGHT),
        text,
        x,
        y);
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    throw new UnsupportedOperationException("no plot draws text of several fonts");
  }

  @Override
  public void drawGlyphVector(GlyphVector letters, float x, float y) {
    record(letters, "letters", x, y);
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    Graphics2D graphics = SCREEN.createGraphics();
    try {
      graphics.setRenderingHints(getRenderingHints());
      graphics.setTransform(getTransform());
      return graphics.getFontMetrics(font);
    } finally {
      graphics.dispose();
    }
  }

  @Override
  public Graphics create() {
    return new TextRecorder(this);
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    return SCREEN.createGraphics().getDeviceConfiguration();
  }

  @Override
  public void draw(Shape shape) {}

  @Override
  public void fill(Shape shape) {}

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform place) {}

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform place) {}

  @Override
  public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
    return true;
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, ImageObserver observer) {
    return true;
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {}

  @Override
  public void setXORMode(Color color) {}

  @Override
  public void dispose() {}
}
