package io.github.weightwatcher4j.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, addresses and small texts, for which no server is asked. */
class RemotePathTest {

  private static final RemoteOptions OPTIONS = RemoteOptions.defaults();

  private final Path path = RemoteFiles.path(URI.create("https://h:81/a/b%20c/m.bin?x=1"), OPTIONS);

  @Test
  void aPathBehavesAsPathsDo() {
    Path folder = Objects.requireNonNull(path.getParent());
    assertThat(path).hasToString("https://h:81/a/b%20c/m.bin").isAbsolute();
    assertThat(path.getFileName()).hasToString("m.bin");
    assertThat(folder).hasToString("https://h:81/a/b%20c");
    assertThat(path.getName(1)).hasToString("b c");
    assertThat(path.getRoot()).hasToString("https://h:81/");
    assertThat(path.resolveSibling("x y.json")).hasToString("https://h:81/a/b%20c/x%20y.json");
    assertThat(path.resolve("../n").normalize()).hasToString("https://h:81/a/b%20c/n");
    assertThat(path.startsWith(folder)).isTrue();
    assertThat(path.endsWith("b c/m.bin")).isTrue();
    assertThat(folder.relativize(path)).hasToString("m.bin");
    assertThat(folder.resolve("m.bin")).isEqualTo(path).hasSameHashCodeAs(path);
    assertThat(path.getFileSystem().getPath("https://h:81/a/b%20c/m.bin")).isEqualTo(path);
    assertThat(path.toUri()).hasToString("https://h:81/a/b%20c/m.bin");
    assertThat((Iterable<Path>) path).hasSize(3);
  }

  @Test
  void nothingIsWritten() {
    assertThatThrownBy(() -> Files.writeString(path, "text"))
        .isInstanceOf(ReadOnlyFileSystemException.class);
    assertThatThrownBy(() -> Files.delete(path)).isInstanceOf(ReadOnlyFileSystemException.class);
    assertThat(Files.isWritable(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hf://",
        "hf://acme",
        "hf://acme/m?x",
        "hf://a:b@acme/m",
        "hf://-/m",
        "http://example.org/m",
        "https:///m",
        "ftp://h/m",
        "https://h/a b"
      })
  void whatIsNoAddressIsRefused(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> RemoteFiles.path(address, OPTIONS));
  }

  @Test
  void plainHttpIsForThisMachineAlone() {
    assertThat(RemoteFiles.path("http://localhost:8080/m", OPTIONS)).isAbsolute();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RemoteFiles.path("http://localhost.example.org/m", OPTIONS))
        .withMessageContaining("is not encrypted");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RemoteOptions.of(Map.of("HF_ENDPOINT", "http://hub.example.org")));
  }

  @Test
  void pausesDoubleUpToAMinute() {
    Duration first = Duration.ofMillis(500);

    assertThat(List.of(1, 2, 3, 20).stream().map(it -> Pauses.before(it, first).toMillis()))
        .containsExactly(500L, 1000L, 2000L, 60_000L);
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    Instant now = Instant.parse("2024-10-21T07:28:00Z");

    assertThat(Pauses.asked("17", now)).contains(Duration.ofSeconds(17));
    assertThat(Pauses.asked("Mon, 21 Oct 2024 07:28:30 GMT", now)).contains(Duration.ofSeconds(30));
    assertThat(Pauses.asked("Mon, 21 Oct 2024 07:27:30 GMT", now)).contains(Duration.ZERO);
    assertThat(Pauses.asked("soon", now)).isEmpty();
  }

  @Test
  void aListOfFilesIsReadWhateverElseItTells() {
    String json =
        """
        {"likes": 3, "sha": "0123abc", "siblings": [{"rfilename": "a/b.safetensors", "size": null}, 7]}
        """;

    assertThat(HubListing.of(json)).isEqualTo(new HubListing("0123abc", Set.of("a/b.safetensors")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "{\"sha\": \"0123abc\"}",
        "{\"sha\": \"../..\", \"siblings\": []}",
        "{\"sha\": 7, \"siblings\": {}}"
      })
  void whatIsNoListOfFilesIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> HubListing.of(text));
    assertThatIllegalArgumentException().isThrownBy(() -> HubListing.of("[".repeat(100_000)));
  }

  @Test
  void optionsOutOfTheirDomainAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.token("two words"));
    assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.token(""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OPTIONS.retries(-1, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.retries(1, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.cache(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OPTIONS.timeouts(Duration.ZERO, Duration.ofSeconds(1)));
  }
}
