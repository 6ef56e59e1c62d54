package io.github.weightwatcher4j.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {

  @Test
  void linesFillUpToEightyColumnsAndNoFurther() {
    String word = "abcdefghi";
    String eighty = (word + " ").repeat(7) + word + "j";

    assertThat(Paragraph.of(eighty)).isEqualTo(eighty + "\n").hasSize(81);
    assertThat(Paragraph.of(eighty + "k")).hasLineCount(2);
  }

  @Test
  void laterLinesOfAnItemAreIndentedFurther() {
    String item = Paragraph.item("abcdefghi ".repeat(10));
    assertThat(item.lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("  abc").hasSizeLessThanOrEqualTo(80),
            line -> assertThat(line).startsWith("    abc"));
  }

  @Test
  void aNumberStaysWithItsNameAndItsError() {
    String text = "x".repeat(70) + " alpha = 3.00 ± 0.25";
    assertThat(Paragraph.of(text)).isEqualTo("x".repeat(70) + "\nalpha = 3.00 ± 0.25\n");
  }

  @Test
  void aWordThatIsTooLongHasALineOfItsOwn() {
    String word = "x".repeat(100);
    assertThat(Paragraph.of("a " + word + " b")).isEqualTo("a\n" + word + "\nb\n");
  }
}
