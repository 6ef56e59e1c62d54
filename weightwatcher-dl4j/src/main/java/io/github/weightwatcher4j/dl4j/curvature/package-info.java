/** Curvature of a DL4J network's loss on given data. */
@NullMarked
package io.github.weightwatcher4j.dl4j.curvature;

import org.jspecify.annotations.NullMarked;
