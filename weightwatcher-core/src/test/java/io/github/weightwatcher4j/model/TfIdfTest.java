package io.github.weightwatcher4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.golden.Theory;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TfIdfTest {

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  @Test
  void vocabularyEntriesAndEigenvaluesAreThoseOfPython() throws IOException {
    JsonNode golden = Theory.of("sparse");
    TfIdf corpus = TfIdf.of(texts(golden.get("documents")), 2);
    assertThat(corpus.vocabulary()).isEqualTo(texts(golden.get("vocabulary")));
    assertThat(corpus.matrix().shape())
        .isEqualTo(
            TensorShape.of(
                Theory.elements(golden.get("shape")).mapToLong(JsonNode::asLong).toArray()));
    assertThat(corpus.matrix().entries()).isEqualTo(golden.get("nnz").asInt());
    Map<String, Double> first = new TreeMap<>();
    corpus
        .matrix()
        .forEach(0, (column, value) -> first.put(corpus.vocabulary().get(column), value));
    assertThat(first).hasSameSizeAs(golden.get("row0"));
    golden
        .get("row0")
        .properties()
        .forEach(
            entry ->
                assertThat(first.get(entry.getKey()))
                    .isCloseTo(entry.getValue().asDouble(), within(1e-12)));
    Spectrum spectrum = new WeightWatcher(corpus.matrix()).esd("weights");
    double[] eigenvalues = Theory.numbers(golden.get("eigenvalues"));
    assertThat(eigenvalues).hasSize(10);
    for (int i = 0; i < 10; i++) {
      // Sums of ten numbers of the size of 1.
      assertThat(spectrum.eigenvalue(9 - i)).isCloseTo(eigenvalues[i], within(1e-12));
    }
    assertThat(spectrum.sum()).isCloseTo(10, within(1e-12));
  }

  @Test
  void termsAreRunsOfTwoOrMoreLettersDigitsAndUnderscoresInLowerCase() {
    TfIdf corpus =
        TfIdf.of(List.of("Don't stop: X, x_1 42 \u00c9TUDE-\u00e9tude a \u4f60\u597d"), 1);
    assertThat(corpus.vocabulary())
        .containsExactly("42", "don", "stop", "x_1", "\u00e9tude", "\u4f60\u597d");
  }

  @Test
  void theDefaultLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(TfIdf.of(List.of("TITLE"), 1).vocabulary()).containsExactly("title");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aDocumentWithoutTermsIsAnEmptyRow() {
    TfIdf corpus = TfIdf.of(List.of("one two", "", "? !", "one"), 2);
    assertThat(corpus.vocabulary()).containsExactly("one");
    assertThat(corpus.matrix().toArray()).containsExactly(1, 0, 0, 1);
  }

  @Test
  void noDocumentsAreAnEmptyMatrixAndNoMinimumIsRefused() {
    assertThat(TfIdf.of(List.of(), 1).matrix().shape()).isEqualTo(TensorShape.of(0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TfIdf.of(List.of("a"), 0))
        .withMessage("minDocuments must be >= 1 but was 0");
  }
}
