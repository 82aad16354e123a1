#define MOU_KERNELS sse2_kernels
#define MOU_KERNELS_NAME "SSE2"
#include "engine/columnar/kernels_body.h"
