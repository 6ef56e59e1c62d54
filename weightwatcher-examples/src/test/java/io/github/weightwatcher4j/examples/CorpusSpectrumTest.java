package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.TfIdf;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CorpusSpectrumTest {

  private static final Pattern WORD = Pattern.compile("\\w+");

  @Test
  void theParagraphsAreThoseOf75Chapters() {
    List<String> paragraphs = CorpusSpectrum.paragraphs();
    assertThat(paragraphs).hasSize(1386);
    assertThat(paragraphs.get(0)).startsWith("Call me Ishmael.");
  }

  @Test
  void everyDocumentHasLengthOneAndWordsThatAreDealtAnewAreTheSameWords() {
    List<String> documents = CorpusSpectrum.paragraphs().subList(0, 150);
    Analysis analysis = CorpusSpectrum.analyze(documents);
    for (LayerReport row : analysis.details()) {
      assertThat(row.metric(Metric.SQUARED_FROBENIUS_NORM).orElseThrow())
          .isCloseTo(150, within(1e-9));
      assertThat(row.alpha()).isPresent();
    }
    List<String> dealt = CorpusSpectrum.dealtAnew(documents, 1);
    assertThat(dealt).hasSize(150).isNotEqualTo(documents);
    assertThat(TfIdf.of(dealt, 1).vocabulary()).isEqualTo(TfIdf.of(documents, 1).vocabulary());
    assertThat(words(dealt)).isEqualTo(words(documents));
  }

  private static long words(List<String> texts) {
    return texts.stream().mapToLong(text -> WORD.matcher(text).results().count()).sum();
  }
}
