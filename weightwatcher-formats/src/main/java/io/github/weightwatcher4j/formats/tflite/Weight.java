package io.github.weightwatcher4j.formats.tflite;

import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import java.util.List;
import java.util.function.Function;

/**
 * An input of an operation that is its weights.
 *
 * @param input which input, from 0
 * @param type what the operation does
 * @param part what this input is among several, {@code forget} say; empty text where it is alone
 * @param matrices its matrices; an exception where its shape does not suit
 */
record Weight(
    int input, LayerType type, String part, Function<TensorView, List<NamedMatrix>> matrices) {

  /** An input that is a matrix as it is. */
  static Weight matrix(int input, LayerType type, String part) {
    return new Weight(input, type, part, view -> List.of(NamedMatrix.of(type, view)));
  }
}
