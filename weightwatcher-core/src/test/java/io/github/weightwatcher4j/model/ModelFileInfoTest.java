package io.github.weightwatcher4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileInfoTest {

  /** By {@code LC_ALL=C sha256sum * | sha256sum} in such a folder. */
  private static final String DIGEST =
      "bf871cb67a0b5954ab49f23a9437c86d2aa6ca9a2876f008a51f84a5eb7cf9b1";

  @Test
  void aFolderIsTheFilesThatTheShellSees(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("b"), "abc");
    Files.writeString(folder.resolve("A"), "x");
    Files.writeString(folder.resolve(".gitattributes"), "hidden");
    Files.createDirectory(folder.resolve("sub"));

    ModelFileInfo info = ModelFileInfo.of(folder);

    assertThat(info.path()).isEqualTo(folder.toString());
    assertThat(info.size()).isEqualTo(4);
    assertThat(info.sha256()).isEmpty();
    assertThat(info.digested().sha256()).hasValue(DIGEST);
  }
}
