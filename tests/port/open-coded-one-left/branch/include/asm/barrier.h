#define wmb() barrier()
