package io.github.weightwatcher4j.formats.mxnet;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Probe;
import io.github.weightwatcher4j.formats.WeightFormat;
import io.github.weightwatcher4j.formats.statedict.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** MXNet: parameters of a Gluon block or of a module, {@code .params}, or a folder with one. */
public final class MxnetFormat implements WeightFormat {

  private static final String FILE = ".params";

  /** For {@link java.util.ServiceLoader}. */
  public MxnetFormat() {}

  @Override
  public String name() {
    return "MXNet";
  }

  @Override
  public List<String> extensions() {
    return List.of(FILE);
  }

  @Override
  public boolean recognizes(Probe probe) {
    return probe.head().limit() >= 3 * Long.BYTES
        && probe.head().getLong(0) == ParamsReader.MAGIC
        && probe.head().getLong(Long.BYTES) == 0;
  }

  @Override
  public Contents read(Path path) throws IOException {
    List<NamedTensor> arrays = ParamsReader.read(path);
    if (arrays.isEmpty()) {
      throw FilePlace.of(path).problem("contains no arrays", "check what it is");
    }
    return new Contents(arrays, StateDict.layers(ParameterNames.of(arrays)));
  }
}
