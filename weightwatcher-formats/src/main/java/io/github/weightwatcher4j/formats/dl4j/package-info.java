/**
 * Networks of Deeplearning4j: the zip files of its {@code ModelSerializer}, read without it. What
 * the parameters of each kind of layer are, and why a layer has no matrix, {@code internal} says
 * for networks in memory too.
 */
@NullMarked
package io.github.weightwatcher4j.formats.dl4j;

import org.jspecify.annotations.NullMarked;
