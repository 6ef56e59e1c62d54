/** Pictures of spectra, drawn without a display. */
@NullMarked
package io.github.weightwatcher4j.plot;

import org.jspecify.annotations.NullMarked;
