package io.github.weightwatcher4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.rank.RankKey;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void argumentsAreUnderstood() {
    Arguments parsed =
        Arguments.parse(
            "--output",
            "s3a://b/out",
            "--set",
            "mpFit=true",
            "--set",
            "layers=name matches layer1.*",
            "--sort",
            "well",
            "--tasks-per-core",
            "6",
            "--json",
            "hdfs://n/models");

    assertThat(parsed.output()).isEqualTo("s3a://b/out");
    assertThat(parsed.models()).containsExactly("hdfs://n/models");
    assertThat(parsed.options().mpFit()).isTrue();
    assertThat(parsed.options().layers()).hasToString("name matches layer1.*");
    assertThat(parsed.sort()).isEqualTo(RankKey.WELL);
    assertThat(parsed.tasksPerCore()).hasValue(6);
    assertThat(parsed.json()).isTrue();
    assertThat(parsed.from()).isEmpty();
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                Arguments.parse(
                    "--set", "minEvals", "--set", "nothing=1", "--sort", "x", "--bad", "--from"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--set needs OPTION=VALUE, such as mpFit=true, but was minEvals")
        .hasMessageContaining("there is no option 'nothing'")
        .hasMessageContaining("'x' is no key; there are alpha, ")
        .hasMessageContaining("there is no option --bad")
        .hasMessageContaining("--from needs a value")
        .hasMessageContaining("--output is missing")
        .hasMessageContaining("there are no models");
  }

  @Test
  void optionsThatContradictEachOtherAreToldWithTheRest() {
    assertThatThrownBy(() -> Arguments.parse("--set", "minEvals=0", "m"))
        .hasMessageContaining("minEvals")
        .hasMessageContaining("--output is missing");
  }
}
