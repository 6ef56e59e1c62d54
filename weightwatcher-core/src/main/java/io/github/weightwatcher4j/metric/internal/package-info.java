/** What our own modules need of metric and no user does; it may change in any version. */
@NullMarked
package io.github.weightwatcher4j.metric.internal;

import org.jspecify.annotations.NullMarked;
