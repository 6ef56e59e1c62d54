package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no weights, or none that are read, says what it is and what to do. */
class NotWeightsTest {

  @TempDir Path folder;

  private Path write(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  private static void refuses(Path path, String... messages) {
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> new WeightFileAdapter().open(path))
        .satisfies(e -> assertThat(e).message().contains(messages));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.safetensors", "a.pt", "a.gguf", "a.onnx", "a.h5", "a.npz", "a"})
  void aPointerOfGitLfsSaysHowToFetchTheFile(String name) throws IOException {
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 440449768\n";

    refuses(write(name, pointer), name, "is a git-LFS pointer", "git lfs pull");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html><body>Sign in",
        "\uFEFF\n  <!doctype HTML>",
        "<html lang=\"en\">",
        "<!-- a comment --><!DOCTYPE html>",
        "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC"
      })
  void aWebPageIsToldByItsText(String text) throws IOException {
    refuses(write("model.keras", text), "is a web page (HTML)", "download the file itself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"Repository not found\"}",
        "{ \"message\" : \"Bad credentials\", \"status\": 401}",
        "<?xml version='1.0' encoding='UTF-8'?><Error><Code>AccessDenied</Code></Error>",
        "<Error><Code>NoSuchKey</Code></Error>",
        "Access denied\n",
        "Invalid username or password.",
        "Entry not found",
        "404: Not Found",
        "Access to model me/net is restricted."
      })
  void theErrorOfAServerIsToldByItsText(String text) throws IOException {
    refuses(write("pytorch_model.bin", text), "is the error message of a server");
  }

  @Test
  void aFileThatBeginsAsAnErrorIsNoneWhereItIsLong() throws IOException {
    Path file = write("notes", "Not found " + "and so on ".repeat(10_000));

    assertThat(new WeightFileAdapter().open(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "6c6d676701, GGML, convert_llama_ggml_to_gguf",
    "746a676703, GGML, GGUF",
    "666d676701, GGML, GGUF",
    "66747274, TensorRT, ONNX",
    "4d5a71467044, llamafile, unzip",
    "377abcaf271c0004, packed archive, unpack it",
    "1f8b0800, packed archive, unpack it",
    "fd377a585a0000, packed archive, unpack it"
  })
  void modelsOfOtherProgramsAreToldByTheirFirstBytes(String hex, String what, String advice)
      throws IOException {
    byte[] content = HexFormat.of().parseHex(hex + "00".repeat(40));

    refuses(Files.write(folder.resolve("model.bin"), content), what, advice);
  }

  @ParameterizedTest
  @CsvSource({
    "stt.nemo, NeMo, model_weights.ckpt",
    "net.mlmodel, Core ML, original model",
    "net.caffemodel, Caffe, ONNX",
    "net.engine, TensorRT, ONNX",
    "net.plan, TensorRT, ONNX",
    "yolov3.weights, Darknet, original model",
    "net.mnn, MNN, ONNX",
    "saved_model.pb, TensorFlow, tf2onnx",
    "net.pte, ExecuTorch, PyTorch",
    "model.safetensors.incomplete, download that has not finished, download it again",
    "model.gguf.crdownload, download that has not finished, let it finish",
    "model.pt.part, download that has not finished, let it finish"
  })
  void modelsOfOtherProgramsAreToldByTheirNames(String name, String what, String advice)
      throws IOException {
    refuses(write(name, "\b\u0001 some bytes"), what, advice);
  }

  @Test
  void aTarArchiveIsToldByTheWordInIt() throws IOException {
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);

    refuses(Files.write(folder.resolve("model.pt"), tar), "is a packed archive", "unpack it");
  }

  @Test
  void aFileThatStandsBesideTheNetworkOfAnotherProgramIsThatPrograms() throws IOException {
    Path openVino = write("openvino_model.bin", "\u0001\u0002\u0003");
    write("openvino_model.xml", "<?xml version=\"1.0\"?><net name=\"bert\" version=\"11\">");
    Path ncnn = write("net.bin", "\u0001\u0002\u0003");
    write("net.param", "7767517\n75 83\n");

    refuses(openVino, "is a model of OpenVINO", "ONNX");
    refuses(ncnn, "is a model of NCNN", "ONNX");
    refuses(folder, "no weight file that is read in this folder", "OpenVINO", "NCNN");
  }

  @Test
  void aDownloadThatGoesOnIsNotReadThoughItBeginsWell() throws IOException {
    Path file = new SafetensorsBytes().counting("a", 3, 2).write(folder.resolve("a.safetensors"));
    assertThat(Reading.open(file).layers()).hasSize(1);
    write("a.safetensors.aria2", "");

    refuses(file, "a.safetensors: is a download that has not finished");
  }

  @Test
  void weightsOfAnyNameAreWeights() throws IOException {
    for (String name : new String[] {"a.nemo", "a.weights", "a.plan", "a.mnn"}) {
      Path file = new SafetensorsBytes().counting("a", 3, 2).write(folder.resolve(name));
      assertThat(Reading.open(file).layers()).hasSize(1);
    }
  }

  @Test
  void foldersOfOtherProgramsAreTold() throws IOException {
    Path saved = Files.createDirectory(folder.resolve("exported"));
    Files.writeString(saved.resolve("saved_model.pb"), "\b\u0001");
    Path apple = Files.createDirectory(folder.resolve("net.mlpackage"));
    Path orbax = Files.createDirectory(folder.resolve("step_100"));
    Files.writeString(orbax.resolve("manifest.ocdbt"), "x");

    refuses(saved, "is a graph of TensorFlow");
    refuses(apple, "is a model of Core ML");
    refuses(orbax, "Orbax");
    refuses(folder, "TensorFlow", "Core ML", "Orbax");
  }

  @Test
  void whatIsNotReadIsToldBesideWhatIs() throws IOException {
    new SafetensorsBytes().counting("a.weight", 3, 2).write(folder.resolve("model.safetensors"));
    Files.createDirectory(folder.resolve("net.mlpackage"));
    write("model.onnx", "<html>");
    write("net.engine", "ftrt");

    assertThat(Reading.open(folder).layers())
        .extracting(layer -> layer.info().name())
        .containsExactlyInAnyOrder("a", "net.mlpackage/", "model.onnx", "net.engine");
  }
}
