/** NumPy's own formats: {@code .npy}, a folder of them, and {@code .npz}. */
@NullMarked
package io.github.weightwatcher4j.formats.numpy;

import org.jspecify.annotations.NullMarked;
