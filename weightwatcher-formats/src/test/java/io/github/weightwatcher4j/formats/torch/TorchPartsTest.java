package io.github.weightwatcher4j.formats.torch;

import static io.github.weightwatcher4j.formats.samples.Reading.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of PyTorch in several files without an index. */
class TorchPartsTest {

  @TempDir Path folder;

  private Path part(String file, String tensor) throws IOException {
    byte[] pickle = new PickleBytes().op("}(").matrix(tensor, "0", 2, 3).op("u").end();
    return new TorchBytes(pickle).counting("0", 6).zip(folder.resolve(file));
  }

  private static List<String> names(Path path) {
    return open(path).layers().stream().map(layer -> layer.info().name()).toList();
  }

  @Test
  void partsWithoutAnIndexAreJoined() throws IOException {
    part("pytorch_model-00002-of-00002.bin", "b.weight");
    part("pytorch_model-00001-of-00002.bin", "a.weight");
    part("optimizer.pt", "step.weight");

    assertThat(names(folder)).containsExactly("a", "b");
  }

  @Test
  void aMissingPartIsNamed() throws IOException {
    part("pytorch_model-00002-of-00002.bin", "b.weight");

    assertThatThrownBy(open(folder)::layers)
        .hasMessageContaining("1 of its 2 files are missing: pytorch_model-00001-of-00002.bin");
  }

  @Test
  void aPartOfWhichTheOthersHaveTheSameTensorsIsReadAlone() throws IOException {
    Path first = part("rank-1-of-2.pt", "a.weight");
    part("rank-2-of-2.pt", "a.weight");

    assertThatThrownBy(open(folder)::layers)
        .hasMessageContaining("tensor 'a.weight': is in rank-1-of-2.pt too");
    assertThat(names(first)).containsExactly("a", "rank-1-of-2.pt");
  }

  @Test
  void otherFilesThatEndWithBinAreNoModels() throws IOException {
    part("net.pt", "a.weight");
    Files.writeString(folder.resolve("vocabulary.bin"), "words");
    part("projector.bin", "other.weight");

    assertThat(names(folder)).containsExactly("net/a", "projector/other");
  }
}
