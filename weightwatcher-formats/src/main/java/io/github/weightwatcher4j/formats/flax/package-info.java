/** Flax's serialization: nested dictionaries of arrays in msgpack, read in place. */
@NullMarked
package io.github.weightwatcher4j.formats.flax;

import org.jspecify.annotations.NullMarked;
