package io.github.weightwatcher4j.formats.dl4j.internal;

import java.util.List;

/**
 * Asks a layer class that is not DL4J's own for the shapes of its parameters. Found by {@link
 * java.util.ServiceLoader}; weightwatcher-dl4j has one. Given only names that the caller allowed by
 * {@link io.github.weightwatcher4j.formats.WeightFile#allowClass}.
 */
public interface LayerShapes {

  /**
   * What a class says.
   *
   * @param layer the class and those above it, its own first
   * @param parameters its parameters as they follow each other
   */
  record Answer(LayerClass layer, List<Parameter> parameters) {

    /** Copies the list. */
    public Answer {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * Loads the class, makes a layer of its configuration and asks it.
   *
   * @param className full name of the class, which was allowed
   * @param json the layer's configuration, which names no other class but those that were allowed
   *     and DL4J's own layers
   * @param most how many parameters there can be
   * @throws Exception whatever the class, or loading it, throws; the layer is listed with it
   */
  Answer ask(String className, String json, long most) throws Exception;
}
