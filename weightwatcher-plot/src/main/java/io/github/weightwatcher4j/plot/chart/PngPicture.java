package io.github.weightwatcher4j.plot.chart;

import io.github.weightwatcher4j.export.internal.ResultFile;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Plots as pixels. */
final class PngPicture {

  /** A tenth smaller than by default for a seventh more time; what is left to gain takes thrice. */
  private static final float SMALL = 0.2f;

  private PngPicture() {}

  static void write(Plot plot, int width, int height, Path file) throws IOException {
    byte[] bytes = bytes(plot, width, height);
    Files.createDirectories(Picture.folderOf(file));
    ResultFile.write(file, out -> out.write(bytes));
  }

  /** The content of a file. */
  static byte[] bytes(Plot plot, int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(SMALL);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image(plot, width, height), null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static BufferedImage image(Plot plot, int width, int height) {
    Picture.checkSize(width, height);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = Fonts.working(image::createGraphics); // asks for the display, if any
    try {
      plot.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    } finally {
      graphics.dispose();
    }
    return image;
  }
}
