package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of models in parts, of several models, and of one model in several forms. */
class FoldersTest {

  @TempDir Path folder;

  /** A file of matrices 5 x 4. */
  private Path write(String file, String... tensors) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.toAbsolutePath().getParent());
    SafetensorsBytes bytes = new SafetensorsBytes();
    for (String tensor : tensors) {
      bytes.counting(tensor, 5, 4);
    }
    return bytes.write(path);
  }

  private Path copy(String resource, String file) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.toAbsolutePath().getParent());
    return Files.copy(TestFiles.resource(resource), path);
  }

  private void text(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.writeString(path, text);
  }

  private static List<String> read(Path path) {
    return names(path, true);
  }

  private static List<String> notRead(Path path) {
    return names(path, false);
  }

  private static List<String> names(Path path, boolean matrices) {
    return Reading.open(path).layers().stream()
        .filter(layer -> layer.weights().isPresent() == matrices)
        .map(layer -> layer.info().name())
        .toList();
  }

  private static String reason(Path path, String name) {
    return Reading.open(path).layers().stream()
        .filter(layer -> layer.info().name().equals(name))
        .map(Layer::reason)
        .findFirst()
        .orElseThrow();
  }

  private static void refuses(Path path, String... messages) {
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Reading.open(path).layers())
        .satisfies(e -> assertThat(e).message().contains(messages));
  }

  @Test
  void partsWithoutAnIndexAreOneModelInNaturalOrder() throws IOException {
    write("net-00001-of-00003.safetensors", "h.0.weight", "h.10.weight");
    write("net-00003-of-00003.safetensors", "wte.weight");
    write("net-00002-of-00003.safetensors", "h.2.weight");

    assertThat(read(folder)).containsExactly("h.0", "h.2", "h.10", "wte");
    assertThat(notRead(folder)).isEmpty();
    assertThat(new WeightWatcher(folder).describe().skipped()).hasSize(4); // too small
  }

  @Test
  void missingPartsAreNamed() throws IOException {
    write("net-00002-of-00004.safetensors", "a.weight");
    write("net-00004-of-00004.safetensors", "b.weight");

    refuses(
        folder,
        "2 of its 4 files are missing: net-00001-of-00004.safetensors,"
            + " net-00003-of-00004.safetensors; download them too");
  }

  @Test
  void partsWithATensorTwiceAreNoModel() throws IOException {
    write("a_1_of_2.safetensors", "a.weight");
    write("a_2_of_2.safetensors", "a.weight");

    refuses(folder, "tensor 'a.weight': is in a_1_of_2.safetensors too");
  }

  @Test
  void aPartThatIsAPointerIsNamed() throws IOException {
    write("a-1-of-2.safetensors", "a.weight");
    text("a-2-of-2.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");

    refuses(folder, "a-2-of-2.safetensors: is a git-LFS pointer", "git lfs pull");
  }

  @Test
  void aLonePartIsReadAndSaysThatThereAreMore() throws IOException {
    Path part = write("net-00002-of-00003.safetensors", "h.2.weight", "h.3.weight");

    assertThat(read(part)).containsExactly("h.2", "h.3");
    assertThat(notRead(part)).containsExactly("net-00002-of-00003.safetensors");
    assertThat(reason(part, "net-00002-of-00003.safetensors"))
        .isEqualTo(
            "part 2 of 3 of a model; the layers of the others are not here: give the folder");
    assertThat(Reading.open(part).format().name()).isEqualTo("safetensors");
  }

  @Test
  void theIndexOfAVariantIsAnIndex() throws IOException {
    write("diffusion_pytorch_model.fp16-00001-of-00001.safetensors", "a.weight", "b.weight");
    text(
        "diffusion_pytorch_model.safetensors.index.fp16.json",
        "{\"weight_map\":{\"a.weight\":\"diffusion_pytorch_model.fp16-00001-of-00001.safetensors\"}}");

    assertThat(read(folder)).containsExactly("a");
    assertThat(read(folder.resolve("diffusion_pytorch_model.safetensors.index.fp16.json")))
        .containsExactly("a");
  }

  @Test
  void theComponentsOfAPipelineAreReadUnderTheirFolders() throws IOException {
    text("model_index.json", "{\"_class_name\":\"StableDiffusionPipeline\"}");
    text("scheduler/scheduler_config.json", "{}");
    write("unet/diffusion_pytorch_model.safetensors", "mid.attn.to_q.weight", "out.weight");
    write("unet/diffusion_pytorch_model.fp16.safetensors", "mid.attn.to_q.weight", "out.weight");
    write("text_encoder/model.safetensors", "fc.weight");
    write("text_encoder_2/model.safetensors", "fc.weight");
    text("vae/diffusion_pytorch_model.safetensors", "version https://git-lfs.github.com/spec/v1");
    write("v1-5-pruned.safetensors", "model.diffusion_model.out.weight");

    assertThat(read(folder))
        .containsExactly("text_encoder/fc", "text_encoder_2/fc", "unet/mid.attn.to_q", "unet/out");
    assertThat(notRead(folder))
        .containsExactlyInAnyOrder(
            "v1-5-pruned.safetensors",
            "unet/diffusion_pytorch_model.fp16.safetensors",
            "vae/diffusion_pytorch_model.safetensors");
    assertThat(reason(folder, "vae/diffusion_pytorch_model.safetensors")).contains("git lfs pull");
    assertThat(Reading.open(folder).layers())
        .extracting(layer -> layer.info().index())
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void theWeightsOfAComponentAreItsOwn() throws IOException {
    write("a/model.safetensors", "fc.weight");
    new SafetensorsBytes()
        .floats("fc.weight", List.of(1, 2), 7, 8)
        .write(Files.createDirectory(folder.resolve("b")).resolve("model.safetensors"));

    List<Layer> layers = Reading.open(folder).layers();

    assertThat(layers).extracting(layer -> layer.info().name()).containsExactly("a/fc", "b/fc");
    assertThat(Reading.values(layers.get(1))).containsExactly(7, 8);
    assertThat(Reading.open(folder).tensors())
        .extracting(NamedTensor::name)
        .containsExactly("a/fc.weight", "b/fc.weight");
  }

  @Test
  void theModulesOfASentenceTransformerAreRead() throws IOException {
    text("modules.json", "[]");
    write("model.safetensors", "encoder.fc.weight");
    text("1_Pooling/config.json", "{}");
    copy("torch/views.pt", "2_Dense/pytorch_model.bin");

    assertThat(read(folder)).startsWith("encoder.fc").hasSizeGreaterThan(1);
    assertThat(read(folder).subList(1, read(folder).size()))
        .allMatch(name -> name.startsWith("2_Dense/"));
    assertThat(Reading.open(folder).format().name()).isEqualTo("safetensors, PyTorch");
  }

  @Test
  void aCacheOfTheHubIsReadAtItsLatestRevision() throws IOException {
    Path cache = Files.createDirectories(folder.resolve("models--me--net"));
    write("models--me--net/blobs/5e1f", "new.weight");
    write("models--me--net/snapshots/aaaa/model.safetensors", "old.weight");
    Files.createDirectories(cache.resolve("snapshots/bbbb"));
    Files.createSymbolicLink(
        cache.resolve("snapshots/bbbb/model.safetensors"), Path.of("../../blobs/5e1f"));
    text("models--me--net/refs/main", "bbbb\n");

    assertThat(read(cache)).containsExactly("new");
    assertThat(Reading.open(cache).name()).isEqualTo("models--me--net");
    assertThat(read(folder)).containsExactly("models--me--net/new");
  }

  @Test
  void aCacheOfSeveralRevisionsWithoutALatestIsForTheUserToChooseFrom() throws IOException {
    write("snapshots/aaaa/model.safetensors", "a.weight");
    Files.createDirectories(folder.resolve("blobs"));
    assertThat(read(folder)).containsExactly("a");

    write("snapshots/cccc/model.safetensors", "a.weight");
    text("refs/main", "../../etc");

    refuses(folder, "is a cache of 2 revisions", "snapshots: aaaa, cccc");
  }

  @Test
  void filesOfDifferentModelsAreAllReadUnderTheirNames() throws IOException {
    write("clip.safetensors", "visual.fc.weight");
    write("t5-1-of-2.safetensors", "block.0.wi.weight");
    write("t5-2-of-2.safetensors", "block.1.wi.weight");

    assertThat(read(folder)).containsExactly("clip/visual.fc", "t5/block.0.wi", "t5/block.1.wi");
  }

  @Test
  void aSecondModelBesideTheUsualOneIsReadToo() throws IOException {
    write("model.safetensors", "language.weight");
    write("mm_projector.safetensors", "projector.weight");

    assertThat(read(folder)).containsExactly("language", "mm_projector/projector");
  }

  @Test
  void theSameWeightsInOtherFormsAreToldAndNotReadTwice() throws IOException {
    write("model.safetensors", "a.weight", "b.weight");
    write("copy.safetensors", "a.weight", "b.weight", "c.weight");
    write("adapter_model.safetensors", "a.lora_A.weight");
    write("onnx/model.safetensors", "other.weight");
    write("checkpoint-500/model.safetensors", "a.weight", "b.weight");
    copy("torch/views.pt", "pytorch_model.bin");
    copy("torch/views.pt", "checkpoint-500/optimizer.pt");
    text("training_args.bin", "PK");
    text("tokenizer.bin", "words");

    assertThat(read(folder)).containsExactly("a", "b");
    assertThat(notRead(folder))
        .containsExactlyInAnyOrder(
            "copy.safetensors",
            "adapter_model.safetensors",
            "onnx/",
            "checkpoint-500/model.safetensors",
            "pytorch_model.bin");
    assertThat(reason(folder, "pytorch_model.bin"))
        .startsWith("PyTorch, not read: model.safetensors is, and this may be the same");
  }

  @Test
  void ofVariantsThePlainOneIsRead() throws IOException {
    write("sd_xl.fp16.safetensors", "a.weight");
    write("sd_xl.safetensors", "b.weight");
    write("sd_xl-ema.safetensors", "c.weight");

    assertThat(read(folder)).containsExactly("b");
    assertThat(notRead(folder)).containsExactly("sd_xl-ema.safetensors", "sd_xl.fp16.safetensors");
  }

  @Test
  void ofVariantsAloneTheLargestIsRead() throws IOException {
    write("net-q4.safetensors", "a.weight");
    write("net-q8.safetensors", "a.weight", "b.weight");

    assertThat(read(folder)).containsExactly("a", "b");
    assertThat(notRead(folder)).containsExactly("net-q4.safetensors");
  }

  @Test
  void theSameWeightsUnderOtherNamesAreNotReadTwice() throws IOException {
    write("model-00001-of-00001.safetensors", "layers.0.q_proj.weight");
    write("consolidated.safetensors", "layers.0.attention.wq.weight");

    assertThat(read(folder)).containsExactly("layers.0.q_proj");
    assertThat(notRead(folder)).containsExactly("consolidated.safetensors");
  }

  @Test
  void aCacheThatIsNotCompleteSaysSo() throws IOException {
    write("snapshots/aaaa/model.safetensors", "a.weight");
    text("blobs/1234.incomplete", "");
    Files.createSymbolicLink(folder.resolve("snapshots/aaaa/b.pt"), Path.of("../../blobs/1234"));

    assertThat(read(folder)).containsExactly("a");
    assertThat(notRead(folder)).containsExactlyInAnyOrder("b.pt", "blobs/1234.incomplete");
    assertThat(reason(folder, "b.pt")).contains("is a link to a file that is not there");
  }

  @Test
  void anExportIsReadWhereThereIsNothingElse() throws IOException {
    write("onnx/model.safetensors", "a.weight");

    assertThat(read(folder)).containsExactly("onnx/a");
  }

  @Test
  void whereNoModelCanBeReadTheFirstReasonIsGiven() throws IOException {
    text("a/model.safetensors", "no such thing at all");
    text("b/model.safetensors", "no such thing at all");

    refuses(folder, "model.safetensors, byte 0: the header is said to be");
  }

  @Test
  void aDamagedComponentCostsItselfAlone() throws IOException {
    write("a/model.safetensors", "a.weight");
    text("b/model.safetensors", "no such thing at all");

    assertThat(read(folder)).containsExactly("a/a");
    assertThat(reason(folder, "b/model.safetensors")).contains("the header is said to be");
  }

  @Test
  void whatIsSaidOfALayerStaysWithItUnderItsNewName() {
    LayerInfo info = new LayerInfo(1, "head", LayerType.DENSE);
    LayerList layers = new LayerList();
    layers.add("a/", 4, Layer.sharing(info, "wte").noting("tied"));

    assertThat(layers.layers())
        .singleElement()
        .satisfies(
            layer -> {
              assertThat(layer.info()).isEqualTo(new LayerInfo(5, "a/head", LayerType.DENSE));
              assertThat(layer.owner()).contains("a/wte");
              assertThat(layer.note()).isEqualTo("tied");
            });
  }

  @Test
  void foldersThatContainThemselvesAreEnteredOnce() throws IOException {
    write("a/model.safetensors", "a.weight");
    Files.createSymbolicLink(folder.resolve("a/again"), folder);

    assertThat(read(folder)).containsExactly("a/a");
  }

  @Test
  void foldersTooDeepAreToldAndNotEntered() throws IOException {
    write("model.safetensors", "a.weight");
    write("1/2/3/4/5/6/7/model.safetensors", "b.weight");

    assertThat(read(folder)).containsExactly("a");
    assertThat(reason(folder, "1/2/3/4/5/6/7/")).contains("not looked into");
  }
}
