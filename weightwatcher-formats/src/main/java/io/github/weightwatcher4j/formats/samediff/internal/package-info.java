/** What files and graphs in memory have in common: which axes of a variable are a matrix. */
@NullMarked
package io.github.weightwatcher4j.formats.samediff.internal;

import org.jspecify.annotations.NullMarked;
