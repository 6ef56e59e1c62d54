package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name of a file says a format, its content is one: what is read where they differ. */
class NamesAndContentTest {

  private static final byte[] PICKLE = {
    (byte) 0x80, 2, '}', 'q', 0, '.', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  @TempDir Path folder;

  /** A small file in a format, of any name. */
  private Path file(String content, String name) throws IOException {
    Path file = folder.resolve(name);
    switch (content) {
      case "safetensors" -> new SafetensorsBytes().counting("fc.weight", 12, 11).write(file);
      case "pickle" -> Files.write(file, PICKLE);
      case "torch" -> zip(file, "archive/data.pkl", "archive/version");
      case "npz" -> zip(file, "w.npy");
      case "keras" -> zip(file, "config.json", "model.weights.h5");
      case "dl4j" -> zip(file, "configuration.json", "coefficients.bin");
      case "npy" -> Files.write(file, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
      case "hdf5" -> Files.write(file, new byte[] {(byte) 0x89, 'H', 'D', 'F', 13, 10, 26, 10});
      case "gguf" -> Files.writeString(file, "GGUF\3\0\0\0");
      case "tflite" -> Files.writeString(file, "\24\0\0\0TFL3", StandardCharsets.ISO_8859_1);
      default -> throw new IllegalArgumentException(content);
    }
    return file;
  }

  private static void zip(Path file, String... names) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(PICKLE);
      }
    }
  }

  private static String format(Path file) {
    return Reading.open(file).format().name();
  }

  @ParameterizedTest
  @CsvSource({
    "model.safetensors, pickle, pickle, .pkl",
    "model.safetensors, dl4j, DL4J, another end",
    "model.safetensors, torch, PyTorch, .pt",
    "model.SAFETENSORS, npz, NumPy, .npz",
    "model-00001-of-00002.safetensors, torch, PyTorch, .pth",
    "model.gguf, safetensors, safetensors, .safetensors",
    "w.npy, pickle, pickle, .pkl",
    "w.npz, torch, PyTorch, .pt",
    "w.npz, keras, Keras, .keras",
    "model.onnx, hdf5, Keras, .h5",
    "model.tflite, gguf, GGUF, .gguf",
    "model.keras, torch, PyTorch, .pt",
    "model.keras, pickle, pickle, .pickle",
    "flax_model.msgpack, safetensors, safetensors, .safetensors",
    "model.pt, safetensors, safetensors, .safetensors",
    "model.pth, npz, NumPy, .npz",
    "weights.th, hdf5, Keras, .hdf5",
    "model.h5, torch, PyTorch, .pt",
    "model.weights.h5, dl4j, DL4J, another end",
    "model.hdf5, npz, NumPy, .npz",
    "graph.fb, dl4j, DL4J, another end",
    "graph.fb, tflite, TensorFlow Lite, .tflite",
    "graph.samediff, tflite, TensorFlow Lite, .tflite",
    "model_state.pdparams, npy, NumPy, .npy",
    "part.distcp.safetensors, gguf, GGUF, .gguf",
  })
  void aNameThatSaysAFormatIsNotOverriddenByTheContentOfAnother(
      String name, String content, String format, String end) throws IOException {
    Path file = file(content, name);

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> new WeightFileAdapter().open(file))
        .withMessageContaining(name + ": is called .")
        .withMessageContaining("but its content is " + format + ";")
        .withMessageContaining("rename it to ")
        .withMessageContaining(end);
  }

  @ParameterizedTest
  @CsvSource({
    "pytorch_model.bin, torch, PyTorch",
    "pytorch_model.bin, pickle, pickle",
    "model.bin, safetensors, safetensors",
    "model.pt, torch, PyTorch",
    "model.pth, pickle, pickle",
    "model.pth.tar, torch, PyTorch",
    "epoch=1.ckpt, torch, PyTorch",
    "old.ckpt, pickle, pickle",
    "merged.ckpt, safetensors, safetensors",
    "state.pkl, torch, PyTorch",
    "params.pickle, npz, NumPy",
    "model_state.pdparams, pickle, pickle",
    "model.weights.h5, hdf5, Keras",
    "model.keras, hdf5, Keras",
    "model.keras, keras, Keras",
    "net.params, torch, PyTorch",
    "net.model, torch, PyTorch",
    "net.zip, npz, NumPy",
    "net.zip, dl4j, DL4J",
    "net.bin, dl4j, DL4J",
    "0a1b2c3d4e5f, safetensors, safetensors",
    "0a1b2c3d4e5f, gguf, GGUF",
  })
  void aNameThatSaysLittleLeavesItToTheContent(String name, String content, String format)
      throws IOException {
    assertThat(format(file(content, name))).isEqualTo(format);
  }

  @Test
  void inAFolderTheMisnamedFileIsToldAndTheOthersAreRead() throws IOException {
    file("safetensors", "model.safetensors");
    file("torch", "other.safetensors");

    WeightFile model = Reading.open(folder);

    assertThat(model.layers())
        .filteredOn(layer -> layer.weights().isPresent())
        .extracting(layer -> layer.info().name())
        .containsExactly("fc");
    assertThat(model.layers().toString()).contains("other.safetensors");
    assertThat(model.layers())
        .filteredOn(layer -> layer.weights().isEmpty())
        .singleElement()
        .satisfies(layer -> assertThat(layer.reason()).contains("but its content is PyTorch"));
  }

  @Test
  void aLinkIsTakenByItsOwnName() throws IOException {
    Path blob = file("torch", "0a1b2c3d");
    Path link = Files.createSymbolicLink(folder.resolve("model.safetensors"), blob);

    assertThatExceptionOfType(WeightFileException.class).isThrownBy(() -> Reading.open(link));
    assertThat(format(Files.createSymbolicLink(folder.resolve("model.pt"), blob)))
        .isEqualTo("PyTorch");
  }

  @Test
  void realFilesOfEveryEndOfItsOwnAreStillTheirs() {
    for (String name : List.of("numpy/stored.npz", "numpy/version2.npy")) {
      assertThat(format(TestFiles.resource(name))).isEqualTo("NumPy");
    }
  }
}
