/**
 * Files of ND4J's {@code SameDiff.save}: the variables of a graph, read in place, and the
 * operations that tell what their axes are.
 */
@NullMarked
package io.github.weightwatcher4j.formats.samediff;

import org.jspecify.annotations.NullMarked;
