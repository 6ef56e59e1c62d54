/**
 * DL4J networks, SameDiff graphs and the files both are saved to, as models to analyse.
 *
 * <p>{@link io.github.weightwatcher4j.dl4j.NetworkAdapter} and {@link
 * io.github.weightwatcher4j.dl4j.ModelFileAdapter} are found by {@link java.util.ServiceLoader}:
 * with this module on the class path, {@code new WeightWatcher(net)} is enough. {@link
 * io.github.weightwatcher4j.dl4j.NetworkSnapshot} is for networks that are being trained, {@link
 * io.github.weightwatcher4j.dl4j.ChangedNetwork} writes smoothed or sharpened weights back.
 *
 * <p>Inside, a network is walked layer by layer ({@code Dl4jSource}, {@code SameDiffSource});
 * {@code LayerParts} says which matrices a layer's parameters hold; {@code LayerListing} names
 * them. Parameters are read where they are, not copied.
 */
@NullMarked
package io.github.weightwatcher4j.dl4j;

import org.jspecify.annotations.NullMarked;
