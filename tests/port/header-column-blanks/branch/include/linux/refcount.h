typedef struct refcount_struct {
	int refs;
} refcount_t;
