package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.report.LayerReport;

/**
 * A layer in one of several states that are compared: at an epoch, or trained with a batch size.
 *
 * @param label what tells the states apart, such as {@code batch size 16}
 * @param report what was found of the layer
 */
public record LabelledSpectrum(String label, LayerReport report) {}
