#define MOU_KERNELS avx2_kernels
#define MOU_KERNELS_NAME "AVX2"
#include "engine/columnar/kernels_body.h"
