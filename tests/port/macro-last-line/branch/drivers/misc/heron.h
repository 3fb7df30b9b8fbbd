#define heron_wait(hr, cond) \
	heron_mask(hr); \
	while (!(cond)) \
		cpu_relax(); \
	heron_unmask(hr)

#define HERON_MAX 16
