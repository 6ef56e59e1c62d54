package io.github.weightwatcher4j.formats.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import io.github.weightwatcher4j.formats.samples.TestFiles;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.run.ProgressListener;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsWriterTest {

  @TempDir private Path folder;

  /** The values 1, 2, 3 and so on in C order. */
  private record Counting(TensorShape shape, Precision precision) implements WeightTensor {
    @Override
    public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
      for (long row = firstRow; row < firstRow + rows; row++) {
        for (long column = firstColumn; column < firstColumn + columns; column++) {
          target.put((double) (row * shape.rowLength() + column + 1));
        }
      }
    }
  }

  private static Layer layer(
      int index, LayerType type, Slicing slicing, Precision precision, long... dims) {
    Counting tensor = new Counting(TensorShape.of(dims), precision);
    return Layer.of(new LayerInfo(index, "layer" + index, type), Weights.of(tensor, slicing));
  }

  private WeightFile written(int block, Layer... layers) throws IOException {
    Path file = folder.resolve("out.safetensors");
    ModelSource model = ModelSource.of("model", List.of(layers));
    SafetensorsWriter.write(model, file, ProgressListener.silent(), block);
    return Reading.open(file);
  }

  @ParameterizedTest(name = "blocks of {0}")
  @ValueSource(ints = {1, 2, 5, 7, 1000})
  void whatIsReadBackIsWhatWasWritten(int block) throws IOException {
    Layer matrix = layer(0, LayerType.DENSE, Slicing.TRAILING, Precision.FLOAT32, 5, 7);
    Layer kernel = layer(1, LayerType.CONV2D, Slicing.TRAILING, Precision.FLOAT64, 4, 3, 2, 2);

    WeightFile file = written(block, matrix, kernel);

    assertThat(file.layers()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Layer original = List.of(matrix, kernel).get(i);
      Layer back = file.layers().get(i);
      assertThat(back.info()).isEqualTo(original.info());
      assertThat(back.weights().orElseThrow().shape())
          .isEqualTo(original.weights().orElseThrow().shape());
      assertThat(back.weights().orElseThrow().precision())
          .isEqualTo(original.weights().orElseThrow().precision());
      assertThat(Reading.values(back)).isEqualTo(Reading.values(original));
    }
  }

  @ParameterizedTest(name = "blocks of {0}")
  @ValueSource(ints = {1, 13, 50, 1000})
  void aKernelWithItsMatrixLastBecomesOneWithItsMatrixFirst(int block) throws IOException {
    int height = 2;
    int width = 3;
    int in = 4;
    int out = 5;
    Layer kernel =
        layer(0, LayerType.CONV2D, Slicing.LEADING, Precision.FLOAT32, height, width, in, out);

    NamedTensor tensor = written(block, kernel).tensors().get(0);

    assertThat(tensor.shape()).isEqualTo(TensorShape.of(out, in, height, width));
    double[] values = Reading.values(tensor);
    int at = 0;
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            assertThat(values[at++]).isEqualTo(((y * width + x) * in + i) * out + o + 1);
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "blocks of {0}")
  @ValueSource(ints = {1, 4, 1000})
  void theTransposeOfAMatrixIsWrittenAsTheMatrix(int block) throws IOException {
    Counting tensor = new Counting(TensorShape.of(2, 3), Precision.FLOAT32);
    Weights weights =
        new Weights(tensor.shape(), tensor.precision(), Slicing.TRAILING, true, () -> tensor);
    LayerInfo info = new LayerInfo(0, "fc", LayerType.DENSE);

    NamedTensor back = written(block, Layer.of(info, weights)).tensors().get(0);

    assertThat(back.shape()).isEqualTo(TensorShape.of(3, 2));
    assertThat(Reading.values(back)).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void halvesAndIntegersBecomeSingles() throws IOException {
    WeightFile file =
        written(
            100,
            layer(0, LayerType.DENSE, Slicing.TRAILING, Precision.FLOAT16, 3, 3),
            layer(1, LayerType.DENSE, Slicing.TRAILING, Precision.INTEGER, 3, 3));

    assertThat(file.tensors())
        .extracting(tensor -> tensor.view().orElseThrow().storage().precision())
        .containsOnly(Precision.FLOAT32);
    assertThat(file.layers())
        .extracting(layer -> layer.weights().orElseThrow().precision())
        .containsExactly(Precision.FLOAT16, Precision.INTEGER); // no more than they had
    assertThat(SafetensorsWriter.keeps(Precision.FLOAT16)).isFalse();
    assertThat(SafetensorsWriter.keeps(Precision.FLOAT32)).isTrue();
  }

  @Test
  void aRealModelIsWrittenWithTheSameLayers() throws IOException {
    WeightFile model = Reading.open(TestFiles.core("models/resnet20.safetensors"));
    Path file = folder.resolve("copy.safetensors");
    List<String> told = new ArrayList<>();

    List<Layer> layers =
        SafetensorsWriter.write(model, file, progress -> told.add(progress.layer()));

    assertThat(told).hasSize(layers.size() + 1).startsWith("").endsWith("linear");
    List<Layer> back =
        Reading.open(file).layers().stream().filter(l -> l.weights().isPresent()).toList();
    assertThat(back).extracting(layer -> layer.info().name()).hasSameSizeAs(layers);
    for (int i = 0; i < layers.size(); i++) {
      assertThat(back.get(i).info().name()).isEqualTo(layers.get(i).info().name());
      assertThat(back.get(i).info().type()).isEqualTo(layers.get(i).info().type());
      assertThat(Reading.values(back.get(i))).isEqualTo(Reading.values(layers.get(i)));
    }
  }

  @Test
  void aFailureLeavesTheOldFileAndNoOther() throws IOException {
    Path file = folder.resolve("out.safetensors");
    byte[] before = new SafetensorsBytes().counting("a", 2, 2).bytes();
    Files.write(file, before);
    Layer broken =
        Layer.of(
            new LayerInfo(0, "a", LayerType.DENSE),
            new Weights(
                TensorShape.of(2, 2),
                Precision.FLOAT32,
                Slicing.TRAILING,
                () -> {
                  throw new IOException("the disk is on fire");
                }));
    ModelSource model = ModelSource.of("model", List.of(broken));

    assertThatIOException()
        .isThrownBy(() -> SafetensorsWriter.write(model, file, ProgressListener.silent()))
        .withMessage("the disk is on fire");
    assertThat(file).hasBinaryContent(before);
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void aModelWithoutWeightsIsRefused() {
    ModelSource model = ModelSource.of("empty", List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SafetensorsWriter.write(
                    model, folder.resolve("out.safetensors"), ProgressListener.silent()))
        .withMessage("empty has no layer with weights to write");
  }
}
