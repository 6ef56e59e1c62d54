package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStorageTest {

  @TempDir Path folder;

  @Test
  void numbersOfEitherByteOrderAreReadFromTheirPlace() throws IOException {
    int size = 100_000; // more than one buffer
    ByteBuffer bytes = ByteBuffer.allocate(3 + size * 8).position(3).order(ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < size; i++) {
      bytes.putDouble(Math.sqrt(i));
    }
    Path file = Files.write(folder.resolve("f"), bytes.array());

    FileStorage storage = new FileStorage(file, 3, size, ElementType.FLOAT64, ByteOrder.BIG_ENDIAN);

    double[] values = Reading.values(TensorView.of(storage, TensorShape.of(10, 10_000)));
    for (int i = 0; i < size; i++) {
      assertThat(values[i]).isEqualTo(Math.sqrt(i));
    }
    assertThat(storage.end()).isEqualTo(3 + 8L * size);
  }

  @Test
  void aFileOfMoreThan2GigabytesIsReadAtItsEnd() throws IOException {
    Path file = folder.resolve("sparse");
    long start = 5L << 30;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(end.putFloat(0, 1.5f).putFloat(4, -2), start);
    }
    FileStorage storage = FileStorage.littleEndian(file, 4, (start + 4) / 4, ElementType.FLOAT32);
    TensorView view = TensorView.of(storage, TensorShape.of((start + 4) / 4, 1));

    try (WeightTensor tensor = view.open("t")) {
      double[] last = new double[3];
      tensor.read(view.shape().rows() - 3, 3, 0, 1, DoubleBuffer.wrap(last));
      assertThat(last).containsExactly(0, 1.5, -2);
    }
  }

  @Test
  void aFileThatWasCutShortIsReportedWithItsTensorAndPlace() throws IOException {
    Path file = Files.write(folder.resolve("short"), new byte[30]);
    FileStorage storage = FileStorage.littleEndian(file, 10, 6, ElementType.FLOAT32);

    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Reading.values(TensorView.of(storage, TensorShape.of(2, 3))))
        .withMessageContaining("short, tensor 'test', byte 30: the file ends here, 4 bytes too")
        .satisfies(
            e -> {
              assertThat(e.file()).isEqualTo(file.toString());
              assertThat(e.tensor()).contains("test");
              assertThat(e.offset()).hasValue(30);
            });
  }

  @Test
  void impossiblePlacesAreRefused() {
    Path file = Path.of("f");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileStorage.littleEndian(file, -1, 1, ElementType.INT8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileStorage.littleEndian(file, 0, 1L << 61, ElementType.FLOAT32))
        .withMessageContaining("do not fit");
  }

  @Test
  void closingTwiceIsClosingOnce() throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[4]);
    StorageReader reader = FileStorage.littleEndian(file, 0, 1, ElementType.FLOAT32).open("t");
    reader.close();
    reader.close();
    Files.delete(file);
  }
}
