package io.github.weightwatcher4j.spectrum.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NativeEnvironmentTest {

  private static final String NAME = "WEIGHTWATCHER_TEST";

  /** A child inherits what native code sees. */
  private static String seen(String name) {
    try {
      Process child = new ProcessBuilder("printenv", name).start();
      return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theVariableIsThereForTheWorkAndGoneAfterwards() {
    String path = seen("PATH");
    List<String> during = new ArrayList<>();
    NativeEnvironment.with(
        NAME,
        "4",
        () -> {
          during.add(seen(NAME));
          during.add(seen("PATH"));
        });
    assertThat(during).containsExactly("4", path);
    assertThat(seen(NAME)).isEmpty();
    assertThat(seen("PATH")).isEqualTo(path);
  }

  @Test
  void itIsGoneAfterAFailureToo() {
    assertThatThrownBy(
            () ->
                NativeEnvironment.with(
                    NAME,
                    "4",
                    () -> {
                      throw new IllegalStateException("work failed");
                    }))
        .hasMessage("work failed");
    assertThat(seen(NAME)).isEmpty();
  }

  @Test
  void whatTheUserHasSetStays() {
    List<String> during = new ArrayList<>();
    NativeEnvironment.with("PATH", "4", () -> during.add(seen("PATH")));
    assertThat(during).containsExactly(seen("PATH"));
  }
}
