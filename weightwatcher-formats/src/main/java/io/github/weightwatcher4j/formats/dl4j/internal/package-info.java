/** What is known of DL4J's layers, shared with weightwatcher-dl4j; no user needs it. */
@NullMarked
package io.github.weightwatcher4j.formats.dl4j.internal;

import org.jspecify.annotations.NullMarked;
