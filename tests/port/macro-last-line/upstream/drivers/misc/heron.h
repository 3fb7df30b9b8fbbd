#define heron_wait(hr, cond) \
do { \
	heron_mask(hr); \
	while (!(cond)) \
		cpu_relax(); \
	heron_unmask(hr); \
	heron_kick(hr); \
} while (0)

#define HERON_MAX 16
