/** MXNet's {@code .params} files: arrays one behind the other, then their names. */
@NullMarked
package io.github.weightwatcher4j.formats.mxnet;

import org.jspecify.annotations.NullMarked;
