package io.github.weightwatcher4j.formats.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file may make us read: names in it lead to no other folder, links of a cache are read. */
class LinksTest {

  @TempDir Path root;

  /** Samples whose files name others: an index, external data, a distributed checkpoint. */
  private static List<Sample> naming() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (Subject subject : Subjects.ALL) {
      for (Sample sample : subject.samples().all()) {
        if (!sample.outside().isEmpty()) {
          samples.add(sample);
        }
      }
    }
    return samples;
  }

  /** The reasons, where nothing is read; else the matrices. */
  private static List<String> read(Path path) {
    try {
      WeightFile file = (WeightFile) new WeightFileAdapter().open(path).orElseThrow();
      return file.layers().stream()
          .map(layer -> layer.weights().isPresent() ? "matrix" : layer.reason())
          .toList();
    } catch (WeightFileException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Test
  void threeFormatsNameOtherFiles() throws IOException {
    assertThat(naming()).hasSize(3);
  }

  @Test
  void aLinkInPlaceOfANamedFileIsNotFollowedOutOfTheFolder() throws IOException {
    for (Sample sample : naming()) {
      Path folder = root.resolve("model");
      sample.write(root.resolve("outside"), sample.outside());
      sample.write(folder, sample.files());
      for (String name : sample.outside().keySet()) {
        Files.delete(folder.resolve(name));
        Files.createSymbolicLink(folder.resolve(name), root.resolve("outside").resolve(name));
      }

      assertThat(read(folder.resolve(sample.opened())))
          .as(sample.opened())
          .anyMatch(reason -> reason.contains("is a link to a file in another folder"))
          .doesNotContain("matrix");
    }
  }

  @Test
  void aLinkedFolderIsNotEnteredByAName() throws IOException {
    Path outside = Files.createDirectories(root.resolve("outside"));
    Path folder = Files.createDirectories(root.resolve("model"));
    Files.write(outside.resolve("external.data"), Sample.read("onnx/external.data"));
    Files.createSymbolicLink(folder.resolve("sub"), outside);
    byte[] model = Sample.read("onnx/external.onnx");
    String name = "external.data";
    int at = new String(model, StandardCharsets.ISO_8859_1).indexOf(name);
    byte[] other = "sub/xternal.d".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(other, 0, model, at, other.length);
    Files.copy(outside.resolve("external.data"), outside.resolve("xternal.d"));
    Files.write(folder.resolve("m.onnx"), model);

    assertThat(read(folder.resolve("m.onnx")))
        .allMatch(reason -> reason.contains("is a link to a file in another folder"));
  }

  @Test
  void aCacheOfLinksIntoBlobsIsReadAsItsFiles() throws IOException {
    for (Sample sample : naming()) {
      Path plain = root.resolve("plain");
      sample.write(plain, sample.files());
      Path cache = root.resolve("models--x--y");
      sample.write(cache.resolve("blobs"), Map.of());
      Path snapshot = cache.resolve("snapshots/abc");
      sample.write(snapshot, Map.of());
      int hash = 0;
      for (Map.Entry<String, byte[]> file : sample.files().entrySet()) {
        Path blob = Files.write(cache.resolve("blobs/" + hash++), file.getValue());
        Files.createSymbolicLink(snapshot.resolve(file.getKey()), snapshot.relativize(blob));
      }

      List<String> layers = read(snapshot.resolve(sample.opened()));
      assertThat(layers).contains("matrix").isEqualTo(read(plain.resolve(sample.opened())));

      Path first = snapshot.resolve(sample.opened()); // a copy, as where a part was edited
      byte[] bytes = Files.readAllBytes(first);
      Files.delete(first);
      Files.write(first, bytes);
      assertThat(read(first)).isEqualTo(layers);
    }
  }

  @Test
  void aModelThatIsALinkHasItsFilesWhereItLies() throws IOException {
    Sample sample = naming().get(0);
    Path plain = root.resolve("plain");
    sample.write(plain, sample.files());
    Path links = Files.createDirectories(root.resolve("links"));
    for (String name : sample.files().keySet()) {
      Files.createSymbolicLink(links.resolve(name), plain.resolve(name));
    }
    assertThat(read(links.resolve(sample.opened()))).contains("matrix");
  }

  @Test
  void theLatestRevisionOfACacheIsNoLinkOutOfIt() throws IOException {
    Path cache = root.resolve("models--x--y");
    Files.createDirectories(cache.resolve("snapshots"));
    Files.createDirectories(cache.resolve("blobs"));
    Files.createDirectories(cache.resolve("refs"));
    Files.writeString(cache.resolve("refs/main"), "abc");
    Path outside = Files.createDirectories(root.resolve("outside"));
    Files.write(outside.resolve("m.npy"), Sample.read("numpy/version2.npy"));
    Files.createSymbolicLink(cache.resolve("snapshots/abc"), outside);

    assertThat(read(cache)).first().asString().contains("is a link to a file in another folder");
  }

  @Test
  void theLatestCheckpointOfTensorFlowIsNoLinkOutOfItsFolder() throws IOException {
    Sample sample =
        Subjects.ALL.stream()
            .filter(it -> it.name().equals("tensorflow"))
            .findFirst()
            .orElseThrow()
            .samples()
            .all()
            .get(1);
    Path folder = root.resolve("model");
    sample.write(folder, sample.files());
    assertThat(read(folder)).contains("matrix");
    Path outside = Files.createDirectories(root.resolve("outside"));
    Files.move(folder.resolve("a.index"), outside.resolve("a.index"));
    Files.createSymbolicLink(folder.resolve("a.index"), outside.resolve("a.index"));

    assertThat(read(folder)).first().asString().contains("is a link to a file in another folder");
  }

  @Test
  void namesThatLeadElsewhereAreRefused() throws IOException {
    Sample sample = naming().get(0);
    Path folder = root.resolve("model");
    Path index = folder.resolve(sample.opened());
    Path shard = folder.resolve("a.safetensors").toAbsolutePath();
    for (String name :
        List.of(
            "../model/a.safetensors",
            shard + "",
            "sub/../a.safetensors",
            "C:a",
            "..",
            "",
            "a\\\\b")) {
      sample.write(folder, sample.files());
      String text = Files.readString(index).replace("a.safetensors", name);
      Files.writeString(index, text);
      assertThat(read(index)).first().asString().contains("does not name a file in its folder");
    }
  }
}
