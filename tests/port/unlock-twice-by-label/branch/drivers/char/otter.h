struct otter {
	spinlock_t lock;
	int tired, gone, count;
};
void otter_get(struct otter *o);
void otter_put(struct otter *o);
void otter_stroke(struct otter *o, int i);
