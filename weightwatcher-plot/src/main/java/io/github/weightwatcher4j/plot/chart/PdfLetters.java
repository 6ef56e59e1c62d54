package io.github.weightwatcher4j.plot.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.AttributedCharacterIterator;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Letters that a document brings along, so that it looks the same everywhere and can be searched:
 * DejaVu Sans, of which those that are used are stored. A text with letters that the font has not
 * is drawn as outlines, in the font that Java finds.
 */
final class PdfLetters extends PdfBoxGraphics2DFontTextDrawer {

  private final PDFont plain;
  private final PDFont bold;

  PdfLetters(PDDocument document) throws IOException {
    plain = font(document, "DejaVuSans.ttf");
    bold = font(document, "DejaVuSans-Bold.ttf");
  }

  private static PDFont font(PDDocument document, String name) throws IOException {
    try (InputStream in = PdfLetters.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(
            "the font " + name + " is missing beside the class that draws with it");
      }
      return PDType0Font.load(document, in, true);
    }
  }

  @Override
  protected boolean hasDynamicFontMapping() {
    return true;
  }

  @Override
  protected PDFont mapFont(Font font, IFontTextDrawerEnv env) {
    return font.isBold() ? bold : plain;
  }

  @Override
  public boolean canDrawText(AttributedCharacterIterator text, IFontTextDrawerEnv env) {
    StringBuilder letters = new StringBuilder();
    for (char c = text.first(); c != AttributedCharacterIterator.DONE; c = text.next()) {
      letters.append(c);
    }
    text.first();
    try {
      plain.encode(letters.toString());
      bold.encode(letters.toString());
      return true;
    } catch (IllegalArgumentException e) {
      return false; // as PDFBox says that a font has no such letter
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
