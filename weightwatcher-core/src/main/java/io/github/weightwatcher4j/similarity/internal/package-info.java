/** What similarity shares within our own modules; may change in any version. */
@NullMarked
package io.github.weightwatcher4j.similarity.internal;

import org.jspecify.annotations.NullMarked;
