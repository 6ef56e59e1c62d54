package io.github.weightwatcher4j.plot.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import io.github.weightwatcher4j.export.internal.ResultFile;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Plots as documents of one page for print: lines, and letters of fonts that come along. */
final class PdfPicture {

  /** Points, of 1/72 inch, in a unit. */
  private static final float POINTS = 72f / Picture.UNITS_PER_INCH;

  private PdfPicture() {}

  static void write(Plot plot, int width, int height, Path file) throws IOException {
    byte[] bytes = bytes(plot, width, height);
    Files.createDirectories(Picture.folderOf(file));
    ResultFile.write(file, out -> out.write(bytes));
  }

  /** The content of a file, which is the same each time: it has no date. */
  static byte[] bytes(Plot plot, int width, int height) throws IOException {
    Picture.checkSize(width, height);
    try (PDDocument document = new PDDocument()) {
      document.setDocumentId(0L); // else the file would be told apart by its time
      document.setDocumentInformation(information(plot));
      document.getDocumentCatalog().setLanguage("en");
      PDPage page = new PDPage(new PDRectangle(width * POINTS, height * POINTS));
      document.addPage(page);
      PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, width * POINTS, height * POINTS);
      try {
        graphics.setFontTextDrawer(new PdfLetters(document));
        graphics.scale(POINTS, POINTS);
        plot.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
      } finally {
        graphics.dispose();
      }
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(graphics.getXFormObject());
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  private static PDDocumentInformation information(Plot plot) {
    PDDocumentInformation information = new PDDocumentInformation();
    information.setTitle(plot.title());
    information.setSubject(plot.description());
    return information;
  }
}
