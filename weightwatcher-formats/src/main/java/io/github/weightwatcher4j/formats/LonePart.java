package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.LayerType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One file of a model in several, given alone: its own layers, and one without a matrix that says
 * that there are more.
 *
 * @param format the format of the file
 */
record LonePart(WeightFormat format) implements WeightFormat {

  @Override
  public String name() {
    return format.name();
  }

  @Override
  public List<String> extensions() {
    return format.extensions();
  }

  @Override
  public boolean recognizes(Probe probe) throws IOException {
    return format.recognizes(probe);
  }

  @Override
  public Contents read(Path path) throws IOException {
    Contents contents = format.read(path);
    String name = String.valueOf(path.getFileName());
    ModelParts.Part part = ModelParts.Part.of(name);
    LayerList layers = new LayerList();
    contents.layers().forEach(layer -> layers.add("", 0, layer));
    int last = contents.layers().stream().mapToInt(layer -> layer.info().index()).max().orElse(-1);
    String reason =
        "part %d of %d of a model; the layers of the others are not here: give the folder";
    layers.add(last + 1, name, LayerType.OTHER, reason.formatted(part.number(), part.count()));
    return contents.with(layers.layers());
  }
}
