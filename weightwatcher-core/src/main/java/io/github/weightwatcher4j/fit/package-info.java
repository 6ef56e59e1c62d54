/** Laws fitted to the upper tail of a spectrum. */
@NullMarked
package io.github.weightwatcher4j.fit;

import org.jspecify.annotations.NullMarked;
