/** FlatBuffers, read field by field from the file, with every reference checked against it. */
@NullMarked
package io.github.weightwatcher4j.formats.flatbuffers;

import org.jspecify.annotations.NullMarked;
