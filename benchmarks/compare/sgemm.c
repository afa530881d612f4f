// Times single-precision matrix products on one thread with the libraries that PyTorch itself may use.
// cc -O2 -DUSE_OPENBLAS sgemm.c -lopenblas, or cc -O2 -DUSE_ONEDNN sgemm.c -ldnnl. Prints "name<TAB>microseconds".
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifdef USE_OPENBLAS
#include <cblas.h>
static void product(int m, int k, int n, const float *a, int turn_a, const float *b, int turn_b, float *c)
{
    cblas_sgemm(CblasRowMajor, turn_a ? CblasTrans : CblasNoTrans, turn_b ? CblasTrans : CblasNoTrans,
                m, n, k, 1, a, turn_a ? m : k, b, turn_b ? k : n, 0, c, n);
}
#else
#include <oneapi/dnnl/dnnl.h>
static void product(int m, int k, int n, const float *a, int turn_a, const float *b, int turn_b, float *c)
{
    dnnl_sgemm(turn_a ? 'T' : 'N', turn_b ? 'T' : 'N', m, n, k, 1, a, turn_a ? m : k, b, turn_b ? k : n, 0, c, n);
}
#endif

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static int by_size(const void *x, const void *y)
{
    double d = *(const double *)x - *(const double *)y;
    return d < 0 ? -1 : d > 0;
}

static void measure(const char *name, int m, int k, int n, int turn_a, int turn_b)
{
    enum { MOST = 100000 };
    static double samples[MOST];
    float *a = malloc(sizeof *a * m * k), *b = malloc(sizeof *b * k * n), *c = malloc(sizeof *c * m * n);
    for (long i = 0; i < (long)m * k; i++)
        a[i] = (float)(i % 17) - 8;
    for (long i = 0; i < (long)k * n; i++)
        b[i] = (float)(i % 13) - 6;
    double begin = now();
    while (now() - begin < 0.3)
        product(m, k, n, a, turn_a, b, turn_b, c);
    int count = 0;
    begin = now();
    while (count < MOST && (count < 5 || now() - begin < 0.5)) {
        double start = now();
        product(m, k, n, a, turn_a, b, turn_b, c);
        samples[count++] = (now() - start) * 1e6;
    }
    qsort(samples, count, sizeof *samples, by_size);
    printf("%s\t%.3f\n", name, samples[count / 2]);
    free(a);
    free(b);
    free(c);
}

int main(void)
{
    static const int squares[] = {256, 512, 1024, 2048};
    char name[64];
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "product %d x %d x %d", squares[i], squares[i], squares[i]);
        measure(name, squares[i], squares[i], squares[i], 0, 0);
    }
    measure("product 64 x 784 x 128", 64, 784, 128, 0, 0);
    measure("product 64 x 784 x 128, right transposed", 64, 784, 128, 0, 1);
    measure("product 784 x 64 x 128", 784, 64, 128, 0, 0);
    measure("product 784 x 64 x 128, left transposed", 784, 64, 128, 1, 0);
    measure("product 128 x 784 x 512", 128, 784, 512, 0, 0);
    measure("product 784 x 128 x 512", 784, 128, 512, 0, 0);
    return 0;
}
