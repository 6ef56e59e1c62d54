# Sourced by the scripts beside it. OpenBLAS chooses its kernels by the processor, unless
# OPENBLAS_CORETYPE names others, which may be half as fast: it is unset. KERNELS=Haswell measures
# with those on purpose. The class Kernels refuses the variable where it was not set here.
unset OPENBLAS_CORETYPE
if [ -n "${KERNELS:-}" ]; then
  export OPENBLAS_CORETYPE=$KERNELS
fi
