package io.github.weightwatcher4j.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that refuse, change, expire, and give no parts. */
class HostileServerTest {

  private static final byte[] MODEL = Samples.safetensors(0, 1024, 1024, 1024);

  private static final RemoteOptions OPTIONS =
      RemoteOptions.defaults().retries(3, Duration.ofMillis(1));

  private final RangeServer server = new RangeServer();

  @BeforeEach
  void serve() {
    server.files.put("/model.safetensors", MODEL);
    server.redirects = true;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path open() throws IOException {
    return RemoteFiles.open(server.address("/model.safetensors"), OPTIONS);
  }

  private double sum(ModelSource model) throws IOException {
    double sum = 0;
    for (Layer layer : model.layers()) {
      sum += TrafficTest.sum(layer);
    }
    return sum;
  }

  private double sumFrom(RangeServer of) throws IOException {
    return sum(ModelAdapters.open(RemoteFiles.open(of.address("/model.safetensors"), OPTIONS)));
  }

  private double undisturbed() throws IOException {
    try (RangeServer calm = new RangeServer()) {
      calm.files.put("/model.safetensors", MODEL);
      return sumFrom(calm);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void whoRefusesEverySeventhRequestIsAskedAgain(int status) throws IOException {
    server.refuseEvery = 7;
    server.refusal = status;

    assertThat(sumFrom(server)).isEqualTo(undisturbed());
    assertThat(server.requests.get()).isGreaterThan(14);
  }

  @Test
  void aSignedAddressThatExpiresIsResolvedAnew() throws IOException {
    server.expireEvery = 6;

    assertThat(sumFrom(server)).isEqualTo(undisturbed());
    assertThat(server.log.stream().filter(it -> it.startsWith("/model"))).hasSizeGreaterThan(2);
  }

  @Test
  void aStoreThatIsRememberedIsAskedWithoutTheFirstServer() throws IOException {
    sumFrom(server);

    assertThat(server.log.stream().filter(it -> it.startsWith("/model"))).hasSize(1);
  }

  @Test
  void aFileThatChangesUnderWayIsTold() throws IOException {
    ModelSource model = ModelAdapters.open(open());
    List<Layer> layers = model.layers();
    server.edition = 2;

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> TrafficTest.sum(layers.get(2)))
        .withMessageContaining("has changed on the server while it was read")
        .withMessageContaining("start again");
  }

  @Test
  void aFileThatChangesIsToldBySizeWhereThereAreNoTags() throws IOException {
    server.tags = false;
    List<Layer> layers = ModelAdapters.open(open()).layers();
    server.files.put("/model.safetensors", Samples.safetensors(0, 1024, 1024, 1100));

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> TrafficTest.sum(layers.get(2)))
        .withMessageContaining("has changed on the server");
  }

  @Test
  void whatHasChangedIsNotReadFromMemoryEither() throws IOException {
    List<Layer> layers = ModelAdapters.open(open()).layers();
    server.edition = 2;
    assertThatThrownBy(() -> TrafficTest.sum(layers.get(2)))
        .isInstanceOf(WeightFileException.class);
    server.edition = 1;

    assertThatThrownBy(() -> TrafficTest.sum(layers.get(1)))
        .hasMessageContaining("has changed on the server");
  }

  @Test
  void aServerWithoutRangesIsToldAndNotReadToTheEnd() {
    server.ranges = false;

    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(this::open)
        .withMessageContaining("the server gives no parts of files")
        .withMessageContaining("download the file");
    assertThat(server.bytes.get()).isLessThan(MODEL.length);
  }

  @Test
  void aSmallFileNeedsNoRanges() throws IOException {
    server.ranges = false;
    server.files.put("/model.safetensors", Samples.safetensors(0, 100));

    assertThat(ModelAdapters.open(open()).layers()).hasSize(1);
  }

  @Test
  void whoeverNeedsATokenSaysSo() {
    server.token = "secret-token";

    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(this::open)
        .withMessageContaining("asks who you are (401)")
        .withMessageContaining("--token-file");
  }

  @Test
  void aRefusedTokenIsNotShown() {
    server.token = "secret-token";
    RemoteOptions wrong = OPTIONS.token("wrong-token");

    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> RemoteFiles.open(server.address("/model.safetensors"), wrong))
        .withMessageContaining("refuses the token (401)")
        .withMessageNotContaining("wrong-token");
  }

  @Test
  void aForbiddenFileSaysWhatToDo() {
    server.refusals.put("/model.safetensors", "403");

    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(this::open)
        .withMessageContaining("may not be read (403)")
        .withMessageContaining("get a new one");
  }

  @Test
  void aFileThatIsNotThereSaysSo() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> RemoteFiles.open(server.address("/other.safetensors"), OPTIONS))
        .withMessageContaining("there is no such file (404); check the address");
  }

  @Test
  void aServerThatStaysBusyIsGivenUpAfterTheRetries() {
    server.refuseEvery = 1;

    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(this::open)
        .withMessageContaining("out of order or busy (503); try again later")
        .satisfies(e -> assertThat(e.status()).hasValue(503));
    assertThat(server.requests.get()).isEqualTo(4); // one and three retries
  }

  @Test
  void aServerThatAsksForALongPauseIsNotWaitedFor() {
    server.refuseEvery = 1;
    server.retryAfter = "3600";

    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(this::open)
        .withMessageContaining("asks to come again in 3600 s");
    assertThat(server.requests.get()).isEqualTo(1);
  }

  @Test
  void aServerThatIsNotThereSaysSo() {
    RangeServer gone = new RangeServer();
    java.net.URI address = gone.address("/model.safetensors?sig=SECRET");
    gone.close();

    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(() -> RemoteFiles.open(address, OPTIONS))
        .withMessageContaining("the server 127.0.0.1 gives no connection")
        .withMessageNotContaining("SECRET");
  }

  @Test
  void anEmptyFileIsEmpty() throws IOException {
    server.files.put("/model.safetensors", new byte[0]);

    assertThat(java.nio.file.Files.size(open())).isZero();
  }

  @Test
  void anInterruptEndsTheReading() throws IOException {
    Path path = open();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> java.nio.file.Files.readAllBytes(path))
        .isInstanceOf(java.nio.channels.ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
