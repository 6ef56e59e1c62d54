/** What our own modules need of spectrum and no user does; it may change in any version. */
@NullMarked
package io.github.weightwatcher4j.spectrum.internal;

import org.jspecify.annotations.NullMarked;
