package io.github.weightwatcher4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShortNameTest {

  @Test
  void longNamesLoseTheirMiddle() {
    assertThat(ShortName.of("encoder.layer.0.output", 11)).isEqualTo("encod…utput");
    assertThat(ShortName.of("short", 5)).isEqualTo("short");
  }

  @Test
  void namesSideBySideStayDifferent() {
    assertThat(
            ShortName.of(
                List.of("separable_conv_1.pointwise", "separable_conv_2.pointwise", "fc"), 20))
        .doesNotHaveDuplicates()
        .contains("fc")
        .allMatch(name -> name.length() <= 20);
  }

  @Test
  void namesInATableAreShortAndDifferentWhereverTheyDiffer() {
    List<String> names =
        IntStream.range(0, 30)
            .mapToObj(i -> "a".repeat(40 + i) + (char) ('b' + i % 3) + "a".repeat(100 - i))
            .toList();

    assertThat(ShortName.distinct(names))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.length() <= ShortName.LONGEST);
    assertThat(ShortName.distinct(List.of(names.get(0), names.get(0))))
        .containsOnly(ShortName.distinct(List.of(names.get(0))).get(0));
  }

  @Test
  @Timeout(20)
  void manyNamesThatDifferInTheMiddleAreToldApartInTime() {
    String end = "x".repeat(90);
    List<String> names = IntStream.range(0, 20_000).mapToObj(i -> end + i + end).toList();

    assertThat(ShortName.distinct(names))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.length() <= ShortName.LONGEST);
  }

  @Test
  void namesThatAreShortEnoughStayAsTheyAre() {
    List<String> names = List.of("model.layers.0.self_attn.q_proj", "lm_head");

    assertThat(ShortName.distinct(names)).isEqualTo(names);
  }

  @Test
  void namesOfAColumnKeepTheirNumbersAndTheirLastPart() {
    List<String> names =
        List.of("encoder.layer.9.output.dense", "encoder.layer.11.output.dense", "head");
    assertThat(ShortName.fitting(names, 40)).isEqualTo(names);
    assertThat(ShortName.fitting(names, 21))
        .containsExactly("e.l.9.output.dense", "e.l.11.output.dense", "head");
    assertThat(ShortName.fitting(names, 16))
        .containsExactly("e.l.9.o.dense", "e.l.11.o.dense", "head");
    assertThat(ShortName.fitting(List.of("/home/me/a.safetensors", "models/b.onnx"), 18))
        .containsExactly("/h/m/a.safetensors", "m/b.onnx");
  }

  @Test
  void namesOfAColumnFitAndStayDifferentWhateverTheyAre() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      int length = 8 + random.nextInt(30);
      List<String> names =
          Stream.generate(() -> name(random)).limit(1 + random.nextInt(40)).toList();
      List<String> fitting = ShortName.fitting(names, length);
      assertThat(fitting).hasSameSizeAs(names).allMatch(name -> name.length() <= length);
      assertThat(fitting.stream().distinct().count()).isEqualTo(names.stream().distinct().count());
    }
  }

  private static String name(Random random) {
    return random
        .ints(1 + random.nextInt(8), 0, 5)
        .mapToObj(part -> List.of("attn", "adapter", "attention", "7", "10").get(part))
        .collect(Collectors.joining(random.nextBoolean() ? "." : "/"));
  }
}
