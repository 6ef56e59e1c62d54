package io.github.weightwatcher4j.model;

import static io.github.weightwatcher4j.model.LayerSelector.all;
import static io.github.weightwatcher4j.model.LayerSelector.byIndex;
import static io.github.weightwatcher4j.model.LayerSelector.byName;
import static io.github.weightwatcher4j.model.LayerSelector.byType;
import static io.github.weightwatcher4j.model.LayerSelector.matching;
import static io.github.weightwatcher4j.model.LayerSelector.nameMatches;
import static io.github.weightwatcher4j.model.LayerSelector.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerSelectorTest {

  private static final List<LayerInfo> LAYERS =
      List.of(
          new LayerInfo(0, "conv1", LayerType.CONV2D),
          new LayerInfo(1, "block.conv2", LayerType.CONV2D),
          new LayerInfo(2, "lstm.i", LayerType.LSTM),
          new LayerInfo(2, "lstm.f", LayerType.LSTM),
          new LayerInfo(3, "fc", LayerType.DENSE));

  private static List<String> selected(LayerSelector selector) {
    return LAYERS.stream().filter(selector).map(LayerInfo::name).toList();
  }

  @Test
  void eachRuleSelectsItsLayers() {
    assertThat(selected(all())).hasSize(5);
    assertThat(selected(none())).isEmpty();
    assertThat(selected(byType(LayerType.CONV2D, LayerType.DENSE)))
        .containsExactly("conv1", "block.conv2", "fc");
    assertThat(selected(byIndex(2))).as("all parts").containsExactly("lstm.i", "lstm.f");
    assertThat(selected(byName("fc", "conv1"))).containsExactly("conv1", "fc");
    assertThat(selected(nameMatches(".*conv\\d"))).containsExactly("conv1", "block.conv2");
    assertThat(selected(nameMatches("conv"))).as("the whole name").isEmpty();
    assertThat(selected(matching("odd", layer -> layer.index() % 2 == 1)))
        .containsExactly("block.conv2", "fc");
  }

  @Test
  void rulesAreCombined() {
    assertThat(selected(byType(LayerType.CONV2D).and(nameMatches("block.*"))))
        .containsExactly("block.conv2");
    assertThat(selected(byName("fc").or(byIndex(0)))).containsExactly("conv1", "fc");
    assertThat(selected(byType(LayerType.LSTM).negate()))
        .containsExactly("conv1", "block.conv2", "fc");
    assertThat(selected(all().and(none().or(byName("fc")).negate())))
        .containsExactly("conv1", "block.conv2", "lstm.i", "lstm.f");
  }

  @Test
  void anEmptyListOfNamesOrIndicesSelectsNothing() {
    assertThat(selected(byName())).isEmpty();
    assertThat(selected(byIndex())).isEmpty();
    assertThat(selected(byType())).isEmpty();
  }

  @Test
  void aRuleSaysInWordsWhatItSelects() {
    assertThat(byType(LayerType.DENSE, LayerType.CONV2D)).hasToString("type dense, conv2d");
    assertThat(byName("fc").or(byIndex(0))).hasToString("name 'fc' or index 0");
    assertThat(byName("fc").and(nameMatches("f.*")).negate())
        .hasToString("not ((name 'fc') and (name matches f.*))");
  }

  @Test
  void aNameOrIndexThatIsNotThereIsAnErrorThatListsTheLayers() {
    LayerSelector selector = byName("fc", "fc9").or(byIndex(17)).negate();
    assertThatThrownBy(() -> selector.requireMatches(LAYERS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the model has no layer of name 'fc9', index 17; its layers are: 0 conv1 (conv2d), 1"
                + " block.conv2 (conv2d), 2 lstm.i (lstm), 2 lstm.f (lstm), 3 fc (dense)");
  }

  @Test
  void ofManyLayersTheErrorNamesTheNearest() {
    List<LayerInfo> many =
        IntStream.range(0, 24)
            .mapToObj(i -> new LayerInfo(i, "h." + i + ".fc", LayerType.DENSE))
            .toList();
    assertThatThrownBy(() -> byName("h3.fc").requireMatches(many))
        .hasMessage(
            "the model has no layer of name 'h3.fc'; the nearest of its 24 layers are 'h.3.fc',"
                + " 'h.0.fc', 'h.1.fc'");
    assertThatThrownBy(() -> byIndex(99).requireMatches(many))
        .hasMessage("the model has no layer of index 99; its indices are 0 to 23");
  }

  @Test
  void namesThatAreThereAndPatternsThatMatchNothingAreNoError() {
    assertThatCode(
            () -> {
              byName("fc", "conv1").and(byIndex(0)).requireMatches(LAYERS);
              nameMatches("nothing").requireMatches(LAYERS);
              byType(LayerType.GRU).requireMatches(LAYERS);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void aPatternThatIsNoneIsRefusedAtOnce() {
    assertThatThrownBy(() -> nameMatches("conv(")).isInstanceOf(PatternSyntaxException.class);
  }

  /** Rules nested at random, with names that try to look like rules. */
  @Test
  void whatARuleSaysIsReadBackToAnEqualRule() {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      LayerSelector rule = rule(random, 6);
      LayerSelector read = LayerSelector.parse(rule.toString());
      assertThat(read).isEqualTo(rule);
      assertThat(selected(read)).isEqualTo(selected(rule));
    }
    LayerSelector deep = byName("fc");
    for (int i = 0; i < 150; i++) {
      deep = deep.and(nameMatches("f.*"));
    }
    assertThat(LayerSelector.parse(deep.toString())).isEqualTo(deep);
    LayerSelector longName = byName("it's ".repeat(5000));
    assertThat(LayerSelector.parse(longName.toString())).isEqualTo(longName);
    assertThat(LayerSelector.parse(byType().toString())).isEqualTo(byType());
  }

  private static LayerSelector rule(Random random, int depth) {
    return switch (depth == 0 ? random.nextInt(5) : random.nextInt(8)) {
      case 0 -> byName(random.nextBoolean() ? "fc" : "it's (a) or b, not (all)");
      case 1 -> byIndex(random.nextInt(5) - 1);
      case 2 -> byType(LayerType.DENSE, LayerType.CONV2D);
      case 3 -> nameMatches(random.nextBoolean() ? "f.*" : "(a|b) or 'c'");
      case 4 -> random.nextBoolean() ? LayerSelector.all() : LayerSelector.none();
      case 5 -> rule(random, depth - 1).and(rule(random, depth - 1));
      case 6 -> rule(random, depth - 1).or(rule(random, depth - 1));
      default -> rule(random, depth - 1).negate();
    };
  }

  @Test
  void theItemsOfAListAreNamesNumbersWildcardsAndExpressions() {
    assertThat(selected(LayerSelector.ofItems("fc, 0")))
        .isEqualTo(selected(byName("fc").or(byIndex(0))));
    assertThat(selected(LayerSelector.ofItems("/.*{1,40}/,fc")))
        .isEqualTo(selected(nameMatches(".*{1,40}").or(byName("fc"))));
    assertThatThrownBy(() -> LayerSelector.ofItems("fc,,conv1"))
        .hasMessage("an item of the list is empty");
    assertThatThrownBy(() -> LayerSelector.ofItems(""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
