/** What our own modules need of compare and no user does; it may change in any version. */
@NullMarked
package io.github.weightwatcher4j.compare.internal;

import org.jspecify.annotations.NullMarked;
