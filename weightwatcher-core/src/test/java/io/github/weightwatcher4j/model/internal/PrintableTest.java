package io.github.weightwatcher4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder.0.fc1/kernel:0 <x> \\u001B",
        "größe",
        "слой.0",
        "层〇・第一　第二",
        "שכבה",
        "मात्रा",
        "क्‍ष", // a joiner in Devanagari
        "نمی‌خواهم", // a non-joiner in Persian
        "👩‍💻 ❤️ 👍🏽",
        "e\u0301"
      })
  void whatPeopleReadStaysAsItIs(String text) {
    assertThat(Printable.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0x00, \\u0000",
    "0x09, \\u0009",
    "0x0A, \\u000A",
    "0x1B, \\u001B",
    "0x7F, \\u007F",
    "0x85, \\u0085",
    "0x9B, \\u009B",
    "0xA0, \\u00A0",
    "0x200B, \\u200B",
    "0x200D, \\u200D",
    "0x200E, \\u200E",
    "0x2028, \\u2028",
    "0x202E, \\u202E",
    "0x2066, \\u2066",
    "0x3164, \\u3164",
    "0xD800, \\uD800",
    "0xE000, \\uE000",
    "0xFE0F, \\uFE0F",
    "0xFEFF, \\uFEFF",
    "0xFFFF, \\uFFFF",
    "0xE0041, \\uDB40\\uDC41",
  })
  void whatCouldDoHarmIsWrittenOut(String codePoint, String shown) {
    String letter = Character.toString(Integer.decode(codePoint));

    assertThat(Printable.of("a" + letter + "b")).isEqualTo("a" + shown + "b");
    assertThat(Printable.of(letter)).isEqualTo(shown);
  }

  @Test
  void whatIsShownStaysSoAndEveryCharacterStaysDifferent() {
    Set<String> shown = new HashSet<>();
    for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
      String text = Printable.of(Character.toString(letter));
      assertThat(shown.add(text)).as(text).isTrue();
      assertThat(Printable.of(text)).isEqualTo(text);
    }
  }

  @Test
  void longNamesThatDifferInTheMiddleStayDifferent() {
    String one = Printable.name("a".repeat(5000) + "x" + "b".repeat(5000));
    String other = Printable.name("a".repeat(5000) + "y" + "b".repeat(5000));

    assertThat(one).startsWith("aaa").endsWith("bbb").isNotEqualTo(other);
    assertThat(one.length()).isLessThanOrEqualTo(Printable.LONGEST);
    assertThat(Printable.name(one)).isEqualTo(one);
  }

  @Test
  void longNamesAreNotCutThroughACharacter() {
    for (int i = 0; i < 8; i++) {
      String name = Printable.name("a".repeat(i) + "😀\u001b".repeat(500) + "b".repeat(i));
      assertThat(name).isEqualTo(Printable.name(name)).doesNotContain("\\uD83D", "\\uDE00");
    }
  }

  @Test
  void aLayerKeepsItsOwnNameBesideTheOneThatIsShown() {
    LayerInfo layer = new LayerInfo(0, "a\u001bb", LayerType.DENSE);

    assertThat(layer.name()).isEqualTo("a\\u001Bb");
    assertThat(layer.rawName()).isEqualTo("a\u001bb");
    assertThat(layer).hasToString("0 a\\u001Bb (dense)");
    assertThat(LayerSelector.byName("a\u001bb").test(layer)).isTrue();
    assertThat(LayerSelector.byName("a\\u001Bb").test(layer)).isTrue();
    assertThat(LayerSelector.nameMatches("a\\x1bb").test(layer)).isTrue();
    assertThat(LayerSelector.byName("a\u001bb")).hasToString("name 'a\\u001Bb'");
  }

  @Test
  void namesThatAreNoTextAreWrittenOutEverywhere() {
    assertThat(new LayerInfo(0, "a\ud800b😀", LayerType.DENSE).rawName()).isEqualTo("a\\uD800b😀");
  }
}
