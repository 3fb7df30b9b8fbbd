static inline void heron_wait(struct heron *hr, bool (*cond)(void))
{
	heron_mask(hr);
	while (!cond())
		cpu_relax();
	heron_unmask(hr);
}

#define HERON_MAX 16
