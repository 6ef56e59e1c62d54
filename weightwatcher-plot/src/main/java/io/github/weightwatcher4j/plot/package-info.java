/**
 * Pictures of analyses, drawn without a display: from marks on axes to plots of layers and models.
 */
@NullMarked
package io.github.weightwatcher4j.plot;

import org.jspecify.annotations.NullMarked;
