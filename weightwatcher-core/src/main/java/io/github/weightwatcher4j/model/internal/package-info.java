/** What our own modules need of model and no user does; it may change in any version. */
@NullMarked
package io.github.weightwatcher4j.model.internal;

import org.jspecify.annotations.NullMarked;
