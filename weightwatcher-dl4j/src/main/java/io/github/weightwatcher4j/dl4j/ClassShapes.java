package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.formats.dl4j.internal.LayerShapes;
import io.github.weightwatcher4j.formats.dl4j.internal.Parameter;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.params.SameDiffParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Asks a layer or vertex class of a user's own, whose name he allowed, for its parameters. */
public final class ClassShapes implements LayerShapes {

  /** For {@link java.util.ServiceLoader}. */
  public ClassShapes() {}

  @Override
  public Answer ask(String className, String json, long most) throws Exception {
    Class<?> kind = Class.forName(className, true, loader());
    Object conf = NeuralNetConfiguration.mapper().readValue(json, kind);
    return new Answer(LayerClasses.of(conf), parameters(conf, most));
  }

  private static ClassLoader loader() {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    return ofThread == null ? ClassShapes.class.getClassLoader() : ofThread;
  }

  private static List<Parameter> parameters(Object conf, long most) {
    if (conf instanceof Layer layer) {
      NeuralNetConfiguration configuration = new NeuralNetConfiguration();
      configuration.setLayer(layer);
      long count = layer.initializer().numParams(configuration);
      return found(count, most, vector -> layer.initializer().init(configuration, vector, false));
    }
    if (conf instanceof SameDiffVertex vertex) {
      SDVertexParams params = vertex.getVertexParams();
      Map<String, long[]> shapes = params.getParamShapes();
      long count =
          shapes.values().stream()
              .mapToLong(shape -> TensorShape.of(shape).size())
              .reduce(0, Math::addExact);
      return found(
          count,
          most,
          vector ->
              SameDiffParamInitializer.getInstance()
                  .subsetAndReshape(params.getParameterKeys(), shapes, vector, null, vertex));
    }
    if (conf instanceof GraphVertex vertex && vertex.numParams(true) == 0) {
      return List.of();
    }
    throw new IllegalArgumentException("it is no layer, and no vertex that tells its parameters");
  }

  /** Makes views of a vector of all parameters. */
  @FunctionalInterface
  private interface Views {
    Map<String, INDArray> of(INDArray vector);
  }

  private static List<Parameter> found(long count, long most, Views views) {
    if (count == 0) {
      return List.of();
    }
    if (count > most) {
      throw new IllegalArgumentException(
          "it wants %d parameters, the file has %d in all".formatted(count, most));
    }
    List<Parameter> parameters = new ArrayList<>();
    try (INDArray vector = Nd4j.create(DataType.FLOAT, 1, count)) {
      views.of(vector).forEach((key, view) -> parameters.add(parameter(key, view, vector)));
    }
    return parameters;
  }

  private static Parameter parameter(String key, INDArray view, INDArray vector) {
    long bytes = ParameterCopy.address(view) - ParameterCopy.address(vector);
    long offset = bytes / Float.BYTES;
    if (bytes < 0 || offset + view.length() > vector.length()) {
      throw new IllegalArgumentException("its parameter " + key + " is no view of the vector");
    }
    List<Long> strides = Arrays.stream(view.stride()).boxed().toList();
    return new Parameter(key, TensorShape.of(view.shape()), offset, strides);
  }
}
