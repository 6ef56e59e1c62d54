package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolutionTest {

  private static final XyPlot PLOT =
      XyPlot.titled("plot")
          .add(new Mark.Bars("", Ink.TAIL, List.of(new Mark.Bar(0, 1, 1))))
          .describedAs("");

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} dpi")
  @CsvSource({"48, 360, 230", "96, 720, 460", "150, 1125, 719", "300, 2250, 1438"})
  void moreDotsPerInchMakeMorePixelsOfTheSamePicture(int dpi, int width, int height)
      throws IOException {
    Path file = folder.resolve("plot.png");
    PLOT.writePng(file, dpi);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    assertThat(dotsPerMetre(file)).isEqualTo((int) Math.round(dpi / 0.0254));
    assertThat(share(image)).isBetween(0.5, 0.75);
  }

  @Test
  void aPictureHas150DotsPerInchWhereNothingElseIsSaid() throws IOException {
    Path file = folder.resolve("plot.png");
    PLOT.writePng(file);

    assertThat(dotsPerMetre(file)).isEqualTo(5906);
  }

  @ParameterizedTest
  @CsvSource({"47", "601", "0", "-96"})
  void aResolutionOutOfRangeIsRefused(int dpi) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLOT.writePng(folder.resolve("plot.png"), dpi))
        .withMessageContaining("from 48 to 600 dots per inch but was " + dpi);
  }

  /** Share of the picture that the bar covers, which depends on no resolution. */
  private static double share(BufferedImage image) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == Ink.TAIL.color().getRGB() ? 1 : 0;
      }
    }
    return (double) count / image.getWidth() / image.getHeight();
  }

  /** What the chunk pHYs says (PNG specification, 11.3.4.3): 4 bytes each way, and 1 for metres. */
  private static int dotsPerMetre(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("pHYs");
    ByteBuffer chunk = ByteBuffer.wrap(bytes, at + 4, 9);
    int across = chunk.getInt();
    assertThat(chunk.getInt()).isEqualTo(across);
    assertThat(chunk.get()).isEqualTo((byte) 1);
    return across;
  }
}
