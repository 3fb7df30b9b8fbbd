#define KNOT_BASE 1
#define KNOT_CPU_BASE 2
#define KNOT_BASE2 3
#define KNOT_LOCK 1
#define KNOT_STABLE 2
#define KNOT_CPU_LOCK 4
#define KNOT_LOCK2 8
#define KNOT_CRITICAL 1
#define KNOT_SHARED 2
#define KNOT_CPU 0
#define KNOT_BUS 1
struct knot_pll {
	int offset, width, shift, rate_min, lock_bits, flags;
	const void *ops;
};
extern const int knot_ops, knot_cpu_ops, knot_bus_ops;
