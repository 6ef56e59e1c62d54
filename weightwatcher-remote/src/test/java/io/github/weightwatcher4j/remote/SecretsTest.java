package io.github.weightwatcher4j.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.AnalysisJson;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.report.Analysis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, signatures and passwords stay where they are needed. */
class SecretsTest {

  private static final List<String> SECRETS =
      List.of("hf_SECRET", "GIVENSIG", "X-Amz-Signature", "SIGNED", "PASSWORD");

  private static final RemoteOptions OPTIONS =
      RemoteOptions.defaults().token("hf_SECRET").retries(1, Duration.ofMillis(1));

  private final RangeServer server = new RangeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private static void assertShowsNothing(String text) {
    assertThat(text).doesNotContain(SECRETS);
  }

  private URI signed() {
    server.files.put("/model.safetensors", Samples.safetensors(0, 80, 600));
    server.redirects = true;
    return server.address("/model.safetensors?sig=GIVENSIG");
  }

  @Test
  void theTokenGoesToTheFirstServerAlone() throws IOException {
    signed();
    server.token = "hf_SECRET";

    RemoteFiles.open(signed(), OPTIONS);

    assertThat(server.authorizations).containsExactly("Bearer hf_SECRET");
    assertThat(server.log).anyMatch(it -> it.startsWith("store "));
  }

  @Test
  void theHubsTokenIsNotSentToOtherServers() throws IOException {
    RemoteOptions environment = RemoteOptions.of(Map.of("HF_TOKEN", "hf_SECRET"));

    RemoteFiles.open(signed(), environment);

    assertThat(server.authorizations).isEmpty();
  }

  @Test
  void theUserOfAnAddressIsToldToItsServerAlone() throws IOException {
    String address = signed().toString().replace("http://", "http://me:PASSWORD@");

    Path path = RemoteFiles.open(URI.create(address), RemoteOptions.defaults());

    assertThat(server.authorizations).containsExactly("Basic bWU6UEFTU1dPUkQ=");
    assertShowsNothing(path + " " + path.toUri() + " " + path.getFileSystem());
  }

  @Test
  void nothingSecretIsInAResult() throws IOException {
    Path path = RemoteFiles.open(signed(), OPTIONS);

    Analysis analysis = new WeightWatcher(ModelAdapters.open(path)).analyze();

    assertThat(analysis.details().size()).isEqualTo(2);
    String json = AnalysisJson.of(analysis);
    assertThat(json).contains("127.0.0.1").contains("/model.safetensors\"");
    assertShowsNothing(json + analysis + path.toUri() + OPTIONS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"401", "403", "404", "418", "429", "500", "503", "changed", "gone"})
  void nothingSecretIsInAnException(String how) throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    Throwable failure;
    try {
      failure = catchThrowable(() -> fail(how));
    } finally {
      System.setErr(before);
    }

    assertThat(failure).isNotNull();
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertShowsNothing(trace + logged.toString(StandardCharsets.UTF_8));
  }

  private void fail(String how) throws IOException {
    URI address = signed();
    if (how.matches("\\d+")) {
      server.refusals.put("/model.safetensors", how);
      server.refusals.put("/store", how);
    }
    if (how.equals("gone")) {
      server.close();
    }
    Path path = RemoteFiles.open(address, OPTIONS);
    var layers = ModelAdapters.open(path).layers();
    server.edition = 2;
    TrafficTest.sum(layers.get(1));
  }

  @Test
  void wrongAddressesAreToldWithoutTheirQueries() {
    assertShowsNothing(
        "" + catchThrowable(() -> RemoteFiles.path("https://h/a b?GIVENSIG", OPTIONS)));
    assertShowsNothing(
        "" + catchThrowable(() -> RemoteFiles.path("hf://a:PASSWORD@x?GIVENSIG", OPTIONS)));
    assertShowsNothing(
        "" + catchThrowable(() -> RemoteFiles.path("http://me:PASSWORD@h/a?GIVENSIG", OPTIONS)));
    assertShowsNothing(
        "" + catchThrowable(() -> RemoteFiles.path("gopher://h/a?GIVENSIG", OPTIONS)));
  }

  @Test
  void addressesInTextsAreCutShort() {
    assertThat(Secrets.hidden("see 'https://me:PASSWORD@h/a?sig=GIVENSIG&x=1' and hf://a/b"))
        .isEqualTo("see 'https://h/a' and hf://a/b");
  }
}
