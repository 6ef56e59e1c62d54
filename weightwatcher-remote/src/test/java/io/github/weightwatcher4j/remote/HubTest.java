package io.github.weightwatcher4j.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.report.LayerReport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for the hub: its list of files, its addresses, its refusals. */
class HubTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final RangeServer server = new RangeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private RemoteOptions options(String... more) {
    Map<String, String> environment =
        more.length == 0
            ? Map.of("HF_ENDPOINT", server.address("").toString())
            : Map.of("HF_ENDPOINT", server.address("").toString(), more[0], more[1]);
    return RemoteOptions.of(environment).retries(1, Duration.ofMillis(1));
  }

  private void list(String revision, String... names) {
    String siblings =
        Stream.of(names)
            .map(name -> "{\"rfilename\": \"" + name + "\"}")
            .collect(Collectors.joining(","));
    server.files.put(
        "/api/models/acme/model/revision/" + revision,
        "{\"_id\":1,\"private\":false,\"sha\":\"%s\",\"siblings\":[%s]}"
            .formatted(COMMIT, siblings)
            .getBytes(StandardCharsets.UTF_8));
  }

  private void put(String name, byte[] content) {
    server.files.put("/acme/model/resolve/" + COMMIT + "/" + name, content);
  }

  private void threeShards() {
    server.redirects = true;
    String[] shards = {
      "model-00001-of-00003.safetensors",
      "model-00002-of-00003.safetensors",
      "model-00003-of-00003.safetensors"
    };
    list(
        "main",
        "config.json",
        "model.safetensors.index.json",
        shards[0],
        shards[1],
        shards[2],
        "pytorch_model.bin");
    put("config.json", "{}".getBytes(StandardCharsets.UTF_8));
    put("model.safetensors.index.json", Samples.index(shards));
    for (int i = 0; i < shards.length; i++) {
      put(shards[i], Samples.safetensors(i, 600));
    }
  }

  private ModelSource open(String address) throws IOException {
    return ModelAdapters.open(RemoteFiles.open(URI.create(address), options()));
  }

  @Test
  void aModelOfThreeShardsIsReadByItsIndex() throws IOException {
    threeShards();

    ModelSource model = open("hf://acme/model");

    assertThat(model.name()).isEqualTo("model");
    assertThat(model.layers().stream().map(layer -> layer.info().name()))
        .containsExactly("layer0", "layer1", "layer2");
    // The list once; of the index and each shard one part, by the address of the commit.
    assertThat(server.log.stream().filter(it -> it.startsWith("store "))).hasSize(4);
    assertThat(server.log.stream().filter(it -> it.startsWith("/api/"))).hasSize(1);
    assertThat(server.log).allMatch(it -> it.contains("/api/") || it.contains(COMMIT));
    assertThat(server.requests.get()).isEqualTo(9);
  }

  @Test
  void theShardsGiveTheBitsOfAFolder(@TempDir Path folder) throws IOException {
    threeShards();
    for (Map.Entry<String, byte[]> file : server.files.entrySet()) {
      if (file.getKey().contains(COMMIT)) {
        String name = file.getKey().substring(file.getKey().lastIndexOf('/') + 1);
        Files.write(folder.resolve(name), file.getValue());
      }
    }

    List<LayerReport> remote =
        new WeightWatcher(open("hf://acme/model")).analyze().details().rows();
    List<LayerReport> local = new WeightWatcher(folder).analyze().details().rows();

    assertThat(remote).hasSize(3);
    assertThat(remote.stream().map(LayerReport::metrics))
        .containsExactlyElementsOf(local.stream().map(LayerReport::metrics).toList());
  }

  @Test
  void oneFileIsReadWithoutTheList() throws IOException {
    server.redirects = true;
    server.files.put("/acme/model/resolve/refs%2Fpr%2F1/a/m.safetensors", new byte[0]);
    server.files.put("/acme/model/resolve/v1/a/m.safetensors", Samples.safetensors(0, 80));

    ModelSource model = open("hf://acme/model@v1/a/m.safetensors");

    assertThat(model.layers()).hasSize(1);
    assertThat(model.file().map(Path::toString)).contains("hf://acme/model@v1/a/m.safetensors");
    assertThat(server.log.get(0)).startsWith("/acme/model/resolve/v1/a/m.safetensors ");
    assertThat(server.log).noneMatch(it -> it.contains("/api/"));
  }

  @Test
  void theAddressOfAPageIsThatOfItsModelOrFile() {
    String hub = server.address("").toString();

    assertThat(path(hub + "/acme/model")).isEqualTo("hf://acme/model");
    assertThat(path(hub + "/acme/model/tree/v1")).isEqualTo("hf://acme/model@v1");
    assertThat(path(hub + "/acme/model/blob/main/a/m.safetensors"))
        .isEqualTo("hf://acme/model@main/a/m.safetensors");
    assertThat(path(hub + "/acme/model/m.safetensors")).startsWith(hub);
    assertThat(path("hf://acme/model@refs/pr/1/m.gguf"))
        .isEqualTo("hf://acme/model@refs%2Fpr%2F1/m.gguf");
    assertThat(path("hf://acme/model@refs%2Fpr%2F1/m.gguf"))
        .isEqualTo("hf://acme/model@refs%2Fpr%2F1/m.gguf");
  }

  private String path(String address) {
    return RemoteFiles.path(URI.create(address), options()).toString();
  }

  @Test
  void aFolderOfAModelIsOne() throws IOException {
    list("main", "unet/diffusion_pytorch_model.safetensors", "vae/other.safetensors");
    put("unet/diffusion_pytorch_model.safetensors", Samples.safetensors(0, 80));

    assertThat(open("hf://acme/model/unet").layers()).hasSize(1);
  }

  @Test
  void aModelWithoutAUsualNameSaysWhatThereIs() {
    list("main", "README.md", "m.Q4_K_M.gguf", "m.Q8_0.gguf");

    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> open("hf://acme/model"))
        .withMessageContaining("but m.Q4_K_M.gguf, m.Q8_0.gguf; give one of them:")
        .withMessageContaining("hf://acme/model/m.Q4_K_M.gguf")
        .withMessageNotContaining("README");
  }

  @Test
  void whatTheListHasNotIsNotAskedFor() throws IOException {
    threeShards();
    Path model = RemoteFiles.open(URI.create("hf://acme/model"), options());
    int before = server.requests.get();

    assertThat(Files.exists(model.resolve("adapter_config.json"))).isFalse();
    assertThat(Files.exists(model.resolve("snapshots"))).isFalse();
    assertThat(server.requests.get()).isEqualTo(before);
  }

  @Test
  void theTokenOfTheEnvironmentIsSentToTheHub(@TempDir Path folder) throws IOException {
    list("main", "model.safetensors");
    put("model.safetensors", Samples.safetensors(0, 80));
    server.token = "hf_token";
    Path file = Files.writeString(folder.resolve("token"), "hf_token\n");

    RemoteFiles.open(URI.create("hf://acme/model"), options("HF_TOKEN", "hf_token"));
    RemoteFiles.open(URI.create("hf://acme/model"), options("HF_TOKEN_PATH", file.toString()));

    assertThat(server.authorizations).containsExactly("Bearer hf_token");
  }

  @Test
  void everyRefusalOfTheHubSaysWhatToDo() {
    assertThat(refusal("401 GatedRepo")).contains("accept the terms at", "/acme/model", "HF_TOKEN");
    assertThat(refusal("403")).contains("accept the terms at");
    assertThat(refusal("401")).contains("there is no such model, or it is private", "HF_TOKEN");
    assertThat(refusal("404 RevisionNotFound")).contains("no such revision of the model");
    assertThat(refusal("404 RepoNotFound")).contains("there is no such model (404)");
    assertThat(refusal("429")).contains("fewer requests (429)");
  }

  private String refusal(String status) {
    server.refusals.put("/api/models/acme/model/revision/main", status);
    try {
      RemoteFiles.open(URI.create("hf://acme/model"), options());
      return "no refusal";
    } catch (FileSystemException e) {
      assertThat(e instanceof AccessDeniedException)
          .isEqualTo(status.startsWith("40") && !status.startsWith("404"));
      return String.valueOf(e.getMessage());
    } catch (IOException e) {
      return "another exception " + e;
    }
  }

  @Test
  void aServerThatIsNoHubIsTold() {
    server.files.put(
        "/api/models/acme/model/revision/main", "<html>".getBytes(StandardCharsets.UTF_8));

    assertThatExceptionOfType(RemoteException.class)
        .isThrownBy(() -> open("hf://acme/model"))
        .withMessageContaining("does not say what files the model has; is HF_ENDPOINT a hub?");
  }
}
