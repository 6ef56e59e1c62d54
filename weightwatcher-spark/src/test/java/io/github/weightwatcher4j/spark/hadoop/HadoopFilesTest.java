package io.github.weightwatcher4j.spark.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopFilesTest {

  @TempDir Path folder;

  private final byte[] bytes = new byte[3_000_000];

  @BeforeEach
  void write() throws IOException {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (31 * i + i / 1000);
    }
    Files.write(folder.resolve("data"), bytes);
    Files.createDirectory(folder.resolve("empty"));
  }

  private Path path(String name) throws IOException {
    return HadoopFiles.path("store://" + folder + "/" + name, StoreFileSystem.settings());
  }

  @Test
  void aFileIsReadAtPositionsWholeAndAsAStream() throws IOException {
    Path data = path("data");

    assertThat(Files.size(data)).isEqualTo(bytes.length);
    assertThat(Files.readAllBytes(data)).isEqualTo(bytes);
    try (FileChannel channel = FileChannel.open(data)) {
      ByteBuffer direct = ByteBuffer.allocateDirect(1000);
      assertThat(channel.read(direct, 1_500_000)).isEqualTo(1000);
      byte[] read = new byte[1000];
      direct.flip().get(read);
      assertThat(read).isEqualTo(Arrays.copyOfRange(bytes, 1_500_000, 1_501_000));
      assertThat(channel.position()).isZero();
      assertThat(channel.read(ByteBuffer.allocate(10), bytes.length)).isEqualTo(-1);
      assertThat(channel.read(ByteBuffer.allocate(10), bytes.length - 4)).isEqualTo(4);
      assertThat(channel.position(5).read(ByteBuffer.allocate(10))).isEqualTo(10);
      assertThat(channel.position()).isEqualTo(15);
    }
  }

  @Test
  void aChannelThatIsClosedOrWrittenToSaysSo() throws IOException {
    FileChannel channel = FileChannel.open(path("data"));
    assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1)))
        .isInstanceOf(NonWritableChannelException.class);
    assertThatThrownBy(() -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 1))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("cannot be mapped");
    channel.close();

    assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1), 0))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> FileChannel.open(path("data"), StandardOpenOption.WRITE))
        .isInstanceOf(ReadOnlyFileSystemException.class);
    assertThatThrownBy(() -> Files.delete(path("data")))
        .isInstanceOf(ReadOnlyFileSystemException.class);
  }

  @Test
  void aFolderIsListed() throws IOException {
    Path whole = path("");

    try (Stream<Path> entries = Files.list(whole)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "empty");
    }
    assertThat(Files.isDirectory(whole)).isTrue();
    assertThat(Files.isRegularFile(whole.resolve("data"))).isTrue();
    assertThat(Files.isDirectory(whole.resolve("data"))).isFalse();
    assertThatThrownBy(() -> Files.list(whole.resolve("data")))
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void whatIsMissingIsMissing() throws IOException {
    Path none = path("none");

    assertThat(Files.exists(none)).isFalse();
    assertThat(Files.isRegularFile(none)).isFalse();
    assertThatThrownBy(() -> FileChannel.open(none))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("/none");
    assertThatThrownBy(none::toRealPath).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> HadoopFiles.path("nfs4x://a/b", StoreFileSystem.settings()))
        .isInstanceOf(UnsupportedFileSystemException.class)
        .hasMessageContaining("nfs4x");
  }

  @Test
  void pathsAreThoseOfAFileSystem() throws IOException {
    Path data = path("data");
    Path root = data.getRoot();
    Path parent = Objects.requireNonNull(data.getParent());

    assertThat(data).hasToString("store://" + folder + "/data");
    assertThat(data.getFileName()).hasToString("data");
    assertThat(data.toRealPath()).isEqualTo(data);
    assertThat(parent.resolve("data")).isEqualTo(data).hasSameHashCodeAs(data);
    assertThat(parent.relativize(data)).hasToString("data");
    assertThat(data.relativize(parent.resolve("empty"))).hasToString("../empty");
    assertThat(parent.resolve("empty/../data").normalize()).isEqualTo(data);
    assertThat(data.startsWith(parent)).isTrue();
    assertThat(parent.startsWith(data)).isFalse();
    assertThat(data.endsWith("data")).isTrue();
    assertThat(root.getParent()).isNull();
    assertThat(root.getFileName()).isNull();
    assertThat(data.subpath(0, 1).isAbsolute()).isFalse();
    assertThat(data.toUri()).hasScheme("store").hasPath(folder + "/data");
  }
}
