package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisProgressTest {

  private static final String COLUMNS = "weightwatcher.columns";
  private static final String TERMINAL = "weightwatcher.terminal";

  private final PrintStream before = System.err;

  @AfterEach
  void giveStandardErrorBack() {
    System.setErr(before);
    System.clearProperty(COLUMNS);
    System.clearProperty(TERMINAL);
  }

  private static List<String> states(String name, boolean quiet) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try (AnalysisProgress bar = AnalysisProgress.start(name, quiet)) {
      bar.onProgress(new Progress(0, 20, 0, ""));
      bar.onProgress(new Progress(19, 20, 0.25, "fc1"));
      bar.onProgress(new Progress(20, 20, 1, "fc2"));
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().filter(it -> !it.isBlank()).toList();
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {60, 80, 200})
  void aBarEndsWithAllLayersWithinTheTerminal(int columns) {
    System.setProperty(TERMINAL, "true");
    System.setProperty(COLUMNS, String.valueOf(columns));
    for (String name : List.of("model", "a-model-of-a-long-name-".repeat(5) + ".safetensors")) {
      List<String> states = states(name, false);
      assertThat(states.get(states.size() - 1)).contains("100%", " 20 of 20 ");
      assertThat(states).allMatch(state -> state.length() < columns);
    }
  }

  @Test
  void thereIsNoBarInAPipeNorWhereOneAsksForQuiet() {
    assertThat(states("model", false)).isEmpty();
    System.setProperty(TERMINAL, "true");
    assertThat(states("model", true)).isEmpty();
  }
}
