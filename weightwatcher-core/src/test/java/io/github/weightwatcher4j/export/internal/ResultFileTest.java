package io.github.weightwatcher4j.export.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void anOldFileIsThere() throws IOException {
    file = Files.writeString(folder.resolve("result.json"), "old");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static boolean isUnfinished(String name) {
    return name.matches("\\.weightwatcher-\\w+\\.tmp");
  }

  @Test
  void theOldFileIsThereUntilTheNewOneIsWhole() throws IOException {
    ResultFile.write(
        file,
        out -> {
          out.write("new".getBytes(StandardCharsets.UTF_8));
          out.flush();
          assertThat(file).hasContent("old");
          assertThat(names()).hasSize(2).anyMatch(ResultFileTest::isUnfinished);
        });

    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("result.json");
  }

  @Test
  void whereWritingFailsTheOldFileStays() throws IOException {
    ResultFile.Content failing =
        out -> {
          out.write(new byte[1 << 20]);
          throw new IOException("full");
        };

    assertThatThrownBy(() -> ResultFile.write(file, failing)).hasMessage("full");
    assertThatThrownBy(() -> ResultFile.write(folder.resolve("other"), failing)).hasMessage("full");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("result.json");
  }

  @Test
  void aTextIsWrittenInUtf8AndWhatIsNoLetterIsReplaced() throws IOException {
    ResultFile.write(file, "\u00e9\ud800");

    assertThat(file).hasBinaryContent(new byte[] {(byte) 0xc3, (byte) 0xa9, '?'});
  }

  @Test
  void aFolderIsNotReplaced() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("sub"));

    assertThatThrownBy(() -> ResultFile.write(inside, "x")).hasMessageContaining("is a folder");
    assertThat(names()).containsExactly("result.json", "sub");
  }

  @Test
  void aFileWithoutItsFolderCannotBeWritten() {
    assertThatThrownBy(() -> ResultFile.write(folder.resolve("no/result"), "x"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anInterruptedThreadStillWrites() throws IOException {
    Thread.currentThread().interrupt();
    try {
      ResultFile.write(file, "new");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(file).hasContent("new");
  }

  @Test
  void aFileInAnArchiveIsWrittenToo() throws IOException {
    Path archive = folder.resolve("results.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      ResultFile.write(zip.getPath("/result.json"), "in a zip");
      ResultFile.write(zip.getPath("/result.json"), "replaced");
    }
    try (FileSystem zip = FileSystems.newFileSystem(archive)) {
      assertThat(Files.readString(zip.getPath("/result.json"))).isEqualTo("replaced");
      try (Stream<Path> all = Files.list(zip.getPath("/"))) {
        assertThat(all).hasSize(1);
      }
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theNewFileIsForThoseWhoMightUseTheOldOne() throws IOException {
    for (String permissions : List.of("rw-------", "rw-rw-rw-", "rwxr-x---")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

      ResultFile.write(file, permissions);

      assertThat(file).hasContent(permissions);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo(permissions);
    }
    Path plain = Files.createFile(folder.resolve("plain"));
    Path first = folder.resolve("first");
    ResultFile.write(first, "x");
    assertThat(Files.getPosixFilePermissions(first))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aLinkIsReplacedAndWhatItPointsToStays() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("none"));
    Path hard = Files.createLink(folder.resolve("hard"), file);

    for (Path path : List.of(link, nowhere, hard)) {
      ResultFile.write(path, "new");
      assertThat(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
      assertThat(path).hasContent("new");
    }
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("hard", "link", "nowhere", "result.json");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceIsWrittenToAsItIs() throws IOException {
    ResultFile.write(Path.of("/dev/null"), "gone");
    assertThatThrownBy(() -> ResultFile.write(Path.of("/dev/full"), "x"))
        .isInstanceOf(IOException.class);

    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/null"));
    ResultFile.write(link, "gone");

    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    assertThat(Files.isSymbolicLink(link)).isTrue();
    Files.delete(link);
    assertThat(ResultFile.isStream(Path.of("/dev/stdout"))).isTrue();
    assertThat(ResultFile.isStream(Path.of("/proc/self/fd/1"))).isTrue();
    assertThat(ResultFile.isStream(file)).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNamedPipeGetsTheResultAndStaysAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                return e.toString();
              }
            });

    ResultFile.write(pipe, "through");

    assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo("through");
    assertThat(ResultFile.isStream(pipe)).isTrue();
  }

  /** Writes half of a result, says so, and waits. */
  public static void main(String[] args) throws IOException {
    ResultFile.write(
        Path.of(args[0]),
        out -> {
          out.write(new byte[1 << 20]);
          new FileOutputStream(FileDescriptor.out).write('!');
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
  }

  private void endWhileItWrites(boolean kill) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ResultFileTest.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.getInputStream().read()).isEqualTo('!');
    assertThat(names()).hasSize(2);
    if (kill) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotZero();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aProgramThatIsEndedLeavesTheOldFileAlone() throws Exception {
    endWhileItWrites(false);

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("result.json");
  }

  @Test
  void aProgramThatIsKilledLeavesTheOldFileWhole() throws Exception {
    endWhileItWrites(true);

    assertThat(file).hasContent("old");
    assertThat(names()).hasSize(2).anyMatch(ResultFileTest::isUnfinished);
  }
}
