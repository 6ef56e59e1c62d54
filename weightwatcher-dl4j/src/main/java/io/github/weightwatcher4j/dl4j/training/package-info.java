/** Watching and steering the training of DL4J networks. */
@NullMarked
package io.github.weightwatcher4j.dl4j.training;

import org.jspecify.annotations.NullMarked;
