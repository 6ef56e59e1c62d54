/** What our own modules need of fit and no user does; it may change in any version. */
@NullMarked
package io.github.weightwatcher4j.fit.internal;

import org.jspecify.annotations.NullMarked;
