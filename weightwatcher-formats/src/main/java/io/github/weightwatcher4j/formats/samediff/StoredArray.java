package io.github.weightwatcher4j.formats.samediff;

import io.github.weightwatcher4j.formats.NamedTensor;

/**
 * An array of a file.
 *
 * @param tensor its numbers; without them where they are not read
 * @param type what ND4J calls the type of its elements
 * @param isFloating whether they are floating point numbers, as weights are
 * @param isSound whether what the file says of it agrees
 */
record StoredArray(NamedTensor tensor, String type, boolean isFloating, boolean isSound) {}
