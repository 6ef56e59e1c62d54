package io.github.weightwatcher4j.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of several layers in one sentence. */
class SharedSentenceTest {

  private record Said(String of, String sentence) {}

  private static List<SharedSentence> told(Said... said) {
    return SharedSentence.of(List.of(said), Said::of, Said::sentence);
  }

  @Test
  void whatDiffersInNumbersAloneIsToldWithItsRange() {
    assertThat(
            told(
                new Said("a", "no power law (p = 9.3e-05) over 30 values"),
                new Said("b", "too small"),
                new Said("c", "no power law (p = 0.002) over 9 values"),
                new Said("d", "no power law (p = 1e-07) over 30 values")))
        .containsExactly(
            new SharedSentence(
                List.of("a", "c", "d"), "no power law (p = 1e-07 to 0.002) over 9 to 30 values"),
            new SharedSentence(List.of("b"), "too small"));
  }

  @Test
  void numbersThatAreEqualStandAsTheyAre() {
    assertThat(told(new Said("a", "weight [64, 3]"), new Said("b", "weight [16, 3]")))
        .containsExactly(new SharedSentence(List.of("a", "b"), "weight [16 to 64, 3]"));
  }

  @Test
  void digitsInNamesAreNoNumbers() {
    assertThat(
            told(
                new Said("a", "shares the weights of layer1.0.conv1"),
                new Said("b", "shares the weights of layer2.0.conv1")))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"costs $1 or \\2", "-1.5e+3 and +2", "1,234.5 of 1.2.3", "x = .5"})
  void aSentenceOfOneThingIsKeptToTheLetter(String sentence) {
    assertThat(told(new Said("a", sentence)))
        .containsExactly(new SharedSentence(List.of("a"), sentence));
  }

  @Test
  void manyNamesAreCutWithTheNumberOfTheOthers() {
    SharedSentence sentence = new SharedSentence(List.of("a", "b", "c"), "x");
    assertThat(sentence.named(3)).isEqualTo("a, b, c");
    assertThat(sentence.named(2)).isEqualTo("a, b and 1 more");
  }
}
