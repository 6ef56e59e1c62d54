/** What modules of this project share to tell of checks; no part of the public interface. */
@NullMarked
package io.github.weightwatcher4j.check.internal;

import org.jspecify.annotations.NullMarked;
