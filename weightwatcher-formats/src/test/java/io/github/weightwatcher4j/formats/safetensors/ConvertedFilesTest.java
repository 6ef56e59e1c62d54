package io.github.weightwatcher4j.formats.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.formats.WeightFileException;
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
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.run.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that was converted has the layers of the model before, and their numbers. */
@Tag("thorough")
class ConvertedFilesTest {

  @TempDir private Path folder;

  /** Models in every format: the files that there are in the test resources, and a folder. */
  static List<Path> samples() throws IOException {
    Path root = TestFiles.resource("README.md").resolveSibling("");
    Path classes = root.resolve("io");
    List<Path> samples = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(root)) {
      paths.filter(Files::isRegularFile).filter(f -> !f.startsWith(classes)).forEach(samples::add);
    }
    samples.add(TestFiles.core("models/resnet20.safetensors"));
    samples.add(TestFiles.core("golden/models/cnn_npy"));
    return samples.stream().filter(ConvertedFilesTest::isModel).sorted().toList();
  }

  private static boolean isModel(Path path) {
    try {
      return new WeightFileAdapter()
          .open(path)
          .filter(model -> model.layers().stream().anyMatch(l -> l.weights().isPresent()))
          .isPresent();
    } catch (WeightFileException e) {
      return false; // a sample of what is refused
    }
  }

  /** Shuffles depend on the order of the weights, spectra do not. */
  private static Analysis analysis(ModelSource model) {
    boolean small = model.layers().size() < 20;
    return new WeightWatcher(model).analyze(options -> options.minEvals(1).randomize(small));
  }

  private WeightFile converted(ModelSource model) throws IOException {
    Path file = folder.resolve("converted.safetensors");
    SafetensorsWriter.write(model, file, ProgressListener.silent());
    return Reading.open(file);
  }

  private void givesTheSameTable(ModelSource before) throws IOException {
    WeightFile after = converted(before);

    assertThat(after.layers())
        .extracting(ConvertedFilesTest::described)
        .isEqualTo(before.layers().stream().map(ConvertedFilesTest::described).toList());
    Analysis expected = analysis(ofSingles(before));
    Analysis found = analysis(after);
    assertThat(found.skipped()).isEqualTo(expected.skipped());
    assertThat(found.details().rows())
        .extracting(row -> row.layer() + " " + row.metrics())
        .isEqualTo(
            expected.details().rows().stream()
                .map(row -> row.layer() + " " + row.metrics())
                .toList());
  }

  /** Numbers that are computed in doubles are written as singles. */
  private static ModelSource ofSingles(ModelSource model) {
    return ModelSource.of(
        model.name(), model.layers().stream().map(ConvertedFilesTest::ofSingles).toList());
  }

  private static Layer ofSingles(Layer layer) {
    if (layer.weights().filter(w -> w.precision() != Precision.FLOAT64).isEmpty()) {
      return layer;
    }
    Weights all = layer.weights().get();
    Weights.Opener opener =
        () -> {
          double[] singles = Arrays.stream(Reading.values(layer)).map(x -> (float) x).toArray();
          return WeightTensor.of(all.shape(), all.precision(), singles);
        };
    return Layer.of(
        layer.info(),
        new Weights(all.shape(), all.precision(), all.slicing(), all.transposed(), opener));
  }

  private static String described(Layer layer) {
    return layer.info()
        + layer.weights().map(w -> " " + w.precision() + " " + w.transposed()).orElse("")
        + layer.reason()
        + layer.note();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleGivesTheSameTable(Path sample) throws IOException {
    givesTheSameTable(Reading.open(sample));
  }

  @Test
  void thereAreSamplesOfEveryFormat() throws IOException {
    assertThat(samples().stream().map(sample -> Reading.open(sample).format().name()).distinct())
        .contains("GGUF", "Keras", "NumPy", "ONNX", "PyTorch", "pickle", "safetensors");
  }

  private static Layer layer(int index, String name, LayerType type, Weights weights) {
    return Layer.of(new LayerInfo(index, name, type), weights);
  }

  private static Weights weights(Slicing slicing, boolean transposed, long... dims) {
    TensorShape shape = TensorShape.of(dims);
    Random random = new Random(shape.hashCode());
    double[] values = random.doubles(shape.size()).map(x -> (float) x).toArray();
    return new Weights(
        shape,
        Precision.FLOAT32,
        slicing,
        transposed,
        () -> WeightTensor.of(shape, Precision.FLOAT32, values));
  }

  @Test
  void namesThatTellSomethingElseChangeNothing() throws IOException {
    givesTheSameTable(
        ModelSource.of(
            "odd",
            List.of(
                layer(7, "a/b.weight", LayerType.LSTM, weights(Slicing.TRAILING, false, 9, 9)),
                layer(3, "norm", LayerType.ATTENTION, weights(Slicing.TRAILING, true, 8, 8)),
                Layer.withoutMatrix(new LayerInfo(3, "x", LayerType.GRU), "unknown: save it again")
                    .noting("read as it stands"),
                layer(3, "experts", LayerType.OTHER, weights(Slicing.LEADING, false, 3, 7, 7)),
                layer(4, "k", LayerType.CONV3D, weights(Slicing.LEADING, false, 2, 1, 3, 6, 6)),
                layer(5, "t", LayerType.DECONV, weights(Slicing.TRAILING, false, 6, 6, 3)))));
  }

  @ParameterizedTest
  @EnumSource(LayerType.class)
  void everyTypeIsWhatItWas(LayerType type) throws IOException {
    givesTheSameTable(
        ModelSource.of("m", List.of(layer(0, "w", type, weights(Slicing.TRAILING, false, 9, 5)))));
  }

  private List<Layer> recorded(String records) throws IOException {
    String header =
        """
        {"__metadata__": {"weightwatcher.layers": "%s"},
         "fc.weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}}\
        """
            .formatted(records.replace("\"", "\\\""));
    Path file = folder.resolve("recorded.safetensors");
    Files.write(file, SafetensorsBytes.file(header, new byte[16]));
    return Reading.open(file).layers();
  }

  @Test
  void whatIsRecordedCountsForMoreThanANameDoes() throws IOException {
    String records = "{\"fc\": {\"index\": 4, \"type\": \"rnn\", \"more\": []}}";

    assertThat(recorded(records)).hasToString("[4 fc (rnn) [2 x 2]]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{'fc': {}}",
        "{'fc': 1}",
        "{'fc': {'index': 0, 'type': 'dense'}} and more",
        "{'fc': {'index': 0, 'type': 'dense'}, 'fc': {'index': 1, 'type': 'dense'}}",
        "{'fc': {'index': 0, 'type': 'dense'}, 'lost': {'index': 1, 'type': 'dense'}}",
        "{'fc': {'index': 0, 'type': 'dense', 'reason': 'none'}}",
        "{'fc': {'index': 0, 'type': 'unheard of'}}",
        "{'fc': {'index': -1, 'type': 'rnn'}}",
        "{'fc': {'index': 1.5, 'type': 'rnn'}}",
        "{'fc': {'index': 1e99, 'type': 'rnn'}}",
        "{'fc': {'index': '0', 'type': 'rnn'}}",
        "{'fc': {'index': 0, 'type': 'rnn', 'slicing': 'none'}}",
        "{'fc': {'index': 0, 'type': 'rnn', 'precision': 'float64'}}",
        "{'fc': {'index': 0, 'type': 'rnn', 'precision': 'int4'}}",
        "{'fc': {'index': 0, 'type': 'rnn'}, ' ': {'index': 0, 'type': 'rnn', 'reason': ''}}",
      })
  void whatDoesNotFitTheTensorsCountsForNothing(String records) throws IOException {
    assertThat(recorded(records.replace('\'', '"'))).hasToString("[0 fc (dense) [2 x 2]]");
  }

  @Test
  void aVectorIsNoMatrixWhateverIsRecorded() throws IOException {
    String records = "{\\\"v\\\": {\\\"index\\\": 0, \\\"type\\\": \\\"dense\\\"}}";
    String header =
        "{\"__metadata__\": {\"weightwatcher.layers\": \""
            + records
            + "\"}, \"v.weight\": {\"dtype\": \"F32\", \"shape\": [4], \"data_offsets\": [0, 16]}}";
    Path file = folder.resolve("vector.safetensors");
    Files.write(file, SafetensorsBytes.file(header, new byte[16]));

    assertThat(Reading.open(file).layers().get(0).reason()).contains("no matrix");
  }

  @Test
  void whatCouldDriveATerminalIsNotInNamesAndReasons() throws IOException {
    String records =
        "{\"fc\": {\"index\": 0, \"type\": \"rnn\"},"
            + " \"\\\\u001b[2J\": {\"index\": 1, \"type\": \"norm\", \"reason\": \"\\\\u202e\"}}";

    assertThat(recorded(records)).hasToString("[0 fc (rnn) [2 x 2], 1 \\u001B[2J (norm) \\u202E]");
  }
}
