package io.github.weightwatcher4j.cli;

import java.util.function.LongFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network that the demo trains.
 *
 * @param name short name, also of its files
 * @param title what it is
 * @param untrained makes one with random weights, from a seed
 */
record DemoNetwork(String name, String title, LongFunction<MultiLayerNetwork> untrained) {}
