/**
 * DL4J networks and SameDiff graphs as models to analyse.
 *
 * <p>{@link io.github.weightwatcher4j.dl4j.NetworkAdapter} is found by {@link
 * java.util.ServiceLoader}: with this module on the class path, {@code new WeightWatcher(net)} is
 * enough. Files of both are read by weightwatcher-formats, without DL4J. {@link
 * io.github.weightwatcher4j.dl4j.NetworkSnapshot} is for networks that are being trained, {@link
 * io.github.weightwatcher4j.dl4j.ChangedNetwork} writes smoothed or sharpened weights back.
 *
 * <p>Inside, a network is walked layer by layer ({@code Dl4jSource}, {@code SameDiffSource});
 * {@code LayerParts} of weightwatcher-formats says which matrices a layer's parameters hold; {@code
 * LayerListing} names them. Parameters are read where they are, not copied.
 */
@NullMarked
package io.github.weightwatcher4j.dl4j;

import org.jspecify.annotations.NullMarked;
