void *memset(void *s, int c, size_t n);
