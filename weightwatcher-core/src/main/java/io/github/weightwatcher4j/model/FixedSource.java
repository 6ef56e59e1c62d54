package io.github.weightwatcher4j.model;

import java.util.List;

/** A list of layers that does not change. */
record FixedSource(String name, List<Layer> layers) implements ModelSource {}
