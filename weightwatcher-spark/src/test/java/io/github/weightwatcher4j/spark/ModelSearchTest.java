package io.github.weightwatcher4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSearchTest {

  @TempDir Path folder;

  private String file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[] {1}).toString();
  }

  private static List<String> search(String... addresses) throws IOException {
    return ModelSearch.of(List.of(addresses), new Configuration());
  }

  @Test
  void aFolderIsSearchedAndOneWithADescriptionIsAModel() throws IOException {
    String b = file("b.safetensors");
    String a = file("a.onnx");
    String deep = file("runs/1/last.npz");
    file("runs/1/log.txt");
    file("_temporary/c.safetensors");
    file(".hidden.safetensors");
    file("llama/config.json");
    file("llama/model.safetensors");

    assertThat(search(folder.toString()))
        .containsExactly(a, b, folder.resolve("llama").toString(), deep);
  }

  @Test
  void patternsStandForWhatMatchesThemAndNothingIsTakenTwice() throws IOException {
    String one = file("m1.safetensors");
    String two = file("m2.safetensors");
    String any = file("weights");

    assertThat(search(any, folder + "/m?.safetensors", "file:" + one))
        .containsExactly(any, one, two);
  }

  @Test
  void aFileOfThisMachineKeepsItsSchemeWhereABarePathMeansAnotherSystem() throws IOException {
    String one = file("m1.safetensors");
    Configuration hdfs = new Configuration();
    hdfs.set("fs.defaultFS", "hdfs://nowhere:1");

    assertThat(ModelSearch.of(List.of("file:" + one), hdfs)).containsExactly("file:" + one);
  }

  @Test
  void aNameWithTheCharactersOfAPatternIsMeantWhereItIsThere() throws IOException {
    String one = file("m[1].safetensors");
    file("m1.safetensors");

    assertThat(search(one)).containsExactly(one);
  }

  @Test
  void addressesOfTheWebStayAsTheyAre() throws IOException {
    assertThat(search("hf://org/model", "https://host/a.safetensors?x=1"))
        .containsExactly("hf://org/model", "https://host/a.safetensors?x=1");
  }

  @Test
  void whatLeadsToNothingIsRefused() throws IOException {
    file("empty/readme.txt");

    assertThatThrownBy(() -> search(folder + "/nothing*"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing that " + folder + "/nothing* leads to");
    assertThatThrownBy(() -> search(folder.resolve("empty").toString()))
        .hasMessageContaining("there is no weight file in")
        .hasMessageContaining(".safetensors");
  }
}
