package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfPictureTest {

  @TempDir private Path folder;

  private static XyPlot plot(String title) {
    return XyPlot.titled(title)
        .note("α = 2.71 ± 0.47, ⟨r⟩ = 0.5, λ₊ = 2")
        .axes(Axis.log("eigenvalue λ").between(1e-4, 1e6), Axis.linear("density ρ(λ)"))
        .add(new Mark.Bars("bulk", Ink.BULK, List.of(new Mark.Bar(1, 2, 3))))
        .add(
            new Mark.Curve(
                "a law",
                Ink.FIT,
                Mark.Pen.BOLD,
                List.of(new Mark.Point(1, 1), new Mark.Point(9, 2))))
        .describedAs("what is to be seen");
  }

  private PDDocument written(Plot plot) throws IOException {
    Path file = folder.resolve("new/plot.pdf");
    plot.writePdf(file);
    return Loader.loadPDF(file.toFile());
  }

  @Test
  void aPictureIsOnePageAsLargeAsItIsInPrint() throws IOException {
    try (PDDocument document = written(plot("fc1: spectrum"))) {
      assertThat(document.getNumberOfPages()).isOne();
      assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(7.5f * 72);
      assertThat(document.getPage(0).getMediaBox().getHeight())
          .isCloseTo(460 / 96f * 72, within(1e-3f));
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("fc1: spectrum");
      assertThat(document.getDocumentInformation().getSubject()).isEqualTo("what is to be seen");
    }
  }

  @Test
  void itsTextsCanBeSearchedAndItsFontsComeAlong() throws IOException {
    try (PDDocument document = written(plot("fc1: spectrum"))) {
      String text = new PDFTextStripper().getText(document);
      assertThat(text)
          .contains("fc1: spectrum", "α = 2.71 ± 0.47, ⟨r⟩ = 0.5, λ₊ = 2", "eigenvalue λ")
          .contains("10⁻²", "10⁶", "a law");
      assertThat(text.replaceAll("\\s", "")).contains("densityρ(λ)"); // it stands upright

      List<PDFont> fonts = new ArrayList<>();
      collect(document.getPage(0).getResources(), fonts, new ArrayList<>());
      assertThat(fonts).extracting(PDFont::isEmbedded).hasSize(2).containsOnly(true);
    }
  }

  @Test
  void itIsDrawnInLinesWithoutPixels() throws IOException {
    try (PDDocument document = written(plot("fc1: spectrum"))) {
      List<PDImageXObject> images = new ArrayList<>();
      collect(document.getPage(0).getResources(), new ArrayList<>(), images);
      assertThat(images).isEmpty();
    }
  }

  @Test
  void lettersThatTheFontHasNotAreOutlinesAndDoNotLoseTheRest() throws IOException {
    try (PDDocument document = written(plot("層: spectrum"))) {
      assertThat(new PDFTextStripper().getText(document))
          .doesNotContain("spectrum")
          .contains("eigenvalue λ");
    }
  }

  @Test
  void theSamePictureIsTheSameFile() throws IOException {
    Path one = folder.resolve("one.pdf");
    Path other = folder.resolve("other.pdf");
    plot("fc1").writePdf(one);
    plot("fc1").writePdf(other);

    assertThat(other).hasSameBinaryContentAs(one);
    assertThat(Files.size(one)).isLessThan(40_000); // of the fonts only what is used
  }

  private static void collect(
      PDResources resources, List<PDFont> fonts, List<PDImageXObject> images) throws IOException {
    for (COSName name : resources.getFontNames()) {
      fonts.add(resources.getFont(name));
    }
    for (COSName name : resources.getXObjectNames()) {
      PDXObject object = resources.getXObject(name);
      if (object instanceof PDFormXObject form && form.getResources() != null) {
        collect(form.getResources(), fonts, images);
      } else if (object instanceof PDImageXObject image) {
        images.add(image);
      }
    }
  }
}
