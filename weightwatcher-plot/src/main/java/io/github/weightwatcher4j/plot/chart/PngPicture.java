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
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Plots as pixels. */
final class PngPicture {

  /** A tenth smaller than by default for a seventh more time; what is left to gain takes thrice. */
  private static final float SMALL = 0.2f;

  private static final double METRE_PER_INCH = 0.0254;
  private static final String METADATA = "javax_imageio_png_1.0";

  private PngPicture() {}

  static void write(Plot plot, int width, int height, int dpi, Path file) throws IOException {
    byte[] bytes = bytes(plot, width, height, dpi);
    Files.createDirectories(Picture.folderOf(file));
    ResultFile.write(file, out -> out.write(bytes));
  }

  /** The content of a file, which tells its resolution. */
  private static byte[] bytes(Plot plot, int width, int height, int dpi) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(SMALL);
      BufferedImage image = image(plot, width, height, dpi);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), how);
      metadata.mergeTree(METADATA, resolution(dpi));
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The chunk pHYs, in whole dots a metre. */
  private static IIOMetadataNode resolution(int dpi) {
    String dots = Long.toString(Math.round(dpi / METRE_PER_INCH));
    IIOMetadataNode chunk = new IIOMetadataNode("pHYs");
    chunk.setAttribute("pixelsPerUnitXAxis", dots);
    chunk.setAttribute("pixelsPerUnitYAxis", dots);
    chunk.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(METADATA);
    root.appendChild(chunk);
    return root;
  }

  /** A pixel for each unit. */
  static BufferedImage image(Plot plot, int width, int height) {
    return image(plot, width, height, Picture.UNITS_PER_INCH);
  }

  private static BufferedImage image(Plot plot, int width, int height, int dpi) {
    Picture.checkSize(width, height);
    double scale = (double) dpi / Picture.UNITS_PER_INCH;
    int across = (int) Math.max(1, Math.round(scale * width));
    int down = (int) Math.max(1, Math.round(scale * height));
    BufferedImage image = new BufferedImage(across, down, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = Fonts.working(image::createGraphics); // asks for the display, if any
    try {
      graphics.scale((double) across / width, (double) down / height);
      plot.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    } finally {
      graphics.dispose();
    }
    return image;
  }
}
