package io.github.weightwatcher4j.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of each kind from a server give the numbers that they give from the disk. */
class FormatsTest {

  private static final Path RESOURCES =
      Path.of("..", "weightwatcher-formats", "src", "test", "resources");

  private static final RemoteOptions OPTIONS =
      RemoteOptions.defaults().retries(2, Duration.ofMillis(1));

  private final RangeServer server = new RangeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<String> told(ModelSource model) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Layer layer : model.layers()) {
      String sum = layer.weights().isPresent() ? "" + TrafficTest.sum(layer) : layer.note();
      lines.add(layer.info() + " " + sum);
    }
    return lines;
  }

  private ModelSource remote(String path) throws IOException {
    return ModelAdapters.open(RemoteFiles.open(server.address(path), OPTIONS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gguf/blocks.gguf",
        "torch/views.pt",
        "torch/views.legacy.pt",
        "onnx/layers.onnx",
        "onnx/quantized.onnx",
        "numpy/deflated.npz",
        "keras/model.h5",
        "keras/model.keras",
        "dl4j/network.zip"
      })
  void aFileGivesWhatItGivesFromTheDisk(String name) throws IOException {
    Path file = RESOURCES.resolve(name);
    String served = "/" + file.getFileName();
    server.files.put(served, Files.readAllBytes(file));
    server.redirects = true;

    assertThat(told(remote(served))).isEqualTo(told(ModelAdapters.open(file))).isNotEmpty();
    assertThat(server.log).doesNotHaveDuplicates();
  }

  @Test
  void anOnnxFileIsReadWithTheDataBesideIt() throws IOException {
    for (String name : List.of("external.onnx", "external.data")) {
      server.files.put("/" + name, Files.readAllBytes(RESOURCES.resolve("onnx").resolve(name)));
    }

    assertThat(told(remote("/external.onnx")))
        .isEqualTo(told(ModelAdapters.open(RESOURCES.resolve("onnx/external.onnx"))));
  }

  /** The headers of an archive's members lie all over it. */
  @Test
  void describingAnArchiveOfPyTorchDoesNotVisitItsMembers(@TempDir Path folder) throws IOException {
    byte[] large = withPadding(RESOURCES.resolve("torch/views.pt"), 1 << 20);
    server.files.put("/views.pt", large);
    Path file = Files.write(folder.resolve("views.pt"), large);

    ModelSource model = remote("/views.pt");
    model.layers();

    assertThat(server.requests.get()).isLessThanOrEqualTo(4);
    assertThat(server.bytes.get()).isLessThan(4 << 20);
    assertThat(told(model)).isEqualTo(told(ModelAdapters.open(file)));
  }

  /** The archive with a member of so many bytes behind each of its own, all stored. */
  private static byte[] withPadding(Path archive, int bytes) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (ZipFile in = new ZipFile(archive.toFile());
        ZipOutputStream out = new ZipOutputStream(all)) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        String folder = entry.getName().substring(0, entry.getName().indexOf('/'));
        store(out, entry.getName(), in.getInputStream(entry).readAllBytes());
        store(out, folder + "/padding" + entry.getCrc(), new byte[bytes]);
      }
    }
    return all.toByteArray();
  }

  private static void store(ZipOutputStream out, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  @Test
  void inAFolderOfAWebServerTheUsualNamesAreLookedFor() throws IOException {
    server.files.put("/m/model.safetensors.index.json", Samples.index("a.st", "b.st"));
    server.files.put("/m/a.st", Samples.safetensors(0, 60));
    server.files.put("/m/b.st", Samples.safetensors(1, 60));

    assertThat(remote("/m/").layers()).hasSize(2);
    assertThat(remote("/m/").name()).isEqualTo("m");
    assertThat(remote("/m/model.safetensors.index.json").layers()).hasSize(2);
  }

  @Test
  void aFolderWithoutAUsualNameSaysWhatWasLookedFor() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> remote("/m/"))
        .withMessageContaining("there is none of model.safetensors.index.json, model.safetensors")
        .withMessageContaining("give the address of a file");
  }

  @Test
  void aShardThatMayNotBeReadIsToldWithItsStatus() {
    server.files.put("/m/model.safetensors.index.json", Samples.index("a.st", "b.st"));
    server.files.put("/m/a.st", Samples.safetensors(0, 60));
    server.refusals.put("/m/b.st", "403");

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> remote("/m/").layers())
        .withMessageContaining("/m/b.st: it may not be read (403)");
  }

  @Test
  void aUriIsAModel() throws IOException {
    server.files.put("/model.safetensors", Samples.safetensors(0, 60));

    assertThat(ModelAdapters.open(server.address("/model.safetensors")).layers()).hasSize(1);
    assertThat(ModelAdapters.open(RESOURCES.resolve("gguf/blocks.gguf").toUri()).layers())
        .isNotEmpty();
    assertThatExceptionOfType(java.io.UncheckedIOException.class)
        .isThrownBy(() -> ModelAdapters.open(server.address("/none")))
        .withMessageContaining("there is no such file (404)");
  }

  @Test
  void anySmallMemoryIsEnough() throws IOException {
    server.files.put("/model.safetensors", Samples.safetensors(0, 700, 700, 700));
    RemoteOptions small = OPTIONS.cache(0);
    Path path = RemoteFiles.open(server.address("/model.safetensors"), small);

    List<String> told = told(ModelAdapters.open(path));

    assertThat(told).isEqualTo(told(remote("/model.safetensors")));
    assertThat(RemoteFiles.traffic(path).orElseThrow().known())
        .isEqualTo(server.files.get("/model.safetensors").length);
  }

  @Test
  void environmentsAreNotTakenForOptions() {
    assertThat(RemoteOptions.of(Map.of("HF_TOKEN", "hf_SECRET")).toString())
        .doesNotContain("hf_SECRET");
  }
}
