#define MOU_KERNELS avx512_kernels
#define MOU_KERNELS_NAME "AVX-512"
#include "engine/columnar/kernels_body.h"
