#define heron_wait(hr, cond) \
do { \
	heron_mask(hr); \
	heron_kick(hr); \
	while (!(cond)) \
		cpu_relax(); \
	heron_unmask(hr); \
} while (0)

#define HERON_MAX 16
