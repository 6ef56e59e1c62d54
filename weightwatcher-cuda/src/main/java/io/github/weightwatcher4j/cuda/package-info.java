/** Eigenvalues on an NVIDIA GPU, by cuBLAS and cuSOLVER: the solver {@code cuda}. */
@NullMarked
package io.github.weightwatcher4j.cuda;

import org.jspecify.annotations.NullMarked;
